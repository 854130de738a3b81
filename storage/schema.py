"""Brings a database to the newest version and back, and drafts the next."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script
from sqlalchemy import Connection, text

from storage import guards
from storage.database import Database
from storage.finding.index import FTS
from storage.revision import newest

# Indexes that only the databases' own words can make; they stand in the migrations alone.
BY_HAND = ("ix_case_index_words", "ix_case_file_pressing", "ix_case_file_unit_pressing", "ix_case_file_due",
           "ix_case_file_changed", "ix_case_file_unit", "ix_case_file_category")  # fmt: skip
MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 7_362_001  # PostgreSQL advisory lock: two releases that start at once migrate one after the other


def upgrade(database: Database, to: str = "head") -> None:
    """Run the migrations that are missing, all in one transaction."""
    with database.begin() as session:
        connection = session.connection()
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        guards.lift(connection)
        command.upgrade(_config(connection), to)
        guards.protect(connection)


def downgrade(database: Database, to: str) -> None:
    """Undo migrations down to `to` ("base" for all of them)."""
    with database.begin() as session:
        connection = session.connection()
        guards.lift(connection)
        command.downgrade(_config(connection), to)
        guards.protect(connection)


def differences(database: Database) -> list[object]:
    """What the tables in the program have that the database has not, and the other way round."""
    from storage.tables import metadata

    with database.reading() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"compare_type": True, "include_name": is_of_tables}
        )
        return list(compare_metadata(context, metadata))


def is_of_tables(name: str | None, kind: str, _parents: object) -> bool:
    """Whether something in the database is told by the program's tables: full text is the database's own."""
    return not (kind == "table" and (name or "").startswith(FTS)) and name not in BY_HAND


def draft(database: Database, words: str) -> Path:
    """Write the next migration file from what the tables have and the database (at its newest version) has not."""
    last = newest()
    number = f"{int(last or 0) + 1:04}"
    with database.begin() as session:
        config = _config(session.connection())
        config.attributes["batch"] = last is not None
        written = command.revision(config, message=words, autogenerate=True, rev_id=number)
    if not isinstance(written, Script):
        raise RuntimeError("Alembic wrote no single file")
    return Path(written.path)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
