"""A citizen's own cases in the chat, and what staff do in groups and alone: nobody acts on what is not theirs."""

from itertools import product

import pytest

from handlers.cases.status import Group, MoveName, Role, Status, group_of
from handlers.events import ButtonPressed, Joined, SourceKind, TextSent
from handlers.messages import Cards, Text
from handlers.postbacks import CaseAct, encode
from handlers.take import take
from handlers.turn import AddToCase, KeepPoll, MoveCase, Turn, UseCode
from tests.builders import NEIGHBOUR, case, event, known, person, staff
from tests.handlers.talk import Talk, sure_talk

ACTS = ("show", "add", "solved", "unsolved", "score", "withdraw", "withdraw_yes")


def press(act: str, number: int, value: str = "") -> ButtonPressed:
    return ButtonPressed(encode(CaseAct(act, number, value)))


@pytest.mark.parametrize("word", ["สถานะ", "สถานะค่ะ", "ติดตามเรื่อง", "status", "My cases"])
def test_the_cases_of_a_citizen_are_shown_side_by_side_open_ones_first(word: str):
    closed, opened = case(status=Status.CLOSED), case(status=Status.IN_PROGRESS)
    talk = sure_talk(cases=(opened, closed)).say(word)
    (cards,) = [message for message in talk.said if isinstance(message, Cards)]
    assert [card.code for card in cards.cards] == [opened.reference, closed.reference]


def test_at_most_ten_cases_are_shown():
    talk = sure_talk(cases=tuple(case() for _ in range(14))).say("สถานะ")
    assert max(len(message.cards) for message in talk.said if isinstance(message, Cards)) == 10


def test_no_case_is_an_invitation():
    talk = sure_talk().say("สถานะ")
    assert "แจ้งปัญหา" in talk.labels()


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", Status)
def test_a_case_of_somebody_else_is_not_there(act: str, status: Status):
    foreign = case(status=status, citizen_line_id=NEIGHBOUR)
    talk = sure_talk(cases=(foreign,)).send(press(act, foreign.id, "5"))
    assert talk.effects == ()
    assert talk.session is None
    assert foreign.title not in talk.words()
    assert foreign.reference not in talk.words()


def test_a_reference_of_somebody_else_is_not_there():
    foreign = case(citizen_line_id=NEIGHBOUR)
    talk = sure_talk(cases=(foreign,)).say(f"เรื่อง {foreign.reference} ถึงไหนแล้ว")
    assert foreign.title not in talk.words()
    assert "ไม่พบ" in talk.words()


def test_a_reference_shows_the_case_with_its_history_newest_first():
    mine = case(status=Status.IN_PROGRESS)
    talk = sure_talk(cases=(mine,)).say(mine.reference)
    assert mine.title in talk.words()
    assert "หน่วยงานรับเรื่อง: กำลังไป" in talk.words()


@pytest.mark.parametrize("status", Status)
def test_the_buttons_of_a_case_are_those_that_do_something(status: Status):
    mine = case(status=status)
    talk = sure_talk(cases=(mine,)).say(mine.reference)
    labels = set(talk.labels())
    assert ("ถอนเรื่อง" in labels) == (
        group_of(status) is not Group.CLOSED and status is not Status.ANSWERED
    )
    assert ("เพิ่มข้อมูล" in labels) == (group_of(status) is not Group.CLOSED)
    assert ("เรียบร้อย" in labels) == (status is Status.ANSWERED)


@pytest.mark.parametrize(("act", "status"), list(product(ACTS, Status)))
def test_a_button_on_an_old_card_does_only_what_may_still_be_done(act: str, status: Status):
    mine = case(status=status)
    talk = sure_talk(cases=(mine,)).send(press(act, mine.id, "5"))
    moves = [effect.move for effect in talk.effects if isinstance(effect, MoveCase)]
    confirms = act == "solved" and status is Status.ANSWERED
    open_still = group_of(status) is not Group.CLOSED and status is not Status.ANSWERED
    withdraws = act == "withdraw_yes" and open_still
    assert moves == [MoveName.CONFIRM] * confirms + [MoveName.WITHDRAW] * withdraws
    assert talk.words() or moves
    if act == "unsolved":
        assert (talk.at == "reopen/more") == (status in (Status.ANSWERED, Status.CLOSED, Status.UNCONFIRMED))


def test_withdrawing_is_asked_for_once_more():
    mine = case(status=Status.IN_PROGRESS)
    talk = sure_talk(cases=(mine,)).say(mine.reference).tap("ถอนเรื่อง")
    assert talk.effects == ()
    talk.tap("ถอนเรื่องเลย")
    assert talk.register.cases[mine.id].status is Status.WITHDRAWN


@pytest.mark.parametrize("value", ["0", "6", "", "-1", "๕", "5.0", "x" * 50])
def test_a_score_that_no_face_has_is_not_kept(value: str):
    mine = case(status=Status.ANSWERED)
    talk = sure_talk(cases=(mine,)).send(press("score", mine.id, value))
    assert talk.effects == ()


