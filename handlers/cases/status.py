"""The life of a case: its statuses, and the one table of who may move what where. Nothing else changes a status."""

from dataclasses import dataclass
from enum import StrEnum

from nlp.reading import Kind


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    SCREENED = "screened"
    DECIDED = "decided"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    REPORTED = "reported"
    APPROVED = "approved"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Group(StrEnum):
    """What a status means to someone who waits: still open, waiting for the citizen, or closed."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class Role(StrEnum):
    """Who acts. `SYSTEM` acts on a standing order or a clock; the citizen is whoever brought the matter."""

    CITIZEN = "citizen"
    REGISTRAR = "registrar"
    OFFICER = "officer"
    HEAD = "head"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SYSTEM = "system"


class MoveName(StrEnum):
    """What is done to a case."""

    SCREEN = "screen"
    DECIDE = "decide"
    ASSIGN = "assign"
    ACCEPT = "accept"
    HAND_ON = "hand_on"
    VISIT = "visit"
    ASK = "ask"
    RESUME = "resume"
    REPORT = "report"
    RETURN = "return"
    APPROVE = "approve"
    ANSWER = "answer"
    CONFIRM = "confirm"
    EXPIRE = "expire"
    REOPEN = "reopen"
    REFUSE = "refuse"
    REFER = "refer"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    UNMERGE = "unmerge"
    ACKNOWLEDGE = "acknowledge"
    DISPATCH = "dispatch"
    CONVENE = "convene"
    RAISE = "raise"
    HOLD = "hold"


GROUPS: dict[Status, Group] = {
    Status.WAITING: Group.WAITING,
    Status.ANSWERED: Group.WAITING,
    Status.CLOSED: Group.CLOSED,
    Status.UNCONFIRMED: Group.CLOSED,
    Status.REFUSED: Group.CLOSED,
    Status.REFERRED: Group.CLOSED,
    Status.WITHDRAWN: Group.CLOSED,
    Status.MERGED: Group.CLOSED,
}


def group_of(status: Status) -> Group:
    """Return the group of `status`; what is not named in GROUPS is open."""
    return GROUPS.get(status, Group.OPEN)


ALL_KINDS = frozenset(Kind)


class Needs(StrEnum):
    """What must come with a move."""

    NOTE = "note"
    UNIT = "unit"
    PROOF = "proof"  # an after-photo, or else a written reason
    TARGET = "target"  # another case
    REASON = "reason"  # why the clock stands still
    PARTS = "parts"  # units beside the leading one, each with its part


@dataclass(frozen=True)
class Move:
    """One row of the table: from which statuses, to which, by whom, and what must come with it.

    `own_unit` binds an officer to cases of their own unit. `told` says that the citizen is told of it. `kinds` limits
    the move to matters of these kinds.
    """

    name: MoveName
    sources: frozenset[Status]
    target: Status
    by: frozenset[Role]
    needs: frozenset[Needs] = frozenset()
    own_unit: bool = True
    told: bool = False
    kinds: frozenset[Kind] = ALL_KINDS


def _move(
    name: MoveName,
    sources: str,
    target: Status,
    by: str,
    needs: str = "",
    *,
    told: bool = False,
    kinds: frozenset[Kind] = ALL_KINDS,
) -> tuple[MoveName, Move]:
    return name, Move(
        name,
        frozenset(Status(word) for word in sources.split()),
        target,
        frozenset(Role(word) for word in by.split()),
        frozenset(Needs(word) for word in needs.split()),
        told=told,
        kinds=kinds,
    )


_BEFORE_WORK = "received screened decided assigned"
_OPEN = "received screened decided assigned in_progress waiting reported approved reopened"

MOVES: dict[MoveName, Move] = dict(
    (
        _move(MoveName.SCREEN, "received", Status.SCREENED, "registrar head system"),
        _move(MoveName.DECIDE, "screened reopened", Status.DECIDED, "head system"),
        _move(MoveName.ASSIGN, "decided reopened", Status.ASSIGNED, "registrar head system", "unit"),
        _move(MoveName.ACCEPT, "assigned", Status.IN_PROGRESS, "officer head system", told=True),
        _move(MoveName.HAND_ON, "assigned in_progress waiting", Status.ASSIGNED, "officer registrar head",
              "unit note"),
        _move(MoveName.VISIT, "in_progress", Status.IN_PROGRESS, "officer", told=True),
        _move(MoveName.ASK, "assigned in_progress", Status.WAITING, "officer registrar head", "note",
              told=True),
        _move(MoveName.RESUME, "waiting", Status.IN_PROGRESS, "officer registrar head citizen system"),
        _move(MoveName.REPORT, "in_progress", Status.REPORTED, "officer head system", "proof"),
        _move(MoveName.RETURN, "reported approved", Status.IN_PROGRESS, "registrar head", "note"),
        _move(MoveName.APPROVE, "reported", Status.APPROVED, "head system"),
        _move(MoveName.ANSWER, "approved", Status.ANSWERED, "registrar head system", told=True),
        _move(MoveName.CONFIRM, "answered", Status.CLOSED, "citizen", told=True),
        _move(MoveName.EXPIRE, "answered", Status.UNCONFIRMED, "system"),
        _move(MoveName.REOPEN, "answered closed unconfirmed", Status.REOPENED, "citizen head", "note", told=True),
        _move(MoveName.REFUSE, _BEFORE_WORK + " in_progress reopened", Status.REFUSED, "head", "note", told=True),
        _move(MoveName.REFER, _BEFORE_WORK + " in_progress reopened", Status.REFERRED, "registrar head", "note",
              told=True),
        _move(MoveName.WITHDRAW, _OPEN, Status.WITHDRAWN, "citizen", told=True),
        _move(MoveName.MERGE, _BEFORE_WORK + " in_progress waiting reopened", Status.MERGED, "registrar head",
              "target", told=True),
        _move(MoveName.UNMERGE, "merged", Status.SCREENED, "registrar head", "note"),
        _move(MoveName.ACKNOWLEDGE, "assigned in_progress", Status.CLOSED, "officer registrar head", told=True,
              kinds=frozenset({Kind.COMPLIMENT, Kind.SUGGESTION})),
        _move(MoveName.DISPATCH, "received screened decided reopened", Status.ASSIGNED, "head", "unit"),
        _move(MoveName.CONVENE, _BEFORE_WORK + " in_progress reopened", Status.ASSIGNED, "head", "unit note parts"),
        _move(MoveName.RAISE, "assigned in_progress", Status.SCREENED, "officer registrar", "note"),
        _move(MoveName.HOLD, "assigned in_progress", Status.WAITING, "officer registrar head", "note reason",
              told=True),
    )
)


class Denied(StrEnum):
    """Why a move may not be made; each has a sentence in the texts under `denied.*`."""

    STATUS = "status"
    ROLE = "role"
    UNIT = "unit"
    NOTE = "note"
    PROOF = "proof"
    TARGET_UNIT = "target_unit"
    TARGET_CASE = "target_case"
    CHANGED = "changed"
    KIND = "kind"
    REASON = "reason"
    PARTS = "parts"
    UNFINISHED = "unfinished"
    COMPLAINED = "complained"  # the unit is the one complained of


@dataclass(frozen=True)
class Plan:
    """What a unit of a working group is to do, and in how many working days."""

    unit: str
    task: str = ""
    days: int | None = None


@dataclass(frozen=True)
class Brought:
    """What comes with a move: words, a unit's key, pictures, another case, why the clock stands still, units' parts."""

    note: str = ""
    unit: str | None = None
    has_picture: bool = False
    target_case: int | None = None
    reason: str | None = None
    parts: tuple["Plan", ...] = ()


NOTHING = Brought()


def denial(
    name: MoveName,
    status: Status,
    role: Role,
    *,
    same_unit: bool = True,
    brought: Brought = NOTHING,
    kind: Kind = Kind.COMPLAINT,
) -> Denied | None:
    """Return why `role` may not make the move on a case in `status`, or None where it may.

    `same_unit` tells whether the actor belongs to the unit that has the case; only officers are bound by it.
    """
    move = MOVES[name]
    if role not in move.by:
        return Denied.ROLE
    if status not in move.sources:
        return Denied.STATUS
    if kind not in move.kinds:
        return Denied.KIND
    if role is Role.OFFICER and move.own_unit and not same_unit:
        return Denied.UNIT
    return _missing(move, brought)


def _missing(move: Move, brought: Brought) -> Denied | None:
    if Needs.UNIT in move.needs and not brought.unit:
        return Denied.TARGET_UNIT
    if Needs.NOTE in move.needs and not brought.note.strip():
        return Denied.NOTE
    if Needs.PROOF in move.needs and not (brought.has_picture or brought.note.strip()):
        return Denied.PROOF
    if Needs.TARGET in move.needs and brought.target_case is None:
        return Denied.TARGET_CASE
    if Needs.REASON in move.needs and not brought.reason:
        return Denied.REASON
    if Needs.PARTS in move.needs and not any(plan.unit != brought.unit for plan in brought.parts):
        return Denied.PARTS
    return None


def open_moves(
    status: Status, role: Role, *, same_unit: bool = True, kind: Kind = Kind.COMPLAINT
) -> tuple[MoveName, ...]:
    """Return the moves that `role` could start on a case in `status`, in the order of the table."""
    barred = {Denied.ROLE, Denied.STATUS, Denied.UNIT, Denied.KIND}
    return tuple(name for name in MOVES if denial(name, status, role, same_unit=same_unit, kind=kind) not in barred)
