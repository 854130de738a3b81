"""Finds which sentence of the stories' language a line is: `{who} says: {text}` and its like."""

import re
from collections.abc import Callable
from typing import Any

Doing = Callable[..., None]

# What may stand in a blank: a person or group is one or two plain words, everything else runs to its end.
_BLANKS = {"who": r"[a-z]+[0-9]*", "other": r"[a-z]+[0-9]*", "unit": r"[a-z]+", "chat": r"[a-z]+[0-9]*(?: group)?"}


class Phrases:
    """Sentences and what they do."""

    def __init__(self) -> None:
        self._known: list[tuple[str, re.Pattern[str], Doing]] = []

    def __call__(self, *sentences: str) -> Callable[[Doing], Doing]:
        """Decorate the function that does what the sentences say; blanks are its arguments."""

        def known(doing: Doing) -> Doing:
            for sentence in sentences:
                self._known.append((sentence, _pattern(sentence), doing))
            return doing

        return known

    def find(self, text: str) -> tuple[Doing, dict[str, Any]] | None:
        """The doing of a line and its arguments."""
        for _, pattern, doing in self._known:
            if found := pattern.fullmatch(text):
                return doing, {name: value.strip() for name, value in found.groupdict().items() if value is not None}
        return None

    def sentences(self) -> list[str]:
        return [sentence for sentence, _, _ in self._known]


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", sentence)
    written = [
        re.escape(part) if at % 2 == 0 else f"(?P<{part}>{_BLANKS.get(part, '.+')})" for at, part in enumerate(parts)
    ]
    return re.compile("".join(written))
