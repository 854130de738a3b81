"""Who of the staff talks with a citizen just now: while it lasts, the bot is silent for that citizen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, only_where


class TakeoverRow(Base):
    """One stretch of talk. It ends by hand, or at `until`, which each word of staff moves on."""

    __tablename__ = "takeover"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    since: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_takeover_open", "person_id", unique=True, **only_where("ended_at IS NULL")),
        Index("ix_takeover_until", "until", **only_where("ended_at IS NULL")),
    )


def of_person(db: Session, person_id: int) -> TakeoverRow | None:
    """Return the talk that somebody has with a citizen now."""
    return db.scalar(select(TakeoverRow).where(TakeoverRow.person_id == person_id, TakeoverRow.ended_at.is_(None)))


def overdue(db: Session, now: datetime, limit: int = 200) -> Sequence[int]:
    """Return the talks whose time is over."""
    asked = select(TakeoverRow.id).where(TakeoverRow.ended_at.is_(None), TakeoverRow.until <= now)
    return db.scalars(asked.order_by(TakeoverRow.until).limit(limit)).all()


def open_one(db: Session, takeover_id: int) -> TakeoverRow | None:
    """Return a talk that nobody else ends now, if it still goes on."""
    asked = select(TakeoverRow).where(TakeoverRow.id == takeover_id, TakeoverRow.ended_at.is_(None))
    return db.scalar(asked.with_for_update(skip_locked=True))
