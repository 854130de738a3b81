"""Reading raw JSON whose values may be of any type, and whose positions count UTF-16 units."""

from collections.abc import Iterator, Mapping
from typing import Any

Raw = Mapping[str, Any]

# LINE's ids have 33 characters, message ids some 20; nothing longer than this is one.
LONGEST_ID = 100


def mapping(value: object) -> Raw:
    """`value` where it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: object) -> list[Raw]:
    """The objects in `value` where it is a list."""
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def word(value: object) -> str:
    """`value` where it is a string, fit to be kept, else an empty one."""
    return clean(value) if isinstance(value, str) else ""


def identity(value: object) -> str:
    """`value` where it can be one of LINE's ids, else an empty string."""
    return clean(value) if isinstance(value, str) and len(value) <= LONGEST_ID else ""


def degrees(value: object, most: int) -> float | None:
    """`value` where it is a number of degrees between -`most` and `most`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -most <= value <= most else None


def clean(text: str) -> str:
    """`text` without what no database and no wire takes: NUL, and halves of surrogate pairs."""
    return _decode(_encode(text.replace("\0", "")), "replace")


def spans(places: object) -> Iterator[tuple[int, int]]:
    """The (index, length) pairs in a list of LINE's emojis or mentionees, as UTF-16 units."""
    for place in mappings(places):
        start, length = place.get("index"), place.get("length")
        if type(start) is int and type(length) is int and start >= 0 and length > 0:
            yield start, length


def part(text: str, start: int, length: int) -> str:
    """The part of `text` at one span."""
    return clean(_decode(_encode(text)[start * 2 : (start + length) * 2]))


def without(text: str, places: list[tuple[int, int]]) -> str:
    """`text` without its spans; words that one held apart stay apart by a blank."""
    units, at, kept = _encode(text), 0, []
    for start, length in sorted(places):
        kept.append(units[at : max(at, start * 2)])
        at = max(at, (start + length) * 2)
    kept.append(units[at:])
    pieces = (_decode(piece).strip(" ") for piece in kept) if places else iter([text])
    return clean(" ".join(piece for piece in pieces if piece)).strip()


def _encode(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _decode(units: bytes, errors: str = "surrogatepass") -> str:
    return units.decode("utf-16-le", errors)
