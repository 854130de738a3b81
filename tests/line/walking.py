"""Walking through rendered messages, to hold every part of them against LINE's limits."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def parts(value: object) -> Iterator[Json]:
    """Every object within a JSON value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from parts(inner)


def of_type(value: object, kind: str) -> list[Json]:
    return [part for part in parts(value) if part.get("type") == kind]


def texts(value: object) -> list[str]:
    return [part["text"] for part in of_type(value, "text")]


def units(text: str) -> int:
    """UTF-16 units, counted the slow and certain way."""
    return len(text.encode("utf-16-le")) // 2
