"""Versions of the reader's model that were trained on this office's labels: where all processes find the one in use."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary, Text, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import AT_REST, Base

NOTES = 50  # versions of which it is remembered how they did


class ModelRow(Base):
    """One version. Numbers only: no word of a citizen is in it. Versions that are not in use lose their numbers."""

    __tablename__ = "reader_model"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    labels: Mapped[int]  # the newest label that was there: nothing is trained again without new ones
    about: Mapped[str] = mapped_column(Text)
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    numbers: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    promoted: Mapped[bool]
    left_at: Mapped[datetime | None]  # taken back then


def in_use(db: Session) -> int | None:
    """The number of the version in use; None: the shipped one."""
    usable = (ModelRow.promoted, ModelRow.left_at.is_(None), ModelRow.numbers.is_not(None))
    return db.scalar(select(ModelRow.id).where(*usable).order_by(ModelRow.id.desc()).limit(1))


def numbers_of(db: Session, version: int) -> tuple[bytes, str] | None:
    """The numbers of a version and what was written beside them."""
    found = db.execute(select(ModelRow.numbers, ModelRow.about).where(ModelRow.id == version)).one_or_none()
    return (found[0], found[1]) if found is not None and found[0] is not None else None


def keep(db: Session, row: ModelRow) -> int:
    """Keep a version and give its number."""
    db.add(row)
    db.flush()
    return row.id


def leave(db: Session, version: int, now: datetime) -> None:
    """Take a version out of use; the one before it is in use again."""
    db.execute(update(ModelRow).where(ModelRow.id == version).values(left_at=now), execution_options=AT_REST)


def trained_up_to(db: Session) -> int:
    """The newest label that any version has seen; 0 without one."""
    return db.scalar(select(ModelRow.labels).order_by(ModelRow.id.desc()).limit(1)) or 0


def versions(db: Session) -> Sequence[ModelRow]:
    """Every version, the newest first."""
    return db.scalars(select(ModelRow).order_by(ModelRow.id.desc())).all()


def thin(db: Session, most: int) -> None:
    """Keep the numbers of the newest promoted versions only, and a few notes of the others."""
    kept = select(ModelRow.id).where(ModelRow.promoted, ModelRow.left_at.is_(None))
    newest = list(db.scalars(kept.order_by(ModelRow.id.desc()).limit(most)))
    db.execute(update(ModelRow).where(ModelRow.id.not_in(newest)).values(numbers=None), execution_options=AT_REST)
    old = db.scalar(select(ModelRow.id).order_by(ModelRow.id.desc()).offset(NOTES).limit(1))
    if old is not None:
        db.execute(delete(ModelRow).where(ModelRow.id <= old, ModelRow.id.not_in(newest)), execution_options=AT_REST)
