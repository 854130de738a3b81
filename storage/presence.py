"""Who has the page of a case open, so that two who mean to write see each other."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base
from storage.staff import StaffRow


class PresenceRow(Base):
    """A member of staff at the page of a case."""

    __tablename__ = "presence"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    seen_at: Mapped[datetime]


def others(db: Session, case_id: int, staff_id: int, since: datetime) -> Sequence[str]:
    """Return the names of those who look at a case besides somebody."""
    here = (PresenceRow.case_id == case_id, PresenceRow.staff_id != staff_id, PresenceRow.seen_at > since)
    asked = select(StaffRow.name).join(PresenceRow, PresenceRow.staff_id == StaffRow.id).where(*here)
    return db.scalars(asked.order_by(StaffRow.name)).all()


def seen(db: Session, case_id: int, staff_id: int, now: datetime) -> None:
    """Note that somebody looks at a case."""
    db.merge(PresenceRow(case_id=case_id, staff_id=staff_id, seen_at=now))


def forget(db: Session, before: datetime) -> None:
    """Drop what is long past."""
    db.execute(delete(PresenceRow).where(PresenceRow.seen_at < before))
