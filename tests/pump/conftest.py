"""The pump as a fixture."""

from collections.abc import Iterator

import pytest

from bot.clock import SetClock
from bot.settings import Settings
from storage.database import Database
from tests.pump.harness import Pump, pump


@pytest.fixture
def running(settings: Settings, database: Database, clock: SetClock) -> Iterator[Pump]:
    """A pump that echoes, on both databases."""
    with pump(settings, database, clock) as running:
        yield running


@pytest.fixture
def quick(settings: Settings, sqlite_database: Database, clock: SetClock) -> Iterator[Pump]:
    """A pump that echoes, on SQLite only: for rules that the kind of database does not touch."""
    with pump(settings, sqlite_database, clock) as running:
        yield running
