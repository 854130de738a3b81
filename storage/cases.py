"""The register: cases, their history that only grows, and the counters of reference numbers."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.cases.status import GROUPS, Group
from storage.database import Base, Moment, only_where

# Closed cases in SQL's words: what asks for open ones says it in this way, as the indexes of open cases do.
CLOSED_WORDS = ", ".join(f"'{status}'" for status, group in sorted(GROUPS.items()) if group is Group.CLOSED)
MERGING = 7_362_002  # PostgreSQL advisory lock
LARGEST_ID = 2**31 - 1  # PostgreSQL refuses to look for more; numbers come from buttons and addresses


# Whose clock runs or only pauses.
RUNNING = (
    "status IN ('received', 'screened', 'decided', 'assigned', 'in_progress', 'waiting', 'reported', 'approved', "
    "'reopened')"
)


class CaseRow(Base):
    """A matter of the register. `version` grows with each change, so that two who act at once see each other."""

    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_file_inbox", "unit", "status", "due"),
        Index("ix_case_file_person", "person_id", "opened_at"),
        Index("ix_case_file_running_due", "due", **only_where(RUNNING)),
        Index("ix_case_file_running_step_due", "step_due", **only_where(RUNNING)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    digits: Mapped[str] = mapped_column(String(14), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    category: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), index=True)
    way: Mapped[str] = mapped_column(String(20))
    urgent: Mapped[bool] = mapped_column(default=False)
    emergency: Mapped[str | None] = mapped_column(String(20))
    unit: Mapped[str | None] = mapped_column(String(40))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contact: Mapped[str] = mapped_column(String(20))
    phone: Mapped[str] = mapped_column(String(40), default="")
    person_named: Mapped[str] = mapped_column(String(200), default="")
    against: Mapped[str | None] = mapped_column(String(40))  # the unit complained of
    place: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str | None] = mapped_column(String(60))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    due: Mapped[date | None] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(Moment, index=True)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)
    wants_staff: Mapped[bool] = mapped_column(default=False)
    step_due: Mapped[date | None] = mapped_column(Date)  # by when the step that it is in is due
    due_by: Mapped[date | None] = mapped_column(Date)  # set by another agency, whatever the office promises
    pause: Mapped[str | None] = mapped_column(String(20))  # why its clock stands still
    chasers: Mapped[int] = mapped_column(default=0, server_default="0")
    partners: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")  # units that have a part
    merged_into: Mapped[int | None] = mapped_column(index=True)  # the case that took this one in

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it from the class)


class EntryRow(Base):
    """One step of a case. Entries are added and never changed.

    What is no move is named by `act`. `seq` to `signature` are the place in the chain, which `storage/history.py` fills
    in by itself whenever an entry is added to a session; `salt` and `note` change only where words are erased.
    """

    __tablename__ = "case_entry"
    __table_args__ = (Index("ix_case_entry_chain", "case_id", "seq", unique=True, **only_where("seq > 0")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    role: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    move: Mapped[str | None] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(String(20))
    after: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")
    public: Mapped[bool] = mapped_column(default=True)
    other_case: Mapped[int | None]  # into which the case was merged, or out of which
    act: Mapped[str | None] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(Text, default="", server_default="")  # canonical JSON without personal words
    seq: Mapped[int] = mapped_column(default=0, server_default="0")
    salt: Mapped[str] = mapped_column(String(32), default="", server_default="")
    words: Mapped[str] = mapped_column(String(64), default="", server_default="")
    previous: Mapped[str] = mapped_column(String(64), default="", server_default="")
    hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    signature: Mapped[str] = mapped_column(String(44), default="", server_default="")


class CounterRow(Base):
    """How many references a fiscal year has given out."""

    __tablename__ = "case_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def next_number(db: Session, year: int) -> int:
    """Return the next running number of a fiscal year (B.E.); whoever asks holds the row until the commit."""
    counted = update(CounterRow).where(CounterRow.year == year).values(last=CounterRow.last + 1)
    taken = db.scalar(counted.returning(CounterRow.last))
    if taken is None:  # the first of the year; two who are first at once get one row, and one waits for the other
        connection = db.connection()
        insert_ignoring = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
        connection.execute(insert_ignoring(CounterRow).values(year=year, last=0).on_conflict_do_nothing())
        taken = db.scalar(counted.returning(CounterRow.last))
    assert taken is not None
    return int(taken)


def case_by_id(db: Session, case_id: int) -> CaseRow | None:
    """Return a case, or None."""
    return db.get(CaseRow, case_id) if case_id <= LARGEST_ID else None


def case_for_change(db: Session, case_id: int) -> CaseRow | None:
    """Return a case that nobody else can change before this transaction ends."""
    return db.get(CaseRow, case_id, with_for_update=True, populate_existing=True) if case_id <= LARGEST_ID else None


def case_by_digits(db: Session, digits: str) -> CaseRow | None:
    """Return a case by the digits of its reference, as `70-000123-4`."""
    return db.scalar(select(CaseRow).where(CaseRow.digits == digits))


def cases_of_person(db: Session, person_id: int, limit: int = 10) -> Sequence[CaseRow]:
    """Return a person's cases, newest first."""
    return db.scalars(
        select(CaseRow).where(CaseRow.person_id == person_id).order_by(CaseRow.opened_at.desc(), CaseRow.id.desc())
        .limit(limit)
    ).all()


def written_since(db: Session, case_id: int, entry_id: int, staff_id: int | None) -> bool:
    """Tell whether another member of staff wrote to the citizen after an entry."""
    replied = (EntryRow.move.is_(None), EntryRow.before.is_not(None), EntryRow.public, EntryRow.staff_id.is_not(None))
    newer = (EntryRow.case_id == case_id, EntryRow.id > entry_id, EntryRow.staff_id != staff_id)
    return db.scalar(select(EntryRow.id).where(*newer, *replied).limit(1)) is not None


def entries_of(db: Session, case_id: int) -> Sequence[EntryRow]:
    """Return the history of a case, oldest first."""
    return db.scalars(select(EntryRow).where(EntryRow.case_id == case_id).order_by(EntryRow.id)).all()


def merged_ids(db: Session, case_id: int) -> Sequence[int]:
    """Return the cases that were merged into a case, and those merged into these, however deep."""
    found: list[int] = []
    layer = [case_id]
    while layer:
        inner = db.scalars(select(CaseRow.id).where(CaseRow.merged_into.in_(layer)).order_by(CaseRow.id)).all()
        layer = [one for one in inner if one not in found and one != case_id]
        found += layer
    return found


def one_merge_at_a_time(db: Session) -> None:
    """Wait for another merge to end: two cases merged into each other at once would both be gone."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MERGING})


def root_of(db: Session, row: CaseRow) -> CaseRow:
    """Return the case that a merged one is worked on in; a case that is not merged is its own."""
    seen = {row.id}
    while row.merged_into is not None and row.merged_into not in seen:
        row = db.get_one(CaseRow, row.merged_into)
        seen.add(row.id)
    return row


def answered_before(db: Session, moment: datetime, limit: int = 100) -> Sequence[int]:
    """Return the ids of cases that wait since before `moment` for the citizen's word on the answer."""
    return db.scalars(
        select(CaseRow.id).where(CaseRow.status == "answered", CaseRow.answered_at < moment).limit(limit)
    ).all()


def times_made(db: Session, case_id: int, move: str) -> int:
    """Return how often a move was made on a case."""
    made = (EntryRow.case_id == case_id, EntryRow.move == move)
    return db.scalar(select(func.count()).select_from(EntryRow).where(*made)) or 0
