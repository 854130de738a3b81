"""Fixtures of the console's tests: the town, and people who have signed in to it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.clock import SetClock
from bot.settings import Settings
from storage.database import Database
from tests.console.town import PASSWORD, Town, build
from tests.services.hall import Hall, furnish


@dataclass
class Desk:
    """Someone's browser: posts carry the token of the form, as a browser's would."""

    client: FlaskClient
    kept: str = ""  # the token, good as long as the session

    def get(self, path: str, **values: Any) -> TestResponse:
        return self.client.get(path, **values)

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)

    def token(self) -> str:
        for page in ("/console/sign-in", "/console/account", "/console/account/second-step"):
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(page).text)
            if found:
                return found[1]
        raise AssertionError("no page has a form")

    def post(self, path: str, **fields: Any) -> TestResponse:
        self.kept = self.kept or self.token()
        answer = self.client.post(path, data={"csrf_token": self.kept, **fields})
        if path.endswith(("sign-in", "sign-out", "everywhere", "password")):
            self.kept = ""  # another session, another token
        return answer

    def act(self, town: Town, case_id: int, move: str, **fields: Any) -> TestResponse:
        """Press a move's button as the page stands now."""
        seen = {"version": town.row(case_id).version, "entry": 0}
        return self.post(f"/console/cases/{case_id}/moves/{move}", **(seen | fields))


@pytest.fixture
def town(sqlite_url: str, settings: Settings, clock: SetClock) -> Town:
    """The application over a real, migrated database."""
    assert settings.database_url == sqlite_url
    return build(settings, clock)


@pytest.fixture
def stranger(town: Town) -> Desk:
    """Nobody has signed in."""
    return Desk(town.app.test_client())


@pytest.fixture
def sign_in(town: Town) -> Callable[[str], Desk]:
    """Sign somebody in, by their user name."""

    def enter(username: str, password: str = PASSWORD) -> Desk:
        desk = Desk(town.app.test_client())
        answer = desk.post("/console/sign-in", username=username, password=password)
        assert answer.status_code == 302, username
        return desk

    return enter


@pytest.fixture
def hall(settings: Settings, database: Database, clock: SetClock) -> Iterator[Hall]:
    """A small office with LINE and a desk, once on SQLite and once on PostgreSQL."""
    made = furnish(replace(settings, database_url=database.url), clock)
    yield made
    made.parts.database.close()
