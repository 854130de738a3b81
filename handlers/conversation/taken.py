"""What becomes of an answer that was understood."""

from dataclasses import dataclass

from handlers.conversation.session import Session
from handlers.turn import Effect


@dataclass(frozen=True)
class Taken:
    """An answer was understood: the session with it, what to say of it, and what to keep besides.

    `quiet` says that nothing is to be said: the card in the chat still waits for further taps.
    """

    session: Session
    lead: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    quiet: bool = False
