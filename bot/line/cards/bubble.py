"""One card as a Flex bubble: picture, title, facts, buttons, in that order."""

import json
from dataclasses import dataclass

from bot.line import limits
from bot.line.cards import parts, pictures
from bot.line.cards.actions import QUICK_REPLY_ONLY, action
from bot.line.cards.look import Look
from bot.line.cards.palette import LINE, QUIET, Tone
from bot.line.cards.parts import Json, box, words
from handlers.messages import Card, Choice, Fact, Progress

BUTTONS = 3
SHORT_TITLE = limits.Limit(20, limits.Unit.CLUSTERS)  # stands on one line in the largest letters
SEGMENTS = 8


@dataclass(frozen=True)
class Room:
    """How much of a card is shown; less where it would not go through."""

    facts: int = 8
    lines: int = 5
    pictures: int = pictures.AT_ONCE


# From all to nothing: the last facts go first, then lines, then photographs.
ROOMS = (
    *(Room(facts=facts) for facts in range(8, 0, -1)),
    *(Room(0, lines) for lines in range(5, 0, -1)),
    Room(0, 0),
    Room(0, 0, 1),
    Room(0, 0, 0),
)


def weight(part: Json) -> int:
    """The bytes of a part as LINE's SDK writes it: blanks and escapes too, because LINE does not say what it counts."""
    return len(json.dumps(part))


def fitting(card: Card, look: Look) -> Json:
    """The card as a bubble that LINE takes."""
    shapes = (bubble(card, look, room) for room in ROOMS)
    return next((shape for shape in shapes if weight(shape) <= limits.BUBBLE_BYTES), bubble(card, look, ROOMS[-1]))


def bubble(card: Card, look: Look, room: Room = ROOMS[0]) -> Json:
    """The card as a bubble, as far as there is room."""
    tone = look.palette[card.accent]
    point = pictures.known(card.point)
    photographs = card.pictures if room.pictures == pictures.AT_ONCE else card.pictures[: room.pictures]
    shape: Json = {"type": "bubble", "size": "mega"}
    if photographs:
        shape["hero"] = pictures.hero(photographs, look)
    elif point:
        shape["hero"] = pictures.map_picture(point, look)
    contents = _contents(card, tone, room)
    if point and photographs:
        contents.append(box("vertical", [pictures.map_picture(point, look)], cornerRadius="10px", margin="lg"))
    inner = box("vertical", contents, spacing="md", paddingAll="18px")
    shape["body"] = box("vertical", [parts.bar(tone.fill, "4px"), inner], paddingAll="none")
    buttons = [choice for choice in card.buttons if not isinstance(choice.action, QUICK_REPLY_ONLY)][:BUTTONS]
    if buttons:
        shape["footer"] = _footer(buttons, look, tone)
    return shape


def _contents(card: Card, tone: Tone, room: Room) -> list[Json]:
    contents = [parts.badge(card.badge, tone)] if card.badge.strip() else []
    large = limits.fits(card.title, SHORT_TITLE)
    contents.append(words(card.title, 160, size="xl" if large else "lg", weight="bold"))
    contents += [words(line, 500, size="md") for line in card.lines[: room.lines] if line.strip()]
    if card.code.strip():
        contents.append(parts.code_box(card.code, tone))
    if card.progress:
        contents.append(progress(card.progress, tone))
    facts = [fact for fact in card.facts if fact.label.strip() or fact.value.strip()][: room.facts]
    if facts:
        contents += [parts.separator(), box("vertical", [_row(fact) for fact in facts], spacing="md")]
    return contents


def progress(at: Progress, tone: Tone) -> Json:
    """The steps of a matter as a row of segments, with its word."""
    steps = max(1, min(at.steps, SEGMENTS))
    done = max(0, min(at.done, at.steps)) * steps // max(1, at.steps)
    segments = [
        parts.bar(tone.fill if step < done else LINE, "6px", cornerRadius="3px", flex=1) for step in range(steps)
    ]
    row = box("horizontal", segments, spacing="5px")
    word = [words(at.word, 80, color=tone.ink, weight="bold")] if at.word.strip() else []
    return box("vertical", [row, *word], spacing="sm", margin="lg")


def _row(fact: Fact) -> Json:
    value = words(fact.value, 300, flex=7) if fact.value.strip() else words("–", 1, color=QUIET, flex=7)
    if not fact.label.strip():
        return box("baseline", [value])
    return box("baseline", [words(fact.label, 40, color=QUIET, flex=3), value], spacing="md")


def _footer(buttons: list[Choice], look: Look, tone: Tone) -> Json:
    first, *others = buttons
    rows = [_button(first, look, style="primary", color=tone.fill)]
    rows += [_button(choice, look, style="secondary", color=tone.soft) for choice in others]
    return box("vertical", rows, spacing="8px", paddingAll="18px", paddingTop="none")


def _button(choice: Choice, look: Look, **style: str) -> Json:
    does = action(choice.action, choice.label, look, limits.BUTTON_LABEL)
    return {"type": "button", "height": "sm", "action": does, **style}
