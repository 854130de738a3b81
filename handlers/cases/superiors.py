"""Reports upwards: to the ministry or the governor, once or often, whatever comes of the case meanwhile."""

from enum import StrEnum

from handlers.cases.status import Denied, Role, Status


class Superior(StrEnum):
    """Who is reported to."""

    MINISTRY = "ministry"
    GOVERNOR = "governor"


REPORTERS = frozenset({Role.REGISTRAR, Role.HEAD})
NEVER = frozenset({Status.RECEIVED, Status.MERGED, Status.WITHDRAWN})  # nothing to report of yet, or not any more


def may_report(role: Role, status: Status) -> bool:
    """Tell whether somebody may report a case upwards as it stands."""
    return role in REPORTERS and status not in NEVER


def report_denial(role: Role, status: Status, note: str) -> Denied | None:
    """Return why a report upwards may not be kept, or None where it may; it says what was reported, or the letter."""
    if role not in REPORTERS:
        return Denied.ROLE
    if status in NEVER:
        return Denied.STATUS
    return None if note.strip() else Denied.NOTE

