"""The page of alerts and the rota: what is typed is checked and kept, and what became of e-mails is shown."""

from datetime import date, timedelta

import pytest

from handlers.alerts.rota import week_of
from storage.alerts import duty, posts, reach
from storage.alerts.posts import REFUSED, Post, PostRow
from tests.console.town import Town

MINE = {"email": "officer@example.org", "phone": "081-234-5678", "quiet": "own", "quiet_from": "21:00",
        "quiet_to": "06:00", "digest": "1"}  # fmt: skip


def test_i_say_how_i_am_reached(sign_in, town: Town):
    desk = sign_in("officer")
    assert desk.post("/console/alerts/mine", **MINE).status_code == 302
    with town.parts.database.reading() as db:
        row = reach.reach_of(db, town.staff["officer"])
    assert (row.email, row.phone, row.quiet, row.digest) == ("officer@example.org", "0812345678", "21:00-06:00", True)
    assert "officer@example.org" in desk.page("/console/alerts")
    desk.post("/console/alerts/mine", email="", phone="", quiet="off")
    with town.parts.database.reading() as db:
        row = reach.reach_of(db, town.staff["officer"])
    assert (row.email, row.quiet, row.digest) == ("", "off", False)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "no address", "อีเมลนี้ไม่ถูกต้อง"),
        ("email", "a@b.c\nBcc: x@y.zz", "อีเมลนี้ไม่ถูกต้อง"),
        ("phone", "12", "หมายเลขโทรศัพท์นี้ไม่ถูกต้อง"),
        ("quiet_from", "06:00", "ช่วงเวลาต้องมี"),
        ("quiet_to", "25:99", "ช่วงเวลาต้องมี"),
    ],
)
def test_what_is_typed_wrong_is_said_and_not_kept(sign_in, town: Town, field: str, value: str, said: str):
    answer = sign_in("officer").post("/console/alerts/mine", **(MINE | {field: value}))
    assert answer.status_code == 422
    assert said in answer.text
    with town.parts.database.reading() as db:
        assert reach.reach_of(db, town.staff["officer"]).email == ""


def test_the_head_says_how_the_office_alerts(sign_in, town: Town):
    desk = sign_in("head")
    kept = {"minutes": "20", "digest_at": "07:45", "duty_changes_at": "08:30", "quiet": "1", "quiet_from": "19:00",
            "quiet_to": "07:00"}  # fmt: skip
    assert desk.post("/console/alerts/office", **kept).status_code == 302
    policy = town.parts.desk.office().policy
    assert policy.take_minutes == 20
    assert f"{policy.digest_at:%H:%M} {policy.duty_changes_at:%H:%M}" == "07:45 08:30"
    assert policy.quiet is not None
    assert policy.quiet.begins.hour == 19
    desk.post("/console/alerts/office", **{name: value for name, value in kept.items() if name != "quiet"})
    assert town.parts.desk.office().policy.quiet is None
    for wrong in ({"minutes": "0"}, {"minutes": "x"}, {"digest_at": "9"}, {"quiet_to": "19:00"}):
        assert desk.post("/console/alerts/office", **(kept | wrong)).status_code == 422


def test_the_rota_is_filled_in_for_some_weeks(sign_in, town: Town):
    desk, monday = sign_in("head"), week_of(date(2026, 7, 1))[0]
    who, other = str(town.staff["officer"]), str(town.staff["neighbour"])
    form = {"week": str(monday), "unit": "works", "weeks": "3", f"who-{monday}": who, f"stand-{monday}": other,
            f"away-{monday}": "1"}  # fmt: skip
    assert desk.post("/console/rota", **form).status_code == 302
    with town.parts.database.reading() as db:
        kept = duty.between(db, monday, monday + timedelta(days=60))
    assert [(one.day, one.away) for one in kept] == [
        (monday, True), (monday + timedelta(days=7), False), (monday + timedelta(days=14), False),
    ]  # fmt: skip
    assert {(one.staff_id, one.stand_in_id, one.unit) for one in kept} == {(int(who), int(other), "works")}
    page = desk.page(f"/console/rota?week={monday}&unit=works")
    assert f'<option value="{who}" selected>' in page
    reader = sign_in("officer").page(f"/console/rota?week={monday}&unit=works")
    assert "สมมุติ สาธารณสุข" in reader
    assert "<select" not in reader
    assert desk.post("/console/rota", week=str(monday), unit="works").status_code == 302
    with town.parts.database.reading() as db:
        assert duty.between(db, monday, monday) == []


def test_a_rota_of_nobody_or_of_one_twice_is_refused(sign_in, town: Town):
    desk, monday = sign_in("head"), week_of(date(2026, 7, 1))[0]
    who = str(town.staff["officer"])
    for wrong in ({f"who-{monday}": "9999"}, {f"who-{monday}": who, f"stand-{monday}": who}):
        assert desk.post("/console/rota", week=str(monday), unit="", **wrong).status_code == 422


@pytest.mark.parametrize("asked", ["week=yesterday", "week=0001-01-01", "week=9999-12-31", "unit=nowhere"])
def test_a_rota_that_cannot_be_is_not_found(sign_in, asked: str):
    assert sign_in("head").get(f"/console/rota?{asked}").status_code == 404


def test_what_became_of_an_e_mail_is_on_the_page_and_on_the_case(sign_in, town: Town):
    case_id = town.case()
    with town.parts.database.begin() as db:
        posts.queue(db, [Post("email", "head@example.org", "ด่วน", "x", "untaken", case_id)], town.clock.now())
        row = db.query(PostRow).one()
        row.state, row.error, row.detail = REFUSED, "smtp_550", "no such person"
    page = sign_in("head").page("/console/alerts")
    assert "head@example.org" in page
    assert "ปลายทางไม่รับ: no such person" in page
    assert "head@example.org" not in sign_in("officer").page("/console/alerts")
    timeline = sign_in("officer").page(f"/console/cases/{case_id}")
    assert "อีเมลถึงเจ้าหน้าที่" in timeline
    assert "ปลายทางไม่รับ: no such person" in timeline
    assert "head@example.org" not in timeline
