"""Bringing many messages down to what one request takes, without losing a word."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.messages import Card, Message, Text


def folded(messages: Sequence[Message], most: int) -> list[Message]:
    """At most `most` messages: texts that follow each other become one, and cards before the last their words."""
    said = list(messages)
    while len(said) > most:
        at = _neighbours(said)
        if at is None:
            at = next((at for at, message in enumerate(said) if not isinstance(message, Text)), 0)
            said[at] = _in_words(said[at])
        else:
            said[at : at + 2] = [_joined(said[at], said[at + 1])]
    return said


def _neighbours(said: list[Message]) -> int | None:
    pairs = (at for at in range(len(said) - 1) if isinstance(said[at], Text) and isinstance(said[at + 1], Text))
    return next(pairs, None)


def _in_words(message: Message) -> Text:
    assert not isinstance(message, Text)
    actions = message.buttons if isinstance(message, Card) else ()
    return Text(message.alt, (*message.choices, *actions))


def _joined(first: Message, second: Message) -> Text:
    assert isinstance(first, Text) and isinstance(second, Text)
    return replace(second, text=f"{first.text}\n\n{second.text}", choices=(*second.choices, *first.choices))
