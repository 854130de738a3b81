"""The second step of signing in: codes of a telephone's authenticator (TOTP, RFC 6238), and recovery codes."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import pyotp
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.logs import log
from storage.database import Database
from storage.factors import FactorRow, drop_factor, factor_of, recovery_left, replace_recovery, use_recovery

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

ISSUER = "Siang"
STEP = 30  # seconds that a code stands for
DRIFT = (0, -1, 1)  # a telephone may be half a minute slow or fast
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look like another


@dataclass(frozen=True)
class Offer:
    """What a telephone needs to know: as an address for its camera, and as letters for typing."""

    address: str
    secret: str


class Factors:
    """Makes, checks and drops second steps. Secrets are sealed with a key made from SECRET_KEY."""

    def __init__(self, database: Database, clock: Clock, secret_key: str) -> None:
        self._database = database
        self._clock = clock
        # One key of two: HMAC of a label is a key derivation where the secret is long and random, as ours must be.
        self._key = hmac.new(secret_key.encode(), b"siang second step", hashlib.sha256).digest()

    @cached_property
    def _fernet(self) -> "Fernet":
        from cryptography.fernet import Fernet  # 6 MB that only those who set a second step up or use one need

        return Fernet(base64.urlsafe_b64encode(self._key))

    def offer(self, staff_id: int, username: str) -> Offer:
        """Begin a second step, or show again the one that was begun; it counts once a code of it was given."""
        with self._database.begin() as db:
            row = factor_of(db, staff_id)
            secret = self._open(row) if row and row.confirmed_at is None else None
            if secret is None:
                drop_factor(db, staff_id)
                secret = pyotp.random_base32()
                db.add(FactorRow(staff_id=staff_id, sealed=self._fernet.encrypt(secret.encode()).decode()))
        return Offer(pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=username, issuer_name=ISSUER), secret)

    def confirm(self, staff_id: int, code: str) -> Sequence[str] | None:
        """Make the second step count from now on; returns the recovery codes, or None where the code is wrong."""
        now = self._clock.now()
        with self._database.begin() as db:
            row = factor_of(db, staff_id)
            if row is None or row.confirmed_at is not None or not self._takes(row, code, now):
                return None
            row.confirmed_at = now
            return self._new_codes(db, staff_id)

    def new_recovery(self, staff_id: int) -> Sequence[str]:
        """Return new recovery codes; the old ones are void."""
        with self._database.begin() as db:
            return self._new_codes(db, staff_id)

    def has(self, db: Session, staff_id: int) -> bool:
        """Tell whether somebody has a second step that counts."""
        row = db.get(FactorRow, staff_id)
        return row is not None and row.confirmed_at is not None

    def right(self, db: Session, staff_id: int, code: str, now: datetime) -> bool:
        """Take a code of the telephone, or use a recovery code up; each is good once."""
        row = factor_of(db, staff_id)
        if row is None or row.confirmed_at is None:
            return False
        typed = "".join(code.split()).replace("-", "").lower()[:40]
        return self._takes(row, typed, now) or use_recovery(db, staff_id, self._digest(staff_id, typed), now)

    def left(self, staff_id: int) -> int:
        """Return how many recovery codes somebody has left."""
        with self._database.reading() as db:
            return recovery_left(db, staff_id)

    def drop(self, staff_id: int) -> None:
        """Take the second step from an account."""
        with self._database.begin() as db:
            drop_factor(db, staff_id)

    def _takes(self, row: FactorRow, code: str, now: datetime) -> bool:
        secret = self._open(row)
        typed = "".join(code.split())
        if secret is None or not typed.isascii():
            return False
        totp, this = pyotp.TOTP(secret, interval=STEP), int(now.timestamp()) // STEP
        for step in (this + drift for drift in DRIFT):
            if step > row.last_step and hmac.compare_digest(totp.generate_otp(step), typed):
                row.last_step = step
                return True
        return False

    def _open(self, row: FactorRow) -> str | None:
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(row.sealed.encode()).decode()
        except InvalidToken:  # SECRET_KEY is another than when it was sealed
            log().error("a second step cannot be opened: was SECRET_KEY changed?", staff=row.staff_id)
            return None

    def _new_codes(self, db: Session, staff_id: int) -> Sequence[str]:
        codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
        replace_recovery(db, staff_id, [self._digest(staff_id, code) for code in codes])
        return [f"{code[:5]}-{code[5:]}" for code in codes]

    def _digest(self, staff_id: int, code: str) -> str:
        return hmac.new(self._key, f"{staff_id}:{code}".encode(), hashlib.sha256).hexdigest()
