"""The results of surveys: the list of waves, and a wave's page with items, groups, the wave before, and the sample."""

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.charts.bars import Axis, axis_of, bar
from bot.console.frame import asked_by_itself, console, me, parts, words
from bot.resultfiles.paper import points
from bot.services.surveys.results import Results, WaveResult
from handlers.surveys.bands import Band, Row
from handlers.surveys.compare import Verdict
from handlers.surveys.counted import EVERYBODY, Group
from handlers.surveys.intervals import Interval
from handlers.surveys.questionnaire import Question, Words, said
from handlers.surveys.report import ALL
from handlers.surveys.rounding import shares
from handlers.surveys.sight import may_read_words, may_steer, may_take_answers

ORDERS = ("lowest", "form")
MOST_SERVED = 10_000_000


def results() -> Results:
    """The use cases of results."""
    return Results(parts().database, parts().clock)


@console.get("/results")
def results_list() -> str:
    """Every wave with its score, the newest first."""
    waves = results().waves()
    return render_template("console/results/list.html", waves=waves, axis=axis_of(row for _, row in waves), **tools())


@console.get("/results/waves/<int:wave_id>")
def results_wave(wave_id: int) -> str:
    """The page of a wave."""
    found = _asked(wave_id)
    return render_template("console/results/wave.html", **_shown(found))


@console.get("/results/waves/<int:wave_id>/live")
@asked_by_itself
def results_live(wave_id: int) -> ResponseReturnValue:
    """The numbers again if more have answered since; nothing (204) if not."""
    found = _asked(wave_id)
    if request.args.get("seen", type=int) == found.wave.sample.people:
        return Response(status=204)
    return render_template("console/results/wave_numbers.html", **_shown(found))


@console.post("/results/waves/<int:wave_id>/served")
def results_served(wave_id: int) -> ResponseReturnValue:
    """Keep how many were served of each group, by which answers are then weighed."""
    if not may_steer(me().role):
        abort(403)
    grouping = request.form.get("grouping", "")
    people = {}
    for name, value in request.form.items():
        code = name.removeprefix("people_")
        if name.startswith("people_") and code.isdecimal() and value.strip().isdecimal():
            people[int(code)] = min(int(value), MOST_SERVED)
    try:
        results().weigh(wave_id, grouping, people)
    except LookupError:
        abort(404)
    return redirect(url_for("console.results_wave", wave_id=wave_id, by=grouping, _anchor="served"))


@console.get("/results/method")
def results_method() -> str:
    """Which formula stands behind each number, and why."""
    return render_template("console/results/method.html", **tools())


def group_asked() -> Group:
    """Return the group that the address asks for, `sex:2`; all where it asks for none."""
    key, _, code = request.args.get("group", "").partition(":")
    return (key, int(code)) if key and code.isdecimal() and len(code) < 10 else EVERYBODY


def tools() -> dict[str, Any]:
    """What the templates of results need beside their data."""
    return {
        "bar": _bar, "axis_of": axis_of, "say": _words_of, "Band": Band, "Verdict": Verdict, "shares": _choice_shares,
        "percent": percent, "reach": reach, "points": points, "may_read": may_read_words(me().role),
        "may_steer": may_steer(me().role), "may_take": may_take_answers(me().role),
    }  # fmt: skip


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{share * 100:.0f}"


def reach(interval: Interval) -> str:
    """An interval as percentages: 48–67."""
    return f"{interval.low * 100:.0f}–{interval.high * 100:.0f}"


def label_of(question: Question | None, code: int) -> str:
    """Return an option's words; its number where the form does not know it."""
    options = question.options if question else ()
    return next((_words_of(option.words) for option in options if option.code == code), str(code))


def _asked(wave_id: int) -> WaveResult:
    against = request.args.get("against", type=int)
    item, by = request.args.get("item", ALL), request.args.get("by", "")
    found = results().wave(wave_id, group_asked(), by=by, item=item, against=against)
    if found is None:
        abort(404)
    return found


def _shown(found: WaveResult) -> dict[str, Any]:
    order = request.args.get("order", ORDERS[0])
    items = found.told.items if order == "form" else found.told.lowest
    key, code = found.group
    asked = found.wave.form.question(key)
    return {
        "view": found, "items": items, "order": order if order in ORDERS else ORDERS[0],
        "axis": axis_of([found.told.everything, *found.told.sections, *(item.row for item in items)]),
        "group_words": f"{_words_of(asked.words)}: {label_of(asked, code)}" if asked else "",
        "label_of": label_of, "sections": {one.key: one for one in found.wave.form.sections}, **tools(),
    }  # fmt: skip


def _words_of(said_words: Words) -> str:
    return said(said_words, words().language)


def _choice_shares(chosen: dict[int, int], n: int) -> dict[int, float]:
    """The share of those who answered that chose each option; of one choice alone they sum to 100."""
    if sum(chosen.values()) == n:
        return dict(zip(chosen, shares(list(chosen.values())), strict=True))
    return {code: round(100 * count / n) if n else 0 for code, count in chosen.items()}


def _bar(row: Row, axis: Axis, before: Row | None = None) -> Any:
    say = words().say
    if row.satisfied is None:
        return ""
    told = [f"{say(f'results.band_{band}')} {share.percent:.0f} %" for band, share in row.shares.items()]
    return bar(row, axis, ", ".join(told), before)
