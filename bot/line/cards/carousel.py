"""Several cards side by side as a Flex carousel."""

from bot.line import limits
from bot.line.cards.bubble import ROOMS, Room, bubble, weight
from bot.line.cards.look import Look
from bot.line.cards.parts import Json
from handlers.messages import Card

CARDS = 10


def carousel(cards: tuple[Card, ...], look: Look) -> Json:
    """The cards with as much of each as all have room for; all lose their last facts before one card is lost."""
    for room in ROOMS:
        shape = _carousel(cards[:CARDS], look, room)
        if _goes_through(shape):
            return shape
    for number in range(CARDS - 1, 0, -1):
        shape = _carousel(cards[:number], look, ROOMS[-1])
        if _goes_through(shape):
            break
    return shape


def _carousel(cards: tuple[Card, ...], look: Look, room: Room) -> Json:
    return {"type": "carousel", "contents": [bubble(card, look, room) for card in cards]}


def _goes_through(shape: Json) -> bool:
    each = all(weight(one) <= limits.BUBBLE_BYTES for one in shape["contents"])
    return each and weight(shape) <= limits.CAROUSEL_BYTES
