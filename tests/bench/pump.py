"""Measures the pump with whole processes: webhooks accepted, webhook to reply, memory."""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.simulator.client import LocalLine
from storage import schema
from storage.database import Database
from tests.bench.load import Measured, measure
from tests.bench.processes import (
    SECRET,
    TOKEN,
    cpu_seconds,
    environment,
    free_port,
    memory_mb,
    rss_mb,
    running,
    wait_for,
    wait_for_ready,
)
from tests.postgres import PostgresServer, programs

CONNECTIONS = 32
PER_SECOND = 20
FOR_SECONDS = 15


def run() -> None:
    """Print everything, for each database that there is."""
    with tempfile.TemporaryDirectory(prefix="siang-bench-") as folder:
        _on(Path(folder), "SQLite", f"sqlite:///{folder}/siang.db")
        if programs() is None:
            print("PostgreSQL: not installed, not measured")
            return
        server = PostgresServer(durable=True)
        try:
            _on(Path(folder), "PostgreSQL", server.create("bench"))
        finally:
            server.stop()


def _on(folder: Path, name: str, url: str) -> None:
    database = Database(url)
    schema.upgrade(database)
    database.close()
    env = environment(folder, url, free_port(), free_port())
    port = int(env["PORT"])
    gunicorn = ["-m", "gunicorn", "--config", "file:bot/gunicorn_conf.py"]
    with running([*gunicorn, "tests.bench.bare:app"], env, folder / "bare") as web:
        wait_for(f"http://127.0.0.1:{port}/")
        bare, bare_cpu = _loaded(port, web.pid)
    with running([*gunicorn, "bot.serve:app"], env, folder / "web") as web:
        wait_for(f"http://127.0.0.1:{port}/health/live")
        ours, our_cpu = _loaded(port, web.pid)
        offered = measure(port, "/callback", SECRET, CONNECTIONS, rate=500)
        resident, together = rss_mb(web.pid), memory_mb(web.pid)
    print(f"{name}: bare Flask view       {_line(bare)}")
    print(f"{name}: /callback, durable    {_line(ours)}  = {ours.per_second / bare.per_second:.2f} of the bare view")
    print(f"{name}: processor time        {bare_cpu:.2f} ms a bare request, {our_cpu:.2f} ms one of ours")
    print(f"{name}: /callback at 500/s    {_line(offered)}")
    print(f"{name}: web process           {resident:.0f} MB resident; {together:.0f} MB with its parent, shared once")
    for kind in WORKERS:
        _circle(folder, name, url, kind)


def _loaded(port: int, pid: int) -> tuple[Measured, float]:
    """Full load, and the milliseconds of processor time that the server spent on each request."""
    before = cpu_seconds(pid)
    measured = measure(port, "/callback", SECRET, CONNECTIONS)
    return measured, (cpu_seconds(pid) - before) / measured.answered * 1000


# The pump by itself, and the whole program as it serves a citizen.
WORKERS = {"echo": ["-m", "tests.bench.echo_worker"], "whole": ["-m", "bot.cli", "worker"]}


def _circle(folder: Path, name: str, url: str, kind: str) -> None:
    database = Database(url)
    schema.downgrade(database, "base")
    schema.upgrade(database)
    database.close()
    env = environment(folder, url, free_port(), free_port())
    with circle(folder, env, WORKERS[kind]) as worker_pid:
        took = _talk(LocalLine(env["LINE_API_URL"]))
        p50, p95 = took[len(took) // 2], took[int(len(took) * 0.95)]
        print(
            f"{name}: webhook to reply, {kind:5} p50 {p50:.0f} ms, p95 {p95:.0f} ms"
            f" ({len(took)} of {PER_SECOND * FOR_SECONDS} answered on their token, at {PER_SECOND} events/s)"
        )
        print(f"{name}: worker process, {kind:5}   {rss_mb(worker_pid):.0f} MB resident")


@contextmanager
def circle(folder: Path, env: dict[str, str], worker_command: list[str]) -> Iterator[int]:
    """Web, worker and local LINE as three processes; gives the worker's process id."""
    port, line_url = env["PORT"], env["LINE_API_URL"]
    line_port = line_url.rpartition(":")[2]
    line = ["-m", "bot.cli", "line", "--port", line_port, "--webhook", f"http://127.0.0.1:{port}/callback"]
    with (
        running([*line, "--secret", SECRET, "--token", TOKEN, "--quota", "0"], env, folder / "line"),
        running(["-m", "gunicorn", "--config", "file:bot/gunicorn_conf.py", "bot.serve:app"], env, folder / "web"),
        running(worker_command, env, folder / "worker") as worker,
    ):
        wait_for(line_url)
        wait_for(f"http://127.0.0.1:{port}/health/live")
        wait_for_ready(f"http://127.0.0.1:{port}/health/ready")
        yield worker.pid


def _talk(line: LocalLine) -> list[float]:
    """Let people talk at a steady rate; milliseconds from each webhook to its reply, sorted."""
    people = [line.person(f"Person {number}") for number in range(40)]
    begun = time.perf_counter()
    talking = []
    for number in range(PER_SECOND * FOR_SECONDS):
        time.sleep(max(0.0, begun + number / PER_SECOND - time.perf_counter()))
        thread = threading.Thread(target=people[number % len(people)].says, args=(f"{number}",))
        thread.start()
        talking.append(thread)
    for thread in talking:
        thread.join()
    time.sleep(2)
    given = {
        event["replyToken"]: delivery["at"]
        for delivery in line.deliveries(settle=5)
        for event in delivery["events"]
        if "replyToken" in event
    }
    used = {call["body"]["replyToken"]: call["at"] for call in line.calls("reply") if call["status"] == 200}
    return sorted(at - given[token] for token, at in used.items() if token in given) or [float("nan")]


def _line(measured: Measured) -> str:
    return (
        f"{measured.per_second:6.0f}/s  p50 {measured.p50_ms:5.1f} ms  p99 {measured.p99_ms:5.1f} ms"
        + (f"  {measured.errors} ERRORS" if measured.errors else "")
    )
