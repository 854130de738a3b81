"""How matters came in that did not come in LINE: who told, by which letter or agency; drafts; what was told back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.cases import CaseRow
from storage.database import Base, only_where


class IntakeRow(Base):
    """What is known of how a case came in. `follow_code` opens its status on the web where no telephone was given."""

    __tablename__ = "case_intake"
    __table_args__ = (Index("ix_case_intake_outside", "outside_number", **only_where("outside_number <> ''")),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    consent: Mapped[str] = mapped_column(String(10), default="none")
    consent_at: Mapped[datetime | None]
    letter_number: Mapped[str] = mapped_column(String(200), default="")
    letter_date: Mapped[date | None] = mapped_column(Date)
    agency: Mapped[str] = mapped_column(String(200), default="")
    outside_number: Mapped[str] = mapped_column(String(200), default="")
    outside_due: Mapped[date | None] = mapped_column(Date)
    held_at: Mapped[str] = mapped_column(String(200), default="")
    unit_named: Mapped[str | None] = mapped_column(String(40))
    follow_code: Mapped[str] = mapped_column(String(12), default="")


class IntakeDraftRow(Base):
    """A form that somebody is filling; `case_id` is set once it was filed, so that filing twice files once."""

    __tablename__ = "intake_draft"
    __table_args__ = (Index("ix_intake_draft_staff", "staff_id", "saved_at"),)

    token: Mapped[str] = mapped_column(String(43), primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(20))
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    saved_at: Mapped[datetime] = mapped_column(index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"))


class ToldRow(Base):
    """A try to tell someone without LINE of a step of their case: by which way, and whether they were reached."""

    __tablename__ = "case_told"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("case_entry.id", ondelete="CASCADE"))
    way: Mapped[str] = mapped_column(String(10))
    reached: Mapped[bool]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


def intake_of(db: Session, case_id: int) -> IntakeRow | None:
    """Return how a case came in, where it did not come in LINE."""
    return db.get(IntakeRow, case_id)


def cases_by_outside_number(db: Session, number: str, limit: int = 5) -> Sequence[CaseRow]:
    """Return the cases that carry another agency's number."""
    found = select(CaseRow).join(IntakeRow, IntakeRow.case_id == CaseRow.id).where(IntakeRow.outside_number == number)
    return db.scalars(found.where(IntakeRow.outside_number != "").order_by(CaseRow.id).limit(limit)).all()


def told_of(db: Session, case_id: int) -> Sequence[ToldRow]:
    """Return the tries to tell the person of a case, oldest first."""
    return db.scalars(select(ToldRow).where(ToldRow.case_id == case_id).order_by(ToldRow.id)).all()


def draft(db: Session, token: str, *, change: bool = False) -> IntakeDraftRow | None:
    """Return a form that is being filled; with `change` nobody else can file it before this transaction ends."""
    return db.get(IntakeDraftRow, token, with_for_update=change or None, populate_existing=True)


def drafts_of(db: Session, staff_id: int, limit: int = 10) -> Sequence[IntakeDraftRow]:
    """Return what someone began and has not filed, newest first."""
    theirs = (IntakeDraftRow.staff_id == staff_id, IntakeDraftRow.case_id.is_(None))
    return db.scalars(select(IntakeDraftRow).where(*theirs).order_by(IntakeDraftRow.saved_at.desc()).limit(limit)).all()


def drop_drafts(db: Session, before: datetime) -> None:
    """Forget forms that nobody came back to; what was filed is in the register."""
    db.execute(delete(IntakeDraftRow).where(IntakeDraftRow.saved_at < before))
