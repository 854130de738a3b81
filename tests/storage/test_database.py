"""Both databases keep the promises that the rest of the program stands on."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from storage import revision, schema
from storage.conversations import Conversation
from storage.database import Database

NOON = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=7)))


def test_models_and_migrations_agree(database: Database) -> None:
    assert schema.differences(database) == []
    assert revision.current(database) == revision.newest()


def test_migrations_go_down_to_nothing_and_up_again(database: Database) -> None:
    schema.downgrade(database, "base")
    assert revision.current(database) is None
    schema.upgrade(database)
    assert schema.differences(database) == []


def test_a_time_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    with database.begin() as session:
        session.add(Conversation(key="user:a", held_until=NOON))
    with database.reading() as session:
        found = session.get_one(Conversation, "user:a").held_until
    assert found == NOON
    assert found is not None
    assert found.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"), database.begin() as session:
        session.add(Conversation(key="user:a", held_until=NOON.replace(tzinfo=None)))
        session.flush()


def test_what_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(KeyError), database.begin() as session:
        session.add(Conversation(key="user:a"))
        session.flush()
        raise KeyError("anything")
    with database.reading() as session:
        assert session.get(Conversation, "user:a") is None


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as session:
        session.execute(text("INSERT INTO conversation (key) VALUES ('user:a')"))
    with database.begin() as session:  # and the same connection can again
        session.add(Conversation(key="user:a"))


def test_a_reader_sees_one_moment_however_long_it_reads(database: Database) -> None:
    count = text("SELECT count(*) FROM conversation")
    with database.reading() as reader:
        assert reader.scalar(count) == 0
        with database.begin() as writer:
            writer.add(Conversation(key="user:a"))
        assert reader.scalar(count) == 0
    with database.reading() as reader:
        assert reader.scalar(count) == 1


def test_sqlite_is_as_safe_as_promised(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        names = ("journal_mode", "synchronous", "foreign_keys")
        told = [session.scalar(text(f"PRAGMA {name}")) for name in names]
    assert told == ["wal", 2, 1]


def test_sqlite_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        Database("sqlite:///:memory:")
