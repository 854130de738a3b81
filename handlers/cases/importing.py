"""Rows of an old register as matters: columns known by their names, cells read kindly, what is wrong said by cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from handlers.cases.facts import Channel
from handlers.cases.intake import plain_phone
from handlers.cases.status import Status
from handlers.office import Office
from handlers.thaidates import read_date
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS, CATEGORY_NAMES

LONGEST = {"text": 5000, "title": 200, "place": 200, "name": 200, "number": 200, "result": 2000}
NEEDED = ("text", "opened")

# Field -> words by which old registers name its column, the most telling first.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("เลขที่เรื่อง", "เลขรับ", "เลขที่รับ", "เลขทะเบียน", "เลขที่", "ลำดับ", "reference", "ref", "number", "no"),
    "opened": ("วันที่รับเรื่อง", "วันที่รับ", "วันที่แจ้ง", "รับเมื่อ", "วันที่", "วัน", "date", "opened"),
    "text": ("รายละเอียดเรื่อง", "รายละเอียด", "ข้อความ", "เรื่องที่แจ้ง", "เรื่องร้องเรียน", "เรื่อง", "ปัญหา", "details",
             "text",
             "description"),
    "title": ("หัวข้อ", "ชื่อเรื่อง", "หัวเรื่อง", "title", "subject"),
    "kind": ("ลักษณะเรื่อง", "ลักษณะ", "ชนิดเรื่อง", "kind"),
    "category": ("ประเภทเรื่อง", "ประเภท", "หมวด", "หมวดหมู่", "category", "type"),
    "unit": ("หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "หน่วยงาน", "กอง", "ผู้รับผิดชอบ", "unit", "department"),
    "status": ("สถานะ", "ผลการดำเนินงาน", "สถานะเรื่อง", "status", "state"),
    "result": ("ผลการดำเนินการ", "การดำเนินการ", "ผล", "หมายเหตุ", "result", "remark", "note"),
    "place": ("สถานที่เกิดเหตุ", "สถานที่", "ที่เกิดเหตุ", "พื้นที่", "จุดที่แจ้ง", "หมู่ที่", "place", "location"),
    "name": ("ชื่อผู้แจ้ง", "ผู้แจ้ง", "ชื่อผู้ร้อง", "ผู้ร้องเรียน", "ผู้ร้อง", "ชื่อ-สกุล", "ชื่อ", "name"),
    "phone": ("เบอร์โทรศัพท์", "เบอร์โทร", "โทรศัพท์", "โทร", "เบอร์", "phone", "tel"),
    "channel": ("ช่องทาง", "ช่องทางที่แจ้ง", "channel", "source"),
}  # fmt: skip
_KINDS = {"ร้องเรียน": Kind.COMPLAINT, "ร้องทุกข์": Kind.COMPLAINT, "เสนอ": Kind.SUGGESTION, "สอบถาม": Kind.QUESTION,
          "ถาม": Kind.QUESTION, "ชม": Kind.COMPLIMENT, "อื่น": Kind.OTHER}  # fmt: skip
_CHANNELS = {"โทร": Channel.PHONE, "ตนเอง": Channel.WALK_IN, "หนังสือ": Channel.LETTER, "จดหมาย": Channel.LETTER,
             "เมล": Channel.EMAIL, "mail": Channel.EMAIL, "เว็บ": Channel.WEB, "web": Channel.WEB,
             "facebook": Channel.WEB,
             "เคลื่อนที่": Channel.MOBILE_UNIT, "ตู้": Channel.BOX, "ดำรงธรรม": Channel.MINISTRY, "กระทรวง": Channel.MINISTRY,
             "จังหวัด": Channel.MINISTRY, "line": Channel.LINE, "ไลน์": Channel.LINE}  # fmt: skip
# The first that is found counts: `ยังไม่เสร็จ` holds `เสร็จ`.
_STATES = (("ไม่รับ", Status.REFUSED), ("ยังไม่", Status.RECEIVED), ("ระหว่าง", Status.RECEIVED), ("กำลัง", Status.RECEIVED),
           ("รอ", Status.RECEIVED), ("ส่งต่อ", Status.REFERRED), ("ถอน", Status.WITHDRAWN), ("ยกเลิก", Status.WITHDRAWN),
           ("เสร็จ", Status.UNCONFIRMED), ("เรียบร้อย", Status.UNCONFIRMED), ("ปิด", Status.UNCONFIRMED),
           ("ยุติ", Status.UNCONFIRMED), ("แล้ว", Status.UNCONFIRMED), ("done", Status.UNCONFIRMED),
           ("closed", Status.UNCONFIRMED), ("open", Status.RECEIVED), ("ใหม่", Status.RECEIVED))  # fmt: skip


class CellFault(StrEnum):
    """What is wrong with a cell; each has a sentence in the console's texts under `cell_fault.*`."""

    MISSING = "missing"
    DATE = "date"
    FUTURE = "future"
    LONG = "long"
    FORMULA = "formula"
    TWICE = "twice"
    KNOWN = "known"
    STATUS = "status"


@dataclass(frozen=True)
class Fault:
    """A fault by row (as the file counts them) and field."""

    row: int
    field: str
    fault: CellFault
    value: str = ""


@dataclass(frozen=True)
class Record:
    """One row as it will be in the register. Category or unit empty: guessed from the words, chosen by the rules."""

    row: int
    text: str
    opened: date
    title: str = ""
    number: str = ""
    kind: Kind | None = None
    category: str = ""
    unit: str = ""
    status: Status = Status.RECEIVED
    result: str = ""
    place: str = ""
    name: str = ""
    phone: str = ""
    channel: Channel = Channel.WALK_IN


