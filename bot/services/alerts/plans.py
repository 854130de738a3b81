"""What people change about alerts in the console: how they are reached, the office's hours, the rota."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from handlers.alerts.rota import Duty, week_of
from storage import offices
from storage.alerts import duty, reach
from storage.offices import SettingRow
from storage.staff import StaffRow

CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]+\.[^@\s<>,;]{2,}")
PHONE = re.compile(r"(?:\+\d{9,14}|0\d{8,9})")
MOST_MINUTES = 24 * 60
MOST_WEEKS = 26


class PlanFault(StrEnum):
    """What is wrong with what was typed; each has a sentence in the texts under `alerts_fault.*`."""

    EMAIL = "email"
    PHONE = "phone"
    HOURS = "hours"
    MINUTES = "minutes"
    CLOCK = "clock"
    PERSON = "person"


class PlanError(Exception):
    """Something was not taken."""

    def __init__(self, fault: PlanFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Reached:
    """How somebody wants to be reached, as typed."""

    email: str
    phone: str
    quiet: str  # empty (the office's), off, or 20:00-08:00
    digest: bool


def keep_reach(db: Session, staff_id: int, typed: Reached) -> None:
    """Keep how somebody is reached. Raises PlanError."""
    email, phone = typed.email.strip(), re.sub(r"[\s-]", "", typed.phone)
    if email and (len(email) > 200 or not EMAIL.fullmatch(email)):
        raise PlanError(PlanFault.EMAIL)
    if phone and not PHONE.fullmatch(phone):
        raise PlanError(PlanFault.PHONE)
    row = reach.reach_of(db, staff_id)
    row.email, row.phone, row.quiet, row.digest = email, phone, hours(typed.quiet), typed.digest
    db.add(row)


def hours(written: str) -> str:
    """Return quiet hours as they are kept. Raises PlanError."""
    begins, _, ends = written.partition("-")
    if written in ("", "off"):
        return written
    if not CLOCK.fullmatch(begins) or not CLOCK.fullmatch(ends) or begins == ends:
        raise PlanError(PlanFault.HOURS)
    return written


def keep_office(db: Session, minutes: str, digest_at: str, duty_changes_at: str, quiet: str) -> None:
    """Keep how the office alerts. Raises PlanError."""
    if not re.fullmatch(r"\d{1,4}", minutes) or not 1 <= int(minutes) <= MOST_MINUTES:
        raise PlanError(PlanFault.MINUTES)
    if not CLOCK.fullmatch(digest_at) or not CLOCK.fullmatch(duty_changes_at):
        raise PlanError(PlanFault.CLOCK)
    row = db.get(SettingRow, "policy", with_for_update=True) or SettingRow(key="policy", value={})
    changed = {"take_minutes": int(minutes), "digest_at": digest_at, "duty_changes_at": duty_changes_at}
    row.value = {**row.value, **changed, "quiet": hours(quiet)}
    db.add(row)
    offices.touch(db)


def keep_week(db: Session, unit: str, duties: Sequence[Duty], monday: date, weeks: int = 1) -> None:
    """Make a week of the rota as it was filled in, and the same for the weeks after it. Raises PlanError."""
    people = {one for duty in duties for one in (duty.staff_id, duty.stand_in_id) if one is not None}
    known = {row.id for row in db.query(StaffRow).where(StaffRow.id.in_(people), StaffRow.active)}
    if people - known or any(duty.staff_id == duty.stand_in_id for duty in duties):
        raise PlanError(PlanFault.PERSON)
    for number in range(max(1, min(weeks, MOST_WEEKS))):
        later = timedelta(weeks=number)
        # Who is away is away in that week alone.
        made = [
            Duty(one.day + later, unit, one.staff_id, one.stand_in_id, one.away and number == 0) for one in duties
        ]
        week = week_of(monday + later)
        duty.put(db, made, week[0], week[-1], unit)
