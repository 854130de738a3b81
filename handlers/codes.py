"""Codes of the console that link a LINE account or a group: how they look, and how they are found in a message."""

import re
from collections.abc import Callable, Sequence

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # without those that are mistaken for each other when read aloud or written
LENGTH = 8

_FOUR = f"([{LETTERS}]{{4}})"
# Thai words follow without a space, so the end of a code is where no Latin letter or digit comes.
_CODE = re.compile(rf"(?:ผูก|เชื่อม|link|bind)\s*[:：]?\s*{_FOUR}[\s-]?{_FOUR}(?![A-Za-z0-9])", re.IGNORECASE)


def code_in(text: str) -> str | None:
    """Return the code that a message such as `ผูก ABCD-EFG7` gives, or None; `link that page` is none."""
    match = _CODE.search(text)
    code = (match.group(1) + match.group(2)).upper() if match else ""
    return code if _has_digit(code) else None


def make_code(choose: Callable[[Sequence[str]], str]) -> str:
    """Return a fresh code of letters that `choose` picks at random; every code holds a digit."""
    while True:
        code = "".join(choose(LETTERS) for _ in range(LENGTH))
        if _has_digit(code):
            return code


def _has_digit(code: str) -> bool:
    return any(char.isdigit() for char in code)


def shown(code: str) -> str:
    """Return a code as it is read: two groups of four."""
    return f"{code[:4]}-{code[4:]}"
