"""The working group (คณะทำงาน): each unit has a part, and one table says who may move a part where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.cases.status import Denied, MoveName, Needs, Role, Status


class PartStatus(StrEnum):
    """Where a part stands."""

    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    DONE = "done"
    RELEASED = "released"


class PartAct(StrEnum):
    """What is done to a part."""

    ACCEPT = "accept"
    REPORT = "report"
    RETURN = "return"
    PASS = "pass"  # noqa: S105 - the summing-up lets it pass
    RELEASE = "release"
    EXTEND = "extend"


class Seat(StrEnum):
    """Who somebody is to a part."""

    MEMBER = "member"  # an officer of the part's unit
    LEAD = "lead"  # an officer of the leading unit
    REGISTRAR = "registrar"
    HEAD = "head"


@dataclass(frozen=True)
class PartMove:
    """One row of the table; without a target the part stays where it is."""

    act: PartAct
    sources: frozenset[PartStatus]
    target: PartStatus | None
    by: frozenset[Seat]
    needs: frozenset[Needs] = frozenset()


def _row(act: PartAct, sources: str, target: PartStatus | None, by: str, needs: str = "") -> tuple[PartAct, PartMove]:
    return act, PartMove(
        act,
        frozenset(PartStatus(word) for word in sources.split()),
        target,
        frozenset(Seat(word) for word in by.split()),
        frozenset(Needs(word) for word in needs.split()),
    )


PART_MOVES: dict[PartAct, PartMove] = dict(
    (
        _row(PartAct.ACCEPT, "assigned", PartStatus.IN_PROGRESS, "member head"),
        _row(PartAct.REPORT, "assigned in_progress", PartStatus.REPORTED, "member head", "proof"),
        _row(PartAct.PASS, "reported", PartStatus.DONE, "lead registrar head"),
        _row(PartAct.RETURN, "reported done", PartStatus.IN_PROGRESS, "lead registrar head", "note"),
        _row(PartAct.RELEASE, "assigned in_progress reported", PartStatus.RELEASED, "registrar head", "note"),
        _row(PartAct.EXTEND, "assigned in_progress", None, "registrar head", "note"),
    )
)

# Where the case itself must stand, so that its parts can move; a part can also be sent back after the group reported.
WORKING = frozenset({Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING})
SUMMED_UP = frozenset({Status.REPORTED, Status.APPROVED})
MAY_ADD = frozenset({Role.HEAD, Role.REGISTRAR})


@dataclass(frozen=True)
class Part:
    """A part, as the rules read it."""

    id: int
    unit: str
    status: PartStatus
    lead: bool = False
    due: date | None = None
    officer_id: int | None = None
    task: str = ""


def seats(role: Role, unit: str | None, part: Part, lead_unit: str | None) -> frozenset[Seat]:
    """Return who somebody is to a part."""
    found: set[Seat] = set()
    if role is Role.OFFICER and unit is not None:
        found.update({Seat.MEMBER} if unit == part.unit else ())
        found.update({Seat.LEAD} if unit == lead_unit else ())
    if role in (Role.REGISTRAR, Role.HEAD):
        found.add(Seat(role.value))
    return frozenset(found)


def part_denial(
    act: PartAct, part: Part, case: Status, mine: frozenset[Seat], *, note: str = "", has_picture: bool = False
) -> Denied | None:
    """Return why somebody may not do this to a part, or None where they may."""
    move = PART_MOVES[act]
    if not mine & move.by:
        return Denied.ROLE
    if part.status not in move.sources or not _case_allows(act, case):
        return Denied.STATUS
    if Needs.NOTE in move.needs and not note.strip():
        return Denied.NOTE
    if Needs.PROOF in move.needs and not (has_picture or note.strip()):
        return Denied.PROOF
    return None


def _case_allows(act: PartAct, case: Status) -> bool:
    return case in WORKING or (act is PartAct.RETURN and case in SUMMED_UP)


def open_acts(part: Part, case: Status, mine: frozenset[Seat]) -> tuple[PartAct, ...]:
    """Return what somebody could start with a part."""
    barred = (Denied.ROLE, Denied.STATUS)
    return tuple(act for act in PartAct if part_denial(act, part, case, mine) not in barred)


def unfinished(parts: Sequence[Part]) -> bool:
    """Tell whether a part is still to be done."""
    return any(part.status not in (PartStatus.DONE, PartStatus.RELEASED) for part in parts)


def follows(case: Status, parts: Sequence[Part]) -> MoveName | None:
    """Return the move of the case that follows from its parts: begun when one has begun, reported when all are done."""
    live = [part for part in parts if part.status is not PartStatus.RELEASED]
    if not live:
        return None
    if case is Status.ASSIGNED and any(part.status is not PartStatus.ASSIGNED for part in live):
        return MoveName.ACCEPT
    if case is Status.IN_PROGRESS and not unfinished(live):
        return MoveName.REPORT
    return None
