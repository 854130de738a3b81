"""What is said, as LINE's JSON: within LINE's limits whatever the words are."""

from collections.abc import Iterable, Sequence

from bot.line import limits
from bot.line.cards import faces, sheet
from bot.line.cards.actions import QUICK_REPLY_ONLY, Json, action
from bot.line.cards.bubble import fitting
from bot.line.cards.carousel import carousel
from bot.line.cards.look import Look
from bot.line.folding import folded
from handlers.messages import Card, Cards, Choice, Faces, Message, Sheet, Text

__all__ = ["Look", "render"]

BUTTONS_OF_A_CARD = 3


def render(messages: Sequence[Message], look: Look) -> tuple[Json, ...]:
    """One request's messages: at most five, the answers offered with any of them on the last."""
    said = folded(messages, limits.MESSAGES)
    shapes = [_shape(message, look) for message in said]
    if shapes and (items := _quick_replies(said, look)):
        shapes[-1]["quickReply"] = {"items": items}
    for shape in shapes:
        shape.update(_sender(look))
    return tuple(shapes)


def _shape(message: Message, look: Look) -> Json:
    match message:
        case Text():
            return {"type": "text", "text": limits.shown(message.text, limits.TEXT)}
        case Card():
            return _flex(message.alt or message.title, fitting(message, look))
        case Cards(cards=(card,)):
            return _flex(message.alt or card.alt, fitting(card, look))
        case Cards(cards=()):
            return {"type": "text", "text": limits.shown(message.alt, limits.TEXT)}
        case Cards():
            return _flex(message.alt, carousel(message.cards, look))
        case Faces():
            return _flex(message.alt or message.question, faces.bubble(message, look))
        case Sheet():
            return _flex(message.alt or message.title, sheet.bubble(message, look))


def _flex(alt: str, contents: Json) -> Json:
    return {"type": "flex", "altText": limits.shown(alt, limits.ALT_TEXT), "contents": contents}


def _sender(look: Look) -> Json:
    sender = {}
    if look.sender.strip():
        sender["name"] = limits.shown(look.sender, limits.SENDER_NAME)
    if look.sender_icon:
        sender["iconUrl"] = look.addresses.page(look.sender_icon)
    return {"sender": sender} if sender else {}


def _quick_replies(messages: Sequence[Message], look: Look) -> list[Json]:
    """The answers of all messages, the last one's first: LINE shows only what comes with the last."""
    offered = list(dict.fromkeys(choice for message in reversed(messages) for choice in _offered(message)))
    if len(offered) > limits.QUICK_REPLIES:
        own = list(_offered(messages[-1]))
        # Where one message offers too many, its last answer is the way out ("cancel") and stays.
        last = own[-1] if len(own) > limits.QUICK_REPLIES else offered[limits.QUICK_REPLIES - 1]
        offered = [*offered[: limits.QUICK_REPLIES - 1], last]
    return [
        {"type": "action", "action": action(choice.action, choice.label, look, limits.QUICK_REPLY_LABEL)}
        for choice in offered
    ]


def _offered(message: Message) -> Iterable[Choice]:
    match message:
        case Card():
            return (*_homeless(message), *message.choices)
        case Cards():
            inner = [choice for card in message.cards for choice in (*_homeless(card), *card.choices)]
            return (*inner, *message.choices)
        case Faces():
            return (*faces.choices(message), *message.choices)
        case Text() | Sheet():
            return message.choices


def _homeless(card: Card) -> Iterable[Choice]:
    """The buttons that a card has no place for, or that LINE takes as quick replies only."""
    fit = [choice for choice in card.buttons if not isinstance(choice.action, QUICK_REPLY_ONLY)][:BUTTONS_OF_A_CARD]
    return [choice for choice in card.buttons if choice not in fit]
