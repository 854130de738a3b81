"""Results to take away: report on paper, Excel, CSV, and every single answer for those who may have it."""

from collections.abc import Callable
from itertools import islice

from flask import Response, abort, request

from bot.console.frame import console, me, office, times, words
from bot.console.surveys.results import results
from bot.resultfiles import answers
from bot.resultfiles.paper import METHODS, Paper
from bot.resultfiles.sheets import rows_of_csv, workbook
from bot.resultfiles.tables import Cell, Table, Tables
from bot.services.surveys.results import Gathered
from handlers.surveys.questionnaire import said
from handlers.surveys.sight import may_take_answers

MOST_IN_EXCEL = 20_000  # responses; more are quicker to take and to open as CSV
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"


@console.get("/results/waves/<int:wave_id>/files/<kind>")
def results_file(wave_id: int, kind: str) -> Response:
    """A file of a wave: pdf, xlsx, csv, or answers (CSV of single answers)."""
    make = _KINDS.get(kind) or abort(404)
    if kind == "answers" and not may_take_answers(me().role):
        abort(403)
    gathered = results().gather(wave_id, request.args.get("against", type=int))
    if gathered is None:
        abort(404)
    answer = make(gathered)
    ending = "csv" if kind == "answers" else kind
    answer.headers["Content-Disposition"] = f'attachment; filename="siang-results-{wave_id}-{kind}.{ending}"'
    return answer


def _pdf(gathered: Gathered) -> Response:
    facts = gathered.facts
    dates = " – ".join(times().day(at) for at in (facts.opened, facts.closed_at) if at)
    paper = Paper(
        gathered, words().say, words().language, office=office().name(words().language), dates=dates,
        printed=times().day(times().now),
    )  # fmt: skip
    return Response(paper.pdf(thai_digits="thai" in request.args), mimetype="application/pdf")


def _xlsx(gathered: Gathered) -> Response:
    tables = [_about(gathered), *_tables(gathered).every()]
    if may_take_answers(me().role):
        tables.append(_answers_sheet(gathered))
    return Response(workbook([*tables, _method()]), mimetype=_EXCEL)


def _csv(gathered: Gathered) -> Response:
    return Response(rows_of_csv(_tables(gathered).groups_and_items()), mimetype=_CSV)


def _answers(gathered: Gathered) -> Response:
    form, language = gathered.source.form, words().language
    found = list(answers.rows(form, results().answers(gathered.facts.id), language))
    return Response(rows_of_csv(Table("", answers.heads(form, language), found)), mimetype=_CSV)


def _tables(gathered: Gathered) -> Tables:
    return Tables(gathered, words().say, words().language)


def _answers_sheet(gathered: Gathered) -> Table:
    form, language, say = gathered.source.form, words().language, words().say
    if gathered.source.counted.people > MOST_IN_EXCEL:
        return Table(say("results.head_sheet_answers"), [say("results.answers_many", n=MOST_IN_EXCEL)], [])
    found = islice(answers.rows(form, results().answers(gathered.facts.id), language), MOST_IN_EXCEL)
    return Table(say("results.head_sheet_answers"), answers.heads(form, language), list(found))


def _about(gathered: Gathered) -> Table:
    facts, say = gathered.facts, words().say
    sample = facts.sample
    rows: list[list[Cell]] = [
        [office().name(words().language), None],
        [said(facts.form.title, words().language), facts.name],
        [say("results.head_opened"), times().day(facts.opened) if facts.opened else None],
        [say("results.head_closed"), times().day(facts.closed_at) if facts.closed_at else None],
        [say("results.people"), sample.people],
        [say("results.of_population", n="N"), sample.population],
        [say("results.of_asked", answered=sample.answered, asked=sample.asked), None],
        [say("results.rate") + " %", round(100 * sample.rate, 1) if sample.rate is not None else None],
        [say("results.margin"), round(100 * sample.margin, 1) if sample.margin is not None else None],
        [say("results.foot"), None],
        [say("results.hidden_note"), None],
        [say("results.head_printed"), times().moment(times().now)],
    ]
    return Table(say("results.head_sheet_about"), [], rows)


def _method() -> Table:
    say = words().say
    rows = [[say(f"results.{part}_{key}") for part in ("method", "formula", "why", "source")] for key in METHODS]
    return Table(say("results.head_sheet_method"), [], rows)


_KINDS: dict[str, Callable[[Gathered], Response]] = {"pdf": _pdf, "xlsx": _xlsx, "csv": _csv, "answers": _answers}
