"""How a case looks on a page: colours and icons of its status and kind, its steps, and which move stands first."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.cases.facts import Channel
from handlers.cases.progress import STEPS, accent_of, steps_done
from handlers.cases.status import MOVES, Group, Move, MoveName, Needs, Role, Status, group_of, open_moves
from nlp.reading import Kind
from storage.cases import CaseRow

KIND_ICONS = {
    Kind.COMPLAINT: "megaphone",
    Kind.SUGGESTION: "bulb",
    Kind.QUESTION: "help",
    Kind.COMPLIMENT: "thumbs",
    Kind.OTHER: "message",
}
MOVE_ICONS = {
    MoveName.SCREEN: "clipboard",
    MoveName.DECIDE: "gavel",
    MoveName.ASSIGN: "route",
    MoveName.ACCEPT: "hand",
    MoveName.HAND_ON: "forward",
    MoveName.VISIT: "pin",
    MoveName.ASK: "help",
    MoveName.RESUME: "hammer",
    MoveName.REPORT: "check",
    MoveName.RETURN: "undo",
    MoveName.APPROVE: "clipboard",
    MoveName.ANSWER: "send",
    MoveName.REOPEN: "refresh",
    MoveName.REFUSE: "ban",
    MoveName.REFER: "external",
    MoveName.MERGE: "merge",
    MoveName.UNMERGE: "split",
    MoveName.WITHDRAW: "stop",
    MoveName.EXPIRE: "hourglass",
    MoveName.CONFIRM: "smile",
    MoveName.ACKNOWLEDGE: "smile",
    MoveName.DISPATCH: "siren",
    MoveName.CONVENE: "users",
    MoveName.RAISE: "gavel",
    MoveName.HOLD: "hourglass",
}
# The step that leads on, where it is open to this person; everything else stands below it.
_FIRST = (
    MoveName.ACCEPT,
    MoveName.REPORT,
    MoveName.ANSWER,
    MoveName.APPROVE,
    MoveName.ASSIGN,
    MoveName.DECIDE,
    MoveName.SCREEN,
    MoveName.RESUME,
)
_STEPS = ("received", "assigned", "in_progress", "answered", "closed")


@dataclass(frozen=True)
class Step:
    """One step of a case's life: its text key, and whether it is done, now, or to come."""

    key: str
    state: str


@dataclass(frozen=True)
class Offer:
    """A move that is open to the reader, and what its form asks for."""

    name: MoveName
    icon: str
    note: str  # the text key of the note's label
    needs: frozenset[Needs]
    told: bool

    @property
    def plain(self) -> bool:
        """Whether one press is enough."""
        return not self.needs


def accent(status: str) -> str:
    """The accent colour of a status."""
    return accent_of(Status(status)).value


def kind_icon(kind: str) -> str:
    """The icon of a kind."""
    return KIND_ICONS.get(Kind(kind), "message")


def closed(status: str) -> bool:
    """Whether nothing more happens by itself."""
    return group_of(Status(status)) is Group.CLOSED


def is_waiting(status: str) -> bool:
    """Whether it is the citizen's turn."""
    return group_of(Status(status)) is Group.WAITING


def steps(status: str) -> Sequence[Step]:
    """The five steps of a case's life as they stand."""
    done = steps_done(Status(status))
    states = ["done" if number < done else "now" if number == done else "later" for number in range(1, STEPS + 1)]
    if done == STEPS:
        states[-1] = "done"
    return [Step(key, state) for key, state in zip(_STEPS, states, strict=True)]


def offers(case: CaseRow, role: Role, unit: str | None) -> tuple[Offer | None, list[Offer]]:
    """The moves open to someone: the one that leads on, if there is one, and the others."""
    status, kind = Status(case.status), Kind(case.kind)
    names = open_moves(status, role, same_unit=unit is not None and unit == case.unit, kind=kind)
    first = next((name for name in _first_for(kind) if name in names), None)
    rest = [_offer(MOVES[name]) for name in names if name is not first]
    return (_offer(MOVES[first]) if first else None), rest


def can_be_written_to(case: CaseRow) -> bool:
    """Whether the citizen can be reached in LINE."""
    return case.person_id is not None and case.channel == Channel.LINE


def _first_for(kind: Kind) -> tuple[MoveName, ...]:
    thanked = MOVES[MoveName.ACKNOWLEDGE].kinds
    return (MoveName.ACKNOWLEDGE, *_FIRST) if kind is Kind.COMPLIMENT and kind in thanked else _FIRST


_OWN_LABEL = frozenset({"hand_on", "ask", "report", "return", "reopen", "refuse", "refer", "unmerge", "acknowledge",
                        "dispatch", "convene", "raise", "hold"})  # fmt: skip


def _offer(move: Move) -> Offer:
    note = move.name.value if move.name in _OWN_LABEL else "any"
    read = move.told or move.name is MoveName.REPORT  # what was done goes out with the answer
    return Offer(move.name, MOVE_ICONS[move.name], f"move_note.{note}", move.needs, read)
