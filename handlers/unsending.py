"""Messages that may be taken back or changed: which words of a session came from which, and how they leave it."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.conversation.flows import FLOWS
from handlers.conversation.session import Session
from handlers.events import TextSent

DERIVED = ("title", "place_guesses")  # what the reader took from the words goes with them
MOST = 30  # messages remembered for one matter


def with_source(session: Session | None, sent: TextSent) -> Session | None:
    """Return the session that knows which of its words came with this message."""
    words = sent.text.strip()
    if session is None or not sent.message_id or words not in _all_words(session):
        return session
    sources = {**sources_of(session), sent.message_id: words}
    return session.answered(sources=dict(list(sources.items())[-MOST:]))


def sources_of(session: Session) -> Mapping[str, str]:
    """Return the words of a session by the message that they came with."""
    return dict(session.answers.get("sources", {}))


def without_message(session: Session | None, message_id: str) -> Session | None:
    """Return the session with nothing of a message in it; what it answered is asked again."""
    if session is None:
        return None
    told = dict(session.answers)
    told["gathered"] = [kept for kept in told.get("gathered", ()) if kept != message_id]
    told["held"] = [kept for kept in told.get("held", ()) if message_id not in (kept.get("id"), kept.get("media"))]
    words = sources_of(session).get(message_id)
    if words is not None:
        told = {key: value for key, value in told.items() if value != words and key not in DERIVED}
        told["words"] = [kept for kept in told.get("words", ()) if kept != words]
        told["sources"] = {key: value for key, value in sources_of(session).items() if key != message_id}
    told = {key: value for key, value in told.items() if value or key not in ("gathered", "held")}
    answered = dict(told.get("texts", {})).get(message_id)  # of a questionnaire: the item that the words answered
    if answered is not None:
        told["told"] = {key: value for key, value in told["told"].items() if key != answered}
        told["at"] = answered
    under = without_message(session.under, message_id)
    return replace(session, answers=told, step=_open_step(session, told), under=under)


def with_edit(session: Session | None, message_id: str, text: str) -> Session | None:
    """Return the session with a message's new words in the place of its old ones."""
    if session is None:
        return None
    told, words = dict(session.answers), sources_of(session).get(message_id)
    new = text.strip()
    if words is not None and new:
        told = {key: new if value == words else value for key, value in told.items()}
        told["words"] = [new if kept == words else kept for kept in told.get("words", ())]
        told["sources"] = {**sources_of(session), message_id: new}
        told = {key: value for key, value in told.items() if value or key != "words"}
    told["held"] = [{**kept, "text": text} if kept.get("id") == message_id else kept for kept in told.get("held", ())]
    told = {key: value for key, value in told.items() if value or key != "held"}
    return replace(session, answers=told, under=with_edit(session.under, message_id, text))


def _open_step(session: Session, told: Mapping[str, object]) -> str:
    """Return the step to ask: the first that lost its answer, else the one that was open."""
    flow = FLOWS.get(session.flow)
    lost = [step.key for step in flow.steps if step.key in session.answers and step.key not in told] if flow else []
    return lost[0] if lost else session.step


def _all_words(session: Session) -> tuple[str, ...]:
    texts = tuple(value for value in session.answers.values() if isinstance(value, str))
    return (*texts, *session.answers.get("words", ()))
