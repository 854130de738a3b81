"""Conversations in progress: the open session of each person, as JSON, and when they last touched it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base


class TalkRow(Base):
    """The open session of one LINE user."""

    __tablename__ = "talk"

    line_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    session: Mapped[dict[str, Any]] = mapped_column(JSON)
    touched_at: Mapped[datetime] = mapped_column(index=True)


def open_talk(db: Session, line_id: str) -> dict[str, Any] | None:
    """Return the open session of a person as it was dumped, or None."""
    row = db.get(TalkRow, line_id)
    return None if row is None else row.session


def keep_talk(db: Session, line_id: str, session: dict[str, Any] | None, now: datetime) -> None:
    """Keep a person's open session, or that there is none."""
    row = db.get(TalkRow, line_id)
    if session is None:
        if row is not None:
            db.delete(row)
    elif row is None:
        db.add(TalkRow(line_id=line_id, session=session, touched_at=now))
    elif row.session != session:
        row.session, row.touched_at = session, now


def talks_touched_before(db: Session, moment: datetime, after: datetime, limit: int = 200) -> Sequence[TalkRow]:
    """Return sessions last touched before `moment` and after `after`, oldest first."""
    touched = (TalkRow.touched_at < moment, TalkRow.touched_at >= after)
    return db.scalars(select(TalkRow).where(*touched).order_by(TalkRow.touched_at).limit(limit)).all()


def drop_talks(db: Session, moment: datetime) -> int:
    """Drop sessions last touched before `moment`; returns how many."""
    rows = db.scalars(select(TalkRow).where(TalkRow.touched_at < moment)).all()
    for row in rows:
        db.delete(row)
    return len(rows)
