"""The office's people as alerts know them: by which means each can be reached, and at what hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.cases.notices import hold_until
from handlers.cases.status import Role
from handlers.office import Office, Quiet


class Means(StrEnum):
    """How somebody is told."""

    LINE = "line"
    GROUP = "group"
    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True)
class Colleague:
    """Someone who works here. `line_id`, `email` and `phone` are empty where there is none, or where it is of no use.

    `quiet` are their own hours; `own_hours` tells whether those (or none at all) stand in for the office's.
    """

    id: int
    name: str
    role: Role
    unit: str | None = None
    line_id: str = ""
    email: str = ""
    phone: str = ""
    language: str = "th"
    quiet: Quiet | None = None
    own_hours: bool = False
    digest: bool = True


@dataclass(frozen=True)
class Reach:
    """The way that was chosen to tell somebody: nothing goes out before `not_before`."""

    means: Means
    address: str
    not_before: datetime | None = None
    colleague: Colleague | None = None


def quiet_until(colleague: Colleague, office: Office, now: datetime) -> datetime | None:
    """Return when the person's quiet hours end, if `now` lies in them."""
    hours = colleague.quiet if colleague.own_hours else office.policy.quiet
    return hold_until(now, hours, office.utc_offset_hours)


def reach(
    colleague: Colleague, office: Office, now: datetime, usable: Iterable[Means], *, urgent: bool = False
) -> Reach | None:
    """Choose how to tell somebody now: LINE, else e-mail, else, only where it is urgent, SMS; None where nothing fits.

    Quiet hours hold what can wait; an e-mail wakes nobody and is not held. `usable` are the means that the office has.
    """
    usable = frozenset(usable)
    held = None if urgent else quiet_until(colleague, office, now)
    if Means.LINE in usable and colleague.line_id:
        return Reach(Means.LINE, colleague.line_id, held, colleague)
    if Means.EMAIL in usable and colleague.email:
        return Reach(Means.EMAIL, colleague.email, None, colleague)
    if urgent and Means.SMS in usable and colleague.phone:
        return Reach(Means.SMS, colleague.phone, None, colleague)
    return None


def crew(colleagues: Iterable[Colleague], unit: str | None) -> tuple[Colleague, ...]:
    """Return the people who do a unit's work."""
    return tuple(one for one in colleagues if unit is not None and one.unit == unit and one.role is Role.OFFICER)


def heads(colleagues: Iterable[Colleague]) -> tuple[Colleague, ...]:
    """Return those who decide."""
    return tuple(one for one in colleagues if one.role is Role.HEAD)
