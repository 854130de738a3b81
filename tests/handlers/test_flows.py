"""Each flow walked to its end, by taps, by typing and by numbers: the same matter comes of it."""

from collections.abc import Callable

import pytest

from handlers.cases.facts import Contact
from handlers.cases.status import Status
from handlers.conversation.flows import FLOWS
from handlers.events import MediaKind
from handlers.turn import KeepLabel, KeepPoll, MoveCase, OpenCase
from handlers.working import FLOWS_OF_WORK
from nlp.reading import Kind
from tests.builders import case, known, person, reading, shipped_reader
from tests.handlers.talk import Talk, sure_talk

Way = Callable[[Talk, str, int], Talk]
STORY = "ไฟถนนหน้าบ้านใหม่ดับมาสามคืนแล้วครับ"


def by_tap(talk: Talk, label: str, number: int) -> Talk:
    return talk.tap(label)


def by_words(talk: Talk, label: str, number: int) -> Talk:
    return talk.say(label)


def by_number(talk: Talk, label: str, number: int) -> Talk:
    return talk.say(str(number))


def by_thai_number(talk: Talk, label: str, number: int) -> Talk:
    return talk.say(str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))


def by_named_number(talk: Talk, label: str, number: int) -> Talk:
    return talk.say(f"ข้อ {number}")


WAYS = [by_tap, by_words, by_number, by_thai_number, by_named_number]


def chosen(talk: Talk, way: Way, label: str) -> Talk:
    """Take one of the answers that the last message offers, in one of the ways there are."""
    last = [choice.label for choice in talk.said[-1].choices] or talk.labels()
    return way(talk, label, last.index(label) + 1)


def draft(talk: Talk) -> object:
    (opened,) = [effect for effect in talk.effects if isinstance(effect, OpenCase)]
    return opened.draft


@pytest.mark.parametrize("way", WAYS)
def test_a_complaint_is_told_in_five_messages_and_becomes_a_case(way: Way):
    talk = sure_talk().say(STORY)
    assert talk.at == "complaint/place"
    assert "ไฟถนน" in talk.words()
    talk.place()
    assert talk.at == "complaint/pictures"
    talk.photo("m1")
    assert talk.at == "complaint/pictures"
    chosen(talk, way, "ครบแล้ว")
    assert talk.at == "complaint/contact"
    chosen(talk, way, "ทาง LINE นี้")
    assert talk.at == "complaint/confirm"
    chosen(talk, way, "ส่งเรื่อง")
    told = draft(talk)
    assert (told.kind, told.category, told.text, told.pictures) == (Kind.COMPLAINT, "streetlight", STORY, ("m1",))
    assert (told.place, told.area, told.contact) == ("หน้าวัดบ้านใหม่", "moo5", Contact.LINE)
    assert talk.session is None


@pytest.mark.parametrize("way", WAYS)
def test_a_complaint_may_leave_out_place_and_pictures_and_the_name(way: Way):
    talk = sure_talk().say(STORY)
    chosen(talk, way, "ข้าม")
    chosen(talk, way, "ไม่มีรูป")
    chosen(talk, way, "ไม่เปิดเผยชื่อ")
    chosen(talk, way, "ส่งเรื่อง")
    told = draft(talk)
    assert (told.place, told.point, told.pictures, told.contact) == ("", None, (), Contact.ANONYMOUS)


@pytest.mark.parametrize("way", WAYS)
def test_a_complaint_with_a_telephone_number(way: Way):
    talk = sure_talk().say(STORY).say("ข้าม").say("ไม่มีรูป")
    chosen(talk, way, "ให้โทรหา")
    assert talk.at == "complaint/phone"
    talk.say("๐๘๑-๒๓๔-๕๖๗๘ ค่ะ")
    chosen(talk, way, "ส่งเรื่อง")
    assert (draft(talk).contact, draft(talk).phone) == (Contact.PHONE, "0812345678")


@pytest.mark.parametrize("phone", ["0812345678", "02-123-4567", "021234560", "021234561", "+66 81 234 5678"])
def test_a_telephone_number_typed_at_once_answers_how_to_be_reached(phone: str):
    talk = sure_talk().say(STORY).say("ข้าม").say("ไม่มีรูป").say(phone)
    assert talk.at == "complaint/confirm"
    assert talk.session.answers["phone"].startswith("0")


