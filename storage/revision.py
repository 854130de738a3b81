"""At which version the database is and should be; asked often, so without Alembic and its weight."""

from pathlib import Path

from sqlalchemy import inspect, text

from storage.database import Database

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str | None:
    """The revision that this program expects: the number of the last migration file."""
    return max((file.name[:4] for file in VERSIONS.glob("[0-9][0-9][0-9][0-9]_*.py")), default=None)


def current(database: Database) -> str | None:
    """The revision that the database has; None before the first migration."""
    with database.reading() as session:
        connection = session.connection()
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
