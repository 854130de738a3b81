"""kill -9 of the real worker process, at every place that matters: each event acts once, each message arrives once."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.bare import create_bare_app
from bot.settings import LOCAL_SECRET, LOCAL_TOKEN, Settings
from bot.simulator.app import LineConfig, create_line
from bot.simulator.client import LocalLine
from storage.database import Database
from storage.events import WebhookEvent
from storage.outgoing import OutgoingRow
from tests.crash.worker_main import PLACES
from tests.serving import served

KILLS = int(os.environ.get("CRASH_KILLS", "49"))
PEOPLE = 6
PATIENCE = 90.0


@pytest.mark.slow
def test_however_often_the_worker_is_killed_everything_happens_once(settings: Settings, database: Database) -> None:
    settings = replace(settings, database_url=database.url, local_line=False)
    with served(create_line(LineConfig(LOCAL_SECRET, LOCAL_TOKEN, strict_rates=False))) as line_url:
        app = create_bare_app(replace(settings, line_api_url=line_url, line_data_api_url=line_url))
        with served(app) as url:
            line = LocalLine(line_url)
            line.webhook(f"{url}/callback")
            people = [line.person(f"Person {number}") for number in range(PEOPLE)]
            unit = line.person("The unit")
            with dying_worker(database, line_url, unit.id) as deaths:
                said = 0
                while len(deaths) < KILLS:
                    for person in people:
                        person.says(str(said))
                    said += 1
                    settled(database, 2 * PEOPLE * said, until=lambda: len(deaths) >= KILLS)
                settled(database, 2 * PEOPLE * said)
            assert_everything_happened_once(database, said)
            expected = [f"answer {number}" for number in range(said)]
            for person in people:
                assert heard(line, person.id) == expected
            assert Counter(heard(line, unit.id)) == {f"notice {number}": PEOPLE for number in range(said)}
            assert {death.removeprefix("killed ") for death in deaths} == set(PLACES)
            refused = Counter(call["status"] for call in line.calls("POST /v2/bot/message"))
            assert refused[409], "no push was ever repeated: the crashes missed their places"
            assert refused[400], "no reply was ever asked about again"
            print(f"{len(deaths)} kills, {PEOPLE * said} events, each handled and answered once; {dict(refused)}")


@contextmanager
def dying_worker(database: Database, line_url: str, notices_to: str) -> Iterator[list[str]]:
    """The workers that die; the list grows by one line with each death."""
    env = os.environ | {
        "LOCAL_LINE": "1",
        "LINE_API_URL": line_url,
        "LINE_DATA_API_URL": line_url,
        "DATABASE_URL": database.url,
        "NOTICES_TO": notices_to,
    }
    command = [sys.executable, "-m", "tests.crash.worker_main", "1", str(KILLS)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        deaths: list[str] = []
        output = process.stdout
        assert output is not None
        reader = threading.Thread(
            target=lambda: deaths.extend(row.strip() for row in output if row.startswith(("killed", "ended")))
        )
        reader.start()
        try:
            yield deaths
        finally:
            process.terminate()
            process.wait(40)
            reader.join()


def settled(database: Database, parcels: int, until: object = None) -> None:
    """Wait until so many rows have been sent."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with database.reading() as session:
            sent = session.scalar(select(func.count()).where(OutgoingRow.state == "sent"))
        if sent == parcels or (callable(until) and until()):
            return
        time.sleep(0.02)
    raise AssertionError(f"{sent} of {parcels} were sent")


def assert_everything_happened_once(database: Database, said: int) -> None:
    with database.reading() as session:
        states = Counter(session.scalars(select(WebhookEvent.state)))
        sent = Counter(session.scalars(select(OutgoingRow.state)))
    assert states == {"done": PEOPLE * said}
    assert sent == {"sent": 2 * PEOPLE * said}


def heard(line: LocalLine, chat: str) -> list[str]:
    told = line.request("GET", f"chats/{chat}/messages", after=0, wait=0)["messages"]
    ordered = sorted((message for message in told if message["author"] == "bot"), key=lambda message: message["seq"])
    return [message["body"]["text"] for message in ordered]
