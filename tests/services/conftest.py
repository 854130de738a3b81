"""An office in a real database, with its desk and its turns, as fixtures."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.clock import SetClock
from bot.settings import Settings
from storage.database import Database
from tests.services.hall import Hall, furnish


@pytest.fixture
def hall(settings: Settings, database: Database, clock: SetClock) -> Iterator[Hall]:
    """A small office, once on SQLite and once on PostgreSQL."""
    made = furnish(replace(settings, database_url=database.url), clock)
    yield made
    made.parts.database.close()


@pytest.fixture
def quick_hall(settings: Settings, sqlite_database: Database, clock: SetClock) -> Iterator[Hall]:
    """A small office on SQLite only, for rules that the kind of database does not touch."""
    made = furnish(replace(settings, database_url=sqlite_database.url), clock)
    yield made
    made.parts.database.close()
