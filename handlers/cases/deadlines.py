"""The honest clock: by when each step and the whole of a case is due, in working days, with every pause named.

The day on which something begins does not count, nor does a Saturday, Sunday or holiday; half a day that is worked is a
working day. A day counts as paused when the pause began before it and had not ended before it. Handing on and reopening
begin nothing anew.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from handlers.cases.status import Group, Status, group_of
from handlers.dates import working_day_after

FOREVER = 3660  # days; no search for a working day goes further


class Step(StrEnum):
    """A step of the process that has a deadline of its own; `total` is the whole, as it was promised."""

    SCREEN = "screen"
    DECIDE = "decide"
    ASSIGN = "assign"
    ACCEPT = "accept"
    WORK = "work"
    APPROVE = "approve"
    ANSWER = "answer"
    TOTAL = "total"


class Priority(StrEnum):
    """How pressing a matter is."""

    NORMAL = "normal"
    URGENT = "urgent"


class Pause(StrEnum):
    """Why a clock stands still. `ANSWERED` is the citizen judging the answer, which is no time of the office's."""

    CITIZEN = "citizen"
    AGENCY = "agency"
    FORCE_MAJEURE = "force_majeure"
    ANSWERED = "answered"


CHOSEN = (Pause.AGENCY, Pause.FORCE_MAJEURE)  # what staff may name; asking the citizen names itself

STEP_OF: dict[Status, Step] = {
    Status.RECEIVED: Step.SCREEN,
    Status.SCREENED: Step.DECIDE,
    Status.REOPENED: Step.DECIDE,
    Status.DECIDED: Step.ASSIGN,
    Status.ASSIGNED: Step.ACCEPT,
    Status.IN_PROGRESS: Step.WORK,
    Status.WAITING: Step.WORK,
    Status.REPORTED: Step.APPROVE,
    Status.APPROVED: Step.ANSWER,
}


@dataclass(frozen=True)
class Term:
    """In how many working days a step is done; without a category it holds for all that have no row of their own."""

    step: Step
    days: int
    category: str = ""
    priority: Priority = Priority.NORMAL


# What holds where the office has said nothing. The work itself has the whole's deadline.
USUAL = (
    Term(Step.SCREEN, 1), Term(Step.DECIDE, 1), Term(Step.ASSIGN, 1), Term(Step.ACCEPT, 2), Term(Step.APPROVE, 2),
    Term(Step.ANSWER, 1),
    *(Term(step, 1, priority=Priority.URGENT) for step in (Step.ACCEPT, Step.APPROVE, Step.ANSWER, Step.TOTAL)),
    *(Term(step, 0, priority=Priority.URGENT) for step in (Step.SCREEN, Step.DECIDE, Step.ASSIGN)),
)  # fmt: skip
LIMITS: Mapping[Pause, int] = {Pause.CITIZEN: 10, Pause.AGENCY: 15, Pause.FORCE_MAJEURE: 30}  # working days a case


def days_of(terms: Sequence[Term], step: Step, category: str, priority: Priority) -> int | None:
    """Return the working days of a step: the office's row for the category, its row for all, what is usual, or none."""
    for rows, wanted in ((terms, category), (terms, ""), (USUAL, "")):
        for term in rows:
            if (term.step, term.category, term.priority) == (step, wanted, priority):
                return term.days
    return None


@dataclass(frozen=True)
class Passage:
    """A moment of a case's history: from this day on it stood so. `pause` names why the clock stands still."""

    day: date
    status: Status
    pause: Pause | None = None


@dataclass(frozen=True)
class Spell:
    """How long a case stood in a status; `ends` is None for the one it stands in now."""

    status: Status
    begins: date
    ends: date | None
    pause: Pause | None = None


def spells(passages: Sequence[Passage]) -> tuple[Spell, ...]:
    """Return what lies between the passages, one spell for each stay in a status."""
    found: list[Spell] = []
    for passage in passages:
        if found and (found[-1].status, found[-1].pause) == (passage.status, passage.pause):
            continue
        if found:
            found[-1] = Spell(found[-1].status, found[-1].begins, passage.day, found[-1].pause)
        found.append(Spell(passage.status, passage.day, None, passage.pause))
    return tuple(found)


