"""Staff at work in LINE: who may press what, what is asked, what is done, and what a late press hears."""

from dataclasses import replace

import pytest

from handlers.cases.facts import Moved
from handlers.cases.status import Denied, MoveName, Role, Status
from handlers.conversation.session import Session
from handlers.events import ButtonPressed, MediaKind, MediaSent, SourceKind, TextSent, What
from handlers.messages import Card, Press, Text
from handlers.postbacks import CaseAct, encode
from handlers.take import take
from handlers.turn import KeepMedia, Known, MoveCase, TellPrivately, Turn
from handlers.working import done, refused
from tests.builders import CITIZEN, NEIGHBOUR, actor, case, event, known, person, staff, stranger

OFFICER = staff()
ME = person(line_id=NEIGHBOUR, id=9, staff_id=7)


def at_work(**changes: object) -> Known:
    """An officer of the unit that has the case, alone with us."""
    return known(**{"person": ME, "staff": OFFICER, "case": case(status=Status.IN_PROGRESS), **changes})


def press(act: str, **changes: object) -> Turn:
    knows = at_work(**changes)
    assert knows.case is not None
    return take(event(ButtonPressed(encode(CaseAct(act, knows.case.id))), user=NEIGHBOUR), knows)


def go_on(what: What, before: Turn, **changes: object) -> Turn:
    """The next thing, the session taken through JSON, the case no longer at hand."""
    session = before.session and Session.load(before.session.dump())
    return take(event(what, user=NEIGHBOUR), at_work(session=session, case=None, **changes))


def tap(label: str, before: Turn, **changes: object) -> Turn:
    found = [choice for message in before.say for choice in message.choices if choice.label == label]
    assert found, [choice.label for message in before.say for choice in message.choices]
    action = found[0].action
    assert isinstance(action, Press)
    return go_on(ButtonPressed(action.data), before, **changes)


def words(turn: Turn) -> str:
    return "\n".join(message.text for message in turn.say if isinstance(message, Text))


def move(turn: Turn) -> MoveCase:
    (made,) = (effect for effect in turn.effects if isinstance(effect, MoveCase))
    assert made.as_staff
    return made


def test_a_case_is_handed_on_with_a_unit_and_a_reason_chosen():
    asked = press("hand_on")
    assert "1 กองสาธารณสุข" in words(asked)
    assert "กองช่าง" not in words(asked), "not to the unit that has it"
    reason = tap("กองสาธารณสุข", asked)
    assert "เพราะอะไร" in words(reason)
    made = move(tap("ไม่ใช่หน้าที่ของเรา", reason))
    assert (made.move, made.unit, made.note) == (MoveName.HAND_ON, "health", "ไม่ใช่หน้าที่ของเรา")
    assert made.from_unit == "works"


@pytest.mark.parametrize("typed", ["2", "๒", "สำนักปลัด", "ข้อ 2"])
def test_a_unit_and_a_reason_are_typed_as_well(typed: str):
    reason = go_on(TextSent(typed), press("hand_on"))
    made = move(go_on(TextSent("เสาไฟอยู่ในเขตของสำนักปลัด"), reason))
    assert (made.unit, made.note) == ("clerk", "เสาไฟอยู่ในเขตของสำนักปลัด")


def test_an_unknown_unit_is_asked_for_again_and_nothing_is_done():
    asked = go_on(TextSent("กองบินที่ 99"), press("hand_on"))
    assert asked.effects == ()
    assert "หน่วยงานไหน" in words(asked)


def test_the_citizen_is_asked_in_the_officers_words():
    made = move(go_on(TextSent("เสาต้นไหนคะ"), press("inquire")))
    assert (made.move, made.note) == (MoveName.ASK, "เสาต้นไหนคะ")


def test_work_is_reported_with_pictures_and_then_words():
    asked = press("report")
    first = go_on(MediaSent(MediaKind.IMAGE, "m1"), asked)
    assert KeepMedia("m1", MediaKind.IMAGE) in first.effects
    outcome = go_on(TextSent("ครบแล้ว"), go_on(MediaSent(MediaKind.IMAGE, "m2"), first))
    assert "ผู้แจ้งจะได้อ่าน" in words(outcome)
    made = move(tap("แก้ไขเรียบร้อยแล้ว", outcome))
    assert (made.move, made.note, made.pictures) == (MoveName.REPORT, "แก้ไขเรียบร้อยแล้ว", ("m1", "m2"))


def test_without_a_picture_a_reason_is_written_by_hand():
    bare = tap("ไม่มีรูป", press("report"))
    assert "ขอเหตุผล" in words(bare)
    assert [choice.label for message in bare.say for choice in message.choices] == ["ยกเลิก"]
    assert move(go_on(TextSent("ย้ายกิ่งไม้ออกแล้ว กลางคืนถ่ายไม่ได้"), bare)).pictures == ()


def test_a_dialogue_can_be_left_and_taken_back():
    left = go_on(TextSent("ยกเลิก"), press("report"))
    assert left.effects == ()
    again = go_on(TextSent("เอากลับมา"), left)
    assert again.session is not None
    assert again.session.flow == "report"


