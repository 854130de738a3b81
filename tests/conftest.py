"""What every test may stand on: real databases, migrated and empty, on SQLite and PostgreSQL."""

import shutil
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SetClock
from bot.logs import configure
from bot.settings import Settings
from storage import schema
from storage.database import Database
from tests import tally
from tests.postgres import PostgresServer, programs

configure("DEBUG")  # logs as they are in service: JSON, without words and names

EMPTY = "siang_empty"
NO_POSTGRES = "PostgreSQL's server programs are not installed (Debian: apt-get install postgresql)"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A server for the whole run, holding one empty, migrated database to copy."""
    if programs() is None:
        pytest.skip(NO_POSTGRES)
    server = PostgresServer()
    try:
        migrated = Database(server.create(EMPTY))
        schema.upgrade(migrated)
        migrated.close()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def empty_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    migrated = Database(f"sqlite:///{path}")
    schema.upgrade(migrated)
    migrated.close()
    return path


@pytest.fixture
def sqlite_url(empty_sqlite_file: Path, tmp_path: Path) -> str:
    """The address of a SQLite database of this test's own."""
    shutil.copy(empty_sqlite_file, tmp_path / "siang.db")
    return f"sqlite:///{tmp_path / 'siang.db'}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own."""
    name = f"t{uuid.uuid4().hex}"
    yield postgres_server.create(name, EMPTY)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The same test on both databases."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty, migrated database, once SQLite and once PostgreSQL."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """An empty, migrated database on SQLite only, for tests that the kind of database does not touch."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def clock() -> SetClock:
    """A Wednesday morning in the office: 1 July 2026, 10:00 in Bangkok."""
    return SetClock(datetime(2026, 7, 1, 3, 0, tzinfo=UTC))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for a test: the local LINE's secret and token, files below the test's own folder."""
    return Settings.from_env(
        {
            "LOCAL_LINE": "1",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'siang.db'}",
            "MEDIA_URL": f"file:{tmp_path / 'media'}",
        }
    )


# What the run has asked of local LINEs, told at its end.

_told_by_workers: list[Counter[str]] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tally.on_purpose.update(item.nodeid for item in items if item.get_closest_marker("wrong_calls"))


def pytest_testnodedown(node: Any) -> None:
    """Called where xdist runs the tests in processes of their own."""
    _told_by_workers.append(Counter(getattr(node, "workeroutput", {}).get("tally", {})))


pytest_testnodedown = pytest.hookimpl(optionalhook=True)(pytest_testnodedown)


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["tally"] = dict(tally.found)
    elif tally.of_workers(_told_by_workers)["violations"] and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED  # a wrong call to LINE fails the run, whichever test made it


def pytest_terminal_summary(terminalreporter: Any) -> None:
    total = tally.of_workers(_told_by_workers)
    if total["calls"]:
        terminalreporter.write_line(tally.sentence(total))
        for test in tally.wrong_tests(total):
            terminalreporter.write_line(f"  a wrong call to LINE in {test}")
