"""LINE's numbers in one table with their units, and the way to keep a text within them."""

from enum import StrEnum
from typing import NamedTuple

import regex

ELLIPSIS = "…"

# The longest cluster that means something is a family emoji with skin tones (11 code points); Thai needs four. What is
# longer is letters with marks piled upon them to break the page.
LONGEST_CLUSTER = 12

# No text of LINE's is longer than half of this. Looking for clusters slows down with the square of a row of flags.
LONGEST_TEXT = 10_000

_CLUSTER = regex.compile(r"\X")
# Control characters, halves of surrogate pairs, and the marks that turn the direction of all that follows.
_UNFIT = regex.compile(r"[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF--[\n\t]]", regex.VERSION1)


class Unit(StrEnum):
    """What LINE counts: UTF-16 units (an apple emoji is 2) or grapheme clusters (what a reader calls a character)."""

    UTF16 = "utf-16"
    CLUSTERS = "clusters"


class Limit(NamedTuple):
    """The most that one of LINE's fields takes."""

    most: int
    unit: Unit


TEXT = Limit(5_000, Unit.UTF16)
ALT_TEXT = Limit(1_500, Unit.UTF16)
POSTBACK_DATA = Limit(300, Unit.UTF16)
DISPLAY_TEXT = Limit(300, Unit.CLUSTERS)
CLIPBOARD = Limit(1_000, Unit.UTF16)
ACTION_ADDRESS = Limit(1_000, Unit.UTF16)
PICTURE_ADDRESS = Limit(2_000, Unit.UTF16)
QUICK_REPLY_LABEL = Limit(20, Unit.CLUSTERS)
BUTTON_LABEL = Limit(40, Unit.CLUSTERS)
SENDER_NAME = Limit(20, Unit.CLUSTERS)

MESSAGES = 5
QUICK_REPLIES = 13
BUBBLES = 12
BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024


def size(text: str, unit: Unit) -> int:
    """How long LINE says that `text` is."""
    if unit is Unit.UTF16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return sum(1 for _ in _CLUSTER.finditer(text))


def fits(text: str, limit: Limit) -> bool:
    """Whether LINE takes `text` as it is."""
    # Most texts are far below their limit, and hostile ones so far above that counting them would take long.
    if 2 * len(text) <= limit.most:
        return True
    return len(text) <= limit.most * LONGEST_CLUSTER and size(text, limit.unit) <= limit.most


def cut(text: str, limit: int, unit: Unit) -> str:
    """`text` within `limit`, cut between grapheme clusters and ended with an ellipsis where something is lost."""
    if fits(text, Limit(limit, unit)):
        return text
    end, room = 0, limit - 1
    for cluster in _CLUSTER.finditer(text[: limit * LONGEST_CLUSTER]):
        room -= 1 if unit is Unit.CLUSTERS else size(cluster[0], unit)
        if room < 0:
            break
        end = cluster.end()
    return text[:end].rstrip() + ELLIPSIS if limit > 0 else ""


def clean(text: str) -> str:
    """`text` as it may be shown: nothing invisible that breaks a page, no piled-up marks."""
    text = _UNFIT.sub("", text[:LONGEST_TEXT])
    if text.isascii():
        return text
    return "".join(cluster[0][:LONGEST_CLUSTER] for cluster in _CLUSTER.finditer(text))


def shown(text: str, limit: Limit) -> str:
    """`text` cleaned and cut; never empty, because LINE refuses a message that holds an empty text."""
    # What cannot be seen any more need not be cleaned either.
    return cut(clean(text[: limit.most * LONGEST_CLUSTER]).strip(), *limit) or ELLIPSIS
