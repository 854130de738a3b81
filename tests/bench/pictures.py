"""How long it takes to hold one after-photo against all pictures: `python -m tests.bench.pictures 100000 1000000`."""

import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from handlers.cases.afterphoto import bands, distance
from storage import prints, schema
from storage.database import Database
from storage.media import KEPT, Media
from storage.prints import DONE, PrintRow

NOW = datetime(2026, 7, 1, tzinfo=UTC)
LOTS = 20_000
LOOKS = 200


def fill(database: Database, number: int, chance: random.Random) -> list[int]:
    """Put so many pictures in, each another one; returns some of their hashes."""
    some: list[int] = []
    for start in range(0, number, LOTS):
        ids = range(start + 1, min(start + LOTS, number) + 1)
        hashes = [chance.getrandbits(64) for _ in ids]
        some += hashes[:5]
        with database.begin() as db:
            db.execute(insert(Media), [
                {"id": at, "token": f"t{at}", "kind": "image", "state": KEPT, "role": "before", "created_at": NOW,
                 "case_id": None, "attempts": 0} for at in ids
            ])  # fmt: skip
            db.execute(insert(PrintRow), [
                {"media_id": at, "state": DONE, "created_at": NOW, "due_at": NOW, "attempts": 1, "uploaded": False,
                 "software": "", "camera": "", "phash": prints.signed(one), "dhash": 0,
                 **{f"band{n}": band for n, band in enumerate(bands(one))}}
                for at, one in zip(ids, hashes, strict=True)
            ])  # fmt: skip
        print(f"\r{ids[-1]:>9,} pictures", end="", flush=True)
    print()
    return some


def measure(number: int) -> None:
    """Fill a database of SQLite and look."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        schema.upgrade(database)
        known, took, missed = fill(database, number, chance), [], 0
        for _ in range(LOOKS):
            wanted = chance.choice(known)
            for bit in chance.sample(range(64), 7):
                wanted ^= 1 << bit
            begun = time.perf_counter()
            with database.reading() as db:
                found = prints.resembling(db, wanted)
            took.append((time.perf_counter() - begun) * 1000)
            missed += not any(one.phash is not None and distance(one.phash, wanted) <= 7 for one in found)
        took.sort()
        p95 = took[int(len(took) * 0.95)]
        print(f"{number:,}: p50 {statistics.median(took):.1f} ms, p95 {p95:.1f} ms, {missed} of {LOOKS} missed")
        database.close()


if __name__ == "__main__":
    for asked in sys.argv[1:] or ["100000"]:
        measure(int(asked))
