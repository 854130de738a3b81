"""Signing in: password, then the telephone's code where there is one; a lock-out that grows; devices that end."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.services.staff.accounts import Account, account_of
from bot.services.staff.factors import Factors
from bot.services.staff.passwords import Passwords
from storage.database import Database
from storage.signins import SignInRow, end_sign_ins, forget_sign_ins, sign_ins_of
from storage.staff import StaffRow, staff_by_username

FREE_FAILURES = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
IDLE = timedelta(hours=8)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # how exactly it is kept when somebody was last seen


def lock_for(failures: int) -> timedelta | None:
    """Return for how long an account rests after so many failures in a row: none, then 15 minutes, doubling."""
    if failures < FREE_FAILURES:
        return None
    doubled: int = 2 ** min(failures - FREE_FAILURES, 10)
    return min(FIRST_LOCK * doubled, LONGEST_LOCK)


@dataclass(frozen=True)
class Known:
    """Whose name and password are right. `second`: they still owe the code of their telephone."""

    id: int
    second: bool


@dataclass(frozen=True)
class Device:
    """Where somebody is signed in."""

    key: str  # the digest of its token
    name: str
    begun_at: datetime
    seen_at: datetime


class SignIns:
    """Signing in and out, and what is signed in."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords, factors: Factors) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._factors = factors

    def password(self, username: str, password: str) -> Known | None:
        """Return whose name and password these are, if it is not locked; never says which was wrong."""
        with self._database.reading() as db:
            row = staff_by_username(db, username)
            usable = row is not None and row.active
            kept = row.password_hash if row and usable else None
        right = self._passwords.right(kept, password)  # outside any transaction: it takes its time
        if not usable or row is None:
            return None
        with self._database.begin() as db:
            held = db.get(StaffRow, row.id, with_for_update=True)
            if held is None or self._locked(held):
                return None  # asked again under the lock, so that many guesses at once gain nothing
            if not right:
                self._count_failure(held)
                return None
            second = self._factors.has(db, held.id)
            if not second:  # with a second step, the count goes on: a known password must not free guesses at codes
                held.failures, held.locked_until = 0, None
            return Known(held.id, second)

    def code(self, staff_id: int, code: str) -> Known | None:
        """Take the code of the telephone, or a recovery code, after the password."""
        now = self._clock.now()
        with self._database.begin() as db:
            held = db.get(StaffRow, staff_id, with_for_update=True)
            if held is None or not held.active or self._locked(held):
                return None
            if not self._factors.right(db, staff_id, code, now):
                self._count_failure(held)
                return None
            held.failures, held.locked_until = 0, None
            return Known(staff_id, second=False)

    def begin(self, staff_id: int, device: str = "") -> str:
        """Sign a device in, after every step; returns its token, which is kept nowhere here."""
        token, now = secrets.token_urlsafe(32), self._clock.now()
        with self._database.begin() as db:
            forget_sign_ins(db, now - LONGEST)
            db.add(SignInRow(digest=_digest(token), staff_id=staff_id, device=device[:120], begun_at=now, seen_at=now))
        return token

    def by_token(self, token: str, awake: bool = True) -> Account | None:
        """Return whose device this is, or None where it was ended, rested too long or the account was closed.

        `awake`: somebody is using it; what a page asks by itself keeps nothing awake.
        """
        now = self._clock.now()
        with self._database.reading() as db:
            row = db.get(SignInRow, _digest(token))
            if row is None or now - row.begun_at > LONGEST or now - row.seen_at > IDLE:
                return None
            staff = db.get(StaffRow, row.staff_id)
            account = account_of(db, staff, row.digest) if staff and staff.active else None
            stale = now - row.seen_at > SEEN_EVERY
        if account and awake and stale:
            self._seen(account.device, now)
        return account

    def devices(self, staff_id: int) -> list[Device]:
        """Return where somebody is signed in."""
        with self._database.reading() as db:
            oldest, idle = self._clock.now() - LONGEST, self._clock.now() - IDLE
            return [
                Device(row.digest, row.device, row.begun_at, row.seen_at)
                for row in sign_ins_of(db, staff_id)
                if row.begun_at >= oldest and row.seen_at >= idle
            ]

    def end(self, staff_id: int, key: str) -> None:
        """Sign one device of somebody out."""
        with self._database.begin() as db:
            row = db.get(SignInRow, key)
            if row is not None and row.staff_id == staff_id:
                db.delete(row)

    def end_all(self, staff_id: int, but: str = "") -> None:
        """Sign somebody out on every device, or on every other than `but`."""
        with self._database.begin() as db:
            end_sign_ins(db, staff_id, but)

    def own_password(self, staff_id: int, password: str) -> bool:
        """Tell whether somebody who is signed in knows their password; wrong ones count as failures."""
        with self._database.reading() as db:
            row = db.get(StaffRow, staff_id)
        known = self.password(row.username, password) if row else None
        return known is not None

    def _seen(self, digest: str, now: datetime) -> None:
        with self._database.begin() as db:
            row = db.get(SignInRow, digest)
            if row is not None:
                row.seen_at = now

    def _locked(self, row: StaffRow) -> bool:
        return now_locked(row, self._clock.now())

    def _count_failure(self, row: StaffRow) -> None:
        row.failures += 1
        rest = lock_for(row.failures)
        row.locked_until = self._clock.now() + rest if rest else None


def now_locked(row: StaffRow, now: datetime) -> bool:
    """Tell whether an account rests after failures."""
    return row.locked_until is not None and row.locked_until > now


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
