"""Questionnaires over HTTP: written, taken back, published, tried, sent, paused, ended; counters and their posters."""

import pytest
from sqlalchemy import select

from storage.outgoing import OutgoingRow
from storage.people import PersonRow
from storage.staff import StaffRow
from storage.surveys.counters import ServicePointRow
from storage.surveys.surveys import CLOSED, PAUSED, SENDING, SurveyRow, SurveyVersionRow, WaveRow
from tests.console.town import Town


def rows(town: Town, table: type) -> list:
    with town.parts.database.reading() as db:
        return list(db.scalars(select(table).order_by(*table.__table__.primary_key)))


def test_a_form_of_the_guide_is_begun_edited_taken_back_and_published(sign_in, town: Town):
    desk = sign_in("registrar")
    page = desk.post("/console/surveys", **{"from": "short"}).location
    assert "ประกาศขั้นตอนและระยะเวลาแล้วเสร็จ" in desk.get(page).get_data(as_text=True)
    edition = rows(town, SurveyRow)[0].edition
    desk.post(f"{page}/edit", act="delete", key="i1_1", edition=str(edition))
    assert "สะดวกเข้าใจง่าย" not in desk.get(page).get_data(as_text=True)
    stale = desk.post(f"{page}/edit", act="delete", key="i1_2", edition=str(edition))
    assert stale.status_code == 409
    desk.post(f"{page}/undo")
    assert "สะดวกเข้าใจง่าย" in desk.get(page).get_data(as_text=True)
    desk.post(f"{page}/publish")
    desk.post(f"{page}/publish")
    assert [one.version for one in rows(town, SurveyVersionRow)] == [1], "nothing changed, so no new version"
    edition = rows(town, SurveyRow)[0].edition
    desk.post(f"{page}/edit", act="change", key="i1_1", edition=str(edition), words_th="ง่ายมาก", number="1.1")
    desk.post(f"{page}/publish")
    old, new = rows(town, SurveyVersionRow)
    assert "สะดวกเข้าใจง่าย" in str(old.form)
    assert "ง่ายมาก" in str(new.form)


def test_faults_are_said_in_words_and_keep_it_from_being_published(sign_in, town: Town):
    desk = sign_in("head")
    page = desk.post("/console/surveys", **{"from": "empty"}).location
    answer = desk.post(f"{page}/publish")
    assert answer.status_code == 422
    assert "ยังไม่มีชื่อแบบสอบถาม" in answer.get_data(as_text=True)
    added = desk.post(f"{page}/edit", act="question", key="s1", asks="many", edition="1")
    assert "at=q1" in added.location
    assert "ยังไม่ได้เขียนคำถาม" in desk.get(added.location).get_data(as_text=True)


@pytest.mark.parametrize(
    "fields", [{"act": "nothing", "edition": "1"}, {"act": "head", "edition": "x"}, {"act": "head"}, {}]
)
def test_forged_edits_are_refused(sign_in, fields):
    desk = sign_in("head")
    page = desk.post("/console/surveys", **{"from": "empty"}).location
    assert desk.post(f"{page}/edit", **fields).status_code == 400
    assert desk.post("/console/surveys", **{"from": "elsewhere"}).status_code == 400
    assert desk.post("/console/surveys", copy="999").status_code == 404


def test_a_copy_stands_beside_and_what_is_put_away_can_be_had_back(sign_in, town: Town):
    desk = sign_in("registrar")
    page = desk.post("/console/surveys", **{"from": "full"}).location
    copied = desk.post("/console/surveys", copy=page.rsplit("/", 1)[-1]).location
    assert "(สำเนา)" in desk.get(copied).get_data(as_text=True)
    desk.post(f"{copied}/away", away="1")
    assert "(สำเนา)" not in desk.get("/console/surveys").get_data(as_text=True)
    assert "(สำเนา)" in desk.get("/console/surveys?away=1").get_data(as_text=True)


def test_a_test_goes_to_ones_own_line_and_counts_nothing(sign_in, town: Town):
    desk = sign_in("head")
    page = desk.post("/console/surveys", **{"from": "short"}).location
    with town.parts.database.begin() as db:
        db.get_one(StaffRow, town.staff["head"]).line_id = None
    assert desk.post(f"{page}/try").status_code == 422, "no LINE account is linked"
    with town.parts.database.begin() as db:
        db.get_one(StaffRow, town.staff["head"]).line_id = "U" + "7" * 32
        notice = town.parts.desk.office().notice_version
        db.add(PersonRow(line_id="U" + "7" * 32, notice=notice, created_at=town.parts.clock.now()))
    assert desk.post(f"{page}/try").status_code == 302
    (sent,) = [row for row in rows(town, OutgoingRow) if row.purpose == "wave"]
    assert sent.recipient == "U" + "7" * 32
    (wave,) = rows(town, WaveRow)
    assert wave.test
    assert desk.get(f"/console/waves/{wave.id}").status_code == 404, "a test is no wave that counts"


def test_a_wave_is_priced_launched_paused_and_ended(sign_in, town: Town):
    desk = sign_in("head")
    page = desk.post("/console/surveys", **{"from": "short"}).location
    form = desk.get(f"{page}/waves/new?who=sample&margin=3&rate=50&since=bad&area=nowhere").get_data(as_text=True)
    assert "ข้อความที่ใช้ทั้งหมด" in form
    today = town.parts.clock.now().date()
    refused = desk.post(f"{page}/waves", who="all", name="รอบแรก", closes="1999-01-01")
    assert refused.status_code == 422
    launched = desk.post(f"{page}/waves", who="code", name="รอบแรก", closes=f"{today:%Y-%m-%d}", pace="6000")
    assert launched.status_code == 302
    assert desk.post(f"{page}/waves", who="all", name="รอบแรก", closes=f"{today:%Y-%m-%d}").status_code == 422
    (wave,) = rows(town, WaveRow)
    assert wave.state == SENDING
    assert "เปิดรับคำตอบ" in desk.get(launched.location).get_data(as_text=True)
    for act, state in (("pause", PAUSED), ("resume", SENDING), ("close", CLOSED)):
        desk.post(f"{launched.location}/{act}")
        assert rows(town, WaveRow)[0].state == state
    assert desk.post(f"{launched.location}/explode").status_code == 404
    assert sign_in("registrar").post(f"{page}/waves", who="all", name="x").status_code == 403


def test_a_counter_gets_a_code_and_a_poster(sign_in, town: Town):
    desk = sign_in("registrar")
    assert desk.post("/console/counters", name=" ").status_code == 422
    desk.post("/console/counters", name="ช่องบริการ 1", service="งานทะเบียน", unit="works", staff="1")
    (counter,) = rows(town, ServicePointRow)
    poster = desk.get(f"/console/counters/{counter.id}/poster.pdf")
    assert poster.mimetype == "application/pdf"
    assert poster.get_data().startswith(b"%PDF")
    desk.post(f"/console/counters/{counter.id}/active", active="0")
    assert not rows(town, ServicePointRow)[0].active
