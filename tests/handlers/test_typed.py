"""What people type instead of tapping: numbers, words, telephone numbers and codes."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.codes import LENGTH, LETTERS, code_in, make_code, shown
from handlers.conversation.typed import ALWAYS, STEP_WORDS, phone_in, picked, plain, word_in
from tests.builders import phrasebook, wording

LABELS = ("ทาง LINE นี้", "ให้โทรหา", "ไม่เปิดเผยชื่อ")
PICKED = [
    ("1", 0), ("๑", 0), ("ข้อ 1", 0), ("ข้อ1", 0), ("ข้อ ๑", 0), ("ข้อที่ 2", 1), ("no. 2", 1), ("No.2", 1), ("#3", 2),
    ("3.", 2), ("3)", 2), ("2 ค่ะ", 1), ("๒ครับ", 1), ("0", None), ("4", None), ("99", None), ("๔", None),
    ("ทาง LINE นี้", 0), ("ทาง line นี้", 0), ("ทาง line นี้ค่ะ", 0), ("ให้โทรหา", 1), ("ให้โทร", 1), ("ไม่เปิดเผย", 2),
    ("ไม่", 2), ("ท", None), ("", None), ("อะไรก็ได้", None), ("1 2", None), ("11", None), ("1234567", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PICKED)
def test_an_offered_answer_is_picked_by_number_by_words_or_by_a_clear_beginning(text: str, expected: int | None):
    assert picked(text, LABELS) == expected


def test_a_beginning_that_fits_two_labels_picks_none():
    assert picked("สถานะ", ("สถานะเรื่อง", "สถานะงาน")) is None


def test_signs_in_labels_need_not_be_typed():
    assert picked("ส่งตำแหน่ง", ("📍 ส่งตำแหน่ง",)) == 0


@given(st.text(), st.lists(st.text(max_size=20), max_size=5))
def test_whatever_is_typed_picks_a_label_that_is_there_or_none(text: str, labels: list[str]):
    index = picked(text, labels)
    assert index is None or 0 <= index < len(labels)


PLAIN = [
    ("  ยกเลิก  ค่ะ ", "ยกเลิก"), ("ยกเลิกครับผม", "ยกเลิก"), ("Cancel!", "cancel"), ("เมนู…", "เมนู"), ("๑๒", "12"),
    ("ครับ", "ครับ"), ("“เมนู”", "เมนู"), ("CANCEL please", "cancel"), ("เมนูจ้า", "เมนู"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_words_are_compared_without_particles_case_and_signs(text: str, expected: str):
    assert plain(text) == expected


@pytest.mark.parametrize("name", [*ALWAYS, *STEP_WORDS, "agree", "decline", "solved", "unsolved"])
def test_each_word_of_each_language_is_understood_whatever_language_is_set(name: str):
    for language in phrasebook().languages:
        for word in wording(language).words(f"typed.{name}"):
            assert word_in(f" {word.upper()} ", (name,), phrasebook()) == name


# What the citizen reads on a button they may also type.
LABELLED = {
    "status": "label.status", "menu": "label.menu", "cancel": "label.cancel", "staff": "label.staff",
    "undo": "label.undo", "complain": "label.complain", "suggest": "label.suggest", "ask": "label.ask",
    "praise": "label.praise", "thai": "label.thai", "english": "label.english", "updates": "label.updates",
    "agree": "label.agree", "decline": "label.decline", "skip": "label.skip", "done": "label.done",
    "send": "label.send", "edit": "label.edit", "anonymous": "label.anonymous", "solved": "label.solved",
    "unsolved": "label.unsolved",
}  # fmt: skip


@pytest.mark.parametrize(("name", "key"), LABELLED.items())
def test_the_words_on_a_button_may_be_typed(name: str, key: str):
    for language in phrasebook().languages:
        assert word_in(wording(language).say(key), (name,), phrasebook()) == name, language


@pytest.mark.parametrize("text", ["ไม่ยกเลิก", "ขอสถานะการเงิน", "ถามเรื่องขยะ", "menu ของร้าน", ""])
def test_a_sentence_that_only_holds_a_command_is_none(text: str):
    assert word_in(text, ALWAYS, phrasebook()) is None


PHONES = [
    ("0812345678", "0812345678"), ("081-234-5678", "0812345678"), ("081 234 5678", "0812345678"),
    ("๐๘๑๒๓๔๕๖๗๘", "0812345678"), ("+66812345678", "0812345678"), ("+66 81 234 5678", "0812345678"),
    ("โทร 0812345678 นะคะ", "0812345678"), ("021234567", "021234567"), ("02-123-4567", "021234567"),
    ("053-123456", "053123456"), ("เบอร์ 081-2345678", "0812345678"), ("", None), ("12345", None), ("081234", None),
    ("1234567890123", None), ("9081234567812", None), ("00000000000000", None), ("ไม่มี", None), ("191", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PHONES)
def test_a_telephone_number_is_found_however_it_is_written(text: str, expected: str | None):
    assert phone_in(text) == expected


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("0123456789๐๑๒๓๔๕+- ")))
def test_a_telephone_number_is_nine_or_ten_digits_with_a_nought_before_them(text: str):
    phone = phone_in(text)
    assert phone is None or (phone.isascii() and phone.isdigit() and phone[0] == "0" and len(phone) in (9, 10))


CODE = "ACDEFGH7"
CODES = [
    (f"ผูก {CODE}", CODE), (f"ผูก{CODE}", CODE), ("ผูก ACDE-FGH7", CODE), ("ผูก acde fgh7", CODE), ("Link ACDE-FGH7", CODE),
    ("bind: ACDE-FGH7", CODE), ("น้องเสียง ผูก ACDE-FGH7", CODE), ("ผูก ACDE-FGH7 ค่ะ", CODE), ("ผูก ACDE-FGH7ค่ะ", CODE),
    ("ผูก ACDE-FGH", None), ("ผูก ACDE-FGH0", None), ("ACDE-FGH7", None), ("ผูก", None), ("ผูก ACDE-FGH7K", None),
    ("ผูกเชือกไว้กับต้นไม้", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CODES)
def test_a_code_of_the_console_is_found_in_a_message(text: str, expected: str | None):
    assert code_in(text) == expected


@given(st.integers())
def test_a_fresh_code_is_understood_as_it_is_shown(seed: int):
    code = make_code(Random(seed).choice)
    assert len(code) == LENGTH
    assert code_in(f"ผูก {shown(code)}") == code


def test_words_of_a_sentence_are_no_code():
    assert code_in("please link that page to the map") is None


def test_no_letter_of_a_code_is_mistaken_for_another():
    assert not set(LETTERS) & set("0O1IL5S8B2Z") - {"L"}
    assert len(set(LETTERS)) == len(LETTERS)
