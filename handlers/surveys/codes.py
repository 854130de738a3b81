"""The code of a poster or a link: how it is written in a message, so that a QR code can open a chat with it."""

import re

from handlers.codes import LETTERS

_FOUR = f"([{LETTERS}]{{4}})"
_CODE = re.compile(
    rf"(?:แบบสอบถาม|ให้คะแนน|survey|rate)\s*[:：]?\s*{_FOUR}[\s-]?{_FOUR}(?![A-Za-z0-9])", re.IGNORECASE
)


def opened_by(text: str) -> str | None:
    """Return the code in a message such as `ให้คะแนน ACDE-FGH7`, or None."""
    match = _CODE.search(text)
    return (match.group(1) + match.group(2)).upper() if match else None