def pause_of(spell: Spell) -> Pause | None:
    """Return why the clock stands still in a spell, or None where it runs."""
    if spell.status is Status.WAITING:
        return spell.pause or Pause.CITIZEN
    if spell.status is Status.ANSWERED or group_of(spell.status) is Group.CLOSED:
        return Pause.ANSWERED
    return None


def paused_days(
    stays: Sequence[Spell], today: date, holidays: Set[date], limits: Mapping[Pause, int] = LIMITS
) -> frozenset[date]:
    """Return the working days taken out of the clock; of each reason no more than its limit, over all pauses."""
    taken: dict[Pause, set[date]] = {}
    for spell in stays:
        reason = pause_of(spell)
        if reason is None:
            continue
        days = taken.setdefault(reason, set())
        for day in _working_days(spell.begins, spell.ends or today, holidays):
            if len(days) < limits.get(reason, FOREVER):
                days.add(day)
    return frozenset(day for days in taken.values() for day in days)


def _working_days(after: date, until: date, holidays: Set[date]) -> Iterator[date]:
    """The working days after a day, up to and with another."""
    day = after
    while day < until:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            yield day


def working_days_between(after: date, until: date, holidays: Set[date]) -> int:
    """Return how many working days lie after a day, up to and with another; negative where that one is earlier."""
    if until < after:
        return -working_days_between(until, after, holidays)
    return sum(1 for _ in _working_days(after, until, holidays))


@dataclass(frozen=True)
class Clock:
    """By when a case is due: the step it is in, and the whole. `pause` is why the clock stands still now."""

    step: Step | None
    step_due: date | None
    due: date | None
    pause: Pause | None = None
    paused: int = 0  # working days taken out so far

    @property
    def next_due(self) -> date | None:
        """The sooner of the two."""
        return min(filter(None, (self.step_due, self.due)), default=None)


@dataclass(frozen=True)
class Rules:
    """What a clock is reckoned by. `due_by` is a deadline that another agency has set."""

    category: str
    priority: Priority
    terms: tuple[Term, ...] = ()
    promised: int = 7
    holidays: frozenset[date] = frozenset()
    limits: Mapping[Pause, int] = field(default_factory=lambda: LIMITS)
    due_by: date | None = None


def clock(passages: Sequence[Passage], rules: Rules, today: date) -> Clock:
    """Return the clock of a case from its whole history."""
    stays = spells(passages)
    if not stays:
        return Clock(None, None, None)
    out = paused_days(stays, today, rules.holidays, rules.limits)
    total = days_of(rules.terms, Step.TOTAL, rules.category, rules.priority)
    due = _due(stays[0].begins, rules.promised if total is None else total, rules.holidays | out)
    step = STEP_OF.get(stays[-1].status)
    return Clock(
        step=step,
        step_due=_step_due(stays, step, rules, out, today),
        due=min(filter(None, (due, rules.due_by))),
        pause=pause_of(stays[-1]),
        paused=len(out),
    )


def _due(begins: date, days: int, not_counted: Set[date]) -> date:
    return working_day_after(begins, days, not_counted)


def _step_due(
    stays: Sequence[Spell], step: Step | None, rules: Rules, out: Set[date], today: date
) -> date | None:
    """The step's clock runs only while the case is in it, also where it comes back to it: handing on begins nothing."""
    days = days_of(rules.terms, step, rules.category, rules.priority) if step else None
    if step is None or days is None:
        return None
    this_round = _since_reopened(stays)
    first = next(spell for spell in this_round if STEP_OF.get(spell.status) is step)
    elsewhere: set[date] = set()
    for spell in this_round:
        if STEP_OF.get(spell.status) is not step:
            elsewhere.update(_working_days(spell.begins, spell.ends or today, rules.holidays))
    inside = {
        day
        for spell in this_round
        if STEP_OF.get(spell.status) is step
        for day in _working_days(spell.begins, spell.ends or today, rules.holidays)
    }
    return _due(first.begins, days, rules.holidays | out | (elsewhere - inside))


def _since_reopened(stays: Sequence[Spell]) -> Sequence[Spell]:
    last = max((place for place, spell in enumerate(stays) if spell.status is Status.REOPENED), default=0)
    return stays[last:]
