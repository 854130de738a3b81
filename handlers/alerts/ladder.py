"""The ladder of an urgent case that nobody takes: LINE at once, then the rota, then e-mail, then SMS."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.alerts.people import Colleague, Means, Reach, crew, heads
from handlers.cases.access import RESTRICTED, may_see
from handlers.cases.facts import CaseFacts
from handlers.cases.status import Status

# Nobody has taken it as long as it stands so.
UNTAKEN = frozenset({Status.RECEIVED, Status.SCREENED, Status.DECIDED, Status.ASSIGNED, Status.REOPENED})
RUNGS = ("told", "on_call", "email", "sms")
LAST = len(RUNGS) - 1


@dataclass(frozen=True)
class Climb:
    """A step up: which rung is reached, whom that tells, and after how long it is looked at again (None: never)."""

    rung: int
    calls: tuple[Reach, ...]
    wait: timedelta | None


def climb(
    rung: int,
    case: CaseFacts,
    colleagues: Iterable[Colleague],
    on_call: Sequence[int],
    usable: Iterable[Means],
    patience: timedelta,
) -> Climb:
    """Return the next rung that has somebody on it; where the ladder ends, nobody is called or waited for."""
    people = {one.id: one for one in colleagues if may_see(one.role, one.unit, one.id, case)}
    usable = frozenset(usable)
    duty = [people[one] for one in on_call if one in people]
    for higher in range(rung + 1, LAST + 1):
        calls = _calls(RUNGS[higher], case, tuple(people.values()), duty, usable)
        if calls:
            return Climb(higher, calls, patience)
    return Climb(LAST + 1, (), None)


def _calls(
    rung: str, case: CaseFacts, people: tuple[Colleague, ...], duty: Sequence[Colleague], usable: frozenset[Means]
) -> tuple[Reach, ...]:
    answering = crew(people, case.unit) if case.category not in RESTRICTED else ()
    if rung == "on_call":
        return _by(Means.LINE, duty, usable)
    if rung == "email":
        return _by(Means.EMAIL, (*duty, *answering, *heads(people)), usable)
    return _by(Means.SMS, (*duty, *heads(people)) if duty else (*answering, *heads(people)), usable)


def _by(means: Means, people: Iterable[Colleague], usable: frozenset[Means]) -> tuple[Reach, ...]:
    if means not in usable:
        return ()
    places = {Means.LINE: "line_id", Means.EMAIL: "email", Means.SMS: "phone"}
    found = {getattr(one, places[means]): one for one in people if getattr(one, places[means])}
    return tuple(Reach(means, address, None, one) for address, one in found.items())
