"""Files that must go from a storage which a network lies before: a row until it is done."""

from datetime import datetime

from sqlalchemy import SmallInteger, String, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage import bell
from storage.database import Base


class RemovalRow(Base):
    """A path whose file, and its small copy, must go. Nothing tells whose it was."""

    __tablename__ = "media_removal"

    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)


def remove_later(db: Session, path: str, now: datetime) -> None:
    """Note that a file must go."""
    insert = postgres_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    db.execute(insert(RemovalRow).values(path=path, due_at=now, attempts=0).on_conflict_do_nothing())
    bell.ring(db)


def anything_due(db: Session, now: datetime) -> bool:
    """A look without a lock."""
    return db.scalar(select(RemovalRow.path).where(RemovalRow.due_at <= now).limit(1)) is not None


def take(db: Session, now: datetime, again_at: datetime) -> RemovalRow | None:
    """Return what is to be removed next; it is due again at `again_at` if that fails."""
    due = select(RemovalRow).where(RemovalRow.due_at <= now).order_by(RemovalRow.due_at)
    row = db.scalar(due.limit(1).with_for_update(skip_locked=True))
    if row is not None:
        row.due_at, row.attempts = again_at, row.attempts + 1
    return row


def done(db: Session, path: str) -> None:
    """The file is gone."""
    db.execute(delete(RemovalRow).where(RemovalRow.path == path))
