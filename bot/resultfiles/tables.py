"""The tables of a wave as plain rows of words and numbers; a hidden group is hidden here as it is on the page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.services.surveys.results import Gathered
from handlers.surveys.bands import Band, Row
from handlers.surveys.compare import Change
from handlers.surveys.questionnaire import Question, said
from handlers.surveys.report import Item, tell, tell_groups

Cell = str | int | float | None
Say = Callable[..., str]
_BANDS = (Band.VERY, Band.SATISFIED, Band.MIDDLE, Band.DISSATISFIED)


@dataclass(frozen=True)
class Table:
    """A sheet: its name, the words over its columns, its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class Tables:
    """Makes the tables of a wave in the words of a reader."""

    def __init__(self, gathered: Gathered, say: Say, language: str) -> None:
        self._all = gathered
        self._say = say
        self._language = language
        points = {question.points for question in gathered.source.scales}
        self._bands = [band for band in _BANDS if band is not Band.MIDDLE or 5 in points]

    def every(self) -> list[Table]:
        """Return all tables, in the order of a reader."""
        return [self.items(), self.groups(), self.waves(), self.choices()]

    def items(self) -> Table:
        """Every item, the lowest first, with its interval and what became of it."""
        told = tell(self._all.source, before=self._all.before)
        changes = [self._head(f"change_{part}") for part in ("points", "low", "high", "p", "words")]
        heads = [self._head("section"), self._head("number"), self._head("item"), *self._row_heads(),
                 self._head("mean"), *changes]  # fmt: skip
        whole = ["", "", self._say("results.everything"), *self._row(told.everything), None, *self._change(None)]
        rows: list[Sequence[Cell]] = [whole]
        for item in told.lowest:
            rows.append([self._section(item.question), item.question.number, said(item.question.words, self._language),
                         *self._row(item.row), _rounded(item.mean.value if item.mean else None),
                         *self._change(item.change)])  # fmt: skip
        return Table(self._head("sheet_items"), heads, rows)

    def groups(self) -> Table:
        """Every group of citizens, over all items together and for each item."""
        source = self._all.source
        rows: list[list[Cell]] = []
        for grouping in source.form.grouping:
            if not source.counted.members(grouping.key):
                continue
            by = said(grouping.words, self._language)
            for item in ("all", *(question.key for question in source.scales)):
                asked = source.form.question(item)
                words = said(asked.words, self._language) if asked else self._say("results.everything")
                for row in tell_groups(source, grouping, item):
                    name = self._option(grouping, int(row.key))
                    rows.append([by, name, asked.number if asked else "", words, *self._row(row)])
        heads = [self._say("results.by_what"), self._say("results.group"), self._head("number"), self._head("item")]
        return Table(self._head("sheet_groups"), [*heads, *self._row_heads()], rows)

    def groups_and_items(self) -> Table:
        """Everybody and every group in one table, item by item: what a CSV holds."""
        groups, told = self.groups(), tell(self._all.source)
        everybody = self._say("results.everybody")
        rows: list[Sequence[Cell]] = [["", everybody, "", self._say("results.everything"), *self._row(told.everything)]]
        for item in told.items:
            words = said(item.question.words, self._language)
            rows.append(["", everybody, item.question.number, words, *self._row(item.row)])
        return Table(groups.name, groups.heads, [*rows, *groups.rows])

    def waves(self) -> Table:
        """Every wave of the questionnaire, the newest first, all items together and each."""
        rows: list[list[Cell]] = []
        for facts, source in self._all.waves:
            told = tell(source)
            rows.append([facts.name, "", self._say("results.everything"), *self._row(told.everything)])
            rows += [
                [facts.name, item.question.number, said(item.question.words, self._language), *self._row(item.row)]
                for item in told.items
            ]
        heads = [self._say("results.wave"), self._head("number"), self._head("item"), *self._row_heads()]
        return Table(self._head("sheet_waves"), heads, rows)

    def choices(self) -> Table:
        """Every question with options: how many chose which, those that make groups included."""
        rows: list[list[Cell]] = []
        for question, options, n in self._choices():
            for code, count in options.items():
                share = None if count is None or not n else round(100 * count / n, 1)
                words = said(question.words, self._language)
                rows.append([question.number, words, self._option(question, code),
                             self._say("results.hidden") if count is None else count, share, n])  # fmt: skip
        heads = [self._head("number"), self._head("item"), self._say("results.answer"), self._say("results.n"), "%",
                 self._head("answered")]  # fmt: skip
        return Table(self._head("sheet_choices"), heads, rows)

    def _choices(self) -> Iterator[tuple[Question, dict[int, int | None], int]]:
        source = self._all.source
        for question in source.form.questions:
            if not question.options:
                continue
            if question.groups:  # how many a group holds tells who is in it: the small ones are hidden
                hidden = self._all.hidden.get(question.key, frozenset())
                members = source.counted.members(question.key)
                codes = [one.code for one in question.options]
                counts = {code: None if code in hidden else members.get(code, 0) for code in codes}
            else:
                chosen = source.counted.codes(question.key)
                counts = {one.code: chosen.get(one.code, 0) for one in question.options}
            yield question, counts, source.counted.n(question.key)

    def _row_heads(self) -> list[str]:
        shares = [self._say(f"results.band_{band}") + " %" for band in self._bands]
        ends = [self._head("satisfied"), self._head("low"), self._head("high"),
                self._head("dissatisfied_low"), self._head("dissatisfied_high")]  # fmt: skip
        return [self._say("results.n"), *shares, *ends]

    def _row(self, row: Row) -> list[Cell]:
        if row.hidden:
            return [self._say("results.hidden"), *[None] * (len(self._bands) + 5)]
        if row.satisfied is None or row.dissatisfied is None:
            return [0, *[None] * (len(self._bands) + 5)]
        shares: list[Cell] = [int(row.shares[band].percent) if band in row.shares else None for band in self._bands]
        good, bad = row.satisfied, row.dissatisfied.interval
        ends = [good.interval.low, good.interval.high, bad.low, bad.high]
        return [row.n, *shares, int(good.percent), *(round(100 * end, 1) for end in ends)]

    def _change(self, change: Change | None) -> list[Cell]:
        if change is None:
            return [None] * 5
        ends = [round(100 * part, 1) for part in (change.interval.value, change.interval.low, change.interval.high)]
        moved = {"up": "moved_up", "down": "moved_down"}.get(change.verdict, "noise")
        return [*ends, round(change.corrected, 4), self._say(f"results.{moved}")]

    def _section(self, question: Question) -> str:
        section = self._all.source.form.section_of(question.key)
        return said(section.title, self._language) if section else ""

    def _option(self, question: Question, code: int) -> str:
        return next((said(one.words, self._language) for one in question.options if one.code == code), str(code))

    def _head(self, key: str) -> str:
        return self._say(f"results.head_{key}")


def lowest(items: Sequence[Item], most: int) -> list[Item]:
    """Return the lowest items that are shown."""
    return [item for item in items if item.row.satisfied is not None][:most]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
