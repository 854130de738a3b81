"""The deadlines of cases at rest: reckoned from the history at each step, and anew where the calendar changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from handlers.cases.chain import canonical
from handlers.cases.deadlines import Clock, Passage, Pause, Priority, Rules, clock
from handlers.cases.facts import Actor
from handlers.cases.status import Status
from handlers.dates import local
from handlers.office import Office
from storage.cases import RUNNING, CaseRow, EntryRow
from storage.database import Database
from storage.history import detail_of

BATCH = 200
FAR = 30  # days: a pause that still moves the deadline then has not reached its limit
DUE = "due"  # the act of an entry that says that a deadline changed


@dataclass(frozen=True)
class Change:
    """A case whose deadline would be another."""

    case_id: int
    reference: str
    title: str
    category: str
    unit: str | None
    before: date | None
    after: date | None


def rules_of(row: CaseRow, office: Office) -> Rules:
    """Return what a case's clock is reckoned by."""
    policy = office.policy
    limits = {
        Pause.CITIZEN: policy.pause_citizen,
        Pause.AGENCY: policy.pause_agency,
        Pause.FORCE_MAJEURE: policy.pause_force_majeure,
    }
    return Rules(
        category=row.category,
        priority=Priority.URGENT if row.urgent else Priority.NORMAL,
        terms=office.terms,
        promised=office.days_for(row.category),
        holidays=office.holidays,
        limits=limits,
        due_by=row.due_by,
    )


def passages(entries: Sequence[EntryRow], office: Office) -> list[Passage]:
    """Return the way of a case through its statuses, by days of the office's own time."""
    found: list[Passage] = []
    pause: Pause | None = None
    for entry in entries:
        status = Status(entry.after)
        if entry.move:
            said = detail_of(entry).get("pause")
            pause = Pause(said) if said in set(Pause) else None
        found.append(Passage(_day(entry.at, office), status, pause if status is Status.WAITING else None))
    return found


def clock_of(db: Session, row: CaseRow, office: Office, now: datetime) -> Clock:
    """Return a case's clock from its history as it is kept."""
    entries = db.scalars(select(EntryRow).where(EntryRow.case_id == row.id).order_by(EntryRow.id)).all()
    return clock(passages(entries, office), rules_of(row, office), _day(now, office))


def clock_ahead(db: Session, row: CaseRow, pause: str | None, office: Office, now: datetime) -> Clock:
    """Return the clock as it is when the case stands as `row` says from now on."""
    with db.no_autoflush:  # the step is one change of the case, kept with its entry
        entries = db.scalars(select(EntryRow).where(EntryRow.case_id == row.id).order_by(EntryRow.id)).all()
    today = _day(now, office)
    status = Status(row.status)
    onward = Passage(today, status, Pause(pause) if pause and status is Status.WAITING else None)
    return clock([*passages(entries, office), onward], rules_of(row, office), today)


def set_clock(db: Session, row: CaseRow, office: Office, now: datetime) -> dict[str, str | None]:
    """Bring a case's deadlines to where they are after a step; returns the change of the whole's, for the entry."""
    reckoned = clock_ahead(db, row, row.pause, office, now)
    before, row.step_due = row.due, reckoned.step_due
    if reckoned.due is None or before is None or reckoned.due == before:
        return {}
    row.due = reckoned.due
    return {"due_before": before.isoformat(), "due": reckoned.due.isoformat()}


def clock_of_new(row: CaseRow, office: Office) -> Clock:
    """Return the clock of a case that is being registered."""
    today = _day(row.opened_at, office)
    return clock([Passage(today, Status(row.status))], rules_of(row, office), today)


def pause_is_over(db: Session, row: CaseRow, office: Office, now: datetime) -> bool:
    """Tell whether a case still waits though the time that may be waited is used up: its clock runs again."""
    later = now + timedelta(days=FAR)
    return clock_of(db, row, office, now).due == clock_of(db, row, office, later).due


def _pausing(db: Session, row: CaseRow, office: Office, now: datetime) -> bool:
    return row.status == Status.WAITING and not pause_is_over(db, row, office, now)


def _day(moment: datetime, office: Office) -> date:
    return local(moment, office.utc_offset_hours).date()


def _running(db: Session, after: int, *, only_waiting: bool) -> Sequence[CaseRow]:
    query = select(CaseRow).where(CaseRow.id > after, text(RUNNING)).order_by(CaseRow.id).limit(BATCH)
    if only_waiting:
        query = query.where(CaseRow.status == Status.WAITING)
    return db.scalars(query).all()


def changes(db: Session, office: Office, now: datetime) -> Iterator[Change]:
    """Yield the cases that would be due on another day if the office were as given; nothing is written."""
    after = 0
    while rows := _running(db, after, only_waiting=False):
        for row in rows:
            if _pausing(db, row, office, now):
                continue
            reckoned = clock_of(db, row, office, now)
            if reckoned.due != row.due and row.due is not None:
                yield Change(row.id, row.reference, row.title, row.category, row.unit, row.due, reckoned.due)
        after = rows[-1].id


def reckon_anew(
    database: Database, office: Office, now: datetime, why: str, by: Actor, *, only_waiting: bool = False
) -> int:
    """Bring every open case to the office's calendar and terms; each change is an entry. Returns how many changed."""
    after = changed = 0
    while True:
        with database.begin() as db:
            ids = [row.id for row in _running(db, after, only_waiting=only_waiting)]
            if not ids:
                return changed
            chosen = select(CaseRow).where(CaseRow.id.in_(ids), text(RUNNING)).order_by(CaseRow.id)
            for row in db.scalars(chosen.with_for_update()):
                changed += _reckon(db, row, office, now, why, by)
            after = ids[-1]


def _reckon(db: Session, row: CaseRow, office: Office, now: datetime, why: str, by: Actor) -> bool:
    if _pausing(db, row, office, now):
        return False  # what the pause comes to is written when it ends, by the calendar of then
    reckoned = clock_of(db, row, office, now)
    if reckoned.step_due != row.step_due:  # follows from the rest: no version, no entry
        step = update(CaseRow).where(CaseRow.id == row.id).values(step_due=reckoned.step_due)
        db.execute(step, execution_options={"synchronize_session": False})
    if row.due is None or reckoned.due == row.due:
        return False
    detail = {"due_before": row.due.isoformat(), "due": reckoned.due.isoformat() if reckoned.due else None, "why": why}
    row.due, row.changed_at = reckoned.due, now
    db.add(
        EntryRow(
            case_id=row.id, at=now, role=by.role, staff_id=by.staff_id, before=row.status, after=row.status,
            unit=row.unit, public=False, act=DUE, detail=canonical(detail),
        )
    )  # fmt: skip
    db.flush()
    return True
