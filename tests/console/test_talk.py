"""The talk with the citizen: taken over, handed back, two who write see each other, ready replies fill themselves."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.services.casework.takingover import LASTS, end_silent_talks
from storage import prints
from storage.cases import EntryRow
from storage.outgoing import OutgoingRow
from storage.replies import TemplateRow
from storage.takeovers import TakeoverRow
from tests.console.town import CITIZEN_LINE_ID, Town


def rows(town: Town, table: type) -> list:
    with town.parts.database.reading() as db:
        return list(db.scalars(select(table)))


def said_to_citizen(town: Town) -> list[str]:
    return [str(row.messages) for row in rows(town, OutgoingRow) if row.recipient == CITIZEN_LINE_ID]


def test_a_talk_is_taken_over_and_handed_back_with_a_word(sign_in, town: Town):
    case_id, desk = town.case(), sign_in("officer")
    assert "ขอคุยเอง" in desk.page(f"/console/cases/{case_id}")
    assert desk.post(f"/console/cases/{case_id}/talk").status_code == 302
    page = desk.page(f"/console/cases/{case_id}")
    assert "สมมุติ ช่างไฟ (ท่าน) กำลังคุยกับประชาชนอยู่" in page
    assert "คืนให้น้องเสียง" in page
    assert said_to_citizen(town) == []
    desk.post(f"/console/cases/{case_id}/talk/end")
    (told,) = said_to_citizen(town)
    assert "น้องเสียงกลับมาดูแลต่อแล้วค่ะ" in told
    assert "ขอคุยเอง" in desk.page(f"/console/cases/{case_id}")


def test_a_colleague_sees_who_talks_and_cannot_end_it_but_the_head_can(sign_in, town: Town):
    case_id = town.case()
    sign_in("officer").post(f"/console/cases/{case_id}/talk")
    other = sign_in("registrar")
    assert "สมมุติ ช่างไฟ กำลังคุยกับประชาชนอยู่" in other.page(f"/console/cases/{case_id}")
    other.post(f"/console/cases/{case_id}/talk")
    other.post(f"/console/cases/{case_id}/talk/end")
    (row,) = rows(town, TakeoverRow)
    assert (row.staff_id, row.ended_at) == (town.staff["officer"], None)
    sign_in("head").post(f"/console/cases/{case_id}/talk/end")
    assert rows(town, TakeoverRow)[0].ended_at is not None


def test_a_talk_that_staff_left_is_handed_back_by_itself_once(sign_in, town: Town):
    case_id, desk = town.case(), sign_in("officer")
    desk.post(f"/console/cases/{case_id}/talk")
    town.wait(minutes=20)
    desk.post(f"/console/cases/{case_id}/reply", text="กำลังไปดูค่ะ", entry="99")
    town.wait(minutes=20)
    settings, database = town.parts.settings, town.parts.database
    assert end_silent_talks(settings, database, town.clock.now()) == 0, "a word of staff moved the end on"
    town.wait(minutes=LASTS / timedelta(minutes=1))
    assert end_silent_talks(settings, database, town.clock.now()) == 1
    assert end_silent_talks(settings, database, town.clock.now()) == 0
    assert sum("น้องเสียงกลับมาดูแลต่อแล้วค่ะ" in told for told in said_to_citizen(town)) == 1


def test_two_who_answer_at_once_do_not_double_it(sign_in, town: Town):
    case_id = town.case()
    one, other = sign_in("officer"), sign_in("registrar")
    seen = re.search(r'name="entry" value="(\d+)"', one.page(f"/console/cases/{case_id}"))
    assert seen
    assert one.post(f"/console/cases/{case_id}/reply", text="ช่างไปถึงบ่ายนี้ค่ะ", entry=seen[1]).status_code == 302
    late = other.post(f"/console/cases/{case_id}/reply", text="เดี๋ยวช่างเข้าไปนะคะ", entry=seen[1])
    assert late.status_code == 409
    assert "ช่างไปถึงบ่ายนี้ค่ะ" in late.text, "what the colleague wrote is shown"
    assert "เดี๋ยวช่างเข้าไปนะคะ" in late.text, "one's own words are kept"
    assert len(said_to_citizen(town)) == 1


def test_who_else_has_the_case_open_is_shown_live(sign_in, town: Town):
    case_id = town.case()
    one, other = sign_in("officer"), sign_in("registrar")
    assert other.get(f"/console/cases/{case_id}/live?mark=x").status_code == 200
    live = one.get(f"/console/cases/{case_id}/live?mark=x")
    assert "สมมุติ รับเรื่อง กำลังเปิดเรื่องนี้อยู่" in live.text
    mark = re.search(r"mark=([^&\"]+)", live.text)
    assert mark
    assert one.get(f"/console/cases/{case_id}/live?mark={mark[1]}").status_code == 204
    town.wait(minutes=5)
    assert "กำลังเปิดเรื่องนี้อยู่" not in one.page(f"/console/cases/{case_id}")


def test_the_bubbles_tell_citizen_staff_and_bot_apart_with_their_states(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    town.wait(minutes=1)
    desk.post(f"/console/cases/{case_id}/reply", text="กำลังไปดูค่ะ", entry="99")
    with town.parts.database.begin() as db:
        db.add(EntryRow(case_id=case_id, at=town.clock.now(), role="citizen", before="assigned", after="assigned",
                        note="ขอบคุณครับ", public=True))  # fmt: skip
    page = desk.page(f"/console/cases/{case_id}")
    bubbles = re.findall(r'<li class="said said-(\w+)">.*?</li>', page, re.DOTALL)
    assert bubbles == ["citizen", "staff", "citizen"]
    assert "รอส่ง" in page or "รอ" in page


FILLED = "{ชื่อ} เรื่อง {เลขเรื่อง} กำหนด {กำหนด} โดย{หน่วยงาน}"


def test_a_ready_reply_is_made_used_changed_and_removed(sign_in, town: Town):
    desk = sign_in("registrar")
    assert desk.post("/console/replies", title="แจ้งกำหนด", text=FILLED, unit="").status_code == 302
    page = desk.page("/console/replies")
    assert "คุณสมหญิง เรื่อง ร70-000123-4" in page, "the preview is filled"
    case_id = town.case()
    (row,) = rows(town, TemplateRow)
    case = desk.page(f"/console/cases/{case_id}?template={row.id}")
    assert "คุณสมหญิง สมมุติ เรื่อง ร69-" in case
    assert "โดยกองช่าง</textarea>" in case
    anonymous = town.case(contact="anonymous")
    assert "ท่าน เรื่อง" in desk.page(f"/console/cases/{anonymous}?template={row.id}")
    assert "สมหญิง" not in desk.page(f"/console/cases/{anonymous}?template={row.id}")
    desk.post(f"/console/replies/{row.id}", title="กำหนด", text="ภายใน {due}", unit="works")
    assert rows(town, TemplateRow)[0].unit == "works"
    desk.post(f"/console/replies/{row.id}", remove="1")
    assert rows(town, TemplateRow) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("สวัสดี {ชื่อเล่น}", "{ชื่อเล่น}"), ("ขาดปีกกา {ชื่อ", "{"), ("{0.__class__}", "{0.__class__}"), ("", "ทั้งชื่อและข้อความ")],
)
def test_blanks_that_nothing_fills_are_refused(sign_in, town: Town, text: str, said: str):
    answer = sign_in("head").post("/console/replies", title="x", text=text, unit="")
    assert answer.status_code == 422
    assert said in answer.text
    assert rows(town, TemplateRow) == []


def test_an_officer_writes_ready_replies_for_the_own_unit_alone(sign_in, town: Town):
    sign_in("head").post("/console/replies", title="ทุกหน่วย", text="สวัสดีค่ะ", unit="")
    officer = sign_in("officer")
    officer.post("/console/replies", title="ของเรา", text="สวัสดีค่ะ", unit="health")
    found = {row.title: row for row in rows(town, TemplateRow)}
    assert found["ของเรา"].unit == "works"
    assert officer.post(f"/console/replies/{found['ทุกหน่วย'].id}", remove="1").status_code == 403
    assert "ของเรา" not in sign_in("neighbour").page(f"/console/cases/{town.case(unit='health')}")


def test_a_doubtful_after_photo_is_shown_beside_the_one_it_resembles(sign_in, town: Town):
    from handlers.cases.afterphoto import Doubt, Flag

    here, elsewhere, hidden = town.case(), town.case(), town.case(unit="health")
    mine, theirs, secret = (town.picture(one, colour=colour) for one, colour in
                            ((here, "#111111"), (elsewhere, "#222222"), (hidden, "#333333")))  # fmt: skip
    with town.parts.database.begin() as db:
        found = [Doubt(Flag.USED_ELSEWHERE, theirs, elsewhere, 1), Doubt(Flag.LIKE_ELSEWHERE, secret, hidden, 6)]
        prints.doubt(db, here, mine, found, town.clock.now())
    page = sign_in("officer").page(f"/console/cases/{here}")
    assert "เคยใช้กับเรื่องอื่น" in page
    assert town.row(elsewhere).reference in page
    assert town.row(hidden).reference not in page, "a case of another unit is not named"
    assert page.count('alt="รูปที่เคยมี"') == 1
