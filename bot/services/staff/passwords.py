"""Passwords: what makes a good one, and argon2 for what is kept of it."""

import secrets
import threading
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200  # hashing without a limit is work that strangers could order
_COMMON = ("password", "123456789", "qwertyuiop", "iloveyou", "siang", "thailand")


class PasswordFault(StrEnum):
    """Why a password is not taken; each has a sentence in the texts under `password.*`."""

    SHORT = "short"
    LONG = "long"
    NAME = "name"
    COMMON = "common"


def password_fault(password: str, username: str) -> PasswordFault | None:
    """Return what is wrong with a new password, or None."""
    lowered = password.lower()
    if len(password) < SHORTEST_PASSWORD:
        return PasswordFault.SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordFault.LONG
    if username and username.lower() in lowered:
        return PasswordFault.NAME
    if len(set(lowered)) < 4 or any(lowered.strip("0123456789!") == word or lowered == word for word in _COMMON):
        return PasswordFault.COMMON
    return None


class Passwords:
    """Hashes and checks passwords; two at a time, for each takes 19 MiB (the smaller of OWASP's two settings)."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._turn = threading.BoundedSemaphore(2)
        self._nobody = self.hash(secrets.token_urlsafe(16))

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        with self._turn:
            return self._hasher.hash(password)

    def right(self, kept: str | None, password: str) -> bool:
        """Tell whether a password is the kept one; takes as long where there is no account."""
        with self._turn:
            try:
                return self._hasher.verify(kept or self._nobody, password[:LONGEST_PASSWORD]) and kept is not None
            except (VerificationError, InvalidHashError):
                return False
