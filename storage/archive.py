"""Every row of every table as plain values, and back: out of one database in a snapshot, into another in one go."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, LargeBinary, MetaData, Table, func, insert, inspect, select, text, update
from sqlalchemy.types import Date, DateTime, TypeEngine

from storage.database import Database, Moment
from storage.tables import metadata

BATCH = 500  # rows a statement
LIVING = ("case_file", "person", "staff", "webhook_event")  # where there are rows of these, an office works
Row = dict[str, Any]


def kinds() -> dict[str, dict[str, str]]:
    """Return the columns of every table whose values are written otherwise than they are: `moment`, `date`, `bytes`."""
    return {
        table.name: {column.name: kind for column in table.columns if (kind := _kind(column.type))}
        for table in metadata.sorted_tables
    }


def _kind(type_: TypeEngine[Any]) -> str:
    if isinstance(type_, Moment | DateTime):
        return "moment"
    if isinstance(type_, Date):
        return "date"
    return "bytes" if isinstance(type_, LargeBinary) else ""


def tables() -> list[str]:
    """Return the names of all tables, those that others refer to first."""
    return [table.name for table in metadata.sorted_tables]


def count(connection: Connection, table: str) -> int:
    """Return how many rows a table has."""
    return connection.scalar(select(func.count()).select_from(metadata.tables[table])) or 0


def rows_of(connection: Connection, table: str) -> Iterator[Row]:
    """Yield the rows of a table as values that JSON knows, in the order of the primary key."""
    of = metadata.tables[table]
    writers = {name: _WRITE[kind] for name, kind in kinds()[table].items()}
    result = connection.execution_options(yield_per=BATCH).execute(select(of).order_by(*of.primary_key.columns))
    for row in result.mappings():
        yield {
            name: value if value is None or name not in writers else writers[name](value) for name, value in row.items()
        }


_WRITE: dict[str, Callable[[Any], str]] = {
    "moment": lambda value: value.isoformat(),
    "date": lambda value: value.isoformat(),
    "bytes": lambda value: base64.b64encode(value).decode(),
}


def is_used(database: Database) -> bool:
    """Tell whether an office works with this database already."""
    with database.reading() as session:
        connection = session.connection()
        there = set(inspect(connection).get_table_names())
        return any(connection.scalar(text(f"SELECT 1 FROM {name} LIMIT 1")) for name in LIVING if name in there)  # noqa: S608


class Loading:
    """Puts rows into the tables of a database as they are there, which may be those of an older version."""

    def __init__(self, connection: Connection, columns: Mapping[str, Mapping[str, str]]) -> None:
        self._connection = connection
        self._columns = columns
        self._metadata = MetaData()
        self._metadata.reflect(connection)
        self._sqlite = connection.dialect.name == "sqlite"

    def tables(self) -> list[str]:
        """Return the names of the tables that are there, those that others refer to first."""
        return [table.name for table in self._metadata.sorted_tables if table.name in self._columns]

    def clear(self) -> None:
        """Drop what the migrations themselves put in."""
        for name in reversed(self.tables()):
            table = self._metadata.tables[name]
            if self._connection.scalar(select(func.count()).select_from(table)):
                self._connection.execute(table.delete())

    def put(self, name: str, rows: Iterable[Row]) -> int:
        """Insert rows; returns how many. A row may refer to another of its table that comes later."""
        table, written = self._metadata.tables[name], 0
        own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
        links: list[Row] = []
        batch: list[Row] = []
        for row in rows:
            values = self._read(name, row)
            if any(values.get(column) is not None for column in own):
                links.append({key.name: values[key.name] for key in table.primary_key} | {c: values[c] for c in own})
                values |= dict.fromkeys(own)
            batch.append(values)
            if len(batch) == BATCH:
                written += self._insert(table, batch)
        written += self._insert(table, batch)
        self._link(table, own, links)
        self._number(table)
        return written

    def _insert(self, table: Table, batch: list[Row]) -> int:
        if batch:
            self._connection.execute(insert(table), batch)
        done = len(batch)
        batch.clear()
        return done

    def _link(self, table: Table, own: list[str], links: list[Row]) -> None:
        for link in links:
            at = [column == link[column.name] for column in table.primary_key]
            self._connection.execute(update(table).where(*at).values({name: link[name] for name in own}))

    def _number(self, table: Table) -> None:
        """Let PostgreSQL number the next row after the last; SQLite does so by itself."""
        if self._sqlite:
            return
        for column in table.primary_key:
            sequence = self._connection.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
            )
            last = self._connection.scalar(select(func.max(column))) if sequence else None
            if last is not None:
                self._connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})

    def _read(self, name: str, row: Row) -> Row:
        read: dict[str, Callable[[str], Any]] = {
            "moment": self._moment, "date": date.fromisoformat, "bytes": base64.b64decode,
        }  # fmt: skip
        kinds_of = self._columns[name]
        return {
            key: read[kinds_of[key]](value) if value is not None and key in kinds_of else value
            for key, value in row.items()
        }

    def _moment(self, value: str) -> datetime:
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return moment.replace(tzinfo=None) if self._sqlite else moment
