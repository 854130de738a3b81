"""The pieces that cards are laid out with, as Flex components."""

from typing import Any

from bot.line import limits
from bot.line.cards.palette import INK, LINE, Tone

Json = dict[str, Any]

# Thai stacks vowels and tone marks above and below the line.
LINE_SPACING = "5px"


def units(most: int) -> limits.Limit:
    """How much of a text a card shows; in UTF-16 units, so that a card's bytes are bounded too."""
    return limits.Limit(most, limits.Unit.UTF16)


def words(text: str, most: int, size: str = "sm", color: str = INK, **more: Any) -> Json:
    """A text that wraps."""
    return {
        "type": "text",
        "text": limits.shown(text, units(most)),
        "size": size,
        "color": color,
        "wrap": True,
        "lineSpacing": LINE_SPACING,
        **more,
    }


def box(layout: str, contents: list[Json], **more: Any) -> Json:
    """A box; LINE has `horizontal`, `vertical` and `baseline` ones."""
    return {"type": "box", "layout": layout, "contents": contents, **more}


def bar(color: str, height: str, **more: Any) -> Json:
    """A plain coloured area. LINE documents a filler for it, and not a box that is empty."""
    return box("vertical", [{"type": "filler"}], backgroundColor=color, height=height, **more)


def separator() -> Json:
    """A thin line between what a card says and its facts."""
    return {"type": "separator", "color": LINE}


def badge(text: str, tone: Tone) -> Json:
    """A status in a word, on its colour."""
    dot = bar(tone.fill, "8px", width="8px", cornerRadius="4px", flex=0)
    word = words(text, 40, color=tone.ink, weight="bold", flex=0)
    pill = box(
        "horizontal",
        [dot, word],
        spacing="6px",
        alignItems="center",
        backgroundColor=tone.soft,
        cornerRadius="14px",
        paddingStart="10px",
        paddingEnd="12px",
        paddingTop="4px",
        paddingBottom="4px",
        flex=0,
    )
    return box("horizontal", [pill, {"type": "filler"}])


def code_box(code: str, tone: Tone) -> Json:
    """A reference number, large on a line of its own."""
    number = words(code, 40, size="xl", color=tone.ink, weight="bold", align="center")
    return box("vertical", [number], backgroundColor=tone.soft, cornerRadius="10px", paddingAll="12px")
