"""Urgent cases that somebody must take: since when each is watched, how far up the ladder it is, how it ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, only_where

TAKEN, GAVE_UP = "taken", "gave_up"


class VigilRow(Base):
    """One case. It is looked at again at `due_at`; `outcome` is empty as long as nobody took it."""

    __tablename__ = "vigil"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True)
    began_at: Mapped[datetime]
    due_at: Mapped[datetime]
    rung: Mapped[int] = mapped_column(SmallInteger, default=0)
    outcome: Mapped[str] = mapped_column(String(10), default="")

    __table_args__ = (Index("ix_vigil_open", "due_at", **only_where("outcome = ''")),)


def begin(db: Session, case_id: int, now: datetime, due_at: datetime) -> None:
    """Watch a case, or watch it anew from the first rung."""
    row = db.get(VigilRow, case_id, with_for_update=True)
    if row is None:
        db.add(VigilRow(case_id=case_id, began_at=now, due_at=due_at, rung=0, outcome=""))
    else:
        row.began_at, row.due_at, row.rung, row.outcome = now, due_at, 0, ""
    db.flush()


def open_vigils(db: Session, limit: int = 200) -> Sequence[int]:
    """Return the cases that are watched, the most pressing first."""
    asked = select(VigilRow.case_id).where(VigilRow.outcome == "").order_by(VigilRow.due_at).limit(limit)
    return db.scalars(asked).all()


def for_look(db: Session, case_id: int) -> VigilRow | None:
    """Return a watch that nobody else looks at now, if it still is open."""
    asked = select(VigilRow).where(VigilRow.case_id == case_id, VigilRow.outcome == "")
    return db.scalar(asked.with_for_update(skip_locked=True))
