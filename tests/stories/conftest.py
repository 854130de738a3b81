"""The running instances that stories play on: each kind is started once, by the first story that wants it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.instance import Instance, instance

ALL_DAY = "00:00-23:59"

Wanted = Callable[[str, bool], Instance]


@pytest.fixture(scope="session")
def instances(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Wanted]:
    """Gives the instance with a kind of database, in which it is night all day or never."""
    running: dict[tuple[str, bool], Instance] = {}
    with ExitStack() as stack:

        def wanted(database: str, quiet: bool) -> Instance:
            if (database, quiet) not in running:
                home = tmp_path_factory.mktemp(f"siang-{database}")
                url = None
                if database == "postgres":
                    url = request.getfixturevalue("postgres_server").create("siang_quiet" if quiet else "siang_open")
                hours = ALL_DAY if quiet else "off"
                # Apart, as at an office: LINE is somewhere else. Together, as in the demonstration.
                started = instance(home, database_url=url, quiet_hours=hours, apart=database == "postgres")
                running[database, quiet] = stack.enter_context(started)
            return running[database, quiet]

        yield wanted
