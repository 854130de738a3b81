"""Deadlines at rest: terms, the office's own days, who is away, and every reminder that went out."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, SmallInteger, String, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.cases.chasing import Absence, Nudge, Stage
from handlers.cases.deadlines import Priority, Step, Term
from storage.database import Base, Moment

CLOSED, OPEN, HALF = "closed", "open", "half"  # half a day that is worked is a working day: kept so that all see it


class TermRow(Base):
    """In how many working days a step is done; an empty category holds for all without a row of their own."""

    __tablename__ = "term"

    category: Mapped[str] = mapped_column(String(40), primary_key=True)
    step: Mapped[str] = mapped_column(String(20), primary_key=True)
    priority: Mapped[str] = mapped_column(String(20), primary_key=True)
    days: Mapped[int] = mapped_column(SmallInteger)


class OfficeDayRow(Base):
    """A day on which the office is closed, open though others are not, or open for half; and since when we know."""

    __tablename__ = "office_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    announced_at: Mapped[datetime] = mapped_column(Moment)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class AbsenceRow(Base):
    """Somebody is away, and who stands in."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_ends", "ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    begins: Mapped[date] = mapped_column(Date)
    ends: Mapped[date] = mapped_column(Date)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class NudgeRow(Base):
    """A reminder, chaser or report upwards; `part_id` 0 is the case as a whole, `serial` numbers a case's chasers."""

    __tablename__ = "nudge"
    __table_args__ = (UniqueConstraint("case_id", "part_id", "stage", "number", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"))
    part_id: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(SmallInteger)
    serial: Mapped[int] = mapped_column(SmallInteger, default=0)
    due: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment)


def terms(db: Session) -> tuple[Term, ...]:
    """Return the office's own terms."""
    rows = db.scalars(select(TermRow).order_by(TermRow.category, TermRow.step, TermRow.priority))
    known = (set(Step), set(Priority))
    return tuple(
        Term(Step(row.step), row.days, row.category, Priority(row.priority))
        for row in rows
        if row.step in known[0] and row.priority in known[1]
    )


def office_days(db: Session, since: date | None = None) -> Sequence[OfficeDayRow]:
    """Return the office's own days, in order."""
    query = select(OfficeDayRow).order_by(OfficeDayRow.day)
    return db.scalars(query.where(OfficeDayRow.day >= since) if since else query).all()


def absences(db: Session, today: date) -> tuple[Absence, ...]:
    """Return who is away today."""
    rows = db.scalars(select(AbsenceRow).where(AbsenceRow.begins <= today, AbsenceRow.ends >= today))
    return tuple(Absence(row.staff_id, row.begins, row.ends, row.deputy_id) for row in rows)


def absences_ahead(db: Session, today: date) -> Sequence[AbsenceRow]:
    """Return the absences that are not over."""
    return db.scalars(select(AbsenceRow).where(AbsenceRow.ends >= today).order_by(AbsenceRow.begins)).all()


def nudged(db: Session, case_id: int, part_id: int, due: date) -> frozenset[Nudge]:
    """Return what was said of a deadline."""
    asked = select(NudgeRow.stage, NudgeRow.number).where(
        NudgeRow.case_id == case_id, NudgeRow.part_id == part_id, NudgeRow.due == due
    )
    return frozenset(Nudge(Stage(stage), number) for stage, number in db.execute(asked))


def note_nudge(db: Session, row: dict[str, object]) -> bool:
    """Keep that something is said; False where it was said before, by whichever worker."""
    insert = postgres_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    noted = insert(NudgeRow).values(**row).on_conflict_do_nothing().returning(NudgeRow.id)
    return db.scalar(noted) is not None
