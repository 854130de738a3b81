"""A conversation is one person, group or room in LINE; its row is the lock that lets its events happen one by one."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, String, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base


class Conversation(Base):
    """`key` is `user:U…`, `group:C…`, `room:R…` or `nowhere`."""

    __tablename__ = "conversation"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    held_until: Mapped[datetime | None]  # its first waiting event failed and is tried again then


def ensure(connection: Connection, keys: Iterable[str]) -> None:
    """Make the rows that are missing."""
    # Sorted, so that two transactions that make the same rows cannot wait for each other.
    rows = [{"key": key} for key in sorted(set(keys))]
    insert_ignoring = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
    if rows:
        connection.execute(insert_ignoring(Conversation).on_conflict_do_nothing(), rows)


def lock(session: Session, key: str) -> None:
    """Hold the conversation until the transaction ends (SQLite's write transaction holds everything anyway)."""
    found = session.scalar(select(Conversation.key).where(Conversation.key == key).with_for_update())
    if found is None:
        session.execute(insert(Conversation).values(key=key))


def hold(session: Session, key: str, until: datetime | None) -> None:
    """Let none of its events be taken before `until`."""
    session.execute(update(Conversation).where(Conversation.key == key).values(held_until=until))
