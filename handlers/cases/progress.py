"""How far a case is, in five steps that a citizen understands, and the colour of a status everywhere."""

from handlers.cases.status import Group, Status, group_of
from handlers.messages import Accent

STEPS = 5

_DONE: dict[Status, int] = {
    Status.RECEIVED: 1,
    Status.SCREENED: 1,
    Status.DECIDED: 1,
    Status.ASSIGNED: 2,
    Status.REOPENED: 2,
    Status.IN_PROGRESS: 3,
    Status.WAITING: 3,
    Status.REPORTED: 3,
    Status.APPROVED: 3,
    Status.ANSWERED: 4,
}
_ACCENTS: dict[Status, Accent] = {
    Status.RECEIVED: Accent.RECEIVED,
    Status.SCREENED: Accent.RECEIVED,
    Status.DECIDED: Accent.RECEIVED,
    Status.ASSIGNED: Accent.RECEIVED,
    Status.WAITING: Accent.WAITING,
    Status.ANSWERED: Accent.WAITING,
    Status.CLOSED: Accent.DONE,
    Status.UNCONFIRMED: Accent.DONE,
    Status.MERGED: Accent.DONE,
    Status.REFUSED: Accent.REFUSED,
    Status.REFERRED: Accent.REFUSED,
    Status.WITHDRAWN: Accent.REFUSED,
}


def steps_done(status: Status) -> int:
    """Return how many of the five steps (told, with a unit, being worked on, answered, closed) are done."""
    return STEPS if group_of(status) is Group.CLOSED else _DONE[status]


def accent_of(status: Status) -> Accent:
    """Return the accent colour of a status."""
    return _ACCENTS.get(status, Accent.WORKING)