@dataclass(frozen=True)
class Plan:
    """How a file is to be read: field -> column, and words of cells that staff mapped by hand."""

    columns: Mapping[str, int]
    words: Mapping[str, str] = field(default_factory=dict)  # "category:ไฟฟ้า" -> streetlight


@dataclass(frozen=True)
class Reading:
    """What a file comes to: the matters, what is wrong, and words that nobody knows (with how often they stand)."""

    records: tuple[Record, ...]
    faults: tuple[Fault, ...]
    unknown: Mapping[str, int]


def guess_columns(heads: Sequence[str]) -> dict[str, int]:
    """Return which column holds which field, as far as their names tell; a column is used once."""
    plain = [re.sub(r"[\s*:()./_-]+", "", head).lower() for head in heads]
    found: dict[str, int] = {}
    for exact in (True, False):
        for name, known in COLUMNS.items():
            for word in known if name not in found else ():
                free = (place for place, head in enumerate(plain) if place not in found.values())
                place = next((one for one in free if _same(plain[one], word, exact=exact)), None)
                if place is not None:
                    found[name] = place
                    break
    return found


def read_rows(
    rows: Sequence[tuple[int, Sequence[object]]], plan: Plan, office: Office, today: date, known: frozenset[str]
) -> Reading:
    """Return what the rows of a file come to. `known` are outside numbers that the register holds already."""
    records: list[Record] = []
    faults: list[Fault] = []
    unknown: dict[str, int] = {}
    seen: set[str] = set()
    for number, cells in rows:
        got = {name: cells[place] if place < len(cells) else None for name, place in plan.columns.items()}
        if not any(_words(value) for value in got.values()):
            continue
        wrong = _faults(number, got, today, known, seen)
        faults += wrong
        if not wrong:
            records.append(_record(number, got, plan, office, today, unknown))
        seen.add(_words(got.get("number")))
    return Reading(tuple(records), tuple(faults), unknown)


def _same(head: str, word: str, *, exact: bool) -> bool:
    plain = re.sub(r"[\s-]+", "", word).lower()
    return head == plain if exact else len(plain) >= 3 and plain in head


def _faults(
    row: int, got: Mapping[str, object], today: date, known: frozenset[str], seen: set[str]
) -> list[Fault]:
    found = [Fault(row, name, CellFault.MISSING) for name in NEEDED if not _words(got.get(name))]
    for name, value in got.items():
        if isinstance(value, str) and value.startswith("="):
            found.append(Fault(row, name, CellFault.FORMULA, value[:40]))
        elif len(_words(value)) > LONGEST.get(name, 200):
            found.append(Fault(row, name, CellFault.LONG, _words(value)[:40]))
    opened = got.get("opened")
    if _words(opened) and not str(opened).startswith("="):
        day = read_date(opened, today)
        if day is None or day > today:
            found.append(Fault(row, "opened", CellFault.FUTURE if day else CellFault.DATE, _words(opened)[:40]))
    number = _words(got.get("number"))
    if number and number in seen:
        found.append(Fault(row, "number", CellFault.TWICE, number[:40]))
    elif number and number in known:
        found.append(Fault(row, "number", CellFault.KNOWN, number[:40]))
    return found


def _record(
    row: int, got: Mapping[str, object], plan: Plan, office: Office, today: date, unknown: dict[str, int]
) -> Record:
    def known_word(name: str, found: str | None) -> str:
        value = _words(got.get(name))
        mapped = plan.words.get(f"{name}:{value}")
        if value and found is None and mapped is None:
            unknown[f"{name}:{value}"] = unknown.get(f"{name}:{value}", 0) + 1
        return mapped if mapped is not None else found or ""

    opened = read_date(got["opened"], today)
    assert opened is not None
    status = known_word("status", _status(_words(got.get("status"))))
    return Record(
        row=row,
        text=str(got["text"]).strip(),
        opened=opened,
        title=_words(got.get("title")),
        number=_words(got.get("number")),
        kind=next((kind for word, kind in _KINDS.items() if word in _words(got.get("kind"))), None),
        category=known_word("category", _category(_words(got.get("category")))),
        unit=known_word("unit", _unit(_words(got.get("unit")), office)),
        status=Status(status) if status in set(Status) else Status.RECEIVED,
        result=str(got.get("result") or "").strip(),
        place=_words(got.get("place")),
        name=_words(got.get("name")),
        phone=plain_phone(_words(got.get("phone"))),
        channel=_channel(_words(got.get("channel"))),
    )


def _words(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) if value is not None else ""


def _status(value: str) -> str | None:
    lower = value.lower()
    return next((status.value for word, status in _STATES if word in lower), None)


def _channel(value: str) -> Channel:
    lower = value.lower()
    return next((channel for word, channel in _CHANNELS.items() if word in lower), Channel.WALK_IN)


def _category(value: str) -> str | None:
    if value in CATEGORY_KEYS:
        return value
    plain = value.replace(" ", "")
    return next((key for key, name in CATEGORY_NAMES.items() if plain and name.replace(" ", "") == plain), None)


def _unit(value: str, office: Office) -> str | None:
    plain = value.lower()
    for unit in office.units:
        if plain and plain in (unit.key, *(name.lower() for name in unit.names.values())):
            return unit.key
    return None
