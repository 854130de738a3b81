"""What happened in the demonstration's town before today: cases in every state, so that no screen is empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageOps
from sqlalchemy.orm import Session

from bot.demo.ways import show_the_ways
from bot.media import MediaStore
from bot.services.casework.afterphotos import check_now
from bot.services.casework.cases import Step, move_case, open_case
from handlers.cases.facts import Actor, Contact, Draft
from handlers.cases.status import NOTHING, MoveName, Role
from handlers.messages import Point
from handlers.office import Office
from handlers.person import Person
from nlp.reading import Kind
from storage.labels import PollRow
from storage.people import PersonRow, save_person
from storage.pictures import BEFORE
from storage.staff import staff_by_username

NEIGHBOURS = ("U" + "07" * 16, "U" + "08" * 16, "U" + "09" * 16)


@dataclass(frozen=True)
class Tale:
    """A past case: what was told, how many days ago, what was done since, and by whom."""

    days_ago: float
    kind: Kind
    category: str
    title: str
    text: str
    place: str
    officer: str
    moves: tuple[tuple[MoveName, str], ...] = ()
    before: str = ""
    after: str = ""
    score: int | None = None
    contact: Contact = Contact.LINE


A, R, C, V, Q = MoveName.ACCEPT, MoveName.REPORT, MoveName.CONFIRM, MoveName.VISIT, MoveName.ASK
_LAMP, _PIT, _BIN, _FLOOD = "lamp-dark.jpg", "pothole.jpg", "rubbish.jpg", "flood.jpg"

TALES = (
    Tale(26, Kind.COMPLAINT, "streetlight", "ไฟถนนหน้าโรงเรียนดับสองดวง",
         "ไฟถนนหน้าโรงเรียนดับสองดวงค่ะ เด็กกลับบ้านเย็นมองไม่เห็นทาง", "school_ban_mai", "officer",
         ((A, ""), (V, "พบหลอดขาดสองหลอด"), (R, "เปลี่ยนหลอดไฟแล้วทั้งสองดวง"), (C, "")), _LAMP, "~lamp-lit.jpg", 5),
    Tale(19, Kind.COMPLAINT, "road", "ถนนเข้าหมู่บ้านเป็นหลุมใหญ่",
         "ถนนเข้าหมู่บ้านเป็นหลุมใหญ่ รถมอเตอร์ไซค์ล้มไปสองคันแล้วครับ", "moo_3", "works",
         ((A, ""), (R, "ปะหลุมและบดอัดเรียบร้อยแล้ว"), (C, "")), _PIT, "~road-mended.jpg", 4),
    Tale(12, Kind.COMPLAINT, "waste", "ขยะล้นถังหน้าตลาดสด",
         "ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว กลิ่นแรงมาก", "market", "health",
         ((A, ""), (R, "เก็บขยะและเพิ่มรอบเก็บหน้าตลาดเป็นวันละสองรอบ"), (C, "")), _BIN, "", 2),
    Tale(9, Kind.QUESTION, "tax_registry", "ภาษีป้ายจ่ายที่ไหน", "ภาษีป้ายร้านเล็ก ๆ ต้องจ่ายที่ไหนคะ ใช้เอกสารอะไรบ้าง",
         "", "", ()),
    Tale(8, Kind.COMPLAINT, "drainage", "ท่อระบายน้ำอุดตันหลังตลาด",
         "ท่อระบายน้ำหลังตลาดอุดตัน ฝนตกทีไรน้ำเอ่อเข้าบ้าน", "market", "works",
         ((A, ""), (V, "พบเศษวัสดุอุดตันยาวประมาณ 15 เมตร")), _FLOOD),
    Tale(6, Kind.SUGGESTION, "public_space", "อยากให้มีลานออกกำลังกาย",
         "อยากให้มีลานออกกำลังกายกลางหมู่บ้าน ผู้สูงอายุจะได้เดินตอนเย็นค่ะ", "moo_5", "works", ()),
    Tale(5, Kind.COMPLAINT, "animals", "สุนัขจรจัดไล่คนหน้าวัด",
         "สุนัขจรจัดหลายตัวไล่คนเดินผ่านหน้าวัดตอนเช้ามืดครับ", "wat_ban_mai", "health", ((A, ""),)),
    Tale(4, Kind.COMPLAINT, "streetlight", "ไฟถนนซอยสุขใจติด ๆ ดับ ๆ",
         "ไฟถนนในซอยติด ๆ ดับ ๆ ทุกคืนเลยค่ะ", "moo_5", "officer",
         ((A, ""), (Q, "รบกวนบอกเลขที่เสาไฟ หรือจุดสังเกตใกล้เสาด้วยค่ะ"))),
    Tale(3, Kind.COMPLAINT, "road", "ฝาท่อกลางถนนทรุด", "ฝาท่อกลางถนนทรุดลงไปเกือบคืบ กลัวรถตกครับ", "moo_2", "works",
         ((A, ""), (R, "ยกฝาท่อและเทปูนรอบฝาใหม่")), _PIT, "road-mended.jpg"),
    Tale(2, Kind.COMPLIMENT, "other", "ชมเจ้าหน้าที่เก็บขยะ", "เจ้าหน้าที่เก็บขยะสุภาพมากค่ะ ช่วยยกถุงให้คนแก่ด้วย",
         "", "", ()),
    Tale(1.2, Kind.COMPLAINT, "cables", "สายสื่อสารห้อยต่ำหน้าร้าน",
         "สายสื่อสารห้อยต่ำหน้าร้าน รถกระบะเกือบเกี่ยวครับ", "market", "officer", ()),
    Tale(0.8, Kind.COMPLAINT, "staff_conduct", "เจ้าหน้าที่พูดจาไม่ดี",
         "ไปติดต่อเรื่องทะเบียน เจ้าหน้าที่พูดจาไม่ดีและให้รอนานโดยไม่บอกเหตุผล", "", "", (), contact=Contact.ANONYMOUS),
    Tale(0.3, Kind.COMPLAINT, "waste", "มีคนทิ้งขยะริมคลอง", "มีคนเอาขยะมาทิ้งริมคลองท้ายหมู่บ้าน กองใหญ่ขึ้นทุกวัน",
         "moo_7", "health", (), _BIN),
)  # fmt: skip


def tell_tales(db: Session, office: Office, store: MediaStore, now: datetime) -> None:
    """Write the town's past into the register, each step at its own hour."""
    people = [_neighbour(db, line_id, office, now) for line_id in NEIGHBOURS]
    for number, tale in enumerate(TALES):
        _tell(db, tale, people[number % len(people)], office, store, now)
    show_the_ways(db, people[0], office, now)


