"""What someone without LINE must still be told by telephone, letter or e-mail: a task that stands until it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.cases.facts import Channel, Contact
from handlers.cases.status import MOVES, MoveName, Role

# Of these someone without LINE is told; a step on the way is no reason to ring an old lady's telephone.
TOLD_BACK = frozenset({MoveName.ANSWER, MoveName.ASK, MoveName.REFUSE, MoveName.REFER, MoveName.MERGE,
                       MoveName.ACKNOWLEDGE})  # fmt: skip
WAYS = (Contact.PHONE, Contact.EMAIL, Contact.LETTER)


class Outcome(StrEnum):
    """What came of a try to tell someone."""

    REACHED = "reached"
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True)
class Step:
    """A step of a case, as far as telling is concerned."""

    id: int
    move: MoveName | None
    role: Role


def step_to_tell(channel: Channel, contact: Contact, steps: Sequence[Step], told: Collection[int]) -> Step | None:
    """Return the newest step that the person must still hear of, or None. `told` are the steps they have heard of."""
    if channel is Channel.LINE or contact not in WAYS:
        return None
    newest = next((step for step in reversed(steps) if step.move in TOLD_BACK and MOVES[step.move].told), None)
    return newest if newest is not None and newest.id not in told else None


def outcomes(move: MoveName | None) -> tuple[Outcome, ...]:
    """Return what can come of telling a step: who hears that it is done may say whether it is solved."""
    if move is MoveName.ANSWER:
        return (Outcome.SOLVED, Outcome.UNSOLVED, Outcome.REACHED, Outcome.NOT_REACHED)
    return (Outcome.REACHED, Outcome.NOT_REACHED)
