"""What a wave says: items, groups and choices as rows that are rounded, bounded, compared and safe to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers.surveys.bands import Band, Basis, Row, banded, hidden_row, lowest_first, pooled, row_of
from handlers.surveys.compare import Change, Part, compare_all
from handlers.surveys.counted import EVERYBODY, Counted, Group
from handlers.surveys.hiding import hidden_groups
from handlers.surveys.intervals import Interval, mean
from handlers.surveys.questionnaire import Ask, Question, Questionnaire
from handlers.surveys.weights import design_effect, fit_chance, weights

UNLIKE_BELOW = 0.05  # the p of the test of fit from which a sample is weighed
ALL = "all"
_UNTOLD = -1  # those who left the grouping question out: a group like another, though no row of its own


@dataclass(frozen=True)
class Weighing:
    """By which grouping answers are weighed: how many were served of each group (code -> people)."""

    grouping: str
    served: Mapping[int, int]


@dataclass(frozen=True)
class Source:
    """A wave as it is told: its form, its counts, and how many were served (None: not known)."""

    form: Questionnaire
    counted: Counted
    population: int | None = None
    weighing: Weighing | None = None

    @property
    def scales(self) -> tuple[Question, ...]:
        """The items that are answered on a scale."""
        return tuple(question for question in self.form.questions if question.asks is Ask.SCALE)

    @property
    def texts(self) -> tuple[Question, ...]:
        """The questions that are answered in one's own words."""
        return tuple(question for question in self.form.questions if question.asks is Ask.TEXT)


@dataclass(frozen=True)
class Item:
    """One item: its question, its row and mean, the row of the wave before, and what became of it."""

    question: Question
    row: Row
    mean: Interval | None = None
    before: Row | None = None
    change: Change | None = None


@dataclass(frozen=True)
class Fit:
    """Whether the sample is like those served: the test's p, and whether the shares are therefore weighed."""

    grouping: str
    p: float | None
    weighed: bool


@dataclass(frozen=True)
class Told:
    """The whole of a page: everything together, each section, each item; lowest first is `lowest`."""

    everything: Row
    sections: tuple[Row, ...]
    items: tuple[Item, ...]
    fit: Fit | None = None
    lowest: tuple[Item, ...] = field(default=())


def tell(source: Source, group: Group = EVERYBODY, before: Source | None = None) -> Told:
    """Return the results of a wave, or of one group of it, beside an earlier wave's."""
    fit = fit_of(source) if group == EVERYBODY else None
    rows = [_item_row(source, question, group, fit) for question in source.scales]
    earlier = [_earlier(before, question, group) for question in source.scales]
    changes = compare_all([_pair(was, row) for was, row in zip(earlier, rows, strict=True)])
    items = tuple(
        Item(question, row, None if row.hidden else mean(source.counted.codes(question.key, group)), was, change)
        for question, row, was, change in zip(source.scales, rows, earlier, changes, strict=True)
    )
    place = {id(item.row): item for item in items}
    return Told(
        everything=_pooled_row(source, ALL, source.scales, group, fit),
        sections=tuple(
            _pooled_row(source, section.key, [one for one in section.questions if one.asks is Ask.SCALE], group, fit)
            for section in source.form.sections
            if any(one.asks is Ask.SCALE for one in section.questions)
        ),
        items=items,
        fit=fit,
        lowest=tuple(place[id(row)] for row in lowest_first(item.row for item in items)),
    )


def tell_groups(source: Source, grouping: Question, item: str = ALL) -> tuple[Row, ...]:
    """Return a row for each group of a grouping question, of one item or of all together; small ones are hidden."""
    questions = [one for one in source.scales if item in (ALL, one.key)]
    hidden = hidden_in(source.counted, grouping.key, item)
    return tuple(
        hidden_row(str(code)) if code in hidden else _group_row(source, code, questions, grouping.key, item)
        for code in codes_of(source.counted, grouping)
    )


def _group_row(source: Source, code: int, questions: Sequence[Question], grouping: str, item: str) -> Row:
    row = _pooled_row(source, item, questions, (grouping, code))
    return replace(row, key=str(code))


