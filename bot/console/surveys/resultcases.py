"""Statistics of matters over three fiscal years side by side, by type, complainant, channel, unit and area."""

from collections.abc import Sequence

from flask import Response, render_template, request

from bot.console.frame import console, me, office, parts, unit_name, words
from bot.console.surveys.results import percent, tools
from bot.resultfiles.sheets import workbook
from bot.resultfiles.tables import Cell, Table
from bot.services.surveys.reviews import CaseReview, Reviews
from handlers.cases.counting import MEASURES, NOWHERE, SIDES, Counts
from nlp.reading import Kind

EVERY = "all"
_DAYS = ("median", "p90")


@console.get("/results/complaints")
def results_complaints() -> str:
    """The page."""
    found = _found()
    side = request.args.get("by", SIDES[0])
    side = side if side in SIDES else SIDES[0]
    measure = request.args.get("show", MEASURES[0])
    measure = measure if measure in MEASURES else MEASURES[0]
    rows = [(_name(side, key), counts) for key, counts in found.sides[side]]
    most = max((_size(count, measure) for _, counts in rows for count in counts), default=0.0)
    return render_template(
        "console/results/complaints.html", view=found, rows=rows, side=side, measure=measure, most=most, size=_size,
        sides=SIDES, measures=MEASURES, kind=_kind(), kinds=[EVERY, *Kind], told=_told, **tools(),
    )  # fmt: skip


@console.get("/results/complaints.xlsx")
def results_complaints_file() -> Response:
    """Every table of the page as an Excel file."""
    found, say = _found(), words().say
    tables = []
    for side in SIDES:
        heads = [say(f"results.side_{side}")]
        heads += [f"{say(f'results.measure_{measure}')} {_year(year)}" for measure in MEASURES for year in found.years]
        rows: list[Sequence[Cell]] = [
            [_name(side, key), *(_number(count, measure) for measure in MEASURES for count in counts)]
            for key, counts in [*found.sides[side], (EVERY, found.everything)]
        ]
        tables.append(Table(say(f"results.side_{side}"), heads, rows))
    answer = Response(workbook(tables), mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer.headers["Content-Disposition"] = 'attachment; filename="siang-matters.xlsx"'
    return answer


def _found() -> CaseReview:
    reviews = Reviews(parts().database, parts().clock, parts().settings.office_zone)
    kind = _kind()
    return reviews.cases(me().role, me().unit, None if kind == EVERY else kind)


def _kind() -> str:
    asked = request.args.get("kind", Kind.COMPLAINT.value)
    return asked if asked in (EVERY, *Kind) else Kind.COMPLAINT.value


def _year(year: int) -> str:
    return words().say("results.fiscal_year", year=year if words().language == "th" else year - 543)


def _name(side: str, key: str) -> str:
    if key in (EVERY, NOWHERE):
        return words().say("results.side_all" if key == EVERY else "results.side_nowhere")
    if side == "unit":
        return unit_name(key)
    if side == "area":
        place = office().place(key)
        return place.name(words().language) if place else key
    return words().say(f"{side}.{key}")


def _number(count: Counts, measure: str) -> Cell:
    value: float | None = getattr(count, measure)
    if measure == "n" or value is None:
        return None if value is None else int(value)
    return round(value, 1) if measure in _DAYS else round(100 * value, 1)


def _told(count: Counts, measure: str) -> str:
    value = getattr(count, measure)
    if value is None:
        return "–"
    if measure == "n":
        return f"{value:,}"
    return f"{value:.1f}" if measure in _DAYS else f"{percent(value)} %"


def _size(count: Counts, measure: str) -> float:
    return float(getattr(count, measure) or 0)