@pytest.mark.parametrize("way", WAYS)
def test_the_place_that_was_read_is_taken_with_one_answer(way: Way):
    talk = sure_talk().say(STORY)
    chosen(talk, way, "บ้านใหม่ ใช่เลย")
    assert talk.at == "complaint/pictures"
    assert talk.session.answers["place"]["area"] == "moo5"


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_category_is_changed_with_one_answer(way: Way):
    talk = sure_talk().say(STORY)
    chosen(talk, way, "เปลี่ยนประเภท")
    assert talk.at == "complaint/category"
    chosen(talk, way, "ถนน")
    assert talk.session.answers["category"] == "road"
    assert talk.at == "complaint/place"
    (label,) = [effect for effect in talk.effects if isinstance(effect, KeepLabel)]
    assert (label.field, label.guessed, label.chosen, label.text) == ("category", "streetlight", "road", STORY)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("words", "flow", "kind", "answers"),
    [
        ("เสนอให้มีไฟที่สวน", "suggestion", Kind.SUGGESTION, ["ข้าม", "ส่งเรื่อง"]),
        ("ไฟถนนเปิดกี่โมงยังไง", "question", Kind.QUESTION, ["ส่งเรื่อง"]),
        ("ขอชื่นชมคนซ่อมไฟ", "compliment", Kind.COMPLIMENT, ["ข้าม", "ส่งเรื่อง"]),
    ],
)
def test_the_shorter_flows(way: Way, words: str, flow: str, kind: Kind, answers: list[str]):
    talk = sure_talk().say(words)
    assert talk.session.flow == flow
    while talk.session and talk.session.step == "category":
        talk.say("ไฟถนน")
    for label in answers:
        chosen(talk, way, label)
    assert (draft(talk).kind, draft(talk).text) == (kind, words)
    assert talk.session is None


def test_a_compliment_names_a_member_of_staff():
    talk = sure_talk().say("ขอชื่นชมคนซ่อมไฟ")
    while talk.session.step == "category":
        talk.say("ไฟถนน")
    talk.say("คุณสมมุติ กองช่าง").say("ส่ง")
    assert draft(talk).person_named == "คุณสมมุติ กองช่าง"


def test_talking_with_staff_becomes_a_case_that_wants_a_person():
    talk = sure_talk().say("คุยกับเจ้าหน้าที่").say("อยากให้โทรกลับเรื่องภาษี").say("ส่งเรื่อง")
    assert draft(talk).wants_staff
    assert draft(talk).kind is Kind.QUESTION


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("label", "flow"),
    [("แจ้งปัญหา", "complaint"), ("เสนอแนะ", "suggestion"), ("สอบถาม", "question"), ("ชมเชย", "compliment")],
)
def test_a_doubt_is_settled_by_the_citizen_and_kept_as_a_label(way: Way, label: str, flow: str):
    doubtful = known(read=lambda text: reading(text, sure=False, confidence=0.4))
    talk = Talk(doubtful).say("ถนนหน้าโรงเรียน")
    assert talk.at == "sort/kind"
    chosen(talk, way, label)
    assert talk.session.flow == flow
    assert talk.session.answers["what"] == "ถนนหน้าโรงเรียน"
    (kept,) = [effect for effect in talk.effects if isinstance(effect, KeepLabel)]
    assert (kept.field, kept.chosen) == ("kind", flow)


@pytest.mark.parametrize("start", ["photo", "place", "sticker", "voice", "video", "file"])
def test_whatever_comes_first_is_a_fitting_start(start: str):
    talk = sure_talk()
    kinds = {"voice": MediaKind.AUDIO, "video": MediaKind.VIDEO, "file": MediaKind.FILE}
    other = {"place": talk.place, "sticker": talk.sticker}
    other[start]() if start in other else talk.photo("m1", kinds.get(start, MediaKind.IMAGE))
    if start == "sticker":
        assert talk.session is None
        assert "แจ้งปัญหา" in talk.labels()
        return
    assert talk.at == "complaint/what"
    talk.say(STORY)
    assert talk.at == ("complaint/pictures" if start == "place" else "complaint/place")


def test_what_came_before_the_words_is_in_the_case():
    talk = sure_talk().photo("m1").place().photo("m2").say(STORY)
    assert talk.at == "complaint/pictures"
    talk.say("ครบแล้ว").say("1").say("ส่ง")
    assert draft(talk).pictures == ("m1", "m2")
    assert draft(talk).area == "moo5"


def test_adding_to_a_case_by_words_pictures_and_place():
    mine = case()
    talk = sure_talk(cases=(mine,)).say(mine.reference).tap("เพิ่มข้อมูล")
    assert talk.at == "add/more"
    talk.say("ยังมืดอยู่ค่ะ").photo("m1").place().tap("ครบแล้ว")
    (added,) = talk.register.added
    assert added.case_id == mine.id
    assert "ยังมืดอยู่ค่ะ" in added.text
    assert "14.03020, 99.52020" in added.text
    assert added.pictures == ("m1",)


