"""What people said a message is, and how they found the service: labels for the reader, answers of quick polls."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Moment


class LabelRow(Base):
    """A person's word on a message against the reader's guess; `field` is kind or category."""

    __tablename__ = "label"

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    guessed: Mapped[str] = mapped_column(String(40))
    chosen: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)


class PollRow(Base):
    """The quick poll of a case: one a case, the score once, the why afterwards."""

    __tablename__ = "poll"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True)
    score: Mapped[int]
    why: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment)


def labels(db: Session) -> Sequence[LabelRow]:
    """Every label, the oldest first: of two on the same words the later is right."""
    return db.scalars(select(LabelRow).order_by(LabelRow.id)).all()


def newest(db: Session) -> int:
    """The number of the newest label; 0 without one."""
    return db.scalar(select(func.max(LabelRow.id))) or 0


def count_after(db: Session, label: int) -> int:
    """How many labels are newer than one."""
    return db.scalar(select(func.count()).select_from(LabelRow).where(LabelRow.id > label)) or 0
