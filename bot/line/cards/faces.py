"""The quick poll: a question and five faces to tap, each with its word."""

from bot.line import limits
from bot.line.cards.actions import action
from bot.line.cards.look import Look
from bot.line.cards.palette import PLAIN_TILE
from bot.line.cards.parts import Json, bar, box, words
from handlers.messages import Accent, Choice, Face, Faces

# What stands on one line in large letters.
SHORT_QUESTION = limits.Limit(26, limits.Unit.CLUSTERS)

DRAWN = ("😡", "🙁", "😐", "🙂", "😍")


def drawn(face: Face) -> str:
    """The face of a score, 1 to 5."""
    return DRAWN[max(1, min(face.score, len(DRAWN))) - 1]


def bubble(faces: Faces, look: Look) -> Json:
    """The question above a row of faces."""
    tiles = [_tile(face, look) for face in faces.faces[: len(DRAWN)]]
    row = [box("horizontal", tiles, spacing="6px")] if tiles else []
    size = "lg" if limits.fits(faces.question, SHORT_QUESTION) else "md"
    question = words(faces.question, 300, size=size, weight="bold", align="center")
    inner = box("vertical", [question, *row], spacing="lg", paddingAll="16px")
    top = bar(look.palette[Accent.PLAIN].fill, "4px")
    return {"type": "bubble", "size": "giga", "body": box("vertical", [top, inner], paddingAll="none")}


def choices(faces: Faces) -> tuple[Choice, ...]:
    """The faces as quick replies, for those who type or hear."""
    return tuple(Choice(f"{drawn(face)} {face.word}", face.action) for face in faces.faces[: len(DRAWN)])


def _tile(face: Face, look: Look) -> Json:
    does = action(face.action, f"{drawn(face)} {face.word}", look, limits.BUTTON_LABEL)
    contents = [words(drawn(face), 2, size="3xl", align="center"), words(face.word, 24, align="center")]
    return box(
        "vertical",
        contents,
        action=does,
        backgroundColor=PLAIN_TILE,
        cornerRadius="12px",
        paddingTop="10px",
        paddingBottom="10px",
        paddingStart="2px",
        paddingEnd="2px",
        spacing="sm",
        flex=1,
    )
