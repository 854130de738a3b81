"""An installation with an empty database beside a local LINE that is reached over real HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bot.clock import SetClock
from bot.parts import Parts, make_parts
from bot.richmenu.api import RichMenuApi
from bot.settings import LOCAL_SECRET, LOCAL_TOKEN, Settings
from bot.simulator.app import LineConfig, create_line
from bot.simulator.client import LocalLine
from storage.offices import SettingRow, touch
from tests.serving import served

OFFICE = {"th": "เทศบาลตำบลบ้านใหม่สามัคคี", "en": "Ban Mai Samakkhi Municipality"}


@dataclass
class Place:
    """An installation and its LINE."""

    parts: Parts
    line: LocalLine
    api: RichMenuApi

    def rename(self, **names: str) -> None:
        """Give the office another name, which changes the pictures of the languages it is given in."""
        with self.parts.database.begin() as db:
            db.merge(SettingRow(key="names", value=OFFICE | names))
            touch(db)

    def changes(self) -> list[str]:
        """The calls that changed something."""
        return [call["endpoint"] for call in self.line.calls("/v2/bot/") if not call["endpoint"].startswith("GET")]


@pytest.fixture(scope="module")
def local_line() -> Iterator[str]:
    with served(create_line(LineConfig(LOCAL_SECRET, LOCAL_TOKEN))) as url:
        yield url


@pytest.fixture
def place(local_line: str, settings: Settings, sqlite_url: str, clock: SetClock) -> Iterator[Place]:
    line = LocalLine(local_line)
    line.reset()
    addresses = {"line_api_url": local_line, "line_data_api_url": local_line, "database_url": sqlite_url}
    parts = make_parts(replace(settings, **addresses), clock)
    place = Place(parts, line, RichMenuApi.of(parts))
    place.rename()
    yield place
    assert line.violations() == []
    parts.database.close()
