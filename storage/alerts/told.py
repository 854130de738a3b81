"""Which alerts were told in LINE already: one row for each, so that none is told twice."""

from datetime import datetime

from sqlalchemy import String, delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base


class ToldRow(Base):
    """One alert to one recipient, by its key."""

    __tablename__ = "told"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime]


def first_time(db: Session, key: str, now: datetime) -> bool:
    """Note that something is told; False where it was told before."""
    insert = postgres_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    noted = insert(ToldRow).values(key=key, at=now).on_conflict_do_nothing().returning(ToldRow.key)
    return db.scalar(noted) is not None


def forget(db: Session, before: datetime) -> None:
    """Drop what was told long ago."""
    db.execute(delete(ToldRow).where(ToldRow.at < before))
