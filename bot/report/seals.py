"""Seals of the public form: no page elsewhere can send it, no program at once, and an old one is renewed."""

import secrets
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "siang_report"
LIVES = 12 * 3600  # seconds that a page may stand open
QUICKEST = 2  # seconds in which nobody can have written anything
LINK_LIVES = 30 * 60


@dataclass(frozen=True)
class Opened:
    """A form whose seal is whole: its own name, and how many seconds ago it was opened."""

    token: str
    age: float


class Seals:
    """Makes and reads what stands hidden in the public pages."""

    def __init__(self, secret_key: str) -> None:
        self._forms = URLSafeTimedSerializer(secret_key, salt="public-report")
        self._links = URLSafeTimedSerializer(secret_key, salt="public-status")

    def form(self, visitor: str, token: str = "") -> str:
        """Return the seal of a form that a visitor opens."""
        return self._forms.dumps([visitor, token or secrets.token_urlsafe(24)])

    def opened(self, seal: str, visitor: str, now: float) -> Opened | None:
        """Return the form of a seal, or None where it is forged, another visitor's, or too old."""
        try:
            (owner, token), at = self._forms.loads(seal, max_age=LIVES, return_timestamp=True)
        except (BadSignature, ValueError, TypeError):
            return None
        whole = bool(visitor) and secrets.compare_digest(str(owner), visitor)
        return Opened(str(token), now - at.timestamp()) if whole else None

    def link(self, case_id: int) -> str:
        """Return the seal by which someone who was shown a case may say whether it is solved."""
        return self._links.dumps(case_id)

    def case_of(self, seal: str) -> int | None:
        """Return the case of such a seal."""
        try:
            case_id: Any = self._links.loads(seal, max_age=LINK_LIVES)
        except BadSignature:
            return None
        return case_id if isinstance(case_id, int) else None


def new_visitor() -> str:
    """Return a word for the visitor's cookie; it says nothing of them."""
    return secrets.token_urlsafe(16)
