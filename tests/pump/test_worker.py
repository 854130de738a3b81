"""The worker as a process: it wakes at once, stops in order, and many of them share the work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest

from bot.bare import create_bare_app
from bot.bell import Bell
from bot.clock import SetClock, SystemClock
from bot.parts import Parts, make_parts
from bot.pulse import Pulse
from bot.schedule import Job, make_huey, run_once
from bot.settings import LOCAL_SECRET, LOCAL_TOKEN, Settings
from bot.simulator.app import LineConfig, create_line
from bot.simulator.client import LocalLine
from storage import workers
from storage.database import Database
from tests.pump.harness import Pump
from tests.serving import served


@contextmanager
def worker(database: Database, line_url: str) -> Iterator[subprocess.Popen[str]]:
    """A worker that echoes, as a process."""
    env = os.environ | {
        "LOCAL_LINE": "1",
        "LINE_API_URL": line_url,
        "LINE_DATA_API_URL": line_url,
        "DATABASE_URL": database.url,
    }
    command = [sys.executable, "-m", "tests.bench.echo_worker"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while "worker started" not in process.stdout.readline():
            assert process.poll() is None
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def living(settings: Settings, database: Database) -> Iterator[LocalLine]:
    """Web application and local LINE with the machine's own clock."""
    with ExitStack() as stack:
        line_url = stack.enter_context(served(create_line(LineConfig(LOCAL_SECRET, LOCAL_TOKEN))))
        here = replace(settings, database_url=database.url, line_api_url=line_url, local_line=False)
        url = stack.enter_context(served(create_bare_app(here)))
        line = LocalLine(line_url)
        line.webhook(f"{url}/callback")
        yield line


def test_an_idle_worker_answers_at_once(living: LocalLine, database: Database) -> None:
    somchai = living.person("Somchai")
    with worker(database, living.base_url):
        somchai.says("warm up")
        somchai.waits_for("warm up")
        took = []
        for number in range(5):
            time.sleep(0.3)  # until everything sleeps
            begun = time.monotonic()
            somchai.says(f"hello {number}")
            somchai.waits_for(f"hello {number}")
            took.append(time.monotonic() - begun)
        assert sorted(took)[2] < 0.4, took  # far below what waiting for the next look would take


def test_told_to_stop_it_finishes_what_it_has_in_hand(living: LocalLine, database: Database) -> None:
    somchai = living.person("Somchai")
    with worker(database, living.base_url) as process:
        living.fault("hang", "reply", seconds=1.5)
        somchai.says("hello")
        while not living.calls("reply"):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert [message["body"]["text"] for message in somchai.sees()] == ["hello"]
    with database.reading() as session:
        assert workers.living(session) == []
        assert session.connection().exec_driver_sql("SELECT state FROM outgoing").all() == [("sent",)]


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_several_workers_share_the_work_and_nothing_is_done_twice(living: LocalLine, database: Database) -> None:
    people = [living.person(f"Person {number}") for number in range(8)]
    with worker(database, living.base_url), worker(database, living.base_url), worker(database, living.base_url):
        for number in range(6):
            for person in people:
                person.says(str(number))
        for person in people:
            person.waits_for("5", timeout=20)
    for person in people:
        told = living.request("GET", f"chats/{person.chat}/messages", after=0, wait=0)["messages"]
        bot = sorted((message for message in told if message["author"] == "bot"), key=lambda message: message["seq"])
        assert [message["body"]["text"] for message in bot] == [str(number) for number in range(6)]


# ---- signs of life


def test_a_silent_worker_is_struck_off_and_its_work_given_back(running: Pump) -> None:
    dead, alive = (Pulse(running.parts.database, running.clock) for _ in range(2))
    for pulse in (dead, alive):
        pulse.begin()
    with running.parts.database.begin() as session:
        session.get_one(workers.Worker, dead.worker_id).host = "another-machine"
        session.get_one(workers.Worker, alive.worker_id).host = "another-machine"
    running.advance(19)
    alive.beat(running.outbox)
    running.advance(2)
    alive.beat(running.outbox)
    with running.parts.database.reading() as session:
        assert alive.worker_id in {row.id for row in workers.living(session)}
        assert dead.worker_id not in {row.id for row in workers.living(session)}


def test_who_was_taken_for_dead_signs_in_again(running: Pump) -> None:
    pulse = Pulse(running.parts.database, running.clock)
    pulse.begin()
    with running.parts.database.begin() as session:
        workers.left(session, pulse.worker_id)
    pulse.beat(running.outbox)
    with running.parts.database.reading() as session:
        assert pulse.worker_id in {row.id for row in workers.living(session)}


def test_a_bell_rung_before_anyone_waits_is_remembered_once() -> None:
    bell = Bell()
    for _ in range(3):
        bell.ring()
    begun = time.monotonic()
    bell.wait(5)
    assert time.monotonic() - begun < 1
    bell.wait(0.05)
    assert time.monotonic() - begun < 1


# ---- the schedule


@pytest.fixture
def parts(settings: Settings, database: Database, clock: SetClock) -> Parts:
    return make_parts(replace(settings, database_url=database.url), clock)


def test_a_job_runs_once_over_all_workers(parts: Parts, clock: SetClock) -> None:
    ran: list[str] = []
    job = Job("count", lambda parts, now: ran.append(now.isoformat()))
    assert run_once(parts, job)
    assert not run_once(parts, job)  # another worker's scheduler, the same minute
    clock.time = clock.time.replace(minute=clock.time.minute + 1)
    assert run_once(parts, job)
    assert len(ran) == 2


def test_a_job_that_fails_is_noted_and_runs_again_when_it_is_due(parts: Parts, clock: SetClock) -> None:
    def fail(parts: Parts, now: object) -> None:
        raise ZeroDivisionError

    assert run_once(parts, Job("fail", fail))
    with parts.database.reading() as session:
        told = session.connection().exec_driver_sql("SELECT error, ended_at FROM job_run").one()
    assert told[0] == "ZeroDivisionError"
    assert told[1] is not None


def test_huey_stands_beside_the_database_and_runs_what_is_given_to_it(parts: Parts) -> None:
    huey = make_huey(parts.database)
    task = huey.task()(sum_up)
    result = task(20, 22)
    found = huey.dequeue()
    assert found is not None
    assert huey.execute(found, SystemClock().now().replace(tzinfo=None)) == 42
    assert result.get() == 42


def sum_up(one: int, other: int) -> int:
    return one + other