def hidden_in(counted: Counted, grouping: str, item: str = ALL) -> frozenset[int]:
    """Return the codes of the groups that may not be shown, over all items or for one."""
    members = dict(counted.members(grouping))
    hidden = hidden_groups(members | {_UNTOLD: max(0, counted.people - sum(members.values()))})
    if item != ALL:
        answered = {code: counted.n(item, (grouping, code)) for code in members}
        untold = max(0, counted.n(item) - sum(answered.values()))
        hidden |= hidden_groups(answered | {_UNTOLD: untold})
    return hidden


def tell_choices(source: Source, question: Question, group: Group = EVERYBODY) -> dict[int, int] | None:
    """Return how many chose each option; None where the group is too small to be shown."""
    if _is_hidden(source.counted, group, question.key):
        return None
    chosen = source.counted.codes(question.key, group)
    return {option.code: chosen.get(option.code, 0) for option in question.options}


def fit_of(source: Source) -> Fit | None:
    """Return whether a wave's answers are like those served, where it is known who was served."""
    if source.weighing is None:
        return None
    seen = source.counted.members(source.weighing.grouping)
    p = fit_chance(seen, source.weighing.served)
    return Fit(source.weighing.grouping, p, p is not None and p < UNLIKE_BELOW)


def codes_of(counted: Counted, grouping: Question) -> list[int]:
    """Return the options in the form's order, then what only the answers know (an option of an earlier version)."""
    known = [option.code for option in grouping.options]
    return known + sorted(code for code in counted.members(grouping.key) if code not in known)


def _is_hidden(counted: Counted, group: Group, question: str) -> bool:
    return group != EVERYBODY and group[1] in hidden_in(counted, group[0], question)


def _item_row(source: Source, question: Question, group: Group, fit: Fit | None) -> Row:
    if _is_hidden(source.counted, group, question.key):
        return hidden_row(question.key)
    return _pooled_row(source, question.key, [question], group, fit)


def _pooled_row(source: Source, key: str, questions: Sequence[Question], group: Group, fit: Fit | None = None) -> Row:
    counted = source.counted
    if group != EVERYBODY and group[1] in hidden_in(counted, group[0]):
        return hidden_row(key)
    n = _people(counted, questions, group) if key == ALL else _most(counted, questions, group)
    if fit is not None and fit.weighed and source.weighing is not None and group == EVERYBODY:
        sums, effect = _weighed(counted, questions, source.weighing)
        return row_of(key, sums, n, Basis(source.population, effect))
    sums = pooled(banded(question.points, counted.codes(question.key, group)) for question in questions)
    return row_of(key, sums, n, Basis(source.population if group == EVERYBODY else None))


def _people(counted: Counted, questions: Sequence[Question], group: Group) -> int:
    """All people of a group who answered any of the items."""
    people = counted.people if group == EVERYBODY else counted.members(group[0]).get(group[1], 0)
    return people if any(counted.n(question.key, group) for question in questions) else 0


def _most(counted: Counted, questions: Sequence[Question], group: Group) -> int:
    return max((counted.n(question.key, group) for question in questions), default=0)


def _weighed(counted: Counted, questions: Sequence[Question], weighing: Weighing) -> tuple[dict[Band, float], float]:
    """The columns with each group's answers at its weight, and the design effect; who told no group weighs 1."""
    members = dict(counted.members(weighing.grouping))
    heavy = weights(members, weighing.served)
    parts: list[Mapping[Band, float]] = []
    for question in questions:
        rest = dict(counted.codes(question.key))
        for code, weight in heavy.items():
            told = counted.codes(question.key, (weighing.grouping, code))
            parts.append({band: n * weight for band, n in banded(question.points, told).items()})
            rest = {answer: n - told.get(answer, 0) for answer, n in rest.items()}
        parts.append(banded(question.points, {answer: max(0, n) for answer, n in rest.items()}))
    return pooled(parts), max(1.0, design_effect(heavy, members))


def _earlier(before: Source | None, question: Question, group: Group) -> Row | None:
    """The same item a wave earlier; none where it was asked on another scale."""
    same = before.form.question(question.key) if before else None
    if before is None or same is None or same.asks is not Ask.SCALE or same.points != question.points:
        return None
    return _item_row(before, same, group, fit_of(before) if group == EVERYBODY else None)


def _pair(before: Row | None, row: Row) -> tuple[Part, Part]:
    return _part(before), _part(row)


def _part(row: Row | None) -> Part:
    if row is None or row.satisfied is None:
        return Part(0, 0)
    return Part(row.satisfied.interval.value * row.n, row.n)

