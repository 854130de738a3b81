"""Keeps Thai words whole at the ends of lines: the setter's own dictionary cuts some of them in the middle."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.segment import words

_WHOLE = re.compile(r"[^\sก-๎]*\d[^\sก-๎]*|[ก-ฮ][๐-๙]{2}-[๐-๙]{6}-[๐-๙]")  # numbers and references

Token = tuple[int, str, bool]  # its number, 0 where it cannot break; the words; whether it is held together


@dataclass
class Words:
    """All words of one letter by number, and those that must be held together."""

    held: set[int] = field(default_factory=set)
    _last: int = 0

    def again(self) -> None:
        """Begin to number from the start: the same text gets the same numbers."""
        self._last = 0

    def tokens(self, text: str) -> list[Token]:
        """Return a text as words and spaces."""
        return [self._token(piece) for piece in _pieces(text)]

    def _token(self, piece: str) -> Token:
        if len(piece) < 3 or piece.isspace():
            return 0, piece, False
        self._last += 1
        return self._last, piece, self._last in self.held or bool(_WHOLE.fullmatch(piece))


def broken(marks: Iterable[dict[str, float]]) -> set[int]:
    """Return the words whose beginning and end were set on different lines."""
    seen: dict[int, set[tuple[float, float]]] = {}
    for mark in marks:
        seen.setdefault(abs(int(mark["id"])), set()).add((mark["page"], round(mark["y"], 1)))
    return {number for number, places in seen.items() if len(places) > 1}


def _pieces(text: str) -> Iterable[str]:
    for chunk in re.split(r"(\s+)", text):
        if not chunk or chunk.isspace() or _WHOLE.fullmatch(chunk):
            yield from (chunk,) if chunk else ()
        else:
            yield from words(chunk)
