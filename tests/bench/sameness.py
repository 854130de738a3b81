"""Finding the likes of a report among a million: in one process, and in a database by its bands."""

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nlp.sameness import BANDS, CROWD, SAME, Index, bands, likeness_packed, packed, signature

CASES = 1_000_000
ASKED = 300
MATTERS = [
    "ไฟถนนดับ",
    "ถนนเป็นหลุมใหญ่",
    "ขยะไม่มาเก็บ",
    "ท่อตันน้ำเอ่อ",
    "หมาจรจัดไล่กัดคน",
    "เสียงดังกลางคืน",
    "สายสื่อสารห้อยต่ำ",
    "ฝาท่อแตก",
    "รถจอดขวางทาง",
    "ทางเท้าทรุด",
    "ต้นไม้จะล้ม",
    "น้ำประปาไม่ไหล",
    "ควันเข้าบ้าน",
    "ป้ายล้ม",
]
HARMS = [
    "มืดมาก กลัวอุบัติเหตุ",
    "รถล้มไปหลายคันแล้ว",
    "เหม็นไปทั้งซอย",
    "เด็กเดินไปโรงเรียนไม่ได้",
    "เดือดร้อนกันทั้งหมู่บ้าน",
    "แจ้งไปแล้วไม่มีใครมา",
    "เป็นแบบนี้มานานแล้ว",
    "คนแก่เดินลำบาก",
    "นอนไม่หลับมาหลายคืน",
    "ช่วยมาดูหน่อย",
]
PLACES = [
    "หน้าวัด",
    "หลังตลาด",
    "ข้างโรงเรียน",
    "ปากซอย",
    "ท้ายซอย",
    "หน้าอนามัย",
    "ริมคลอง",
    "ตรงสะพาน",
    "หน้าร้านป้า",
    "สามแยกศาลา",
]


def report(number: int) -> str:
    """A report that nobody else sends: the same few matters, each in a place of its own."""
    rng = random.Random(number)
    street = "".join(rng.choice("กขคงจชดตถทนบปพมยรลวสหอ") + rng.choice(["", "า", "ี", "ู"]) for _ in range(6))
    return (f"{rng.choice(MATTERS)} {rng.choice(PLACES)}{street} ซอย {rng.randrange(400)} หมู่ {rng.randrange(17)} "
            f"{rng.choice(HARMS)} บ้านเลขที่ {rng.randrange(999)}/{rng.randrange(99)}")  # fmt: skip


def reworded(text: str) -> str:
    """The same report as the neighbour sends it."""
    return f"แจ้งค่ะ {text.replace(' หมู่', ' ม.')} ด้วยนะคะ"


def row(name: str, found: str) -> None:
    print(f"  {name:<54}{found:>22}")


def run(count: int = CASES) -> None:
    """Fill an index and a table with reports, then ask both for the likes of reports told once more."""
    print(f"sameness among {count:,} reports")
    index, start = Index(), time.process_time()
    index.add_all((str(number), report(number)) for number in range(count))
    row("one process: adding a report (its making included)", f"{(time.process_time() - start) / count * 1e6:.0f} µs")
    asked = [number * (count // ASKED) for number in range(ASKED)]
    start = time.process_time()
    hits = [str(number) in [key for key, _ in index.near(reworded(report(number)))] for number in asked]
    row("one process: looking up", f"{(time.process_time() - start) / ASKED * 1e3:.2f} ms")
    row("one process: told again in other words, found", f"{sum(hits)} of {ASKED}")
    with tempfile.TemporaryDirectory() as folder:
        table(Path(folder) / "bands.sqlite", count, asked)


def rows_of(count: int) -> Iterator[tuple[int, int]]:
    """Band and report in the order of the index: a register grows by and by, here a million comes at once."""
    found = np.array([bands(signature(report(number))) for number in range(count)], dtype=np.int64).ravel()
    order = np.argsort(found, kind="stable")
    for start in range(0, len(order), 100_000):
        part = order[start : start + 100_000]
        yield from zip(found[part].tolist(), (part // BANDS).tolist(), strict=True)


def table(path: Path, count: int, asked: list[int]) -> None:
    """The same in SQLite, as a register keeps it."""
    db = sqlite3.connect(path)
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
                     "CREATE TABLE likes (band INTEGER, id INTEGER, PRIMARY KEY (band, id)) WITHOUT ROWID;"
                     "CREATE TABLE one (id INTEGER PRIMARY KEY, packed BLOB)")  # fmt: skip
    db.executemany("INSERT INTO likes VALUES (?, ?)", rows_of(count))
    kept = ((number, packed(signature(report(number)))) for number in range(count))
    db.executemany("INSERT INTO one VALUES (?, ?)", kept)
    db.commit()
    part = f"SELECT * FROM (SELECT id FROM likes WHERE band = ? ORDER BY id DESC LIMIT {CROWD})"
    query = " UNION ".join([part] * BANDS)
    start, hits = time.process_time(), 0
    for number in asked:
        mine = signature(reworded(report(number)))
        found = [at for (at,) in db.execute(query, bands(mine))]
        marks = ",".join("?" * len(found))
        theirs = db.execute(f"SELECT id, packed FROM one WHERE id IN ({marks})", found).fetchall()
        alike = likeness_packed(packed(mine), [one for _, one in theirs])
        hits += number in [at for (at, _), share in zip(theirs, alike, strict=True) if share >= SAME]
    row("SQLite table: looking up", f"{(time.process_time() - start) / ASKED * 1e3:.2f} ms")
    row("SQLite table: told again in other words, found", f"{hits} of {ASKED}")
    start = time.process_time()
    for number in range(count, count + ASKED):
        db.executemany("INSERT INTO likes VALUES (?, ?)", [(band, number) for band in bands(signature(report(number)))])
    row("SQLite table: adding a report to the million", f"{(time.process_time() - start) / ASKED * 1e3:.2f} ms")
    row("SQLite table: size", f"{path.stat().st_size / 1e6:.0f} MB")
    db.close()


if __name__ == "__main__":
    run()
