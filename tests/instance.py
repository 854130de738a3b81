"""A whole Siang as real processes on free ports: web, worker and local LINE, with the demonstration's town."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import urllib3

from bot.clock import SystemClock
from bot.demo.cast import invite_cast
from bot.demo.stage import demo_environment, set_stage
from bot.demo.town import PASSWORD, seed_town
from bot.services.staff.passwords import Passwords
from bot.settings import LOCAL_SECRET, LOCAL_TOKEN
from bot.simulator.client import LocalLine
from storage import schema
from storage.database import Database
from storage.staff import StaffRow, staff_by_username

READY_WITHIN = 60.0
STOPS_WITHIN = 30.0
SECOND_OFFICER = ("officer2", "โคม ช่างไฟ", "officer", "electric")


@dataclass
class Instance:
    """A running installation: where it answers, its database to look into, and its logs."""

    url: str
    line_url: str
    line: LocalLine
    database: Database
    home: Path
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def log(self, name: str) -> str:
        """All that a process has written so far."""
        return (self.home / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def troubles(self, after: Mapping[str, int] | None = None) -> list[str]:
        """The lines that tell of an error, of all processes, beyond the lengths given."""
        lines = (line for name in self.processes for line in self.log(name)[(after or {}).get(name, 0) :].splitlines())
        return [line for line in lines if _is_trouble(line)]

    def log_lengths(self) -> dict[str, int]:
        return {name: len(self.log(name)) for name in self.processes}

    def tails(self, lines: int = 6) -> str:
        """The ends of all logs, for a failed test."""
        ends = {name: self.log(name).splitlines()[-lines:] for name in self.processes}
        return "\n".join(f"--- {name}\n" + "\n".join(end) for name, end in ends.items())


@contextmanager
def instance(
    home: Path, *, database_url: str | None = None, quiet_hours: str = "off", apart: bool = False, past: bool = False
) -> Iterator[Instance]:
    """Start everything, and stop it at the end.

    `apart` runs the local LINE as a process of its own; `past` fills the register and the chats as `siang demo` does.
    """
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = _environment(home, port, database_url, quiet_hours)
    line_url = f"http://127.0.0.1:{port}/line"
    commands = {"serve": ["serve"], "worker": ["worker"]}
    if apart:
        line_port = free_port()
        line_url = f"http://127.0.0.1:{line_port}"
        commands = {"line": _line_command(line_port, port, home), **commands}
        environment |= _channel(line_url, port)
    database = _fill(environment, home, past=past)
    running = Instance(f"http://127.0.0.1:{port}", line_url, LocalLine(line_url), database, home)
    try:
        for name, arguments in commands.items():
            running.processes[name] = _start(name, arguments, environment, home)
        wait_until_ready(running.url, running.processes.values(), running.tails)
        if past:
            invite_cast(line_url)
        yield running
    finally:
        database.close()
        stop(running.processes.values())


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(url: str, processes: Any, tell: Callable[[], str]) -> None:
    """Wait for the program's own word that it is ready; say what was written where it does not come."""
    http = urllib3.PoolManager(retries=False, timeout=2)
    ends = time.monotonic() + READY_WITHIN
    while time.monotonic() < ends and all(process.poll() is None for process in processes):
        try:
            if http.request("GET", f"{url}/health/ready").status == 200:
                return
        except urllib3.exceptions.HTTPError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"Siang did not come up:\n{tell()}")


def stop(processes: Any) -> None:
    """End the processes that were started here, each with whatever it has started itself."""
    alive = [process for process in processes if process.poll() is None]
    for process in alive:
        process.send_signal(signal.SIGTERM)
    for process in alive:
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _environment(home: Path, port: int, database_url: str | None, quiet_hours: str) -> dict[str, str]:
    given = {"LOG_LEVEL": "INFO", "QUIET_HOURS": quiet_hours}
    given |= {"DEMO_DATABASE_URL": database_url} if database_url else {}
    return demo_environment(os.environ | given, home, port)


def _channel(line_url: str, port: int) -> dict[str, str]:
    """What an installation with a channel of its own sets."""
    return {
        "LOCAL_LINE": "0",
        "LINE_CHANNEL_SECRET": LOCAL_SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": LOCAL_TOKEN,
        "LINE_API_URL": line_url,
        "LINE_DATA_API_URL": line_url,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "stories-" * 5,
    }


def _line_command(line_port: int, port: int, home: Path) -> list[str]:
    webhook = f"http://127.0.0.1:{port}/callback"
    options = {"port": line_port, "webhook": webhook, "secret": LOCAL_SECRET, "token": LOCAL_TOKEN}
    options["state"] = str(home / "line.db")
    return ["line", *(word for name, value in options.items() for word in (f"--{name}", str(value)))]


def _fill(environment: Mapping[str, str], home: Path, *, past: bool) -> Database:
    if past:
        set_stage(environment, home, fresh=False)
    database = Database(environment["DATABASE_URL"])
    if not past:
        schema.upgrade(database)
    now = SystemClock().now()
    hashed = Passwords().hash(PASSWORD)
    with database.begin() as db:
        if staff_by_username(db, "officer") is None:
            seed_town(db, lambda _: hashed, now)
        username, name, role, unit = SECOND_OFFICER
        db.add(StaffRow(username=username, name=name, role=role, unit=unit, password_hash=hashed, created_at=now))
    return database


def _start(name: str, arguments: list[str], environment: Mapping[str, str], home: Path) -> "subprocess.Popen[bytes]":
    with (home / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *arguments],
            env=dict(environment),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _is_trouble(line: str) -> bool:
    """A logged error, or the first line of a traceback that nobody caught."""
    if line.startswith("Traceback"):
        return True
    try:
        found = json.loads(line)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("level") in ("error", "critical")
