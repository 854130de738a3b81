"""A register of any size with the shape of a real one: texts, places, deadlines, histories; put in by the heap."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import text

from handlers.cases.reference import find_reference, make_reference
from nlp.reading import Kind
from nlp.sameness import bands, packed, signature
from storage.cases import CaseRow
from storage.database import Database
from storage.finding.likeness import is_compared, values_of
from storage.finding.words import terms_of

NOW = datetime(2026, 7, 1, 3, tzinfo=UTC)
YEARS = 10
OPEN_SHARE = 0.04  # the last ones told
CHUNK = 2000
UNITS = ("works", "electric", "health", "water", "order", "clerk")
MATTERS = {
    "streetlight": ("electric", "ไฟถนนดับ", "เสาไฟเอียง", "หลอดไฟขาด ซอยมืด", "ไฟกะพริบทั้งคืน"),
    "road": ("works", "ถนนเป็นหลุมลึก", "ผิวถนนชำรุด", "ถนนทรุดตัว", "ฝาท่อกลางถนนหลุด"),
    "waste": ("health", "ขยะล้นถัง", "รถขยะไม่มาเก็บ", "มีคนทิ้งขยะริมทาง", "กองขยะส่งกลิ่นเหม็น"),
    "drainage": ("works", "ท่อระบายน้ำอุดตัน", "น้ำเน่าในท่อ", "ฝาท่อแตก", "ท่อตันน้ำเอ่อ"),
    "flooding": ("works", "น้ำท่วมขัง", "น้ำท่วมเข้าบ้าน", "ฝนตกทีไรน้ำท่วมทุกที", "น้ำรอระบาย"),
    "animals": ("health", "หมาจรจัดไล่กัดคน", "สุนัขไม่มีเจ้าของ", "แมวจรเพิ่มขึ้นมาก", "งูเข้าบ้าน"),
    "noise": ("health", "เสียงดังกลางคืน", "ร้านคาราโอเกะเสียงดัง", "โรงงานเสียงดัง", "ก่อสร้างเสียงดัง"),
    "water_supply": ("water", "น้ำประปาไม่ไหล", "ท่อประปาแตก", "น้ำขุ่นแดง", "น้ำไหลเบา"),
    "obstruction": ("order", "รถจอดขวางทาง", "แผงค้าขวางทางเท้า", "วัสดุก่อสร้างกองบนถนน", "ตั้งของกีดขวาง"),
    "staff_conduct": ("clerk", "เจ้าหน้าที่พูดจาไม่ดี", "เจ้าหน้าที่ให้รอนาน", "ไม่บริการ", "ไม่รับเรื่อง"),
}
HARMS = ("มืดมากกลัวอุบัติเหตุ", "รถล้มไปหลายคันแล้ว", "เหม็นไปทั้งซอย", "เด็กเดินไปโรงเรียนไม่ได้", "เดือดร้อนกันทั้งหมู่บ้าน",
         "แจ้งไปแล้วไม่มีใครมา", "เป็นแบบนี้มานานแล้ว", "คนแก่เดินลำบาก",
         "นอนไม่หลับมาหลายคืน", "ช่วยมาดูหน่อยค่ะ", "ขอบคุณครับ", "ฝากด้วยนะคะ")  # fmt: skip
SPOTS = ("หน้าวัด", "หลังตลาดสด", "ข้างโรงเรียน", "ปากซอย", "ท้ายซอย", "หน้าอนามัย", "ริมคลอง", "ตรงสะพาน", "หน้าร้านค้า",
         "สามแยกศาลา")  # fmt: skip
DONE = ("แก้ไขเรียบร้อยแล้ว", "เปลี่ยนอุปกรณ์ใหม่แล้ว", "เข้าเก็บและทำความสะอาดแล้ว", "ซ่อมแซมเสร็จตามที่แจ้ง", "ตรวจสอบแล้วปกติ")
_LETTERS = "กขคจชดตทนบปพมยรลวสหอ"
_CLOSED = ("closed", "closed", "closed", "closed", "unconfirmed", "refused", "referred")
_OPEN = ("received", "assigned", "assigned", "assigned", "in_progress", "in_progress", "reported",
         "answered", "waiting")  # fmt: skip


def report(number: int, count: int) -> dict[str, Any]:
    """The case of a number: the same at every run."""
    rng = random.Random(number)
    category = rng.choice(tuple(MATTERS))
    unit, *matters = MATTERS[category]
    matter, spot, village = rng.choice(matters), rng.choice(SPOTS), rng.randrange(1, 31)
    name = "".join(rng.choice(_LETTERS) + rng.choice(("", "า", "ี", "ู")) for _ in range(4))
    place = f"{spot}{name} ซอย {rng.randrange(1, 90)} หมู่ {village}"
    house = f"{rng.randrange(999)}/{rng.randrange(99)}"
    opened = NOW - timedelta(days=365 * YEARS * (1 - (number + rng.random()) / count))
    is_open = number >= count * (1 - OPEN_SHARE)
    reference = make_reference(Kind.COMPLAINT, 2500 + number // 900_000, number % 900_000 + 1)
    return {
        "id": number + 1, "reference": reference, "digits": find_reference(reference), "kind": "complaint",
        "channel": rng.choice(("line", "line", "line", "phone", "letter")), "category": category,
        "title": f"{matter}{spot}", "text": f"{matter} {place} {rng.choice(HARMS)} {rng.choice(HARMS)} บ้านเลขที่ {house}",
        "status": rng.choice(_OPEN if is_open else _CLOSED), "way": "general", "urgent": rng.random() < 0.03,
        "unit": unit,
        "contact": "line", "phone": "", "person_named": "", "place": place, "area": f"moo_{village}",
        "latitude": 14.03 + rng.uniform(-0.06, 0.06), "longitude": 99.52 + rng.uniform(-0.06, 0.06),
        "due": (opened + timedelta(days=rng.choice((3, 5, 15)))).date(), "opened_at": opened, "changed_at": opened,
        "version": 1, "wants_staff": False,
    }  # fmt: skip


def fill(database: Database, count: int) -> None:
    """Put so many cases into an empty register, with progress; what the program would keep beside them is kept."""
    columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task(f"{count:,} cases", total=count)
        for start in range(0, count, CHUNK):
            _put(database, range(start, min(start + CHUNK, count)), count)
            progress.advance(task, min(CHUNK, count - start))
    _settle(database, count)


def _put(database: Database, numbers: range, count: int) -> None:
    reports = [report(number, count) for number in numbers]
    rows = [CaseRow(**values) for values in reports]
    notes = {row.id: random.Random(row.id).choice(DONE) for row in rows}
    terms = [(row, sorted(terms_of(row, [notes[row.id]] if row.status in _CLOSED else []).terms)) for row in rows]
    compared = [(row, signature(row.text)) for row in rows if is_compared(row)]
    with database.begin() as db:
        raw = db.connection().connection.driver_connection
        put = _copy if not database.sqlite else _many
        put(raw, "case_file", [{**values, "officer_id": None} for values in reports])
        put(raw, "case_entry", [entry for row in rows for entry in _history(row, notes[row.id])])
        index = [{"case_id": row.id, "version": 1, "scheme": 1} for row, _ in terms]
        if database.sqlite:
            put(raw, "case_index", index)
            put(raw, "case_words", [{"rowid": row.id, "words": " ".join(found)} for row, found in terms])
        else:
            vectors = [" ".join(f"'{term}'" for term in found) for _, found in terms]
            put(raw, "case_index", [one | {"words": words} for one, words in zip(index, vectors, strict=True)])
        traces = [{"case_id": row.id, **values_of(row), "words": packed(one)} for row, one in compared]
        put(raw, "case_trace", traces)
        put(raw, "case_band", [{"band": band, "case_id": row.id} for row, one in compared for band in bands(one)])


def _history(row: CaseRow, note: str) -> Iterator[dict[str, Any]]:
    steps = [(None, "received", "citizen", ""), ("assign", "assigned", "system", "")]
    if row.status in _CLOSED:
        steps += [("report", "reported", "officer", note), ("confirm", row.status, "citizen", "")]
    for at, (move, after, role, told) in enumerate(steps):
        yield {
            "case_id": row.id, "at": row.opened_at + timedelta(hours=at), "role": role, "move": move, "after": after,
            "unit": row.unit, "note": told, "public": True,
        }  # fmt: skip


def _many(raw: Any, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    marks = ", ".join("?" * len(names))
    values = ([_plain(row[name]) for name in names] for row in rows)
    raw.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _copy(raw: Any, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def _settle(database: Database, count: int) -> None:
    """What an office's database has after years: statistics, and numbers that go on where the cases end."""
    if database.sqlite:
        with database.begin() as db:
            db.execute(text("ANALYZE"))
        return
    with database.begin() as db:
        db.execute(text("SELECT setval(pg_get_serial_sequence('case_file', 'id'), :last)"), {"last": count})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
