"""The register's forms: what each channel asks, what is wrong with what was typed, and how people are reached."""

from datetime import date
from typing import Any

import pytest

from handlers.cases.facts import Channel, Contact
from handlers.cases.intake import FORMS, Consent, Fault, Taken, plain_phone, read_form
from handlers.cases.status import MoveName, Role
from handlers.cases.tellback import Outcome, Step, outcomes, step_to_tell
from tests.builders import office

TODAY = date(2026, 11, 21)
WHOLE = {
    Channel.PHONE: {"text": "ไฟดับ"},
    Channel.WALK_IN: {"text": "ไฟดับ"},
    Channel.LETTER: {"text": "ไฟดับ", "letter_date": "20 พ.ย. 2569"},
    Channel.EMAIL: {"text": "ไฟดับ", "email": "somying@example.com"},
    Channel.WEB: {"text": "ไฟดับ"},
    Channel.MOBILE_UNIT: {"text": "ไฟดับ", "held_at": "วัดบ้านใหม่"},
    Channel.BOX: {"text": "ไฟดับ", "held_at": "ตู้หน้าสำนักงาน"},
    Channel.MINISTRY: {"text": "ไฟดับ", "agency": "ศูนย์ดำรงธรรม", "outside_number": "123/2569"},
}


def read(channel: Channel = Channel.PHONE, **told: Any) -> Taken:
    return read_form(FORMS[channel], {**WHOLE[channel], **told}, "ไฟดับ", None, None, office(), TODAY)


def test_every_channel_but_line_has_a_form():
    assert set(FORMS) == set(Channel) - {Channel.LINE}


@pytest.mark.parametrize("channel", FORMS)
def test_the_least_that_a_form_wants_is_enough(channel):
    taken = read(channel)
    assert taken.faults == {}
    assert taken.draft.channel is channel


@pytest.mark.parametrize(("channel", "field"), [(c, f) for c, form in FORMS.items() for f in sorted(form.needed)])
def test_what_is_needed_and_missing_is_said(channel, field):
    assert read(channel, **{field: "  "}).faults == {field: Fault.MISSING}


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("phone", "12345", Fault.PHONE),
        ("phone", "08123456789012", Fault.PHONE),
        ("email", "somying@", Fault.EMAIL),
        ("letter_date", "เมื่อวาน", Fault.DATE),
        ("letter_date", "22/11/2569", Fault.FUTURE),
        ("outside_due", "20/11/2569", Fault.PAST),
        ("text", "ก" * 5001, Fault.LONG),
        ("name", "ก" * 201, Fault.LONG),
        ("kind", "rumour", Fault.WORD),
        ("category", "nothing", Fault.WORD),
        ("unit_named", "nobody", Fault.WORD),
    ],
)
def test_what_is_wrong_is_said_where_it_is_wrong(field, typed, fault):
    assert read(**{field: typed}).faults == {field: fault}


@pytest.mark.parametrize(
    ("written", "digits"),
    [("081-234-5678", "0812345678"), ("๐๘๑ ๒๓๔ ๕๖๗๘", "0812345678"), ("+66 81 234 5678", "0812345678"),
     ("02 123 4567", "021234567"), ("044-000-000", "044000000"), ("1567", ""), ("สองสาม", "")],
)  # fmt: skip
def test_telephone_numbers_are_kept_plain(written, digits):
    assert plain_phone(written) == digits


def test_who_gives_a_name_without_consent_is_asked_to_stay_unknown_or_agree():
    assert read(name="สมหญิง", consent="none").faults == {"consent": Fault.CONSENT}
    assert read(consent="none").faults == {}
    assert read(name="สมหญิง", consent="oral").intake.consent is Consent.ORAL
    assert read(Channel.LETTER, name="สมหญิง").intake.consent is Consent.WRITTEN


def test_someone_unknown_leaves_no_name_and_no_telephone_even_if_they_were_typed():
    taken = read(anonymous="1", name="สมหญิง", phone="0812345678", email="a@example.com", address="1 หมู่ 5")
    assert (taken.draft.contact, taken.draft.phone) == (Contact.ANONYMOUS, "")
    assert (taken.intake.name, taken.intake.email, taken.intake.address) == ("", "", "")
    assert taken.intake.consent is Consent.NONE


@pytest.mark.parametrize(
    ("told", "contact"),
    [
        ({"phone": "0812345678", "email": "a@example.com"}, Contact.PHONE),
        ({"email": "a@example.com", "address": "1 หมู่ 5"}, Contact.EMAIL),
        ({"address": "1 หมู่ 5"}, Contact.LETTER),
        ({"name": "สมหญิง"}, Contact.NONE),
    ],
)
def test_the_answer_goes_the_quickest_way_that_was_given(told, contact):
    assert read(Channel.WALK_IN, **told).draft.contact is contact


def test_another_agencys_deadline_comes_with_the_matter():
    taken = read(Channel.MINISTRY, outside_due="1 ธ.ค. 69")
    assert taken.draft.due_by == taken.intake.outside_due == date(2026, 12, 1)


# Telling people without LINE.

STEPS = (Step(1, None, Role.REGISTRAR), Step(2, MoveName.ACCEPT, Role.OFFICER), Step(3, MoveName.ANSWER, Role.SYSTEM))


def test_an_answer_is_told_by_hand_to_who_has_no_line():
    assert step_to_tell(Channel.PHONE, Contact.PHONE, STEPS, ()) == STEPS[2]
    assert step_to_tell(Channel.LETTER, Contact.LETTER, STEPS, {2}) == STEPS[2]


@pytest.mark.parametrize(
    ("channel", "contact", "steps", "told"),
    [
        (Channel.LINE, Contact.PHONE, STEPS, ()),  # hears of it in LINE
        (Channel.BOX, Contact.ANONYMOUS, STEPS, ()),
        (Channel.WALK_IN, Contact.NONE, STEPS, ()),
        (Channel.PHONE, Contact.PHONE, STEPS[:2], ()),  # a step on the way
        (Channel.PHONE, Contact.PHONE, STEPS, {3}),
    ],
)
def test_nobody_is_told_without_need(channel, contact, steps, told):
    assert step_to_tell(channel, contact, steps, told) is None


def test_only_an_answer_can_be_called_solved():
    assert Outcome.SOLVED in outcomes(MoveName.ANSWER)
    assert all(Outcome.SOLVED not in outcomes(move) for move in MoveName if move is not MoveName.ANSWER)
