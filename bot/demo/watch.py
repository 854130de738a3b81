"""The demonstration's alerts: how its people are reached, who is on call these weeks, and replies that lie ready."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.alerts.rota import WHOLE_OFFICE, Duty, week_of
from handlers.dates import local
from storage.alerts import duty
from storage.alerts.reach import ReachRow
from storage.replies import TemplateRow
from storage.staff import StaffRow

ON_CALL = ("officer", "works", "health", "registrar")  # one day after the other
REPLIES = (
    ("", "รับเรื่องแล้ว แจ้งกำหนด", "สวัสดีค่ะ {ชื่อ} {หน่วยงาน}ได้รับเรื่อง “{เรื่อง}” แล้ว จะดำเนินการให้เสร็จภายใน {กำหนด} ค่ะ"),
    ("", "ขอบคุณและปิดการสนทนา", "ขอบคุณ{ชื่อ}มากค่ะที่แจ้งข้อมูล มีความคืบหน้าเรื่อง {เลขเรื่อง} จะแจ้งให้ทราบทันทีค่ะ"),
    ("electric", "นัดเข้าพื้นที่", "ช่างจะเข้าไปตรวจที่{สถานที่}ในเวลาทำการพรุ่งนี้ค่ะ ไม่ต้องรออยู่บ้านนะคะ"),
    ("works", "รอเครื่องจักร", "งานนี้ต้องใช้เครื่องจักรค่ะ กำลังจัดคิว และจะแจ้งวันเข้าทำงานให้ทราบก่อนนะคะ"),
)


def seed_watch(db: Session, utc_offset_hours: int, now: datetime) -> None:
    """Fill in what the pages of alerts, rota and ready replies show."""
    staff = {row.username: row for row in db.scalars(select(StaffRow))}
    for row in staff.values():
        db.add(ReachRow(staff_id=row.id, email=f"{row.username}@banmai.example", phone="", quiet="", digest=True))
    people = [staff[name].id for name in ON_CALL if name in staff]
    monday = week_of(local(now, utc_offset_hours).date())[0] - timedelta(days=7)
    for number in range(28) if len(people) > 1 else ():
        day = monday + timedelta(days=number)
        who, stand_in = people[number % len(people)], people[(number + 1) % len(people)]
        duty.put(db, [Duty(day, WHOLE_OFFICE, who, stand_in)], day, day, WHOLE_OFFICE)
    db.add_all(TemplateRow(unit=unit, title=title, text=text, changed_at=now) for unit, title, text in REPLIES)
