"""Routing rules: every condition, units complained of, what a change of rules changes, and rules worth a look."""

from itertools import product

import pytest

from handlers.cases.access import RESTRICTED
from handlers.cases.facts import Channel
from handlers.cases.routing import (
    Matter,
    Moved,
    Past,
    RuleFault,
    choose_unit,
    compare,
    complained_of,
    deciding,
    faults,
)
from handlers.office import Rule, Unit
from nlp.reading import Kind
from tests.builders import office

UNITS = (
    Unit(1, "works", {"th": "กองช่าง", "en": "Public Works"}),
    Unit(2, "order", {"th": "งานเทศกิจ", "en": "City Order"}),
    Unit(3, "audit", {"th": "หน่วยตรวจสอบภายใน", "en": "Internal Audit"}),
)
MATTER = Matter(Kind.COMPLAINT, "streetlight", "moo5", "ไฟหน้าวัดดับ", "phone")


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (Rule("works"), True),
        (Rule("works", on=False), False),
        (Rule("works", kind="complaint"), True),
        (Rule("works", kind="question"), False),
        (Rule("works", category="streetlight"), True),
        (Rule("works", category="waste"), False),
        (Rule("works", area="moo5"), True),
        (Rule("works", area="moo6"), False),
        (Rule("works", channel="phone"), True),
        (Rule("works", channel="line"), False),
        (Rule("works", words=("วัด", "ตลาด")), True),
        (Rule("works", words=("ตลาด",)), False),
        (Rule("works", kind="complaint", category="streetlight", area="moo5", channel="phone", words=("วัด",)), True),
        (Rule("works", kind="complaint", category="streetlight", area="moo5", channel="line", words=("วัด",)), False),
    ],
)
def test_every_condition_that_is_given_must_hold(rule, fits):
    assert (deciding([rule], MATTER) is rule) == fits


def test_the_first_that_fits_decides():
    rules = [Rule("order", category="waste"), Rule("works", area="moo5"), Rule("audit")]
    assert choose_unit(rules, Kind.COMPLAINT, "streetlight", "moo5", "") == "works"


# The standing of complaints.


def test_no_rules_whatever_send_a_complaint_about_staff_to_the_unit_complained_of():
    conditions = [{}, {"category": "staff_conduct"}, {"words": ("เทศกิจ",)}, {"kind": "complaint"}, {"channel": "line"}]
    for category, order in product(sorted(RESTRICTED), product(["works", "order", "audit"], repeat=3)):
        for condition in conditions:
            rules = [Rule(unit, **condition) for unit in order] + [Rule(unit) for unit in order]
            for accused in ("works", "order"):
                chosen = choose_unit(rules, Kind.COMPLAINT, category, None, "เทศกิจพูดจาไม่ดี", "line", {accused})
                assert chosen != accused


def test_where_every_rule_leads_to_the_unit_complained_of_nobody_gets_it():
    assert choose_unit([Rule("works")], Kind.COMPLAINT, "corruption", None, "", None, {"works"}) is None


def test_an_ordinary_complaint_about_a_units_work_still_reaches_it():
    assert choose_unit([Rule("works")], Kind.COMPLAINT, "road", None, "กองช่างทำถนนไม่ดี", None, {"works"}) == "works"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("เจ้าหน้าที่กองช่างเรียกเงิน", {"works"}),
        ("เทศกิจพูดจาไม่ดี", {"order"}),
        ("Public works asked for money", {"works"}),
        ("กองช่างกับเทศกิจ", {"works", "order"}),
        ("เจ้าหน้าที่พูดจาไม่ดี", set()),
        ("", set()),
    ],
)
def test_units_are_known_by_their_names_and_by_what_people_call_them(text, units):
    assert complained_of(text, UNITS) == units


# What a change changes.


def past(number: int, category: str) -> Past:
    return Past(number, f"ร69-{number:06d}-0", "เรื่อง", Matter(Kind.COMPLAINT, category, None, ""))


def test_a_change_is_shown_by_case_and_as_a_table():
    cases = [past(1, "waste"), past(2, "road"), past(3, "waste"), past(4, "trees")]
    before = [Rule("order", category="waste"), Rule("works", category="road")]
    after = [Rule("works", category="waste"), Rule("works", category="road"), Rule("order")]
    difference = compare(before, after, cases)
    assert difference.tried == 4
    assert difference.moved == (
        Moved(cases[0], "order", "works"), Moved(cases[2], "order", "works"), Moved(cases[3], None, "order"),
    )  # fmt: skip
    assert difference.table == {("order", "works"): 2, (None, "order"): 1}


def test_the_same_rules_change_nothing():
    rules = [Rule("works")]
    assert compare(rules, rules, [past(1, "waste")]).moved == ()


# Rules worth a look.


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([Rule("works", category="road"), Rule("works")], {}),
        ([Rule("nobody")], {0: RuleFault.UNIT}),
        ([Rule("works", category="gossip")], {0: RuleFault.WORD}),
        ([Rule("works", area="nowhere")], {0: RuleFault.WORD}),
        ([Rule("works", channel="pigeon")], {0: RuleFault.WORD}),
        ([Rule("works"), Rule("works", category="road")], {1: RuleFault.HIDDEN}),
        ([Rule("works", on=False), Rule("works", category="road")], {}),
        ([Rule("works"), Rule("works", category="road", on=False)], {}),
        ([Rule("works", words=("ก", "ข")), Rule("works", words=("ก",))], {1: RuleFault.HIDDEN}),
        ([Rule("works", words=("ก",)), Rule("works", words=("ก", "ข"))], {}),
        ([Rule("works", words=("ก",)), Rule("works")], {}),
    ],
)
def test_what_is_wrong_with_rules_is_found(rules, expected):
    made = office()
    rules = [rule if rule.unit == "nobody" else Rule(made.units[0].key, *[getattr(rule, name) for name in
             ("kind", "category", "area", "words", "channel", "on")]) for rule in rules]  # fmt: skip
    assert faults(rules, made) == expected


def test_every_channel_can_be_a_condition():
    made = office()
    assert faults([Rule(made.units[0].key, channel=channel) for channel in Channel], made) == {}
