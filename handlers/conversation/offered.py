"""Whoever sees no buttons types: the number or the words of an offered answer do what tapping it does."""

from handlers.conversation.asking import ask
from handlers.conversation.session import Session
from handlers.conversation.typed import picked
from handlers.messages import Choice
from handlers.turn import Known


def offered(text: str, session: Session, known: Known) -> Choice | None:
    """Return the offered answer of the open question that was typed, or None."""
    if session.flow == "survey":
        return None  # a number there is an answer to an item of the page
    choices = ask(session, known)[-1].choices
    index = picked(text, [choice.label for choice in choices])
    return None if index is None else choices[index]