def test_staff_who_never_agreed_to_the_notice_work_all_the_same():
    asked = press("inquire", person=replace(stranger(line_id=NEIGHBOUR), staff_id=7))
    assert asked.session is not None
    assert asked.session.flow == "inquire"
    answered = go_on(TextSent("ไฟไหม้ตรงไหนคะ"), asked, person=replace(stranger(line_id=NEIGHBOUR), staff_id=7))
    assert move(answered).note == "ไฟไหม้ตรงไหนคะ", "words of work are no cry for help"


@pytest.mark.parametrize("act", ["accept", "hand_on", "inquire", "report", "work"])
def test_whoever_is_no_staff_is_told_how_to_link(act: str):
    turn = press(act, staff=None)
    assert turn.effects == ()
    assert "ยังไม่รู้จักบัญชี LINE นี้" in words(turn) or turn.session is not None


@pytest.mark.parametrize("act", ["accept", "hand_on", "inquire", "report", "work"])
def test_a_restricted_case_is_not_there_for_its_unit(act: str):
    turn = press(act, case=case(category="corruption", status=Status.ASSIGNED))
    assert turn.effects == ()
    assert words(turn) == "ไม่พบเรื่องนี้ค่ะ"


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.CLOSED, Status.REPORTED, Status.WITHDRAWN])
@pytest.mark.parametrize("act", ["hand_on", "inquire", "report"])
def test_an_old_button_says_that_it_is_old_where_the_case_is_and_who_has_it(act: str, status: Status):
    turn = press(act, case=case(status=status, officer="สมมุติ ช่างไฟ"))
    assert turn.effects == ()
    assert turn.session is None
    assert "ปุ่มนี้เก่าแล้ว" in words(turn)
    assert "กองช่าง · สมมุติ ช่างไฟ" in words(turn)


def test_who_has_a_case_of_another_unit_is_not_named_to_those_who_may_not_see_it():
    turn = press("report", case=case(unit="health", status=Status.IN_PROGRESS, officer="สมมุติ คนอื่น"))
    assert turn.effects == ()
    assert "กองสาธารณสุข" in words(turn)
    assert "สมมุติ คนอื่น" not in words(turn)


def test_in_a_group_a_case_is_taken_and_the_rest_goes_on_alone():
    knows = at_work(case=case(status=Status.ASSIGNED), group_unit="works")
    assert knows.case is not None
    taken = take(event(ButtonPressed(encode(CaseAct("accept", knows.case.id))), SourceKind.GROUP), knows)
    assert move(taken).move is MoveName.ACCEPT
    onward = take(event(ButtonPressed(encode(CaseAct("hand_on", knows.case.id))), SourceKind.GROUP), knows)
    (private,) = onward.effects
    assert isinstance(private, TellPrivately)
    assert private.line_id == NEIGHBOUR
    assert "แชตส่วนตัว" in words(onward)


def test_typing_a_reference_shows_the_case_and_an_act_beside_it_does_it():
    here = case(status=Status.ASSIGNED)
    knows = at_work(case=here)
    shown = take(event(TextSent(here.reference), user=NEIGHBOUR), knows)
    assert isinstance(shown.say[0], Card)
    assert shown.say[0].code == here.reference
    taken = take(event(TextSent(f"รับเรื่อง {here.reference}"), user=NEIGHBOUR), knows)
    assert move(taken).move is MoveName.ACCEPT
    named = take(event(TextSent(f"@น้องเสียง รับเรื่อง {here.reference}", calls_us=True), SourceKind.GROUP), knows)
    assert move(named).move is MoveName.ACCEPT
    silent = take(event(TextSent(f"รับเรื่อง {here.reference}"), SourceKind.GROUP), knows)
    assert silent == Turn(), "in a group only when it is called"


def test_a_citizen_who_types_a_reference_of_staff_work_sees_only_their_own():
    here = case(citizen_line_id=NEIGHBOUR)
    turn = take(event(TextSent(here.reference)), known(person=person(line_id=CITIZEN), case=here))
    assert "ไม่พบเรื่องนี้" in words(turn)


def test_what_was_done_is_said_where_it_was_done():
    moved = Moved(case(status=Status.IN_PROGRESS), MoveName.ACCEPT, Status.ASSIGNED, actor())
    here, private = done([moved], at_work(), alone=True)
    assert private == ()
    assert isinstance(here[-1], Card)
    here, private = done([moved], at_work(), alone=False)
    assert here == ()
    assert isinstance(private[-1], Card)
    assert [choice.label for choice in private[-1].buttons] == ["แจ้งว่าเสร็จ", "ขอข้อมูลเพิ่ม", "ส่งต่อ", "เปิดดู"]


@pytest.mark.parametrize("denied", Denied)
def test_every_refusal_has_words(denied: Denied):
    (said,) = refused(denied, case(status=Status.CLOSED), at_work())
    assert isinstance(said, Text)
    assert said.text


def test_no_right_is_said_as_no_right():
    turn = press("report", staff=staff(Role.AUDITOR, None))
    assert words(turn) == "บัญชีนี้ไม่มีสิทธิ์ทำขั้นตอนนี้ค่ะ"
