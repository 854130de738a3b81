"""While staff talk with a citizen the bot is silent, except where it must not be."""

import pytest

from handlers.cases.facts import Contact
from handlers.cases.replies import BLANKS, filled, unknown_blanks, values_of
from handlers.cases.status import MoveName, Status
from handlers.events import ButtonPressed, MediaKind, MediaSent, PlaceSent, StickerSent, TextSent, What
from handlers.postbacks import Command, encode
from handlers.take import take
from handlers.turn import AddToCase, KeepMedia, MoveCase, Turn
from tests.builders import case, event, known, office, stranger, wording

HERE = case(status=Status.IN_PROGRESS)


def turn(what: What, **changes: object) -> Turn:
    return take(event(what), known(cases=(HERE,), talking=HERE.id, **changes))


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (TextSent("ไฟถนนยังดับอยู่ครับ", "m1"), "ไฟถนนยังดับอยู่ครับ"),
        (TextSent("ขอบคุณค่ะ", "m2"), "ขอบคุณค่ะ"),
        (TextSent("เรียบร้อย", "m3"), "เรียบร้อย"),
        (PlaceSent(14.03, 99.52, "วัดบ้านใหม่"), "วัดบ้านใหม่ 14.03000, 99.52000"),
        (StickerSent("s", ("ขอบคุณ",)), "[ขอบคุณ]"),
    ],
)
def test_what_is_said_goes_into_the_case_without_a_word(what: What, text: str):
    silent = turn(what)
    assert silent.say == ()
    (added,) = silent.effects
    assert isinstance(added, AddToCase)
    assert (added.case_id, added.text, added.quiet) == (HERE.id, text, True)


def test_pictures_go_into_the_case():
    kept, added = turn(MediaSent(MediaKind.IMAGE, "m9")).effects
    assert kept == KeepMedia("m9", MediaKind.IMAGE, case_id=HERE.id)
    assert isinstance(added, AddToCase)
    assert added.pictures == ("m9",)


@pytest.mark.parametrize("word", ["เมนู", "สถานะ", "ยกเลิก", "ย้อนกลับ", "ข้อมูลของฉัน", "English"])
def test_the_words_that_are_always_possible_are_answered(word: str):
    answered = turn(TextSent(word))
    assert answered.say
    assert not any(isinstance(effect, AddToCase) for effect in answered.effects)


def test_danger_is_answered_first_of_all():
    answered = turn(TextSent("ไฟไหม้บ้านตรงข้าม"))
    assert answered.say


def test_a_button_is_pressed_on_purpose_and_answered():
    assert turn(ButtonPressed(encode(Command("menu")))).say


def test_who_did_not_agree_is_asked_first():
    assert turn(TextSent("สวัสดี"), person=stranger()).say


def test_an_answer_that_was_waited_for_lets_the_case_go_on():
    waiting = case(id=HERE.id, status=Status.WAITING)
    effects = take(event(TextSent("ต้นหน้าวัดครับ")), known(cases=(waiting,), talking=HERE.id)).effects
    assert [effect.move for effect in effects if isinstance(effect, MoveCase)] == [MoveName.RESUME]


def test_without_a_talk_nothing_is_silent():
    assert take(event(TextSent("ไฟถนนดับ")), known()).say


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_blank_is_filled_in_both_languages(language: str):
    values = values_of(HERE, "สมหญิง", "แสง", office(), wording(language))
    assert set(values) == set(BLANKS.values())
    text = " ".join(f"{{{name}}}" for name in BLANKS)
    assert unknown_blanks(text) == ()
    assert "{" not in filled(text, values)


def test_what_is_filled_in_is_never_filled_again_and_the_unknown_are_not_named():
    sly = case(title="{ชื่อ} {phone}")
    assert filled("{เรื่อง}", values_of(sly, "สมหญิง", "", office(), wording())) == "{ชื่อ} {phone}"
    hidden = case(contact=Contact.ANONYMOUS)
    assert filled("{ชื่อ}", values_of(hidden, "สมหญิง", "", office(), wording())) == "ท่าน"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("{ชื่อ} {name}", ()), ("{ใคร}", ("ใคร",)), ("{ ชื่อ }", ()), ("{{ชื่อ}}", ("{", "}")), ("{", ("{",)), ("{}", ("",))],
)
def test_blanks_that_nothing_fills_are_named(text: str, unknown: tuple[str, ...]):
    assert unknown_blanks(text) == unknown
