"""SQLite or PostgreSQL: one way to write (a transaction that begins at once) and one to read (a snapshot)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    bindparam,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

BUSY_SECONDS = 15  # how long a writer of SQLite waits for another process's transaction
SNAPSHOT_SQLITE = {"siang_reading": True}  # our own word, understood by `begin` below
SNAPSHOT_POSTGRES = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows by itself only where the type is INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")


def only_where(condition: str) -> dict[str, Any]:
    """Arguments that make an index cover only some rows, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}

def fixed(*words: str) -> Any:
    """Words that stand in the statement itself, for `in_`: SQLite uses an index of some rows only where it can see
    that the statement asks for no others, and a bound value shows nothing.
    """
    return bindparam(None, list(words), expanding=True, literal_execute=True)


# For changes made by statement: no object in memory holds those rows, so none need be searched for.
AT_REST: dict[str, Any] = {"synchronize_session": False}


class Moment(TypeDecorator[datetime]):
    """A point in time: aware on the way in (a naive one is refused), UTC at rest and on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone does not go into the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone; what is in it went in as UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of Siang."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment}  # noqa: RUF012 - SQLAlchemy's own way to say it


class Database:
    """A database under one address; storage functions get its sessions and never end them."""

    def __init__(self, url: str, pool_size: int = 10, history_key: bytes = b"") -> None:
        self.url = url
        self._about = {"history_key": history_key}  # what signs the entries of histories; sessions carry it
        self.sqlite = url.startswith("sqlite")
        self._writing = threading.Lock()
        self.engine = _sqlite_engine(url, pool_size) if self.sqlite else _postgres_engine(url, pool_size)
        self._read_engine = self.engine.execution_options(**(SNAPSHOT_SQLITE if self.sqlite else SNAPSHOT_POSTGRES))

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A transaction that may write: committed at the end of the block, rolled back if the block raises."""
        if self.sqlite:
            # SQLite has one writer. Threads of one process queue here, fairly and without sleeping; only other
            # processes meet SQLite's own busy handler, which sleeps in growing steps.
            with self._writing, self._session() as session, session.begin():
                session.connection()  # takes the write lock now, not at the first statement
                yield session
        else:
            with self._session() as session, session.begin():
                yield session

    def _session(self) -> Session:
        return Session(self.engine, expire_on_commit=False, info=dict(self._about))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A snapshot in which nothing can be written."""
        with Session(self._read_engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @property
    def file(self) -> Path | None:
        """SQLite's file; None on PostgreSQL."""
        return Path(make_url(self.url).database or "") if self.sqlite else None

    def after_fork(self) -> None:
        """Forget connections that belong to the parent process."""
        self.engine.dispose(close=False)
        self._writing = threading.Lock()

    def close(self) -> None:
        self.engine.dispose()


def _sqlite_engine(url: str, pool_size: int) -> Engine:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("SQLite needs a file: a database in memory would be another one in every thread")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, pool_size=pool_size, max_overflow=100, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; `begin` below does
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("siang_reading", False)
        connection.exec_driver_sql(f"PRAGMA query_only={int(reading)}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: str, pool_size: int) -> Engine:
    # Errors do not repeat what was to be written (`hide_parameters`): it may be what somebody said.
    # A dropped connection is noticed before it is used, so a restarted database costs nobody an error.
    return create_engine(url, pool_size=pool_size, max_overflow=50, pool_pre_ping=True, hide_parameters=True)
