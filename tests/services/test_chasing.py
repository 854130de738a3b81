"""Deadlines in real databases: reminders and chasers once over all workers, pauses, calendars announced late."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

from bot.services.alerts.chasing import Chasing
from bot.services.casework.clocks import changes, reckon_anew
from handlers.cases.facts import SYSTEM
from handlers.cases.status import Brought, MoveName, Status
from storage.deadlines import AbsenceRow, NudgeRow, OfficeDayRow
from storage.offices import touch
from storage.outgoing import OutgoingRow
from storage.staff import StaffRow
from tests.services.hall import Hall


def link(hall: Hall, username: str, letter: str) -> str:
    line_id = "U" + letter * 32
    with hall.parts.database.begin() as db:
        db.get_one(StaffRow, hall.staff[username]).line_id = line_id
        touch(db)
    return line_id


def told(hall: Hall, to: str) -> list[str]:
    rows = [row for row in hall.rows(OutgoingRow) if row.recipient == to]
    return [json.dumps(row.messages, ensure_ascii=False) for row in rows]


def look(hall: Hall) -> int:
    return Chasing(hall.parts.settings, hall.parts.database).look(hall.clock.now())


def test_an_officer_is_reminded_chased_by_number_and_then_the_head_hears(hall: Hall) -> None:
    hall.agree()
    officer, head = link(hall, "officer", "1"), link(hall, "head", "2")
    case_id = hall.case(Status.IN_PROGRESS)
    for _ in range(42):
        look(hall)
        assert look(hall) == 0, "nothing is said twice"
        hall.clock.move(timedelta(days=1))
    stages = [(row.stage, row.number, row.serial) for row in hall.rows(NudgeRow) if row.case_id == case_id]
    assert [one for one in stages if one[0] != "chase"] == [("remind", 1, 0), ("escalate", 1, 3), ("governor", 1, 5)]
    assert [one[2] for one in stages if one[0] == "chase"] == list(range(1, hall.row(case_id).chasers + 1))
    assert any("ติดตามเร่งรัดครั้งที่ 2" in one for one in told(hall, officer))
    assert any("ผู้ว่าราชการจังหวัด" in one for one in told(hall, head))
    assert [entry.act for entry in hall.history(case_id)].count("chase") == len(stages) - 1


def test_many_workers_at_once_say_a_thing_once(hall: Hall) -> None:
    hall.agree()
    officer = link(hall, "officer", "1")
    hall.case(Status.IN_PROGRESS)
    hall.clock.move(timedelta(days=15))
    before = len(told(hall, officer))
    with ThreadPoolExecutor(6) as pool:
        said = sum(pool.map(lambda _: look(hall), range(6)))
    assert said == len(hall.rows(NudgeRow))
    assert len({(row.stage, row.number, row.due) for row in hall.rows(NudgeRow)}) == said
    assert len(told(hall, officer)) - before == sum(row.stage == "chase" for row in hall.rows(NudgeRow))


def test_a_stand_in_hears_instead_of_who_is_away(hall: Hall) -> None:
    hall.agree()
    officer, head = link(hall, "officer", "1"), link(hall, "head", "2")
    hall.case(Status.IN_PROGRESS)
    hall.clock.move(timedelta(days=14))
    today = hall.clock.now().date()
    with hall.parts.database.begin() as db:
        db.add(AbsenceRow(staff_id=hall.staff["officer"], begins=today, ends=today))
    before = len(told(hall, officer)), len(told(hall, head))
    look(hall)
    assert len(told(hall, officer)) == before[0]
    assert len(told(hall, head)) > before[1], "without a stand-in it is the head's"


def test_a_paused_case_is_not_chased_until_its_limit_is_used_up(hall: Hall) -> None:
    hall.agree()
    case_id = hall.case(Status.IN_PROGRESS)
    hall.move(case_id, MoveName.ASK, "officer", Brought("เสาต้นไหนคะ"))
    due = hall.row(case_id).due
    hall.clock.move(timedelta(days=12))
    assert look(hall) == 0
    office = hall.parts.desk.office()
    assert reckon_anew(hall.parts.database, office, hall.clock.now(), "limit", SYSTEM, only_waiting=True) == 0
    hall.clock.move(timedelta(days=14))
    assert reckon_anew(hall.parts.database, office, hall.clock.now(), "limit", SYSTEM, only_waiting=True) == 1
    assert due is not None
    assert hall.row(case_id).due > due
    assert json.loads(hall.history(case_id)[-1].detail)["why"] == "limit"


def test_a_day_that_is_announced_late_is_previewed_and_then_moves_open_cases_with_a_trace(hall: Hall) -> None:
    hall.agree()
    case_id = hall.case(Status.IN_PROGRESS)
    due, version = hall.row(case_id).due, hall.row(case_id).version
    day = date(2026, 7, 3)
    office = hall.parts.desk.office()
    wanted = replace(office, holidays=office.holidays | {day})
    with hall.parts.database.reading() as db:
        assert [(one.case_id, one.before) for one in changes(db, wanted, hall.clock.now())] == [(case_id, due)]
    assert hall.row(case_id).due == due, "a preview changes nothing"
    with hall.parts.database.begin() as db:
        db.add(OfficeDayRow(day=day, kind="closed", name="งานประจำปี", announced_at=hall.clock.now()))
        touch(db)
    assert reckon_anew(hall.parts.database, hall.parts.desk.office(), hall.clock.now(), "calendar", SYSTEM) == 1
    assert hall.row(case_id).due > due  # type: ignore[operator]
    assert hall.row(case_id).version > version
    last = hall.history(case_id)[-1]
    assert (last.act, json.loads(last.detail)["why"]) == ("due", "calendar")
    assert reckon_anew(hall.parts.database, hall.parts.desk.office(), hall.clock.now(), "calendar", SYSTEM) == 0
