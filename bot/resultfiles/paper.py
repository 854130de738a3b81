"""The report on paper: a wave's results set by typst in Sarabun, with the bars of the page and the formulas."""

import json
from importlib.resources import files
from typing import Any

from bot.charts.bars import Axis, axis_of, paper_bar
from bot.resultfiles.tables import Say, lowest
from bot.services.surveys.results import Gathered
from handlers.surveys.bands import Band, Row
from handlers.surveys.compare import Change, Verdict
from handlers.surveys.questionnaire import Question, said
from handlers.surveys.report import Item, tell, tell_groups

METHODS = ("columns", "rounding", "wilson", "population", "pooled", "newcombe", "holm", "weights", "fit", "hiding",
           "urn", "rate")  # fmt: skip
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_FONTS = files("bot") / "fonts"
_MARKS = {Verdict.UP: "▲", Verdict.DOWN: "▼", Verdict.NOISE: "≈"}


class Paper:
    """Puts together what stands in the report, in the words of a reader."""

    def __init__(self, gathered: Gathered, say: Say, language: str, *, office: str, dates: str, printed: str) -> None:
        self._all = gathered
        self._say = say
        self._language = language
        self._office, self._dates, self._printed = office, dates, printed

    def pdf(self, *, thai_digits: bool = False) -> bytes:
        """Return the report as PDF."""
        return bytes(self._set("pdf", thai_digits))

    def pictures(self, *, thai_digits: bool = False) -> list[bytes]:
        """Return the pages as PNG pictures."""
        made = self._set("png", thai_digits)
        return made if isinstance(made, list) else [made]

    def _set(self, kind: Any, thai_digits: bool) -> Any:
        told = self._told() | {"thai_digits": thai_digits}
        if thai_digits:
            told = _with_thai_digits(told)
        import typst  # only who prints a report loads it

        template: bytes = (files("bot.resultfiles") / "report.typ").read_bytes()
        data = json.dumps(told, ensure_ascii=False)
        fonts = [str(_FONTS)]
        return typst.compile(  # type: ignore[misc] # its types tie the template's type to the output's
            input=template, font_paths=fonts, ignore_system_fonts=True, format=kind, ppi=80, sys_inputs={"data": data}
        )

    def _told(self) -> dict[str, Any]:
        source = self._all.source
        told = tell(source, before=self._all.before)
        axis = axis_of([told.everything, *(item.row for item in told.items), *told.sections])
        sample, say = self._all.facts.sample, self._say
        heads = [say(f"results.band_{band}") for band in self._bands()]
        return {
            "language": self._language, "office": self._office, "wave": self._all.facts.name, "dates": self._dates,
            "title": said(source.form.title, self._language), "printed": self._printed,
            "words": {key: say(f"results.{key}") for key in _WORDS} | {"heads": heads},
            "kpis": self._kpis(told.everything, sample.rate, sample.margin),
            "notes": self._notes(told.fit is not None and told.fit.weighed),
            "everything": self._row(say("results.everything"), told.everything, axis),
            "lowest": [self._item(item, axis) for item in lowest(told.lowest, 5)],
            "items": [self._item(item, axis) for item in told.items],
            "compared": say("results.compared", wave=self._all.before_name, n=self._all.before.counted.people)
            if self._all.before else "",
            "sections": [self._row(self._section(row.key), row, axis) for row in told.sections],
            "groups": [self._grouping(one) for one in source.form.grouping if source.counted.members(one.key)],
            "waves": self._waves(),
            "methods": [[say(f"results.{part}_{key}") for part in ("method", "formula", "why", "source")]
                        for key in METHODS],
        }  # fmt: skip

    def _bands(self) -> list[Band]:
        points = {question.points for question in self._all.source.scales}
        return [band for band in Band if band is not Band.MIDDLE or 5 in points]

    def _kpis(self, row: Row, rate: float | None, margin: float | None) -> list[list[str]]:
        say, sample = self._say, self._all.facts.sample
        good, bad = row.satisfied, row.dissatisfied
        found = []
        for key, share in (("satisfied", good), ("dissatisfied", bad)):
            if share is not None:
                between = say("results.between", reach=_reach(share.interval.low, share.interval.high))
                found.append([say(f"results.{key}"), f"{share.percent:.0f} %", between])
        served = say("results.of_population", n=f"{sample.population:,}") if sample.population else ""
        found.append([say("results.people"), f"{row.n:,}", served])
        if rate is not None:
            of = say("results.of_asked", answered=f"{sample.answered:,}", asked=f"{sample.asked:,}")
            found.append([say("results.rate"), f"{rate * 100:.0f} %", of])
        if margin is not None:
            found.append([say("results.margin"), f"± {margin * 100:.1f}", say("results.margin_more")])
        return found

    def _notes(self, weighed: bool) -> list[str]:
        notes = [self._say("results.foot"), self._say("results.hidden_note")]
        return [*notes, self._say("results.weighed")] if weighed else notes

    def _section(self, key: str) -> str:
        return next(said(one.title, self._language) for one in self._all.source.form.sections if one.key == key)

    def _item(self, item: Item, axis: Axis) -> dict[str, Any]:
        name = f"{item.question.number} {said(item.question.words, self._language)}".strip()
        return self._row(name, item.row, axis, item.before) | {"change": self._change(item.change)}

    def _change(self, change: Change | None) -> list[str]:
        if change is None:
            return ["", "–"]
        moved = {Verdict.UP: "moved_up", Verdict.DOWN: "moved_down"}.get(change.verdict, "noise")
        by = points(change.interval.value)
        return [str(change.verdict), f"{_MARKS.get(change.verdict, '')} {self._say(f'results.{moved}')} ({by})"]

    def _grouping(self, question: Question) -> dict[str, Any]:
        rows = tell_groups(self._all.source, question)
        axis = axis_of(rows)
        names = {str(one.code): said(one.words, self._language) for one in question.options}
        told = [self._row(names.get(row.key, row.key), row, axis) for row in rows]
        return {"title": self._say("results.groups", by=said(question.words, self._language)), "rows": told}

    def _waves(self) -> list[dict[str, Any]]:
        rows = [(facts.name, tell(source).everything) for facts, source in self._all.waves]
        axis = axis_of(row for _, row in rows)
        return [self._row(name, row, axis) for name, row in rows]

    def _row(self, name: str, row: Row, axis: Axis, before: Row | None = None) -> dict[str, Any]:
        shares = [
            [f"{row.shares[band].percent:.0f}",
             _reach(row.shares[band].interval.low, row.shares[band].interval.high)] if band in row.shares else ["–", ""]
            for band in self._bands()
        ]  # fmt: skip
        note = self._say("results.hidden") if row.hidden else self._say("results.nobody") if not row.shares else ""
        drawn = paper_bar(row, axis, before=before) if row.shares else ""
        return {"name": name, "n": "–" if row.hidden else f"{row.n:,}", "shares": shares, "bar": drawn, "note": note}


_WORDS = ("satisfied", "dissatisfied", "items", "item", "sections", "section", "group", "wave", "chart", "n", "change",
          "method_title", "method_lead", "legend", "interval", "before", "head_lowest", "head_waves", "head_report",
          "head_printed", "head_page", "band_middle", "band_very", "band_satisfied", "band_dissatisfied")  # fmt: skip


def points(share: float) -> str:
    """Return a difference of shares in percentage points, with its sign."""
    rounded = round(share * 100)
    return f"{rounded:+d}".replace("-", "−") if rounded else "0"


def _reach(low: float, high: float) -> str:
    return f"{low * 100:.0f}–{high * 100:.0f}"


def _with_thai_digits(told: Any) -> Any:
    """The same with Thai digits wherever words are, never in a picture."""
    if isinstance(told, dict):
        return {key: value if key in ("bar", "language") else _with_thai_digits(value) for key, value in told.items()}
    if isinstance(told, list):
        return [_with_thai_digits(one) for one in told]
    return told.translate(_THAI_DIGITS) if isinstance(told, str) else told
