"""Signing in: passwords under argon2, a lock-out that grows, and one session key an account to end every session."""

import re
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from bot.clock import Clock
from handlers.cases.status import Role
from storage.database import Database
from storage.offices import touch
from storage.staff import StaffRow, staff_by_username

FREE_FAILURES = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200  # hashing without a limit is work that strangers could order
STAFF_ROLES = (Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR)
_COMMON = ("password", "123456789", "qwertyuiop", "iloveyou", "siang", "thailand")


class PasswordFault(StrEnum):
    """Why a password is not taken; each has a sentence in the texts under `password.*`."""

    SHORT = "short"
    LONG = "long"
    NAME = "name"
    COMMON = "common"


class AccountFault(StrEnum):
    """Why an account is not made or changed; each has a sentence in the texts under `account_fault.*`."""

    USERNAME = "username"
    TAKEN = "taken"
    NAME = "name"
    ROLE = "role"
    UNIT = "unit"
    LAST_ADMINISTRATOR = "last_administrator"


class AccountError(Exception):
    """An account or password was not accepted."""

    def __init__(self, fault: PasswordFault | AccountFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Account:
    """A member of staff who has signed in."""

    id: int
    username: str
    name: str
    role: Role
    unit: str | None
    language: str
    session_key: str
    linked: bool


@dataclass(frozen=True)
class NewAccount:
    """What an account is made from."""

    username: str
    name: str
    role: Role
    unit: str | None
    password: str


def lock_for(failures: int) -> timedelta | None:
    """Return for how long an account rests after so many failures in a row: none, then 15 minutes, doubling."""
    if failures < FREE_FAILURES:
        return None
    doubled: int = 2 ** min(failures - FREE_FAILURES, 10)
    return min(FIRST_LOCK * doubled, LONGEST_LOCK)


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


class Accounts:
    """Staff accounts: signing in, passwords, making and closing them."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords | None = None) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords or Passwords()

    def sign_in(self, username: str, password: str) -> Account | None:
        """Return the account where name and password are right and it is not locked; never says which was wrong."""
        with self._database.reading() as db:
            row = staff_by_username(db, username)
            usable = row is not None and row.active
            kept = row.password_hash if row and usable else None
        right = self._passwords.right(kept, password)  # outside any transaction: it takes its time
        if not usable or row is None:
            return None
        with self._database.begin() as db:
            return self._settle(db.get(StaffRow, row.id, with_for_update=True), right)

    def _settle(self, row: StaffRow | None, right: bool) -> Account | None:
        now = self._clock.now()
        if row is None or (row.locked_until and row.locked_until > now):
            return None  # asked again under the lock, so that many guesses at once gain nothing
        if right:
            row.failures, row.locked_until = 0, None
            row.session_key = row.session_key or secrets.token_urlsafe(24)
            return _account(row)
        row.failures += 1
        rest = lock_for(row.failures)
        row.locked_until = now + rest if rest else None
        return None

    def by_session(self, staff_id: int, session_key: str) -> Account | None:
        """Return the account of a session, or None where the session was ended or the account closed."""
        with self._database.reading() as db:
            row = db.get(StaffRow, staff_id)
            if row is None or not row.active or not row.session_key:
                return None
            return _account(row) if secrets.compare_digest(row.session_key, session_key) else None

    def add(self, new: NewAccount) -> int:
        """Make an account. Raises AccountError."""
        username = new.username.strip().lower()
        _check_new(new, username)
        kept = self._passwords.hash(new.password)
        with self._database.begin() as db:
            if staff_by_username(db, username):
                raise AccountError(AccountFault.TAKEN)
            row = StaffRow(
                username=username, name=new.name.strip(), role=new.role.value, unit=new.unit, password_hash=kept,
                session_key=secrets.token_urlsafe(24), created_at=self._clock.now(),
            )
            db.add(row)
            db.flush()
            return row.id

    def set_password(self, staff_id: int, password: str) -> str:
        """Give an account a new password, free it from its lock and end its sessions; returns the new session key."""
        with self._database.reading() as db:
            row = db.get(StaffRow, staff_id)
            username = row.username if row else ""
        fault = password_fault(password, username)
        if fault:
            raise AccountError(fault)
        kept = self._passwords.hash(password)
        with self._database.begin() as db:
            changed = db.get_one(StaffRow, staff_id)
            changed.password_hash, changed.failures, changed.locked_until = kept, 0, None
            changed.session_key = secrets.token_urlsafe(24)
            return changed.session_key

    def change_password(self, account: Account, old: str, new: str) -> str | None:
        """Change one's own password; None where the old one is wrong."""
        checked = self.sign_in(account.username, old)
        return self.set_password(account.id, new) if checked else None

    def end_sessions(self, staff_id: int) -> None:
        """Sign an account out on every device."""
        with self._database.begin() as db:
            db.get_one(StaffRow, staff_id).session_key = secrets.token_urlsafe(24)

    def set_language(self, staff_id: int, language: str) -> None:
        """Keep the language an account reads in."""
        with self._database.begin() as db:
            db.get_one(StaffRow, staff_id).language = language

    def unlink(self, staff_id: int) -> None:
        """Part an account from its LINE user."""
        with self._database.begin() as db:
            db.get_one(StaffRow, staff_id).line_id = None
            touch(db)  # the office knows its heads by their LINE accounts

    def set_active(self, staff_id: int, active: bool) -> None:
        """Close an account, or open it again. The last administrator cannot be closed."""
        with self._database.begin() as db:
            row = db.get_one(StaffRow, staff_id)
            if not active and row.role == Role.ADMINISTRATOR and _administrators(db) <= 1:
                raise AccountError(AccountFault.LAST_ADMINISTRATOR)
            row.active, row.failures, row.locked_until = active, 0, None
            row.session_key = secrets.token_urlsafe(24)
            if not active:
                row.line_id = None  # alerts stop with the account
            touch(db)


def _administrators(db: Session) -> int:
    return db.query(StaffRow).where(StaffRow.role == Role.ADMINISTRATOR, StaffRow.active).count()


def _check_new(new: NewAccount, username: str) -> None:
    if not 2 <= len(username) <= 60 or not re.fullmatch(r"[a-z0-9._@-]+", username):
        raise AccountError(AccountFault.USERNAME)
    if not 1 <= len(new.name.strip()) <= 100:
        raise AccountError(AccountFault.NAME)
    if new.role not in STAFF_ROLES:
        raise AccountError(AccountFault.ROLE)
    if new.role is Role.OFFICER and not new.unit:
        raise AccountError(AccountFault.UNIT)
    fault = password_fault(new.password, username)
    if fault:
        raise AccountError(fault)


def _account(row: StaffRow) -> Account:
    return Account(
        row.id, row.username, row.name, Role(row.role), row.unit, row.language, row.session_key, bool(row.line_id)
    )


def now_locked(row: StaffRow, now: datetime) -> bool:
    """Tell whether an account rests after failures."""
    return row.locked_until is not None and row.locked_until > now
