"""The letters of cases: drafts, what was issued and is frozen since, what was cancelled and keeps its number."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.cases import CaseRow
from storage.database import Base

DRAFT, ISSUED, CANCELLED = "draft", "issued", "cancelled"


class LetterRow(Base):
    """A letter. Once issued, number, content, files and their hashes never change; only a cancelling is added."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("paper", "year", "number", name="uq_letter_number"),
        Index("ix_letter_case", "case_id", "id"),
        Index("ix_letter_register", "year", "paper", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    paper: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default=DRAFT)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    year: Mapped[int | None]
    number: Mapped[int | None]
    shown_number: Mapped[str] = mapped_column(String(60), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    changed_at: Mapped[datetime]
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    issued_at: Mapped[datetime | None]
    pdf_id: Mapped[int | None]
    pdf_sha256: Mapped[str] = mapped_column(String(64), default="")
    docx_id: Mapped[int | None]
    docx_sha256: Mapped[str] = mapped_column(String(64), default="")
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it from the class)


class LetterCounterRow(Base):
    """How many numbers of a fiscal year (B.E.) one kind of paper has used."""

    __tablename__ = "letter_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paper: Mapped[str] = mapped_column(String(10), primary_key=True)
    last: Mapped[int]


def next_number(db: Session, year: int, paper: str) -> int:
    """Return the next number of a year and paper; whoever asks holds the row until the commit."""
    mine = (LetterCounterRow.year == year, LetterCounterRow.paper == paper)
    counted = update(LetterCounterRow).where(*mine).values(last=LetterCounterRow.last + 1)
    taken = db.scalar(counted.returning(LetterCounterRow.last))
    if taken is None:  # the first of the year; two who are first at once get one row, and one waits for the other
        connection = db.connection()
        insert = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
        connection.execute(insert(LetterCounterRow).values(year=year, paper=paper, last=0).on_conflict_do_nothing())
        taken = db.scalar(counted.returning(LetterCounterRow.last))
    assert taken is not None
    return int(taken)


def letter(db: Session, letter_id: int, *, change: bool = False) -> LetterRow | None:
    """Return a letter; with `change` nobody else can change it before this transaction ends."""
    return db.get(LetterRow, letter_id, with_for_update=change or None, populate_existing=True)


def letters_of(db: Session, case_id: int) -> Sequence[LetterRow]:
    """Return the letters of a case, oldest first."""
    return db.scalars(select(LetterRow).where(LetterRow.case_id == case_id).order_by(LetterRow.id)).all()


def last_issued(db: Session, case_id: int, kind: str) -> LetterRow | None:
    """Return the letter of a kind that was issued last for a case and stands."""
    mine = (LetterRow.case_id == case_id, LetterRow.kind == kind, LetterRow.state == ISSUED)
    return db.scalars(select(LetterRow).where(*mine).order_by(LetterRow.id.desc()).limit(1)).first()


def register(
    db: Session, year: int, paper: str, visible: Any, before: int | None = None, limit: int = 50
) -> Sequence[tuple[LetterRow, CaseRow]]:
    """Return the register of a year's letters, newest first, cut to the cases that someone may see."""
    asked = select(LetterRow, CaseRow).join(CaseRow, CaseRow.id == LetterRow.case_id)
    asked = asked.where(LetterRow.year == year, LetterRow.paper == paper, visible)
    if before is not None:
        asked = asked.where(LetterRow.number < before)
    return [tuple(row) for row in db.execute(asked.order_by(LetterRow.number.desc()).limit(limit))]  # type: ignore[misc]
