"""Children and people in need: spoken to plainly, with the number that helps, and nothing asked of a small child."""

import pytest

from handlers.care import told_age
from handlers.messages import Card
from handlers.turn import OpenCase
from tests.builders import known, person
from tests.handlers.talk import Talk, sure_talk

AGES = [
    ("หนูอายุ 9 ขวบ ถนนหน้าโรงเรียนเป็นหลุมค่ะ", 9),
    ("สวัสดีครับ ผมอายุ ๑๐ ปี", 10),
    ("หนู 8 ขวบค่ะ", 8),
    ("หนูชื่อนิด อายุ 7 ขวบ", 7),
    ("ผมเรียนอยู่ ป.4 ครับ", 10),
    ("หนูอยู่ชั้น ป 2 ค่ะ กลัวหมา", 8),
    ("หนูอยู่อนุบาล 3", 6),
    ("เราอยู่ ม.2 โดนรุ่นพี่รีดไถเงิน", 14),
    ("หนูเป็นเด็กค่ะ", 10),
    ("I'm 9 years old and the dog scares me", 9),
    ("I am in grade 4", 9),
    ("i am just a kid", 10),
    ("ดิฉันอายุ 70 ปีแล้วค่ะ เดินไม่ไหว", 70),
    ("ลูกชายผมอายุ 9 ขวบ โดนหมากัด", None),
    ("หลานสาวหนูอายุ 5 ขวบค่ะ", None),
    ("ลูก ผมอายุ 9 ขวบ โดนหมากัด", None),
    ("มีเด็กอายุ 9 ขวบเล่นน้ำในคลอง", None),
    ("ถนนซอย 9 เป็นหลุม", None),
    ("หนูเจอหมา 9 ตัวหน้าบ้าน", None),
    ("ผมอยู่ ม.5 ครับ ไฟดับ", 17),  # also said of a village: then only a friendly line too many
    ("รถผมอายุ 9 ปี", None),
    ("หนูวิ่งเข้าบ้าน 3 ตัว", None),
    ("ผมเป็นคนเลี้ยงเด็กครับ", None),
    ("I'm at soi 9", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "age"), AGES)
def test_the_age_that_somebody_says_they_have(text, age):
    assert told_age(text) == age


@pytest.mark.parametrize("notice", ["1", ""])
def test_a_small_child_is_asked_nothing_and_nothing_is_opened(notice):
    talk = Talk(known(person=person(notice=notice)))
    talk.say("หนูอายุ 9 ขวบ ถนนหน้าโรงเรียนเป็นหลุมใหญ่มากค่ะ")
    (card,) = talk.said
    assert isinstance(card, Card)
    assert "1387" in talk.words()
    assert talk.session is None
    assert talk.turn.effects == ()


def test_a_child_in_the_middle_of_a_report_is_told_the_same_and_the_draft_goes():
    talk = sure_talk().say("ไฟถนนหน้าบ้านใหม่ดับมาสามคืนแล้วครับ").say("ผมอยู่ ป.3 ครับ")
    assert "1387" in talk.words()
    assert talk.session is None


def test_danger_comes_first_for_a_child_too_and_the_case_goes_on():
    talk = sure_talk().say("หนูอายุ 9 ขวบ ไฟไหม้บ้านค่ะ ช่วยด้วย")
    assert "199" in talk.words()
    assert talk.session is not None


def test_a_young_person_is_heard_without_a_name():
    talk = sure_talk().say("หนูอายุ 15 ปี ไฟถนนหน้าบ้านใหม่ดับมาสามคืนแล้วค่ะ")
    assert "1387" in talk.words()
    assert talk.at.startswith("complaint/")


@pytest.mark.parametrize(
    "words",
    ["ยายแก่อยู่คนเดียว ไม่มีข้าวกิน", "พ่อติดเตียงไม่มีคนดูแลเลยค่ะ", "มีคนเร่ร่อนนอนใต้สะพาน", "my neighbour has nothing to eat"],
)
def test_whoever_may_be_in_need_hears_the_number_that_helps_and_is_heard(words):
    talk = Talk().say(words)
    assert "1300" in talk.words()
    assert talk.session is not None


def test_who_reports_a_street_light_hears_nothing_of_it():
    talk = sure_talk().say("ไฟถนนหน้าบ้านใหม่ดับมาสามคืนแล้วครับ")
    assert "1300" not in talk.words()
    assert "1387" not in talk.words()
    assert not any(isinstance(effect, OpenCase) for effect in talk.turn.effects)