def _neighbour(db: Session, line_id: str, office: Office, now: datetime) -> PersonRow:
    return save_person(db, Person(line_id, notice=office.notice_version), now - timedelta(days=40))


def _tell(db: Session, tale: Tale, person: PersonRow, office: Office, store: MediaStore, now: datetime) -> None:
    opened_at = now - timedelta(days=tale.days_ago)
    case_id = open_case(db, _draft(tale, office), person, office, opened_at)[0].case.id
    if tale.before:
        _picture(db, store, tale.before, case_id, BEFORE)
    actor = _actor(db, tale.officer)
    for moment, (move, note) in zip(_moments(opened_at, now, len(tale.moves)), tale.moves, strict=True):
        uploads: Sequence[int] = ()
        if move is MoveName.REPORT and tale.after:
            uploads = [_picture(db, store, tale.after, case_id, "after")]
        by = Actor(Role.CITIZEN) if move is MoveName.CONFIRM else actor
        move_case(db, case_id, move, by, office, moment, replace(NOTHING, note=note), Step(uploads=uploads))
        if uploads:
            check_now(db, store, case_id, office, moment)
    if tale.score is not None:
        db.add(PollRow(case_id=case_id, score=tale.score, at=now))


def _moments(begins: datetime, ends: datetime, count: int) -> list[datetime]:
    """Spread the steps over the first days after the telling, in working hours of sorts."""
    stride = min((ends - begins) / (count + 1), timedelta(hours=20)) if count else timedelta()
    return [begins + stride * (step + 1) for step in range(count)]


def _draft(tale: Tale, office: Office) -> Draft:
    place = office.place(tale.place)
    return Draft(
        kind=tale.kind,
        text=tale.text,
        title=tale.title,
        category=tale.category,
        place=place.name("th") if place else "",
        area=place.key if place and place.kind == "village" else None,
        point=Point(place.latitude, place.longitude) if place else None,
        contact=tale.contact,
    )


def _actor(db: Session, username: str) -> Actor:
    row = staff_by_username(db, username) if username else None
    return Actor(Role(row.role), row.id, row.unit, row.name) if row else Actor(Role.SYSTEM)


def _picture(db: Session, store: MediaStore, name: str, case_id: int, role: str) -> int:
    picture = (files("bot.simulator") / "static" / "samples" / name.removeprefix("~")).read_bytes()
    if name.startswith("~"):  # the other way round: another street, so that it is no proof used twice
        turned = BytesIO()
        ImageOps.mirror(Image.open(BytesIO(picture)).convert("RGB")).save(turned, "JPEG", quality=88)
        picture = turned.getvalue()
    return store.store_upload(db, BytesIO(picture), "image", case_id, role).id


