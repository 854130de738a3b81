"""The three ways in the demonstration: an urgent matter, a working group, a pause with its reason, a late case."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.services.alerts.chasing import deadlines_of, note, pace_of
from bot.services.casework.cases import move_case, open_case
from bot.services.casework.teams import PartBrought
from bot.services.groupwork import move_part
from handlers.cases.chasing import nudges
from handlers.cases.facts import Actor, Draft
from handlers.cases.parts import PartAct
from handlers.cases.status import NOTHING, Brought, MoveName, Plan, Role
from handlers.dates import local
from handlers.messages import Point
from handlers.office import Office
from nlp.reading import Kind
from storage.cases import case_by_id
from storage.deadlines import AbsenceRow, nudged
from storage.parts import parts_of
from storage.people import PersonRow
from storage.staff import staff_by_username


def show_the_ways(db: Session, person: PersonRow, office: Office, now: datetime) -> None:
    """Write one case of each way into the register."""
    _group(db, person, office, now - timedelta(days=5))
    _urgent(db, person, office, now - timedelta(hours=7))
    _paused(db, person, office, now - timedelta(days=6))
    _late(db, person, office, now)
    _away(db, now)


def _group(db: Session, person: PersonRow, office: Office, told: datetime) -> None:
    case_id = _open(db, person, office, told, "canal", "น้ำในคลองเน่าและล้นเข้าบ้าน",
                    "น้ำในคลองหลังตลาดเน่าดำและล้นเข้าบ้านสี่หลัง มีคนทิ้งของเสียลงมาทุกคืน", "market")  # fmt: skip
    plans = (
        Plan("works", "ขุดลอกคลองและเปิดทางน้ำ", 7),
        Plan("health", "ตรวจคุณภาพน้ำและแหล่งของเสีย", 3),
        Plan("order", "ตรวจตราผู้ทิ้งของเสียเวลากลางคืน", 5),
    )
    order = Brought("คำสั่งที่ 12/2570 ให้สามหน่วยงานดำเนินการร่วมกันและรายงาน", "works", parts=plans)
    move_case(db, case_id, MoveName.CONVENE, _who(db, "head"), office, told + timedelta(hours=3), order)
    health, works = _who(db, "health"), _who(db, "works")
    _part(db, case_id, "health", PartAct.ACCEPT, health, office, told + timedelta(hours=5))
    _part(db, case_id, "works", PartAct.ACCEPT, works, office, told + timedelta(hours=22))
    found = "ค่าออกซิเจนต่ำ พบท่อน้ำทิ้งของร้านอาหารสองร้าน แจ้งให้ติดตั้งบ่อดักไขมันแล้ว"
    _part(db, case_id, "health", PartAct.REPORT, health, office, told + timedelta(days=2), found)
    _part(db, case_id, "health", PartAct.PASS, works, office, told + timedelta(days=2, hours=4))


def _urgent(db: Session, person: PersonRow, office: Office, told: datetime) -> None:
    case_id = _open(db, person, office, told, "bridge", "ราวสะพานข้ามคลองหัก",
                    "ราวสะพานข้ามคลองหักเป็นช่วงยาว เด็กนักเรียนเดินผ่านทุกเช้า", "moo_3", urgent=True)  # fmt: skip
    raised = replace(NOTHING, note="ต้องปิดสะพาน ขอให้หัวหน้าสั่งการ")
    move_case(db, case_id, MoveName.RAISE, _who(db, "works"), office, told + timedelta(hours=1), raised)
    at_once = Brought("ปิดสะพานทันทีและตั้งป้ายทางเลี่ยงภายในวันนี้", "works")
    move_case(db, case_id, MoveName.DISPATCH, _who(db, "head"), office, told + timedelta(hours=2), at_once)
    move_case(db, case_id, MoveName.ACCEPT, _who(db, "works"), office, told + timedelta(hours=3))


def _paused(db: Session, person: PersonRow, office: Office, told: datetime) -> None:
    case_id = _open(db, person, office, told, "cables", "เสาไฟฟ้าเอียงหลังลมแรง",
                    "เสาไฟฟ้าริมถนนเอียงมากหลังลมแรงเมื่อคืน กลัวล้มทับรถ", "moo_5")  # fmt: skip
    officer = _who(db, "officer")
    move_case(db, case_id, MoveName.ACCEPT, officer, office, told + timedelta(hours=2))
    hold = Brought("เสาเป็นของการไฟฟ้าส่วนภูมิภาค ส่งหนังสือแล้ว รอทีมช่าง", reason="agency")
    move_case(db, case_id, MoveName.HOLD, officer, office, told + timedelta(days=1), hold)


def _late(db: Session, person: PersonRow, office: Office, now: datetime) -> None:
    """Told three weeks ago, taken, and not done: with the chasers that it has had since."""
    told = now - timedelta(days=21)
    case_id = _open(db, person, office, told, "streetlight", "ไฟทางเข้าสวนสาธารณะดับทั้งแถว",
                    "ไฟทางเข้าสวนสาธารณะดับทั้งแถว คนมาออกกำลังกายตอนเย็นเดินลำบาก", "moo_2")  # fmt: skip
    move_case(db, case_id, MoveName.ACCEPT, _who(db, "officer"), office, told + timedelta(hours=4))
    row = case_by_id(db, case_id)
    assert row is not None
    for passed in range(1, 21):
        moment = told + timedelta(days=passed)
        today = local(moment, office.utc_offset_hours).date()
        for deadline in deadlines_of(db, row):
            done = nudged(db, row.id, deadline.part_id, deadline.due)
            for nudge in nudges(deadline.due, today, pace_of(office), office.holidays, done):
                note(db, row, deadline, nudge, moment)


def _away(db: Session, now: datetime) -> None:
    officer = staff_by_username(db, "health")
    if officer is not None:
        day = now.date()
        db.add(AbsenceRow(staff_id=officer.id, begins=day + timedelta(days=3), ends=day + timedelta(days=5)))


def _open(
    db: Session, person: PersonRow, office: Office, told: datetime, category: str, title: str, text: str, where: str,
    *, urgent: bool = False,
) -> int:  # fmt: skip
    place = office.place(where)
    draft = Draft(
        kind=Kind.COMPLAINT,
        text=text,
        title=title,
        category=category,
        place=place.name("th") if place else "",
        point=Point(place.latitude, place.longitude) if place else None,
        urgent=urgent,
    )
    return open_case(db, draft, person, office, told)[0].case.id


def _part(
    db: Session, case_id: int, unit: str, act: PartAct, by: Actor, office: Office, at: datetime, words: str = ""
) -> None:
    part = next(row for row in parts_of(db, case_id) if row.unit == unit)
    move_part(db, case_id, part.id, act, by, office, at, PartBrought(words))


def _who(db: Session, username: str) -> Actor:
    row = staff_by_username(db, username)
    assert row is not None
    return Actor(Role(row.role), row.id, row.unit, row.name)
