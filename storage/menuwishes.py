"""People whose rich menu is to follow them (another language, or now of the staff): a row until LINE has linked it."""

from datetime import datetime

from sqlalchemy import SmallInteger, String, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage import bell
from storage.database import Base


class MenuWishRow(Base):
    """Somebody's menu is to be looked at again. `wishes` counts how often it was asked for."""

    __tablename__ = "menu_wish"

    line_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    wishes: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    error: Mapped[str | None] = mapped_column(String(80))


def wish(db: Session, line_id: str, now: datetime) -> None:
    """Ask that somebody's menu be looked at; asked twice, it is done once, and after the last asking."""
    insert = postgres_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    row = insert(MenuWishRow).values(line_id=line_id, wishes=1, due_at=now, attempts=0)
    again = {"wishes": MenuWishRow.wishes + 1, "due_at": now, "attempts": 0, "error": None}
    db.execute(row.on_conflict_do_update(index_elements=["line_id"], set_=again))
    bell.ring(db)


def next_wish(db: Session, now: datetime) -> MenuWishRow | None:
    """Return the wish that has waited longest, locked; None if none is due."""
    due = select(MenuWishRow).where(MenuWishRow.due_at <= now).order_by(MenuWishRow.due_at)
    return db.scalar(due.limit(1).with_for_update(skip_locked=True))


def anything_due(db: Session, now: datetime) -> bool:
    """A look without a lock."""
    return db.scalar(select(MenuWishRow.line_id).where(MenuWishRow.due_at <= now).limit(1)) is not None
