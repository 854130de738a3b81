"""Alerts in a real database: who hears what by which means, once; the ladder of the untaken; the day's digest."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.services.alerts.alerting import Alerting
from bot.services.alerts.digesting import send_digests
from bot.services.alerts.standing_in import stand_in_for_line
from bot.services.alerts.telling import Telling, all_notices
from bot.services.alerts.untaken import look_after_untaken
from bot.services.casework.cases import open_case
from bot.settings import Settings
from handlers.alerts.alert import About, Alert, Audience
from handlers.alerts.rota import Duty
from handlers.cases.facts import Draft
from handlers.cases.status import Brought, MoveName, Status
from nlp.reading import Kind
from storage import outgoing
from storage.alerts import duty
from storage.alerts.posts import PostRow
from storage.alerts.reach import ReachRow
from storage.alerts.vigils import VigilRow
from storage.outgoing import REFUSED, OutgoingRow
from storage.staff import StaffRow
from tests.builders import GROUP
from tests.services.hall import Hall

OFFICER, NEIGHBOUR, HEAD = "U" + "c" * 32, "U" + "d" * 32, "U" + "e" * 32


@pytest.fixture
def reachable(hall: Hall) -> Hall:
    """A hall whose people have LINE, e-mail and telephone; an installation that has every means."""
    with hall.parts.database.begin() as db:
        for number, (name, line_id) in enumerate({"officer": OFFICER, "neighbour": NEIGHBOUR, "head": HEAD}.items()):
            db.get_one(StaffRow, hall.staff[name]).line_id = line_id
            db.add(ReachRow(staff_id=hall.staff[name], email=f"{name}@example.org", phone=f"081000000{number}"))
    return hall


def wired(hall: Hall) -> Settings:
    return replace(hall.parts.settings, smtp_url="smtp://mail", mail_from="a@b", sms_url="http://sms/{to}/{text}")


def told(hall: Hall, to: str) -> list[OutgoingRow]:
    return [row for row in hall.rows(OutgoingRow) if row.recipient == to]


def brought(hall: Hall, **changes: object) -> int:
    """A matter is registered and told of, as when a citizen sent it."""
    now, office = hall.clock.now(), hall.parts.desk.office()
    told = {"kind": Kind.COMPLAINT, "text": "ไฟถนนดับ", "title": "ไฟถนนดับ", "category": "streetlight"} | changes
    with hall.parts.database.begin() as db:
        happened = open_case(db, Draft(**told), None, office, now)
        parcels = Telling(hall.parts.settings).tell(all_notices(happened, office, now), office, now)
        outgoing.queue(db, [*parcels, *Alerting(hall.parts.settings).after(db, happened, office, now)], now)
        return happened[0].case.id


def posts(hall: Hall) -> list[tuple[str, str]]:
    return sorted((row.means, row.recipient) for row in hall.rows(PostRow))


def look(hall: Hall, minutes: int = 0) -> int:
    hall.clock.move(timedelta(minutes=minutes))
    return look_after_untaken(wired(hall), hall.parts.database, hall.clock.now())


def test_a_unit_without_a_group_hears_each_by_themselves(reachable: Hall):
    case_id = reachable.open(category="waste")
    assert reachable.row(case_id).unit == "health"
    reachable.move(case_id, MoveName.HAND_ON, "head", Brought(unit="works", note="ไม่ใช่ของเรา"))
    assert len(told(reachable, GROUP)) == 1
    reachable.move(case_id, MoveName.HAND_ON, "head", Brought(unit="health", note="ใช่แล้ว"))
    assert len(told(reachable, NEIGHBOUR)) == 1


def test_an_alert_of_a_round_is_told_once_however_often_it_is_asked(reachable: Hall):
    case_id, hall = reachable.open(category="waste"), reachable
    case = hall.parts.desk.view(case_id)
    assert case is not None
    alerting, office = Alerting(hall.parts.settings), hall.parts.desk.office()

    def send() -> None:
        with hall.parts.database.begin() as db:
            alerting.send(db, [Alert(About.OVERDUE, case, round="1")], office, hall.clock.now())

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told(hall, NEIGHBOUR)) == 1
    with hall.parts.database.begin() as db:
        assert alerting.send(db, [Alert(About.OVERDUE, case, round="2")], office, hall.clock.now()) == 1


def test_nobody_takes_an_urgent_case_and_the_next_are_called_one_rung_after_the_other(reachable: Hall):
    today = date(2026, 7, 1)
    with reachable.parts.database.begin() as db:
        duty.put(db, [Duty(today, "", reachable.staff["neighbour"])], today, today, "")
    case_id = brought(reachable, urgent=True)
    assert reachable.row(case_id).unit == "works"
    assert look(reachable, 14) == 0, "there is still time"
    assert look(reachable, 1) == 1
    assert told(reachable, NEIGHBOUR) == [], "an officer of another unit may not see the case, on call or not"
    assert posts(reachable) == [("email", "head@example.org"), ("email", "officer@example.org")]
    assert look(reachable, 14) == 0
    assert look(reachable, 1) == 1
    assert [post for post in posts(reachable) if post[0] == "sms"] == [("sms", "0810000000"), ("sms", "0810000002")]
    assert look(reachable, 15) == 1
    assert look(reachable, 15) == 0
    (vigil,) = reachable.rows(VigilRow)
    assert vigil.outcome == "gave_up"


def test_who_is_on_call_hears_in_line_first(reachable: Hall):
    today = date(2026, 7, 1)
    with reachable.parts.database.begin() as db:
        duty.put(db, [Duty(today, "works", reachable.staff["officer"])], today, today, "works")
    brought(reachable, urgent=True)
    assert look(reachable, 15) == 1
    (row,) = told(reachable, OFFICER)
    assert row.urgent
    assert "15" in str(row.messages)
    assert posts(reachable) == []


def test_a_case_that_is_taken_calls_nobody(reachable: Hall):
    case_id = brought(reachable, urgent=True)
    reachable.move(case_id, MoveName.ACCEPT, "officer")
    assert look(reachable, 60) == 0
    (vigil,) = reachable.rows(VigilRow)
    assert vigil.outcome == "taken"


def test_where_line_takes_nothing_nobody_waits(reachable: Hall):
    brought(reachable, urgent=True)
    with reachable.parts.database.begin() as db:
        for row in db.query(OutgoingRow):
            row.state = REFUSED
    assert look(reachable) == 1
    assert ("email", "officer@example.org") in posts(reachable)


def test_many_workers_climb_one_rung_once(reachable: Hall):
    brought(reachable, urgent=True)
    reachable.clock.move(timedelta(minutes=16))
    threads = [threading.Thread(target=look, args=(reachable,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert posts(reachable) == [("email", "head@example.org"), ("email", "officer@example.org")]


def test_an_e_mail_stands_in_for_what_line_refused_once(reachable: Hall):
    brought(reachable)
    with reachable.parts.database.begin() as db:
        for row in db.query(OutgoingRow):
            row.state = REFUSED
    for _ in range(2):
        stand_in_for_line(wired(reachable), reachable.parts.database, reachable.clock.now())
    assert posts(reachable) == [("email", "officer@example.org")]
    assert stand_in_for_line(reachable.parts.settings, reachable.parts.database, reachable.clock.now()) == 0


def test_a_restricted_case_is_told_to_no_unit_by_any_means(reachable: Hall):
    brought(reachable, category="corruption", urgent=True)
    for _ in range(5):
        look(reachable, 16)
    heard = {row.recipient for row in reachable.rows(OutgoingRow) if row.purpose == "alert"}
    assert heard <= {HEAD}
    assert all("head" in to or to == "0810000002" for _, to in posts(reachable))


def test_the_digest_comes_once_a_day_and_not_where_there_is_nothing(reachable: Hall):
    hall = reachable
    hall.case(Status.IN_PROGRESS)
    overdue = hall.open(category="waste")
    with hall.parts.database.begin() as db:
        from storage.cases import CaseRow

        db.get_one(CaseRow, overdue).due = date(2026, 6, 30)
        for row in db.query(OutgoingRow):
            db.delete(row)
    for _ in range(3):
        hall.clock.move(timedelta(minutes=5))
        send_digests(hall.parts.settings, hall.parts.database, hall.clock.now())
    digests = [row for row in hall.rows(OutgoingRow) if row.purpose == "digest"]
    assert sorted(row.recipient for row in digests) == sorted([NEIGHBOUR, HEAD])
    assert "เกินกำหนด 1 เรื่อง" in str(told(hall, NEIGHBOUR)[-1].messages)


def test_alerts_for_heads_and_people_go_to_them_alone(reachable: Hall):
    hall = reachable
    case = hall.parts.desk.view(hall.open())
    assert case is not None
    alerting, office, now = Alerting(hall.parts.settings), hall.parts.desk.office(), hall.clock.now()
    with hall.parts.database.begin() as db:
        assert alerting.send(db, [Alert(About.ESCALATED, case, Audience.HEADS)], office, now) == 1
        chosen = Alert(About.CHASER, case, Audience.PEOPLE, people=(hall.staff["officer"],))
        assert alerting.send(db, [chosen], office, now) == 1
    assert len(told(hall, HEAD)) == 1
    assert len(told(hall, OFFICER)) == 1
