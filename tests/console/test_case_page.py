"""The page of a case: honest states of messages, one line of time, what stays hidden, news without a reload."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.cases.facts import Actor
from handlers.cases.status import Brought, MoveName, Role, Status
from storage.cases import CaseRow
from storage.labels import LabelRow
from storage.outgoing import OutgoingRow
from storage.staff import LinkCodeRow, StaffRow
from tests.console.town import CITIZEN_LINE_ID, PASSWORD, Town


def officer(town: Town) -> Actor:
    return Actor(Role.OFFICER, town.staff["officer"], "works", "สมมุติ ช่างไฟ")


def test_the_page_tells_the_whole_story_newest_first(sign_in, town: Town):
    case_id = town.case()
    town.picture(case_id)
    town.parts.desk.move(case_id, MoveName.ACCEPT, officer(town), Brought())
    town.wait(minutes=5)
    town.parts.desk.reply(case_id, officer(town), "จะเข้าไปดูพรุ่งนี้ค่ะ")
    page = sign_in("officer").page(f"/console/cases/{case_id}")
    told = [re.sub(r"\s+", " ", words) for words in re.findall(r'class="item-head">\s*<b>([^<]+)</b>', page)]
    assert told == ["เขียนถึงประชาชน", "รับเรื่องไปดำเนินการ", "แจ้งเรื่อง"]
    assert page.count('class="sent"') == 2, "each message stands with the step that it tells of"
    for piece in ("ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ", "สมหญิง สมมุติ", "/map/", "google.com/maps", "พ. 1 ก.ค. 2569 10:00"):
        assert piece in page, piece


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "queued"}, "รอส่ง"),
        ({"state": "queued", "due_at": timedelta(hours=21)}, "พักไว้ถึง พฤ. 2 ก.ค. 2569 07:00"),
        ({"state": "queued", "due_at": timedelta(hours=3), "attempts": 2}, "ยังส่งไม่ได้ จะลองใหม่ 13:00"),
        ({"state": "withheld", "due_at": timedelta(days=31)}, "โควตา LINE เดือนนี้หมด พักไว้ถึง ส. 1 ส.ค. 2569"),
        ({"state": "sending"}, "กำลังส่ง"),
        ({"state": "sent"}, "LINE รับแล้ว 10:00"),
        ({"state": "refused", "error_code": "not_found"}, "LINE ไม่รับ: ไม่พบผู้รับ"),
        ({"state": "refused", "error_code": "status_418"}, "LINE ไม่รับ: status_418"),
        ({"state": "unknown"}, "ไม่ทราบผลการส่ง"),
    ],
)
def test_messages_have_honest_states(sign_in, town: Town, changes, words):
    case_id = town.case()
    town.say(case_id, "ถึงกำหนดแล้วค่ะ")
    with town.parts.database.begin() as db:
        row = db.scalars(select(OutgoingRow)).one()
        for name, value in changes.items():
            setattr(row, name, town.clock.now() + value if isinstance(value, timedelta) else value)
        row.sent_at = town.clock.now()
    page = sign_in("officer").page(f"/console/cases/{case_id}")
    assert words in page
    assert "ถึงกำหนดแล้วค่ะ" in page
    for lie in ("อ่านแล้ว", "ส่งถึงแล้ว", "delivered", "Read"):
        assert lie not in page


def test_line_ids_are_never_on_a_page(sign_in, town: Town):
    case_id = town.case()
    town.say(case_id, "ข้อความ")
    town.say(case_id, "ข้อความ", to="C" + "9" * 32)
    with town.parts.database.begin() as db:
        db.get_one(StaffRow, town.staff["officer"]).line_id = "U" + "d" * 32
    desk = sign_in("administrator")
    for path in ("/console/?tab=all", f"/console/cases/{case_id}", "/console/units", "/console/people"):
        page = desk.page(path)
        assert not re.search(r"[UC][0-9a-f]{32}", page), path
        assert CITIZEN_LINE_ID not in page


def test_who_stays_anonymous_is_named_to_nobody(sign_in, town: Town):
    case_id = town.case(contact="anonymous", phone="0812345678")
    for who in ("registrar", "officer", "head", "administrator", "auditor"):
        page = sign_in(who).page(f"/console/cases/{case_id}")
        assert "สมหญิง" not in page
        assert "0812345678" not in page
        assert "ผู้แจ้งไม่เปิดเผยชื่อ" in page


def test_a_case_that_came_otherwise_than_by_line_cannot_be_written_to(sign_in, town: Town):
    case_id = town.case(channel="phone", person_id=None)
    page = sign_in("officer").page(f"/console/cases/{case_id}")
    assert "ไม่ได้มาทาง LINE" in page
    assert f"/console/cases/{case_id}/reply" not in page


def test_news_come_without_a_reload(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    live = re.search(r'hx-get="([^"]+/live[^"]+)"', desk.page(f"/console/cases/{case_id}"))
    assert live
    address = live[1].replace("&amp;", "&")
    assert desk.get(address).status_code == 204
    town.parts.desk.move(case_id, MoveName.ASK, Actor(Role.HEAD, town.staff["head"]), Brought(note="ขอเลขเสาไฟ"))
    answer = desk.get(address)
    assert answer.status_code == 200
    assert "ขอเลขเสาไฟ" in answer.text
    assert 'hx-swap-oob="true"' in answer.text, "the head of the page with it"
    assert "เรื่องนี้มีความเคลื่อนไหวใหม่" in answer.text


@pytest.mark.parametrize("do", ["hand_on", "ask"])
def test_a_link_from_a_line_card_opens_the_form(sign_in, town: Town, do):
    case_id = town.case()
    page = sign_in("officer").page(f"/console/cases/{case_id}?do={do}")
    form = re.search(rf'id="move-{do}">.*?</form>', page, re.S)
    assert form
    assert '<details name="move" open>' in form[0]


def test_every_status_and_kind_can_be_shown_in_both_languages(sign_in, town: Town):
    cases = [town.case(status, kind=kind) for status in Status for kind in ("complaint", "compliment")]
    for who in ("head", "auditor"):
        desk = sign_in(who)
        for language in ("en", "th"):
            desk.post("/console/language", language=language, next="/console/")
            for case_id in cases:
                desk.page(f"/console/cases/{case_id}")


def test_english_is_one_press_away_and_stays(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    answer = desk.post("/console/language", language="en", next=f"/console/cases/{case_id}")
    assert answer.location == f"/console/cases/{case_id}"
    page = desk.page(f"/console/cases/{case_id}")
    assert '<html lang="en">' in page
    assert "Fri 3 Jul 2026" in page
    assert "Public Works" in page
    assert "Take the case" in sign_in("officer").page(f"/console/cases/{case_id}"), "the next time too"


def test_codes_are_shown_once_and_bind_what_they_say(sign_in, town: Town):
    head = sign_in("head")
    head.post("/console/units/works/code")
    head_page = head.page("/console/units")
    own = sign_in("officer")
    own.post("/console/account/line")
    own_page = own.page("/console/account")
    with town.parts.database.reading() as db:
        codes = {row.unit: row for row in db.scalars(select(LinkCodeRow))}
    assert codes["works"].code in head_page
    assert codes["works"].code not in head.page("/console/units")
    assert codes[None].code in own_page
    assert codes[None].staff_id == town.staff["officer"]
    assert head.post("/console/units/nothing/code").status_code == 404


def test_the_administrator_adds_closes_and_frees_accounts(sign_in, town: Town):
    admin = sign_in("administrator")
    fields = {"name": "สมมุติ คนใหม่", "username": "Newcomer", "role": "officer", "unit": "health", "password": PASSWORD}
    assert admin.post("/console/people", **fields).status_code == 302
    newcomer = sign_in("newcomer")
    assert "กองสาธารณสุข" in newcomer.page("/console/")
    assert "มีชื่อผู้ใช้นี้แล้ว" in admin.post("/console/people", **fields).text
    officer_id = town.staff["officer"]
    working = sign_in("officer")
    admin.post(f"/console/people/{officer_id}/active", active="0")
    assert working.get("/console/").status_code == 302, "signed out at once"
    admin.post(f"/console/people/{officer_id}/active", active="1")
    admin.post(f"/console/people/{officer_id}/password", password="quite another secret")
    sign_in("officer", "quite another secret")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "bad name"}, "ชื่อผู้ใช้ใช้ได้เฉพาะ"),
        ({"name": " "}, "กรุณาใส่ชื่อ"),
        ({"role": "citizen"}, "กรุณาเลือกบทบาท"),
        ({"unit": "nothing"}, "ต้องมีหน่วยงาน"),
        ({"password": "short"}, "รหัสผ่านสั้นไป"),
    ],
)
def test_a_wrong_account_is_refused_with_a_reason(sign_in, change, sentence):
    fields = {"name": "สมมุติ", "username": "newcomer", "role": "officer", "unit": "works", "password": PASSWORD}
    answer = sign_in("administrator").post("/console/people", **(fields | change))
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_last_administrator_cannot_be_closed(sign_in, town: Town):
    admin = sign_in("administrator")
    answer = admin.post(f"/console/people/{town.staff['administrator']}/active", active="0")
    assert answer.status_code == 422
    assert admin.get("/console/people").status_code == 200


def test_the_version_grows_with_each_act(town: Town):
    case_id = town.case()
    town.parts.desk.move(case_id, MoveName.ACCEPT, officer(town), Brought(), version=1)
    with town.parts.database.reading() as db:
        assert db.get_one(CaseRow, case_id).version > 1


def test_another_guess_of_the_reader_is_one_tap_away_and_becomes_a_lesson(sign_in, town: Town):
    case_id = town.case(category="road")
    desk = sign_in("officer")
    assert 'class="tight" name="category" value="streetlight"' in desk.page(f"/console/cases/{case_id}")
    desk.post(f"/console/cases/{case_id}/label", kind="complaint", category="streetlight")
    with town.parts.database.reading() as db:
        label = db.scalars(select(LabelRow)).one()
    assert (label.field, label.guessed, label.chosen, label.by) == ("category", "road", "streetlight", "officer")


def test_handing_on_is_a_lesson_about_the_unit(sign_in, town: Town):
    case_id = town.case()
    assert sign_in("officer").act(town, case_id, "hand_on", unit="health", note="ไม่ใช่งานไฟ").status_code == 302
    with town.parts.database.reading() as db:
        label = db.scalars(select(LabelRow)).one()
    assert (label.field, label.guessed, label.chosen) == ("unit", "works", "health")
