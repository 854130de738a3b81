"""The register at 10,000 to 1,000,000 cases: inbox, search, case page, duplicates, one move; p50 and p95 of each.

`python -m tests.bench.cases 10000 100000 1000000` names the sizes; `make bench` takes them from CASES ("10000 100000").
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from bot.clock import SetClock
from bot.logs import configure
from bot.services.casework.sameness import offers
from bot.settings import Settings
from handlers.cases.facts import Actor, Sketch
from handlers.cases.status import Brought, MoveName, Role
from handlers.messages import Point
from storage import schema
from storage.database import Database
from storage.offices import UnitRow
from tests.bench.register import MATTERS, NOW, OPEN_SHARE, UNITS, fill, report
from tests.console.conftest import Desk
from tests.console.town import PASSWORD, Town, build
from tests.postgres import PostgresServer, programs

ROUNDS = 60
SIZES = (10_000, 100_000)
SEARCHES = ("ไฟถนนดับ", "ถนน หลุม", "ขยะล้นถัง", "ท่อระบายน้ำ", "แก้ไขเรียบร้อย", "น้ำท่วม ซอย 12", "หมาจรจัด หมู่ 7", "ประปา")


def run(sizes: tuple[int, ...] = ()) -> None:
    """Print every figure for each size, on each database that there is."""
    sizes = sizes or tuple(int(size) for size in os.environ.get("CASES", "").split()) or SIZES
    configure("ERROR")
    print("the register (a page is the whole answer of the web process; milliseconds)")
    for count in sizes:
        with tempfile.TemporaryDirectory(prefix="siang-bench-") as folder:
            _on("SQLite", f"sqlite:///{folder}/siang.db", count)
        if programs() is None:
            print("  PostgreSQL: not installed, not measured")
            continue
        server = PostgresServer(durable=True)
        try:
            _on("PostgreSQL", server.create("bench"), count)
        finally:
            server.stop()


def _on(name: str, url: str, count: int) -> None:
    database, begun = Database(url), time.perf_counter()
    schema.upgrade(database)
    fill(database, count)
    size = f", {Path(database.file).stat().st_size / 1e6:,.0f} MB" if database.file else ""
    database.close()
    print(f"  {name}, {count:,} cases (filled in {time.perf_counter() - begun:.0f} s{size})")
    with tempfile.TemporaryDirectory(prefix="siang-bench-") as media:
        env = {"LOCAL_LINE": "1", "DATABASE_URL": url, "MEDIA_URL": f"file:{media}", "LOG_LEVEL": "ERROR"}
        town = build(Settings.from_env(env), SetClock(NOW))
        with town.parts.database.begin() as db:
            for key in UNITS:
                if key not in ("works", "health"):
                    db.add(UnitRow(key=key, names={"th": key}))
        _measure(town, count)
        town.parts.database.close()


def _measure(town: Town, count: int) -> None:
    rng = random.Random(7)
    head, officer = _signed_in(town, "head"), _signed_in(town, "officer")
    opened = list(range(int(count * (1 - OPEN_SHARE)), count))
    assigned = [number + 1 for number in opened if (one := report(number, count))["status"] == "assigned"
                and one["unit"] == "works"]  # fmt: skip
    rng.shuffle(assigned)
    actor = Actor(Role.OFFICER, town.staff["officer"], "works", "officer")
    pages: dict[str, Callable[[], object]] = {
        "inbox of the head": lambda: _get(head, "/console/?tab=open"),
        "inbox of an officer": lambda: _get(officer, "/console/"),
        "list of closed cases": lambda: _get(head, "/console/?tab=closed"),
        "filter by unit and kind": lambda: _get(
            head, f"/console/?tab=all&category={rng.choice(tuple(MATTERS))}&unit={rng.choice(UNITS)}"
        ),
        "search by words": lambda: _get(head, f"/console/?q={rng.choice(SEARCHES)}"),
        "search with filters": lambda: _get(
            officer, f"/console/?q={rng.choice(SEARCHES)}&tab=overdue&since=1/1/2569&channel=line"
        ),
        "a case's page": lambda: _get(head, f"/console/cases/{rng.choice(opened) + 1}"),
        "finding duplicates": lambda: _same(town, rng),
        "one move": lambda: town.parts.desk.move(assigned.pop(), MoveName.ACCEPT, actor, Brought()),
    }
    for name, act in pages.items():
        rounds = min(ROUNDS, len(assigned)) if name == "one move" else ROUNDS
        took = [_timed(act) for _ in range(rounds)][min(3, rounds - 1) :]  # the first ones load code
        wall, own = sorted(one for one, _ in took), sorted(one for _, one in took)
        p50, p95 = wall[len(wall) // 2], wall[int(len(wall) * 0.95)]
        mine = own[len(own) // 2]
        print(f"    {name:<26} p50 {p50:7.1f}   p95 {p95:7.1f}   of it this process {mine:6.1f}", flush=True)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Time on the clock, and of this process alone: the database of SQLite is in it, that of PostgreSQL is not."""
    start, own = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - start) * 1000, (time.process_time() - own) * 1000


def _same(town: Town, rng: random.Random) -> None:
    one = report(rng.randrange(10**9), 10**9)
    point = Point(one["latitude"], one["longitude"])
    sketch = Sketch(one["category"], one["text"], point, one["area"], one["place"])
    with town.parts.database.reading() as db:
        offers(db, sketch, None, NOW)


def _get(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)


def _signed_in(town: Town, who: str) -> FlaskClient:
    desk = Desk(town.app.test_client())
    assert desk.post("/console/sign-in", username=who, password=PASSWORD).status_code == 302
    return desk.client


if __name__ == "__main__":
    run(tuple(int(size) for size in sys.argv[1:]))