def test_a_place_alone_can_be_added_with_a_tap():
    mine = case()
    talk = sure_talk(cases=(mine,)).say(mine.reference).tap("เพิ่มข้อมูล").place().tap("ครบแล้ว")
    (added,) = talk.register.added
    assert "14.03020" in added.text


def test_a_solved_case_is_closed_and_asked_how_it_went():
    mine = case(status=Status.ANSWERED)
    talk = sure_talk(cases=(mine,)).say("เรียบร้อย")
    assert [effect.move for effect in talk.effects if isinstance(effect, MoveCase)] == ["confirm"]
    assert talk.at == "poll/score"
    talk.tap("ดีมาก")
    assert talk.session is None
    assert talk.register.cases[mine.id].score == 5


@pytest.mark.parametrize(("typed", "score"), [("1", 1), ("๕", 5), ("ดี", 4), ("😡", 1), ("แย่มาก", 1), ("ข้อ 3", 3)])
def test_a_score_may_be_typed(typed: str, score: int):
    mine = case(status=Status.ANSWERED)
    talk = sure_talk(cases=(mine,)).say("เรียบร้อย").say(typed)
    assert talk.register.cases[mine.id].score == score


@pytest.mark.parametrize("way", WAYS)
def test_a_low_score_is_asked_why_and_the_why_is_kept(way: Way):
    mine = case(status=Status.ANSWERED)
    talk = sure_talk(cases=(mine,)).say("เรียบร้อย").say("2")
    assert talk.at == "poll/why"
    chosen(talk, way, "ช้า")
    assert [effect.why for effect in talk.effects if isinstance(effect, KeepPoll)] == ["ช้า"]
    assert "แจ้งปัญหา" in talk.labels()
    assert talk.session is None


def test_the_why_may_be_free_words_or_nothing():
    mine = case(status=Status.ANSWERED)
    talk = sure_talk(cases=(mine,)).say("เรียบร้อย").say("1").say("ไม่มีใครรับสายเลย")
    assert talk.register.polls[-1].why == "ไม่มีใครรับสายเลย"
    talk = sure_talk(cases=(mine,)).say("เรียบร้อย").say("1").say("ข้าม")
    assert [poll.why for poll in talk.register.polls] == [""]


def test_an_unsolved_case_is_opened_again_with_words_and_pictures():
    mine = case(status=Status.ANSWERED)
    talk = sure_talk(cases=(mine,)).say("ยังไม่เรียบร้อย")
    assert talk.at == "reopen/more"
    talk.say("ยังมืดเหมือนเดิม").photo("m5").tap("ครบแล้ว")
    (move,) = [effect for effect in talk.effects if isinstance(effect, MoveCase)]
    assert (move.move, move.note, move.pictures) == ("reopen", "ยังมืดเหมือนเดิม", ("m5",))
    assert talk.register.cases[mine.id].status is Status.REOPENED


def test_pictures_alone_open_a_case_again():
    mine = case(status=Status.ANSWERED)
    talk = sure_talk(cases=(mine,)).say("ยังไม่เรียบร้อย").photo("m5").tap("ครบแล้ว")
    (move,) = [effect for effect in talk.effects if isinstance(effect, MoveCase)]
    assert move.note
    assert move.pictures == ("m5",)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_complaint_in_both_languages_by_the_first_answer_offered(language: str):
    talk = sure_talk(person=person(language=language)).say(STORY)
    for _ in range(12):
        if talk.session is None:
            break
        labels = [choice.label for choice in talk.said[-1].choices]
        talk.tap(labels[-1 if talk.session.step == "pictures" else 0])
    assert draft(talk).text == STORY


def test_with_the_shipped_reader_the_story_of_the_handbook_works():
    talk = Talk(known(read=shipped_reader())).say("ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ มืดมาก")
    assert talk.session.flow == "complaint"
    assert talk.session.answers["category"] == "streetlight"
    talk.place().say("ไม่มีรูป").say("1").say("ส่งเรื่อง")
    assert draft(talk).category == "streetlight"


def test_the_flows_walked_here_are_all_there_are():
    assert set(FLOWS) - FLOWS_OF_WORK == {  # those are walked in test_working.py
        "complaint", "suggestion", "compliment", "question", "talk", "sort", "add", "reopen", "poll", "survey",
        "fix_phone",  # walked in test_mydata.py
    }  # fmt: skip
