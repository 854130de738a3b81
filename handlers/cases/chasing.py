"""When somebody is reminded, chased, or passed over: the ladder of a deadline, and who stands in for whom."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.cases.access import RESTRICTED
from handlers.cases.deadlines import Step, working_days_between
from handlers.cases.status import Role
from handlers.dates import working_day_after

DEPUTIES = 5  # of deputies of deputies: nobody is looked for further


class Stage(StrEnum):
    """A rung of the ladder, in its order."""

    REMIND = "remind"
    CHASE = "chase"  # ติดตามเร่งรัด, numbered
    ESCALATE = "escalate"  # to the head
    GOVERNOR = "governor"  # into the governor's report


@dataclass(frozen=True)
class Pace:
    """How soon each rung comes, in working days before or after the deadline; `chasers` come before the head hears."""

    before: int = 1
    every: int = 3
    chasers: int = 2
    governor: int = 15


@dataclass(frozen=True)
class Nudge:
    """One rung for one deadline. `number` counts the chasers of this deadline, and is 1 for the others."""

    stage: Stage
    number: int = 1


def nudges(due: date, today: date, pace: Pace, holidays: Set[date], done: Set[Nudge]) -> tuple[Nudge, ...]:
    """Return what is to be said today of a deadline. What a silence of the program left out is not made up for."""
    late = working_days_between(due, today, holidays)
    wanted: list[Nudge] = []
    if -pace.before <= late <= 0:
        wanted.append(Nudge(Stage.REMIND))
    if late > 0:
        wanted.append(Nudge(Stage.CHASE, 1 + (late - 1) // max(1, pace.every)))
    if late > pace.chasers * pace.every:
        wanted.append(Nudge(Stage.ESCALATE))
    if late >= pace.governor:
        wanted.append(Nudge(Stage.GOVERNOR))
    return tuple(nudge for nudge in wanted if nudge not in done)


def nudge_day(due: date, nudge: Nudge, pace: Pace, holidays: Set[date]) -> date:
    """Return the first day on which a rung comes, for those who want to know what lies ahead."""
    days = {
        Stage.CHASE: 1 + (nudge.number - 1) * pace.every,
        Stage.ESCALATE: pace.chasers * pace.every + 1,
        Stage.GOVERNOR: pace.governor,
    }
    return working_day_after(due, days.get(nudge.stage, 0), holidays)


@dataclass(frozen=True)
class Person:
    """A member of staff who may be told."""

    id: int
    role: Role
    unit: str | None


@dataclass(frozen=True)
class Absence:
    """Somebody is away from one day to another, both included, and somebody stands in."""

    staff_id: int
    begins: date
    ends: date
    deputy_id: int | None


def present(staff_id: int, absences: Iterable[Absence], today: date) -> int | None:
    """Return who does somebody's work today: they, their deputy, the deputy's deputy; None where nobody is there."""
    away = {one.staff_id: one.deputy_id for one in absences if one.begins <= today <= one.ends}
    seen: set[int] = set()
    current: int | None = staff_id
    for _ in range(DEPUTIES):
        if current is None or current not in away:
            return current
        seen.add(current)
        current = away[current]
        if current in seen:
            return None
    return None


_WHOSE: dict[Step, Role] = {
    Step.SCREEN: Role.REGISTRAR,
    Step.ASSIGN: Role.REGISTRAR,
    Step.ANSWER: Role.REGISTRAR,
    Step.DECIDE: Role.HEAD,
    Step.APPROVE: Role.HEAD,
}


def addressees(
    stage: Stage,
    step: Step | None,
    category: str,
    unit: str | None,
    officer_id: int | None,
    people: Sequence[Person],
    absences: Sequence[Absence],
    today: date,
) -> tuple[int, ...]:
    """Return who is told by name: whose step it is, or who stands in; the head where it is passed up or nobody is."""
    heads = [one for one in people if one.role is Role.HEAD]
    if stage in (Stage.ESCALATE, Stage.GOVERNOR):
        chosen = heads
    else:
        chosen = _step_people(step, category, unit, officer_id, people)
    known = {one.id for one in people}
    found = {there for one in chosen if (there := present(one.id, absences, today)) in known and there is not None}
    if not found:
        found = {there for one in heads if (there := present(one.id, absences, today)) is not None} or {
            one.id for one in heads
        }
    return tuple(sorted(found))


def _step_people(
    step: Step | None, category: str, unit: str | None, officer_id: int | None, people: Sequence[Person]
) -> list[Person]:
    role = _WHOSE.get(step, Role.OFFICER) if step else Role.OFFICER
    if role is not Role.OFFICER:
        # The desk does not see matters about staff: their steps are the head's.
        role = Role.HEAD if category in RESTRICTED else role
        return [one for one in people if one.role is role]
    mine = [one for one in people if one.id == officer_id]
    return mine or [one for one in people if one.role is Role.OFFICER and unit is not None and one.unit == unit]
