"""Imports of old registers: the file as it was read, how far its rows are in, and which cases came of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.cases import CaseRow
from storage.database import Base
from storage.intake import IntakeRow

READ, RUNNING, DONE, UNDOING, UNDONE = "read", "running", "done", "undoing", "undone"


class ImportRow(Base):
    """One file. `rows` are its cells until it is in, or a while; `plan` is how they are read."""

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10))
    heads: Mapped[list[str]] = mapped_column(JSON)
    rows: Mapped[list[Any]] = mapped_column(JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ImportedRow(Base):
    """A case that came of an import: the row of the file, and the version that the case had then."""

    __tablename__ = "import_case"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    row: Mapped[int]
    version: Mapped[int]


def batch(db: Session, batch_id: int, *, change: bool = False) -> ImportRow | None:
    """Return an import; with `change` nobody else can change it before this transaction ends."""
    return db.get(ImportRow, batch_id, with_for_update=change or None, populate_existing=True)


def batches(db: Session, limit: int = 30) -> Sequence[ImportRow]:
    """Return the newest imports."""
    return db.scalars(select(ImportRow).order_by(ImportRow.id.desc()).limit(limit)).all()


def at_work(db: Session) -> Sequence[int]:
    """Return the imports that are under way, oldest first."""
    busy = ImportRow.state.in_((RUNNING, UNDOING))
    return db.scalars(select(ImportRow.id).where(busy).order_by(ImportRow.id)).all()


def known_numbers(db: Session, numbers: Sequence[str]) -> frozenset[str]:
    """Return which outside numbers the register holds already."""
    found: set[str] = set()
    for start in range(0, len(numbers), 500):
        some = select(IntakeRow.outside_number).where(IntakeRow.outside_number.in_(numbers[start : start + 500]))
        found |= set(db.scalars(some))
    return frozenset(found - {""})


def worked_on(db: Session, batch_id: int) -> int:
    """Return how many cases of an import somebody has touched since."""
    touched = select(func.count()).select_from(ImportedRow).join(CaseRow, CaseRow.id == ImportedRow.case_id)
    return db.scalar(touched.where(ImportedRow.batch_id == batch_id, CaseRow.version != ImportedRow.version)) or 0


def next_cases(db: Session, batch_id: int, limit: int) -> Sequence[tuple[CaseRow, ImportedRow]]:
    """Return cases of an import that are still to be taken back."""
    theirs = select(CaseRow, ImportedRow).join(ImportedRow, CaseRow.id == ImportedRow.case_id)
    theirs = theirs.where(ImportedRow.batch_id == batch_id).order_by(CaseRow.id).limit(limit)
    return [tuple(row) for row in db.execute(theirs)]  # type: ignore[misc]
