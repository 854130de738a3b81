"""Codes of the console that link a LINE account or a group: how they look, and how they are found in a message."""

import re

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # without those that are mistaken for each other when read aloud or written
LENGTH = 8

_FOUR = f"([{LETTERS}]{{4}})"
# Thai words follow without a space, so the end of a code is where no Latin letter or digit comes.
_CODE = re.compile(rf"(?:ผูก|เชื่อม|link|bind)\s*[:：]?\s*{_FOUR}[\s-]?{_FOUR}(?![A-Za-z0-9])", re.IGNORECASE)


def code_in(text: str) -> str | None:
    """Return the code that a message such as `ผูก ABCD-EFGH` gives, or None."""
    match = _CODE.search(text)
    return (match.group(1) + match.group(2)).upper() if match else None


def shown(code: str) -> str:
    """Return a code as it is read: two groups of four."""
    return f"{code[:4]}-{code[4:]}"
