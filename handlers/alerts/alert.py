"""An alert: what staff must hear of a case, for whom it is; and who that is when it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.alerts.people import Colleague, Means, Reach, crew, heads, reach
from handlers.cases.access import RESTRICTED, may_see
from handlers.cases.facts import CaseFacts
from handlers.cases.notices import hold_until
from handlers.office import Office


class About(StrEnum):
    """What an alert is about; each has its heading in the texts under `alerts.heading.*`."""

    NEW = "new"
    ADDED = "added"
    REOPENED = "reopened"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    CHASER = "chaser"
    ESCALATED = "escalated"
    UNTAKEN = "untaken"
    GIVEN_UP = "given_up"
    HANDED_TWICE = "handed_twice"
    FLAGGED = "flagged"
    PART = "part"


class Audience(StrEnum):
    """For whom an alert is."""

    UNIT = "unit"  # the unit's LINE group, or else each of its people
    HEADS = "heads"
    ON_CALL = "on_call"  # who is on the rota now, else the heads
    PEOPLE = "people"  # those named in `people`


@dataclass(frozen=True)
class Alert:
    """What is to be told. `words` is a line of its own on the card; `people` are staff ids, where they are named.

    With a `round` the same alert reaches the same recipient once: about this case, of this kind, in this round.
    """

    about: About
    case: CaseFacts
    audience: Audience = Audience.UNIT
    people: tuple[int, ...] = ()
    words: str = ""
    urgent: bool = False
    round: str = ""

    def key(self, recipient: str) -> str | None:
        """Return what names this alert to one recipient, where it may be told only once."""
        return f"{self.case.id}:{self.about}:{self.round}:{recipient}" if self.round else None


def recipients(
    alert: Alert,
    office: Office,
    colleagues: Iterable[Colleague],
    on_call: Iterable[int],
    now: datetime,
    usable: Iterable[Means],
) -> tuple[Reach, ...]:
    """Return whom an alert goes to, and how: only those who may see the case."""
    colleagues, usable = tuple(colleagues), frozenset(usable)
    unit = office.unit(alert.case.unit)
    grouped = alert.audience is Audience.UNIT and unit is not None and unit.group_id is not None
    if grouped and alert.case.category not in RESTRICTED and Means.LINE in usable:
        assert unit is not None
        return (Reach(Means.GROUP, unit.group_id or "", None if alert.urgent else _group_held(office, now)),)
    chosen = _chosen(alert, colleagues, frozenset(on_call))
    allowed = [one for one in chosen if may_see(one.role, one.unit, one.id, alert.case)]
    ways = (reach(one, office, now, usable, urgent=alert.urgent) for one in allowed)
    return tuple(way for way in ways if way is not None)


def _group_held(office: Office, now: datetime) -> datetime | None:
    return hold_until(now, office.policy.quiet, office.utc_offset_hours)


def _chosen(alert: Alert, colleagues: tuple[Colleague, ...], on_call: frozenset[int]) -> tuple[Colleague, ...]:
    match alert.audience:
        case Audience.UNIT:
            # Restricted matters have no unit's people to tell: they go to those who decide.
            return heads(colleagues) if alert.case.category in RESTRICTED else crew(colleagues, alert.case.unit)
        case Audience.HEADS:
            return heads(colleagues)
        case Audience.ON_CALL:
            return tuple(one for one in colleagues if one.id in on_call) or heads(colleagues)
    return tuple(one for one in colleagues if one.id in alert.people)
