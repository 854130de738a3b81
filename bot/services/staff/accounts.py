"""Staff accounts: making, closing and opening them, new passwords, and who must have a second step."""

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.staff.passwords import PasswordFault, Passwords, password_fault
from handlers.cases.status import Role
from storage.database import Database
from storage.factors import FactorRow, drop_factor
from storage.menuwishes import wish
from storage.offices import SettingRow, touch
from storage.signins import end_sign_ins
from storage.staff import StaffRow, staff_by_username

TWO_STEP = "two_step"  # the office's setting: who must have a second step
STAFF_ROLES = (Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR)


class AccountFault(StrEnum):
    """Why an account is not made or changed; each has a sentence in the texts under `account_fault.*`."""

    USERNAME = "username"
    TAKEN = "taken"
    NAME = "name"
    ROLE = "role"
    UNIT = "unit"
    LAST_ADMINISTRATOR = "last_administrator"


class TwoStep(StrEnum):
    """Who must have a second step to sign in; everybody may."""

    NOBODY = "nobody"
    LEADERS = "leaders"
    EVERYBODY = "everybody"


_MUST = {
    TwoStep.NOBODY: frozenset[Role](),
    TwoStep.LEADERS: frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR}),  # those who see every case
    TwoStep.EVERYBODY: frozenset(STAFF_ROLES),
}


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
    linked: bool
    device: str  # the key of the device that is signed in
    second: bool  # has a second step
    must: bool  # has none and must have one before anything else


@dataclass(frozen=True)
class NewAccount:
    """What an account is made from."""

    username: str
    name: str
    role: Role
    unit: str | None
    password: str


class Accounts:
    """Staff accounts: signing in, passwords, making and closing them."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords | None = None) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords or Passwords()

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
                created_at=self._clock.now(),
            )
            db.add(row)
            db.flush()
            return row.id

    def set_password(self, staff_id: int, password: str, but: str = "") -> None:
        """Give an account a new password, free it from its lock and sign it out everywhere but on device `but`."""
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
            end_sign_ins(db, staff_id, but)

    def two_step(self) -> TwoStep:
        """Return who must have a second step."""
        with self._database.reading() as db:
            return _two_step(db)

    def set_two_step(self, who: TwoStep) -> None:
        """Say who must have a second step; those without one are asked for it on their next page."""
        with self._database.begin() as db:
            db.merge(SettingRow(key=TWO_STEP, value=who.value))

    def drop_factor(self, staff_id: int) -> None:
        """Take the second step from somebody who lost telephone and codes, and sign them out everywhere."""
        with self._database.begin() as db:
            drop_factor(db, staff_id)
            end_sign_ins(db, staff_id)

    def set_language(self, staff_id: int, language: str) -> None:
        """Keep the language an account reads in."""
        with self._database.begin() as db:
            row = db.get_one(StaffRow, staff_id)
            row.language = language
            self._menu_follows(db, row)

    def unlink(self, staff_id: int) -> None:
        """Part an account from its LINE user."""
        with self._database.begin() as db:
            row = db.get_one(StaffRow, staff_id)
            self._menu_follows(db, row)
            row.line_id = None
            touch(db)  # the office knows its heads by their LINE accounts

    def set_active(self, staff_id: int, active: bool) -> None:
        """Close an account, or open it again. The last administrator cannot be closed."""
        with self._database.begin() as db:
            row = db.get_one(StaffRow, staff_id)
            if not active and row.role == Role.ADMINISTRATOR and _administrators(db) <= 1:
                raise AccountError(AccountFault.LAST_ADMINISTRATOR)
            row.active, row.failures, row.locked_until = active, 0, None
            end_sign_ins(db, staff_id)
            if not active:
                self._menu_follows(db, row)
                row.line_id = None  # alerts stop with the account
            touch(db)

    def _menu_follows(self, db: Session, row: StaffRow) -> None:
        if row.line_id:
            wish(db, row.line_id, self._clock.now())


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


def account_of(db: Session, row: StaffRow, device: str) -> Account:
    """Return an account as it is signed in on a device."""
    factor = db.get(FactorRow, row.id)
    second, role = factor is not None and factor.confirmed_at is not None, Role(row.role)
    must = not second and role in _MUST[_two_step(db)]
    return Account(
        row.id, row.username, row.name, role, row.unit, row.language, bool(row.line_id), device, second, must
    )


def _two_step(db: Session) -> TwoStep:
    row = db.get(SettingRow, TWO_STEP)
    known = row is not None and row.value in set(TwoStep)
    return TwoStep(row.value) if row and known else TwoStep.NOBODY
