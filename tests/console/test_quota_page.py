"""The page of the quota: what it says of the month, who sets budgets, and what a message costs before it is sent."""

from datetime import date, timedelta

from bot.console.office import quotachart
from bot.services.quotas import quota
from bot.services.quotas.quota import Plan
from handlers.quota import Purpose
from storage import ledger
from storage.ledger import Counted
from storage.offices import UnitRow
from storage.outgoing import WITHHELD, Outgoing, queue
from storage.people import PersonRow
from tests.console.town import CITIZEN_LINE_ID, Town


def counted(town: Town) -> None:
    """A month with something of everything."""
    now = town.clock.now() + timedelta(days=9)
    town.clock.move(timedelta(days=9))
    today = quota.line_day(now)
    with town.parts.database.begin() as db:
        for unit, purpose, pushes in (("works", "status", 1200), ("works", "result", 30), ("", "survey", 250)):
            ledger.book(db, today, unit, purpose, Counted(requests=pushes, pushes=pushes))
        ledger.book(db, today, "", "conversation", Counted(replies=4321))
        quota.keep_seen(db, 15_000, 1500, now)
        quota.plan(db, Plan("wave:3", Purpose.SURVEY, 900, now + timedelta(days=1), "works", "สำรวจหลังรับบริการ"))
        rows = queue(db, [Outgoing(CITIZEN_LINE_ID, ({"type": "text", "text": "x"},), "step", unit="works")], now)
        rows[0].state, rows[0].error_code = WITHHELD, "unit_budget"


def test_an_empty_month_says_so(sign_in, town: Town):
    page = sign_in("head").page("/console/quota")
    assert "ยังไม่มีการส่งข้อความในเดือนนี้" in page
    assert "กองช่าง" in page


def test_the_month_is_told_by_unit_and_purpose_with_what_is_left_planned_and_held(sign_in, town: Town):
    counted(town)
    page = sign_in("head").page("/console/quota")
    for words in ("13,500", "15,000", "4,321", "สำรวจหลังรับบริการ", "900", "ความคืบหน้า", "1,230", "หน่วยงานใช้เต็มงบ"):
        assert words in page, words
    assert "<svg" in page
    assert "style=" not in page


def test_only_the_administrator_sets_budgets_and_an_empty_one_takes_it_away(sign_in, town: Town):
    desk = sign_in("administrator")
    assert desk.post("/console/quota/budgets", **{"budget-works": "500", "budget-health": ""}).status_code == 302
    with town.parts.database.reading() as db:
        assert ledger.budgets(db) == {"works": 500}
    desk.post("/console/quota/budgets", **{"budget-works": "", "budget-health": "7"})
    with town.parts.database.reading() as db:
        assert ledger.budgets(db) == {"health": 7}
    assert "budget-works" not in sign_in("head").page("/console/quota")


def test_what_is_no_number_is_said_and_changes_nothing(sign_in, town: Town):
    desk = sign_in("administrator")
    answer = desk.post("/console/quota/budgets", **{"budget-works": "many"})
    assert answer.status_code == 422
    assert "กองช่าง" in answer.text
    assert desk.post("/console/quota/reserves", first="200", usual="1").status_code == 422
    assert desk.post("/console/quota/reserves", first="3", usual="4").status_code == 302
    with town.parts.database.reading() as db:
        assert ledger.budgets(db) == {}
        assert quota.reserves(db).first == 3


def test_the_price_stands_beside_the_words_before_they_are_sent(sign_in, town: Town):
    counted(town)
    case_id = town.case()
    desk = sign_in("officer")
    assert "ใช้โควตา 1 จากที่เหลือ 13,500" in desk.page(f"/console/cases/{case_id}")
    with town.parts.database.begin() as db:
        ledger.set_budget(db, "works", 0, None, town.clock.now())
    assert "จะพักไว้และส่งให้ฟรี" in desk.page(f"/console/cases/{case_id}")
    with town.parts.database.begin() as db:
        db.query(PersonRow).one().blocked = True
    assert "ปิดกั้นบัญชี" in desk.page(f"/console/cases/{case_id}")


def test_a_unit_is_parted_from_its_group_by_whom_may_bind_it(sign_in, town: Town):
    with town.parts.database.begin() as db:
        db.query(UnitRow).where(UnitRow.key == "works").one().group_id = "C" + "1" * 32
    assert sign_in("officer").post("/console/units/works/unbind").status_code == 403
    assert sign_in("head").post("/console/units/works/unbind").status_code == 302
    with town.parts.database.reading() as db:
        assert db.query(UnitRow).where(UnitRow.key == "works").one().group_id is None


def test_the_chart_has_a_bar_for_each_day_with_messages_and_room_for_the_whole_month():
    drawn = str(quotachart.bars({date(2026, 11, 1): 3, date(2026, 11, 2): 0, date(2026, 11, 3): 7}, "<b>"))
    assert drawn.count("c-bar") == 2
    assert "&lt;b&gt;" in drawn
    assert ">29<" in drawn


def test_a_chart_of_nothing_is_drawn_too():
    assert "c-bar" not in quotachart.bars({date(2026, 2, 1): 0}, "x")
