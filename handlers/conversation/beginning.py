"""How a matter begins: a session that knows already what the first words told, and the lines that say so."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.conversation.answering import understand, understood_lines
from handlers.conversation.flows import FLOWS
from handlers.conversation.session import Session
from handlers.turn import Known

MATTERS = ("complaint", "suggestion", "question", "compliment")


def open_session(flow: str, known: Known, answers: Mapping[str, Any], under: Session | None = None) -> Session:
    """Return a session at the beginning of a flow, with what is known already."""
    definition = FLOWS[flow]
    return Session(
        known.token, flow, definition.revision, definition.steps[0].key, known.now, dict(answers), under=under
    )


MOST_ASIDE = 4  # threads that wait beneath the open one; whoever opens more has left the oldest


def put_aside(session: Session | None, room: int = MOST_ASIDE) -> Session | None:
    """Return the open thread as it lies beneath a new one, with those that lie beneath it already."""
    if session is None or session.flow not in FLOWS or room == 0:
        return None
    if session.flow == "survey":  # whether to go on with it is asked first: a number typed then is no answer to an item
        session = session.answered(paused=True)
    return replace(session, under=put_aside(session.under, room - 1))


def matter(
    flow: str, text: str, known: Known, answers: Mapping[str, Any] | None = None, under: Session | None = None
) -> tuple[Session, tuple[str, ...]]:
    """Return the session of a matter that begins with these words, and what was understood of them."""
    session = understand(text, open_session(flow, known, answers or {}, under), known)
    return session, understood_lines(session, known)


def doubt(text: str, known: Known, under: Session | None = None) -> Session:
    """Return the session that asks what kind of matter the words are."""
    reading = known.read(text)
    answers = {"what": text, "title": reading.title, "kind_guess": str(reading.kind)}
    return open_session("sort", known, answers, under)


def carried(session: Session) -> dict[str, Any]:
    """Return what the next session takes over besides the words: pictures, a place, and which message said what."""
    return {key: session.answers[key] for key in ("gathered", "place", "sources") if key in session.answers}
