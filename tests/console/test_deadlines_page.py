"""The pages of deadlines over HTTP: looked at first, then done with a trace; parts pressed by whom they are."""

from datetime import date

from handlers.cases.status import Status
from storage.deadlines import OfficeDayRow, TermRow
from storage.parts import PartRow
from tests.console.town import Town


def count(town: Town, table: type) -> int:
    with town.parts.database.reading() as db:
        return db.query(table).count()


def test_a_term_is_shown_first_and_kept_when_it_is_meant(sign_in, town: Town):
    desk = sign_in("administrator")
    asked = {"category": "streetlight", "step": "total", "priority": "normal", "days": "4"}
    case_id = town.case(Status.IN_PROGRESS)
    shown = desk.post("/console/deadlines/terms", **asked)
    assert town.row(case_id).reference in shown.text
    assert count(town, TermRow) == 0
    assert desk.post("/console/deadlines/terms", **asked, sure="1").status_code == 302
    assert count(town, TermRow) == 1
    assert town.row(case_id).due == date(2026, 7, 7)
    assert "กำหนดเวลาเปลี่ยน" in desk.get(f"/console/cases/{case_id}").text
    assert desk.post("/console/deadlines/terms", **(asked | {"days": "999"})).status_code == 422


def test_a_day_of_the_office_s_own_is_kept_and_forgotten(sign_in, town: Town):
    desk = sign_in("head")
    day = {"day": "2026-07-02", "kind": "closed", "name": "งานประจำปี"}
    assert desk.post("/console/deadlines/days", **day, sure="1").status_code == 302
    assert "งานประจำปี" in desk.get("/console/deadlines").text
    assert desk.post("/console/deadlines/days", day="2026-07-02", kind="forget", sure="1").status_code == 302
    assert count(town, OfficeDayRow) == 0
    assert desk.post("/console/deadlines/days", day="32 July", kind="closed", name="x").status_code == 422


def test_a_part_is_taken_by_its_unit_and_a_view_that_was_overtaken_keeps_what_was_typed(sign_in, town: Town):
    case_id = town.case(Status.IN_PROGRESS)
    part = town.part(case_id)
    version = str(town.row(case_id).version)
    address = f"/console/cases/{case_id}/parts/{part}"
    assert sign_in("officer").post(f"{address}/accept", version=version).status_code == 302
    late = sign_in("head").post(f"{address}/release", version=version, entry="0", note="ไม่ใช่งานของหน่วยนี้")
    assert late.status_code == 409
    assert "ไม่ใช่งานของหน่วยนี้" in late.text
    with town.parts.database.reading() as db:
        assert db.get_one(PartRow, part).status == "in_progress"