def test_a_case_is_scored_once():
    mine = case(status=Status.CLOSED)
    talk = sure_talk(cases=(mine,)).send(press("score", mine.id, "4"))
    assert [effect.score for effect in talk.effects if isinstance(effect, KeepPoll)] == [4]
    talk.send(press("score", mine.id, "1"))
    assert talk.effects == ()


def test_a_case_that_is_not_answered_is_not_scored():
    mine = case(status=Status.ASSIGNED)
    assert sure_talk(cases=(mine,)).send(press("score", mine.id, "1")).effects == ()


def test_words_for_a_case_that_waits_for_them_go_to_it_and_it_goes_on():
    mine = case(status=Status.WAITING)
    talk = sure_talk(cases=(mine,)).say("ต้นที่สามจากปากซอยค่ะ")
    assert [effect.text for effect in talk.effects if isinstance(effect, AddToCase)] == ["ต้นที่สามจากปากซอยค่ะ"]
    assert talk.register.cases[mine.id].status is Status.IN_PROGRESS


def test_a_picture_for_a_case_that_waits_goes_to_it():
    mine = case(status=Status.WAITING)
    talk = sure_talk(cases=(mine,)).photo("m1")
    assert [effect.pictures for effect in talk.effects if isinstance(effect, AddToCase)] == [("m1",)]


@pytest.mark.parametrize("word", ["ใช่", "เรียบร้อยค่ะ", "หายแล้ว", "solved"])
def test_the_question_whether_it_is_solved_may_be_answered_in_words(word: str):
    mine = case(status=Status.ANSWERED)
    assert sure_talk(cases=(mine,)).say(word).register.cases[mine.id].status is Status.CLOSED


def in_group(what: object, **changes: object) -> Turn:
    here = known(person=person(line_id=NEIGHBOUR, id=None), **changes)
    return take(event(what, SourceKind.GROUP, user=NEIGHBOUR), here)  # type: ignore[arg-type]


def words(turn: Turn) -> str:
    return "\n".join(message.text for message in turn.say if isinstance(message, Text))


@pytest.mark.parametrize(("role", "unit", "status"), list(product(Role, ["works", "health", None], Status)))
def test_a_case_is_taken_in_the_group_by_whom_the_table_lets(role: Role, unit: str | None, status: Status):
    here = case(status=status, officer="สมมุติ คนแรก")
    turn = in_group(press("accept", here.id), staff=staff(role, unit), case=here)
    may = status is Status.ASSIGNED and (role in (Role.HEAD, Role.SYSTEM) or (role is Role.OFFICER and unit == "works"))
    assert [effect.move for effect in turn.effects] == [MoveName.ACCEPT] * may
    assert bool(turn.say) == (not may)


def test_the_second_who_takes_a_case_hears_who_was_first():
    here = case(status=Status.IN_PROGRESS, officer="สมมุติ คนแรก")
    turn = in_group(press("accept", here.id), staff=staff(), case=here)
    assert "สมมุติ คนแรก" in words(turn)
    assert here.reference in words(turn)


def test_somebody_unknown_is_told_how_to_become_known():
    turn = in_group(press("accept", 1), case=case())
    assert "ผูก" in words(turn)
    assert turn.effects == ()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.REGISTRAR])
@pytest.mark.parametrize("category", ["corruption", "staff_conduct"])
def test_a_matter_about_staff_cannot_be_taken_by_a_made_up_button(role: Role, category: str):
    here = case(category=category, officer="สมมุติ คนแรก")
    turn = in_group(press("accept", here.id), staff=staff(role), case=here)
    assert turn.effects == ()
    assert here.reference not in words(turn)
    assert "ไม่พบ" in words(turn)


@pytest.mark.parametrize("act", [act for act in ACTS if act != "accept"])
def test_a_citizens_button_does_nothing_in_a_group(act: str):
    here = case(status=Status.ANSWERED)
    turn = in_group(press(act, here.id, "1"), staff=staff(), case=here)
    assert (turn.say, turn.effects) == ((), ())


@pytest.mark.parametrize("text", ["ไฟถนนดับ", "สถานะ", "ไฟไหม้", "ยกเลิก", "ขอบคุณ", case().reference])
def test_a_group_is_left_in_peace_unless_it_calls(text: str):
    turn = in_group(TextSent(text), group_unit="works")
    assert (turn.say, turn.effects) == ((), ())
    assert in_group(TextSent(text, calls_us=True), group_unit="works").say


def test_a_group_is_greeted_and_bound_by_a_code():
    assert "ผูก" in words(in_group(Joined()))
    turn = in_group(TextSent("ผูก ACDE-FGH7"))
    (effect,) = turn.effects
    assert isinstance(effect, UseCode)
    assert effect.group_id


def test_staff_take_a_case_also_in_their_own_chat_and_keep_their_thread():
    here = case(citizen_line_id=NEIGHBOUR)
    talk = Talk(known(staff=staff(), cases=(here,))).say("ไฟถนนดับ").send(press("accept", here.id))
    assert [effect.as_staff for effect in talk.effects if isinstance(effect, MoveCase)] == [True]
    assert talk.at == "complaint/place"
