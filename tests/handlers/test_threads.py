"""Going back, changing one's mind, turning aside and coming back: nothing told is asked again, nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.conversation.flows import FLOWS
from handlers.conversation.session import Session
from handlers.events import ButtonPressed, MediaKind, MessageUnsent, TextSent
from handlers.postbacks import Answer, CaseAct, encode
from handlers.turn import KeepMedia, OpenCase, SavePerson
from tests.builders import NOW, case, known, office, person
from tests.handlers.steps import ALL_SESSIONS, standing_at
from tests.handlers.talk import Talk, sure_talk

# A questionnaire is stopped, not cancelled, and takes its answers its own way: tests/handlers/surveys.
THREADS = [session for session in ALL_SESSIONS if session.flow != "survey"]
THREAD_NAMES = [f"{session.flow}/{session.step}" for session in THREADS]
STORY = "ไฟถนนหน้าบ้านใหม่ดับมาสามคืนแล้วครับ"


def at_summary() -> Talk:
    """Somebody who told everything and is asked whether to send it."""
    return sure_talk().say(STORY).place().photo("m1").say("ครบแล้ว").say("ทาง LINE นี้")


def told(talk: Talk) -> dict[str, object]:
    (opened,) = [effect for effect in talk.effects if isinstance(effect, OpenCase)]
    return vars(opened.draft)


def test_going_back_asks_one_question_after_another_in_turn():
    talk = at_summary()
    steps = [talk.say("ย้อนกลับ").session.step for _ in range(4)]
    assert steps == ["contact", "pictures", "place", "place"]
    assert "ข้อแรก" in talk.words()


def test_going_back_loses_nothing_and_one_new_answer_leads_to_what_is_still_open():
    talk = at_summary().say("ย้อนกลับ").say("ย้อนกลับ").say("ย้อนกลับ")
    assert talk.at == "complaint/place"
    talk.tap("บ้านใหม่ ใช่เลย")
    assert talk.at == "complaint/confirm"
    talk.say("ส่ง")
    assert (told(talk)["place"], told(talk)["pictures"], told(talk)["text"]) == ("บ้านใหม่", ("m1",), STORY)


def test_going_back_while_changing_an_answer_returns_to_where_one_was():
    talk = at_summary().tap("แก้ไข").tap("สถานที่").say("ย้อนกลับ")
    assert talk.at == "complaint/confirm"
    talk = sure_talk().say(STORY).tap("เปลี่ยนประเภท").say("ย้อนกลับ")
    assert talk.at == "complaint/place"


EDITS = [
    ("รายละเอียด", "what", "ถนนหน้าตลาดสดพัง", "text", "ถนนหน้าตลาดสดพัง"),
    ("เรื่อง", "category", "ถนน", "category", "road"),
    ("สถานที่", "place", "ตลาดสด", "place", "ตลาดสด"),
    ("รูป", "pictures", "ครบแล้ว", "pictures", ("m1",)),
    ("ติดต่อกลับ", "contact", "ไม่เปิดเผยชื่อ", "contact", "anonymous"),
]


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize(("label", "step", "answer", "field", "expected"), EDITS)
def test_each_answer_can_be_changed_from_the_summary(
    typed: bool, label: str, step: str, answer: str, field: str, expected: object
):
    talk = at_summary().tap("แก้ไข")
    assert talk.at == "complaint/edit"
    talk = talk.say(label) if typed else talk.tap(label)
    assert talk.at == f"complaint/{step}"
    talk.say(answer)
    assert talk.at == "complaint/confirm"
    before = told(at_summary().say("ส่ง"))
    after = told(talk.say("ส่ง"))
    assert after[field] == expected
    untouched = {"text", "category", "place", "pictures", "contact", "kind"} - {field}
    assert {key: after[key] for key in untouched} == {key: before[key] for key in untouched}


def test_changing_to_a_call_asks_for_the_number_and_back_to_anonymous_forgets_it():
    talk = at_summary().say("แก้ไข").say("5").say("ให้โทรหา")
    assert talk.at == "complaint/phone"
    talk.say("0812345678").tap("ไม่เปิดเผยชื่อ")
    assert "0812345678" not in talk.words()
    talk.say("ส่ง")
    assert (told(talk)["contact"], told(talk)["phone"]) == ("anonymous", "")


def test_no_telephone_number_is_asked_of_who_goes_back_after_choosing_no_name():
    talk = sure_talk().say(STORY).say("ข้าม").say("ไม่มีรูป").say("ให้โทรหา").say("0812345678").tap("ไม่เปิดเผยชื่อ")
    talk.say("ย้อนกลับ")
    assert talk.session.step != "phone"


def test_pictures_and_words_may_be_added_while_the_summary_is_shown():
    talk = at_summary().photo("m2").say("เสาต้นที่สามจากปากซอยเลยค่ะ").say("ส่ง")
    assert told(talk)["pictures"] == ("m1", "m2")
    assert "เสาต้นที่สาม" in str(told(talk)["text"])


@pytest.mark.parametrize("session", THREADS, ids=THREAD_NAMES)
def test_a_cancelled_thread_can_be_had_back_as_it_was(session: Session):
    talk = Talk(session=session).say("ยกเลิก")
    assert talk.at == "cancelled/undo"
    assert not talk.effects
    talk.tap("เอากลับมา")
    assert talk.session == session
    assert len(talk.said) <= 4


def test_what_was_cancelled_is_gone_after_something_else():
    talk = sure_talk().say(STORY).say("ยกเลิก").say("สวัสดี").say("เอากลับมา")
    assert talk.session is None


def test_cancelling_with_nothing_open_says_so():
    assert "ไม่มีเรื่องที่ทำค้าง" in sure_talk().say("ยกเลิก").words()


def test_a_question_in_the_middle_of_a_complaint_is_served_and_the_thread_picked_up():
    talk = sure_talk().say(STORY)
    complaint = talk.session
    talk.say("เรื่องไฟ ต้องจ่ายภาษียังไงคะ")
    assert talk.session.flow == "question"
    while talk.session.step == "category":
        talk.say("ภาษีและทะเบียน")
    talk.say("ส่ง")
    assert talk.at == "complaint/place"
    assert (talk.session.id, talk.session.answers) == (complaint.id, complaint.answers)
    assert "กลับมาที่เรื่อง" in talk.words()


ASIDES = ["สถานะ", "ข้อมูลส่วนบุคคล", "เปลี่ยนการแจ้งเตือน", "English"]


@pytest.mark.parametrize("session", THREADS, ids=THREAD_NAMES)
@pytest.mark.parametrize("aside", ASIDES)
def test_what_is_asked_beside_leaves_the_thread_where_it_was(session: Session, aside: str):
    mine = case(id=102)
    talk = sure_talk(cases=(mine,))
    talk.session = session
    talk.say(aside)
    assert replace(talk.session, answers={}) == replace(session, answers={})
    assert talk.turn.then, "the open question is asked again"


@pytest.mark.parametrize("session", THREADS, ids=THREAD_NAMES)
def test_the_language_switches_at_every_step(session: Session):
    talk = sure_talk(cases=(case(id=102),))
    talk.session = session
    talk.say("English")
    assert [effect.person.language for effect in talk.effects if isinstance(effect, SavePerson)] == ["en"]
    assert "English now" in talk.words()
    talk.say("ภาษาไทย")
    assert "ภาษาไทยแล้วค่ะ" in talk.words()
    assert talk.session.step == session.step


@pytest.mark.parametrize("session", THREADS, ids=THREAD_NAMES)
def test_a_person_can_be_asked_for_at_every_step_and_the_thread_comes_back(session: Session):
    talk = sure_talk(cases=(case(id=102),))
    talk.session = session
    talk.say("คุยกับเจ้าหน้าที่")
    assert talk.session.flow == "talk"
    if session.flow in ("talk", "sort", "poll"):
        return
    talk.say("ขอให้โทรกลับด้วยค่ะ").say("ส่งเรื่อง")
    assert talk.session.id == session.id
    assert talk.session.step == session.step


def test_a_complaint_waits_beneath_a_question_and_a_talk():
    talk = sure_talk().say(STORY).say("สอบถาม").say("คุยกับเจ้าหน้าที่").say("ขอให้โทรกลับด้วยค่ะ").say("ส่งเรื่อง")
    assert talk.session.flow == "question"
    talk.say("จ่ายภาษีที่ไหน")
    while talk.session.step == "category":
        talk.say("ภาษีและทะเบียน")
    talk.say("ส่ง")
    assert talk.at == "complaint/place"


def test_the_same_button_pressed_many_times_opens_one_thread():
    mine = case()
    talk = sure_talk(cases=(mine,))
    for _ in range(8):
        talk.send(ButtonPressed(encode(CaseAct("add", mine.id))))
    assert talk.at == "add/more"
    assert talk.session.under is None


def test_cancelling_and_then_confirming_an_answer_comes_to_an_end():
    """What was cancelled does not lie beneath the poll."""
    mine = case(status="answered")
    talk = sure_talk(cases=(mine,)).say("แจ้งปัญหา").say("ยกเลิก").say("เรียบร้อย").say("5")
    assert talk.session is None


def test_an_old_button_says_that_it_is_old_and_asks_again():
    talk = sure_talk().say(STORY)
    old = talk.offer("ข้าม").action.data
    talk.say("ยกเลิก").say("ขยะล้นหน้าตลาดสด")
    talk.send(ButtonPressed(old))
    assert "ปุ่มนี้เก่าแล้ว" in talk.words()
    assert talk.session.answers["what"] == "ขยะล้นหน้าตลาดสด"
    assert "place" not in talk.session.answers


@pytest.mark.parametrize("session", THREADS, ids=THREAD_NAMES)
def test_a_button_of_another_session_changes_nothing(session: Session):
    for step in FLOWS[session.flow].steps:
        for value in (*step.choices, "skip", "done", "send", "edit", "road", "moo5"):
            talk = Talk(session=session).send(ButtonPressed(encode(Answer("another", step.key, value))))
            assert talk.session == replace(session, touched_at=talk.session.touched_at)
            assert not talk.effects


def test_the_answer_given_before_may_be_changed_on_its_old_button_of_the_same_session():
    talk = sure_talk().say(STORY)
    guess = talk.offer("บ้านใหม่ ใช่เลย").action.data
    talk.say("ข้าม").send(ButtonPressed(guess))
    assert talk.session.answers["place"]["area"] == "moo5"
    assert talk.at == "complaint/pictures"


def test_a_flow_that_changed_goes_on_at_the_first_question_that_is_open():
    talk = at_summary()
    talk.session = replace(talk.session, revision=0, step="a step that is no more", path=("gone",))
    talk.say("ส่ง")
    assert told(talk)["text"] == STORY


@pytest.mark.parametrize(("days", "kept"), [(6.9, True), (7.1, False)])
def test_a_draft_is_kept_for_a_week(days: float, kept: bool):
    talk = sure_talk().say(STORY).later(days=days).say("ข้าม")
    assert (talk.at == "complaint/pictures") == kept


def test_each_answer_gives_a_draft_another_week():
    talk = sure_talk().say(STORY).later(days=6).say("ข้าม").later(days=6).say("ไม่มีรูป")
    assert talk.at == "complaint/contact"


def test_a_thread_beneath_grows_old_for_itself():
    old = replace(standing_at(FLOWS["complaint"], "place"), touched_at=NOW - timedelta(days=8))
    talk = Talk(session=replace(standing_at(FLOWS["talk"], "confirm"), id="s2", under=old)).say("ส่ง")
    assert talk.session is None


# Pictures.


def test_pictures_of_one_set_are_thanked_for_once():
    talk = sure_talk().say(STORY).say("ข้าม")
    talk.photo("a", set_id="s", set_total=3)
    assert talk.said == ()
    talk.photo("b", set_id="s", set_total=3)
    assert talk.said == ()
    talk.photo("c", set_id="s", set_total=3)
    assert "3 รูป" in talk.words()
    assert [effect.message_id for effect in talk.effects if isinstance(effect, KeepMedia)] == ["c"]
    assert talk.register.media == ["a", "b", "c"]


def test_the_same_picture_twice_counts_once_and_is_not_spoken_of():
    talk = sure_talk().say(STORY).photo("a").photo("a")
    assert talk.said == ()
    assert talk.session.answers["gathered"] == ["a"]


@pytest.mark.parametrize("most", [1, 3, 10])
def test_more_pictures_than_allowed_are_declined_kindly_and_not_fetched(most: int):
    of = office(policy=replace(office().policy, pictures=most))
    talk = sure_talk(office=of).say(STORY).say("ข้าม")
    for number in range(most + 3):
        talk.photo(f"x{number}")
    assert talk.session.answers["gathered"] == [f"x{number}" for number in range(most)]
    assert talk.register.media == [f"x{number}" for number in range(most)]
    assert str(most) in talk.words()
    assert talk.at == "complaint/pictures"


def test_a_set_with_more_pictures_than_allowed_never_leaves_the_citizen_without_a_word():
    talk = sure_talk().say(STORY).say("ข้าม")
    spoken = []
    for number in range(12):
        talk.photo(f"x{number}", set_id="s", set_total=12)
        spoken.append(bool(talk.said))
    assert spoken[-1]
    assert sum(spoken) <= 2


@pytest.mark.parametrize("kind", MediaKind)
@pytest.mark.parametrize("session", THREADS, ids=THREAD_NAMES)
def test_media_are_kept_at_every_step_and_the_step_stays(session: Session, kind: MediaKind):
    talk = sure_talk(cases=(case(id=102),))
    talk.session = session
    talk.photo("fresh", kind)
    assert "fresh" in talk.register.media
    assert talk.words()
    if session.flow != "poll":
        assert (talk.session.id, talk.session.step) == (session.id, session.step)


# Taking back.


def test_a_picture_that_was_taken_back_is_not_in_the_case():
    talk = sure_talk().say(STORY).photo("a").photo("b").send(MessageUnsent("a"))
    talk.say("ข้าม").say("ครบแล้ว").say("1").say("ส่ง")
    assert told(talk)["pictures"] == ("b",)
    assert talk.register.forgotten == ["a"]


def test_words_that_were_taken_back_are_asked_again_and_in_no_case():
    talk = sure_talk().send(TextSent(STORY, "m1")).say("ข้าม").send(MessageUnsent("m1"))
    assert STORY not in str(talk.session.dump())
    assert talk.session.step == "what"


def test_words_that_were_taken_back_are_not_in_what_was_cancelled_or_put_aside():
    talk = sure_talk().send(TextSent(STORY, "m1")).say("ยกเลิก").send(MessageUnsent("m1"))
    assert STORY not in str(talk.session and talk.session.dump())
    talk = sure_talk().send(TextSent(STORY, "m1")).say("คุยกับเจ้าหน้าที่").send(MessageUnsent("m1"))
    assert STORY not in str(talk.session.dump())


# Words without end.


@pytest.mark.parametrize("session", THREADS[::4], ids=THREAD_NAMES[::4])
def test_a_session_stays_small_whatever_is_written_into_it(session: Session):
    talk = sure_talk(cases=(case(id=102),))
    talk.session = session
    for number in range(35):
        talk.say(f"{number} " + "น้ำ" * 3000)
    assert len(str(talk.session and talk.session.dump())) < 500_000


def test_who_writes_after_blocking_is_written_to_again():
    blocked = replace(person(), blocked=True)
    talk = Talk(known(person=blocked)).say("สวัสดี")
    assert not talk.register.person.blocked
