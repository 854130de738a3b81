"""Rules in the console: drafted beside those in force, tried on past cases, put into force and taken back whole."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from handlers.cases.status import Status
from storage.looks import LookRow
from storage.offices import RuleRow, touch
from tests.console.town import Town


@pytest.fixture(autouse=True)
def rules(town: Town) -> None:
    with town.parts.database.begin() as db:
        db.add(RuleRow(position=1, unit="works", category="streetlight"))
        db.add(RuleRow(position=2, unit="health"))
        touch(db)


def version(desk: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', desk.page("/console/rules"))
    assert found
    return found[1]


def change(desk: Any, act: str, **fields: Any) -> Any:
    return desk.post("/console/rules/change", act=act, version=version(desk), **fields)


def units(town: Town) -> list[tuple[str, str | None]]:
    return [(rule.unit, rule.category) for rule in town.parts.desk.office().rules]


def test_a_rule_is_added_before_the_last_that_takes_everything_and_counts_once_it_is_in_force(sign_in, town: Town):
    desk = sign_in("head")
    desk.post("/console/rules/begin")
    change(desk, "add", unit="works", category="waste", words="ขยะ, ถัง")
    assert units(town) == [("works", "streetlight"), ("health", None)], "a draft moves nothing"
    desk.post("/console/rules/publish", version=version(desk), note="ขยะให้กองช่าง")
    assert units(town) == [("works", "streetlight"), ("works", "waste"), ("health", None)]
    assert town.parts.desk.office().rules[1].words == ("ขยะ", "ถัง")
    page = desk.page("/console/rules")
    assert "ขยะให้กองช่าง" in page
    assert "สมมุติ หัวหน้า" in page


def test_rules_are_moved_switched_changed_and_removed(sign_in, town: Town):
    desk = sign_in("administrator")
    desk.post("/console/rules/begin")
    change(desk, "switch", place=1)
    change(desk, "save", place=0, unit="health", channel="phone")
    change(desk, "down", place=0)
    assert [(rule.unit, rule.on, rule.channel) for rule in _draft(town)] == [
        ("health", False, None), ("health", True, "phone"),
    ]  # fmt: skip
    change(desk, "remove", place=0)
    desk.post("/console/rules/publish", version=version(desk))
    assert [(rule.unit, rule.channel) for rule in town.parts.desk.office().rules] == [("health", "phone")]


def _draft(town: Town) -> Any:
    from bot.services.office.rules import unpacked

    row = town.parts.rules.draft()
    assert row
    return unpacked(row)


def test_what_was_in_force_can_be_had_again(sign_in, town: Town):
    desk, before = sign_in("head"), units(town)
    desk.post("/console/rules/begin")
    change(desk, "remove", place=0)
    desk.post("/console/rules/publish", version=version(desk))
    assert units(town) != before
    back = re.search(r'name="from" value="(\d+)"', desk.page("/console/rules"))
    assert back
    desk.post("/console/rules/begin", **{"from": back[1]})
    desk.post("/console/rules/publish", version=version(desk))
    assert units(town) == before


def test_a_draft_is_tried_on_past_cases_and_shows_the_difference(sign_in, town: Town):
    lights = [town.case(Status.CLOSED) for _ in range(3)]
    town.case(Status.CLOSED, category="waste", unit="health")
    desk = sign_in("head")
    desk.post("/console/rules/begin")
    change(desk, "save", place=0, unit="health", category="streetlight")
    page = desk.page("/console/rules/trial?n=100")
    assert "3 จาก 4 เรื่องจะไปหน่วยอื่น" in page
    assert all(town.row(case_id).reference in page for case_id in lights)
    with town.parts.database.reading() as db:
        assert set(db.scalars(select(LookRow.case_id).where(LookRow.kind == "list"))) >= set(lights)


def test_two_who_draft_at_once_see_each_other(sign_in, town: Town):
    head, other = sign_in("head"), sign_in("administrator")
    head.post("/console/rules/begin")
    seen = version(head)
    change(other, "switch", place=0)
    answer = head.post("/console/rules/change", act="remove", place=1, version=seen)
    assert answer.status_code == 409
    assert "มีผู้แก้ร่างก่อนหน้า" in answer.text
    assert len(_draft(town)) == 2


def test_rules_that_lead_nowhere_are_not_put_into_force(sign_in, town: Town):
    desk = sign_in("head")
    desk.post("/console/rules/begin")
    change(desk, "add", unit="nobody")
    assert "ไม่มีหน่วยงานนี้แล้ว" in desk.page("/console/rules")
    assert desk.post("/console/rules/publish", version=version(desk)).status_code == 409
    assert units(town) == [("works", "streetlight"), ("health", None)]


def test_a_text_shows_which_unit_it_would_go_to_and_by_which_rule(sign_in):
    page = sign_in("registrar").page("/console/rules?text=ไฟถนนหน้าวัดดับมาสามคืนแล้ว")
    answer = page.split('class="rule-answer"')[1].split("</p>")[0]
    assert "กองช่าง" in answer
    assert "กฎที่ 1" in answer


@pytest.mark.parametrize("who", ["registrar", "auditor"])
def test_who_may_read_the_rules_and_not_change_them_sees_no_way_to(sign_in, who):
    page = sign_in(who).page("/console/rules")
    assert "กองช่าง" in page
    assert "/console/rules/begin" not in page


def test_nobody_hands_a_complaint_about_staff_to_the_unit_complained_of(sign_in, town: Town):
    case_id = town.case(Status.DECIDED, unit=None, category="corruption", text="เจ้าหน้าที่กองช่างเรียกเงิน")
    answer = sign_in("head").act(town, case_id, "assign", unit="works")
    assert answer.status_code == 422
    assert "ร้องเรียนหน่วยงานนั้นเอง" in answer.text
    assert sign_in("head").act(town, case_id, "assign", unit="health").status_code == 302
