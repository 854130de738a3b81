"""A small made-up municipality in a real database: units, staff of every role, and cases in every status."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image, ImageDraw

from bot.app import create_app
from bot.clock import SetClock
from bot.parts import Parts
from bot.services.staff.passwords import Passwords
from bot.settings import Settings
from handlers.cases.reference import find_reference, make_reference
from handlers.cases.status import Status
from nlp.reading import Kind
from storage.cases import CaseRow, EntryRow
from storage.deadlines import AbsenceRow
from storage.media import KEPT, Media
from storage.offices import SettingRow, UnitRow
from storage.outgoing import Outgoing, queue
from storage.parts import PartRow
from storage.people import PersonRow
from storage.staff import StaffRow

PASSWORD = "a long enough secret"
CITIZEN_LINE_ID = "U" + "c" * 32
UNITS = {"works": ("กองช่าง", "Public Works"), "health": ("กองสาธารณสุข", "Public Health")}
STAFF = {
    "registrar": ("สมมุติ รับเรื่อง", "registrar", None),
    "officer": ("สมมุติ ช่างไฟ", "officer", "works"),
    "neighbour": ("สมมุติ สาธารณสุข", "officer", "health"),
    "head": ("สมมุติ หัวหน้า", "head", None),
    "administrator": ("สมมุติ ผู้ดูแล", "administrator", None),
    "auditor": ("สมมุติ ผู้ตรวจ", "auditor", None),
}
_kept_hash: list[str] = []


@dataclass
class Town:
    """The application and what was put into its database."""

    app: Flask
    parts: Parts
    clock: SetClock
    staff: dict[str, int]
    person: int
    number: int = 0

    def case(self, status: Status = Status.ASSIGNED, unit: str | None = "works", **changes: object) -> int:
        """Put a case into the register and return its id."""
        self.number += 1
        kind = Kind(str(changes.get("kind", Kind.COMPLAINT)))
        reference = make_reference(kind, 2569, self.number)
        now = self.clock.now()
        values: dict[str, object] = {
            "reference": reference, "digits": find_reference(reference), "kind": kind, "channel": "line",
            "category": "streetlight", "title": "ไฟถนนหน้าวัดดับ", "text": "ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ มืดมาก",
            "status": status, "way": "general", "unit": unit, "person_id": self.person, "contact": "line",
            "place": "หน้าวัดสมมุติ หมู่ 5", "due": date(2026, 7, 3), "opened_at": now, "changed_at": now,
            "latitude": 14.0301, "longitude": 99.5201,
        }  # fmt: skip
        with self.parts.database.begin() as db:
            row = CaseRow(**(values | changes))
            db.add(row)
            db.flush()
            db.add(EntryRow(case_id=row.id, at=now, role="citizen", after="received", unit=None))
            return row.id

    def part(self, case_id: int, unit: str = "works", status: str = "assigned", **more: Any) -> int:
        """Give a unit a part of a case."""
        now = self.clock.now()
        with self.parts.database.begin() as db:
            made = PartRow(case_id=case_id, unit=unit, status=status, made_at=now, changed_at=now, **more)
            db.add(made)
            db.flush()
            return made.id

    def absence(self, username: str) -> int:
        """Somebody is away today."""
        today = self.clock.now().date()
        with self.parts.database.begin() as db:
            made = AbsenceRow(staff_id=self.staff[username], begins=today, ends=today)
            db.add(made)
            db.flush()
            return made.id

    def row(self, case_id: int) -> CaseRow:
        """A case as it stands now."""
        with self.parts.database.reading() as db:
            return db.get_one(CaseRow, case_id)

    def picture(self, case_id: int, role: str = "before", colour: str = "#31506a", entry: int | None = None) -> int:
        """Give a case a real picture."""
        with self.parts.database.begin() as db:
            kept: Media = self.parts.media.store_upload(db, io.BytesIO(jpeg(colour)), "image", case_id, role)
            kept.entry_id = entry
            assert kept.state == KEPT
            return kept.id

    def say(self, case_id: int, text: str, to: str = CITIZEN_LINE_ID) -> None:
        """Queue a message about a case."""
        parcel = Outgoing(to, ({"type": "text", "text": text},), "result", case_id=case_id)
        with self.parts.database.begin() as db:
            queue(db, [parcel], self.clock.now())

    def wait(self, **passed: float) -> None:
        """Let time pass."""
        self.clock.move(timedelta(**passed))


def jpeg(colour: str = "#31506a", size: tuple[int, int] = (640, 480)) -> bytes:
    """A drawn picture."""
    image = Image.new("RGB", size, colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((size[0] * 0.47, size[1] * 0.25, size[0] * 0.52, size[1]), fill="#222")
    draw.ellipse((size[0] * 0.4, size[1] * 0.1, size[0] * 0.6, size[1] * 0.3), fill="#f5d76e")
    written = io.BytesIO()
    image.save(written, "JPEG")
    return written.getvalue()


def build(settings: Settings, clock: SetClock) -> Town:
    """Make the town in the (migrated, empty) database of the settings."""
    app = create_app(settings, clock)
    app.config["TESTING"] = True
    parts: Parts = app.extensions["siang"]
    if not _kept_hash:
        _kept_hash.append(Passwords().hash(PASSWORD))
    staff = {}
    with parts.database.begin() as db:
        db.add(SettingRow(key="names", value={"th": "เทศบาลเมืองสมมุติ", "en": "Sommut Town"}))
        for key, (thai, english) in UNITS.items():
            db.add(UnitRow(key=key, names={"th": thai, "en": english}))
        for username, (name, role, unit) in STAFF.items():
            row = StaffRow(
                username=username, name=name, role=role, unit=unit, password_hash=_kept_hash[0],
                created_at=clock.now(),
            )  # fmt: skip
            db.add(row)
            db.flush()
            staff[username] = row.id
        person = PersonRow(line_id=CITIZEN_LINE_ID, name="สมหญิง สมมุติ", notice="1", created_at=clock.now())
        db.add(person)
        db.flush()
        return Town(app, parts, clock, staff, person.id)


def folder(town: Town) -> Path:
    """Where the town's pictures and papers lie."""
    return Path(town.parts.settings.media_url.removeprefix("file:"))
