"""LINE groups and rooms that the account is or was in: how many people they hold, and when it leaves one again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, Integer, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, only_where


class GroupRow(Base):
    """One group or room. `members` is what a push to it costs, as LINE said at `counted_at`."""

    __tablename__ = "line_group"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200), default="")
    members: Mapped[int | None] = mapped_column(Integer)
    counted_at: Mapped[datetime | None]
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    leave_at: Mapped[datetime | None]  # when we go, unless it is bound to a unit by then

    __table_args__ = (Index("ix_line_group_leave", "leave_at", **only_where("leave_at IS NOT NULL")),)


def group(db: Session, group_id: str) -> GroupRow | None:
    """Return a group."""
    return db.get(GroupRow, group_id)


def groups(db: Session, ids: Sequence[str]) -> dict[str, GroupRow]:
    """Return some groups by their ids."""
    if not ids:
        return {}
    return {row.id: row for row in db.scalars(select(GroupRow).where(GroupRow.id.in_(ids)))}


def meet(db: Session, group_id: str, kind: str, now: datetime) -> GroupRow:
    """Return the row of a group that we are in now, made where it is new."""
    row = db.get(GroupRow, group_id, with_for_update=True)
    if row is None:
        row = GroupRow(id=group_id, kind=kind, name="", joined_at=now)
        db.add(row)
    if row.left_at is not None:
        row.left_at, row.joined_at = None, now
    db.flush()
    return row


def to_leave(db: Session, now: datetime) -> Sequence[GroupRow]:
    """Return the groups that it is time to leave."""
    due = select(GroupRow).where(GroupRow.leave_at.is_not(None), GroupRow.leave_at <= now)
    return db.scalars(due.order_by(GroupRow.leave_at).limit(50)).all()
