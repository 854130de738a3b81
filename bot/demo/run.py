"""Starts web and worker as the Procfile does, tells where everything is, and stops both on Ctrl-C."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

import urllib3
from rich.console import Console
from rich.table import Table

from bot.demo.cast import invite_cast
from bot.demo.stage import DemoError, demo_environment, set_stage
from bot.demo.town import PASSWORD, STAFF
from bot.parts import make_parts
from bot.richmenu.publish import MenuError, publish
from bot.settings import Settings

READY_WITHIN = 60.0  # seconds; the first start compiles and loads everything
STOPS_WITHIN = 25.0


def run_demo(environ: Mapping[str, str], home: Path, port: int, *, fresh: bool = False) -> None:
    """Run the demonstration until it is told to stop. Raises DemoError where it cannot start or a process dies."""
    screen = Console()
    environment = demo_environment(environ, home, port)
    with screen.status("Preparing the town ..."):
        settings = set_stage(environment, home, fresh=fresh)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupt)
    processes = [_start(name, environment) for name in ("serve", "worker")]
    try:
        with screen.status("Starting web and worker ..."):
            _wait_until_ready(port, processes)
            invite_cast(f"http://127.0.0.1:{port}/line")
            _publish_menus(settings, screen)
        _tell(screen, port)
        _watch(processes)
    except KeyboardInterrupt:
        screen.print("\nStopping ...")
    finally:
        _stop(processes)


def _publish_menus(settings: Settings, screen: Console) -> None:
    """Put the rich menus up; without them everything works by words, so a failure ends nothing."""
    parts = make_parts(settings)
    try:
        publish(parts)
    except MenuError as problem:
        screen.print(f"[yellow]{problem}[/yellow]")
    finally:
        parts.database.close()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _start(command: str, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    # A group of its own: Ctrl-C reaches only this process, which then stops the others in order.
    program = [sys.executable, "-m", "bot.cli", command]
    return subprocess.Popen(program, env=dict(environment), start_new_session=True)  # noqa: S603 - our own program


def _wait_until_ready(port: int, processes: list["subprocess.Popen[bytes]"]) -> None:
    http = urllib3.PoolManager(retries=False, timeout=2)
    ends = time.monotonic() + READY_WITHIN
    while time.monotonic() < ends:
        _need_alive(processes)
        try:
            if http.request("GET", f"http://127.0.0.1:{port}/health/ready").status == 200:
                return
        except urllib3.exceptions.HTTPError:
            pass
        time.sleep(0.2)
    raise DemoError("The demonstration did not come up within a minute; run it with LOG_LEVEL=INFO to see why.")


def _need_alive(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        if process.poll() is not None:
            raise DemoError(f"A process of the demonstration ended by itself (exit code {process.returncode}).")


def _watch(processes: list["subprocess.Popen[bytes]"]) -> None:
    while True:
        _need_alive(processes)
        time.sleep(0.5)


def _stop(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()


def _tell(screen: Console, port: int) -> None:
    here = f"http://127.0.0.1:{port}"
    places = Table(show_header=False, box=None, padding=(0, 2))
    for name, path in (("Start here", "/"), ("Chat as a citizen", "/line/"), ("Console for staff", "/console/")):
        places.add_row(name, f"{here}{path}")
    people = Table(title="Log-ins of the console", title_justify="left", box=None, padding=(0, 2))
    for heading in ("User name", "Password", "Role", "Unit"):
        people.add_column(heading)
    for username, _, role, unit in STAFF:
        people.add_row(username, PASSWORD, role, unit or "")
    screen.print("\n[bold]Siang is running.[/bold] Ctrl-C stops it.\n")
    screen.print(places)
    screen.print()
    screen.print(people)
