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
from tests.bench.processes import SECRET, TOKEN, environment, free_port, memory_mb, rss_mb, running, wait_for
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
    with running([*gunicorn, "tests.bench.bare:app"], env, folder / "bare"):
        wait_for(f"http://127.0.0.1:{port}/")
        bare = measure(port, "/callback", SECRET, CONNECTIONS)
    with running([*gunicorn, "bot.serve:app"], env, folder / "web") as web:
        wait_for(f"http://127.0.0.1:{port}/health/live")
        ours = measure(port, "/callback", SECRET, CONNECTIONS)
        offered = measure(port, "/callback", SECRET, CONNECTIONS, rate=500)
        resident, together = rss_mb(web.pid), memory_mb(web.pid)
    print(f"{name}: bare Flask view       {_line(bare)}")
    print(f"{name}: /callback, durable    {_line(ours)}  = {ours.per_second / bare.per_second:.2f} of the bare view")
    print(f"{name}: /callback at 500/s    {_line(offered)}")
    print(f"{name}: web process           {resident:.0f} MB resident; {together:.0f} MB with its parent, shared once")
    _circle(folder, name, url)


def _circle(folder: Path, name: str, url: str) -> None:
    database = Database(url)
    schema.downgrade(database, "base")
    schema.upgrade(database)
    database.close()
    env = environment(folder, url, free_port(), free_port())
    with circle(folder, env) as worker_pid:
        took = _talk(LocalLine(env["LINE_API_URL"]))
        print(
            f"{name}: webhook to reply      p50 {took[len(took) // 2]:.0f} ms, p95 {took[int(len(took) * 0.95)]:.0f} ms"
            f" ({len(took)} of {PER_SECOND * FOR_SECONDS} answered, at {PER_SECOND} events/s)"
        )
        print(f"{name}: worker process        {rss_mb(worker_pid):.0f} MB resident")


@contextmanager
def circle(folder: Path, env: dict[str, str]) -> Iterator[int]:
    """Web, worker and local LINE as three processes; gives the worker's process id."""
    port, line_url = env["PORT"], env["LINE_API_URL"]
    line_port = line_url.rpartition(":")[2]
    line = ["-m", "bot.cli", "line", "--port", line_port, "--webhook", f"http://127.0.0.1:{port}/callback"]
    with (
        running([*line, "--secret", SECRET, "--token", TOKEN, "--quota", "0"], env, folder / "line"),
        running(["-m", "gunicorn", "--config", "file:bot/gunicorn_conf.py", "bot.serve:app"], env, folder / "web"),
        running(["-m", "tests.bench.echo_worker"], env, folder / "worker") as worker,
    ):
        wait_for(line_url)
        wait_for(f"http://127.0.0.1:{port}/health/live")
        time.sleep(2)  # until the worker has loaded
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
    return sorted(at - given[token] for token, at in used.items())


def _line(measured: Measured) -> str:
    return (
        f"{measured.per_second:6.0f}/s  p50 {measured.p50_ms:5.1f} ms  p99 {measured.p99_ms:5.1f} ms"
        + (f"  {measured.errors} ERRORS" if measured.errors else "")
    )
