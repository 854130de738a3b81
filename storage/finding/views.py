"""Saved views: a list's whole address under a name, somebody's own or shared with their unit."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base

MOST = 40  # of one person


class ViewRow(Base):
    """A saved view. `shared` shows it to everybody of the owner's unit; those without a unit share with one another."""

    __tablename__ = "saved_view"
    __table_args__ = (Index("ix_saved_view_shared", "unit", "shared"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    unit: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class FirstViewRow(Base):
    """The view that somebody's console opens with."""

    __tablename__ = "first_view"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    view_id: Mapped[int] = mapped_column(ForeignKey("saved_view.id", ondelete="CASCADE"))


def views_of(db: Session, staff_id: int, unit: str | None) -> Sequence[ViewRow]:
    """Return the views that somebody may use, their own first."""
    shared = and_(ViewRow.shared, ViewRow.unit == (unit or ""))
    usable = select(ViewRow).where(ViewRow.deleted_at.is_(None), or_(ViewRow.staff_id == staff_id, shared))
    return db.scalars(usable.order_by(ViewRow.staff_id != staff_id, ViewRow.name, ViewRow.id).limit(2 * MOST)).all()


def own_view(db: Session, view_id: int, staff_id: int) -> ViewRow | None:
    """Return a view of somebody's own, a deleted one too."""
    row = db.get(ViewRow, view_id)
    return row if row is not None and row.staff_id == staff_id else None


def first_view(db: Session, staff_id: int, unit: str | None) -> ViewRow | None:
    """Return the view that somebody's console opens with, as long as they may use it."""
    chosen = db.get(FirstViewRow, staff_id)
    usable = views_of(db, staff_id, unit) if chosen else []
    return next((view for view in usable if chosen is not None and view.id == chosen.view_id), None)


def choose_first(db: Session, staff_id: int, view_id: int | None) -> None:
    """Open somebody's console with a view from now on, or with the usual list."""
    row = db.get(FirstViewRow, staff_id)
    if view_id is None:
        if row is not None:
            db.delete(row)
    elif row is None:
        db.add(FirstViewRow(staff_id=staff_id, view_id=view_id))
    else:
        row.view_id = view_id
