"""Words are found whole, inside others and misspelt."""

import pytest

from nlp.spelling import Speller
from nlp.terms import index_terms, query_terms

REGISTER = ("ถนนชำรุดเป็นหลุม", "ไฟฟ้าดับทั้งซอย", "ท่อระบายน้ำอุดตัน", "ขยะล้นถัง หน้าตลาดสด", "สุนัขจรจัดไล่กัดคน", "โรงเรียนบ้านใหม่สามัคคี")


@pytest.fixture(scope="module")
def speller():
    return Speller({term for text in REGISTER for term in index_terms(text)})


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("ไฟถนนหน้าวัดดับ", "ไฟ"),
        ("ไฟถนนหน้าวัดดับ", "ถนน"),
        ("เสาไฟฟ้าล้ม", "ไฟฟ้า"),
        ("ท่อระบายน้ำแตก", "ท่อ"),
        ("ท่อระบายน้ำแตก", "ระบายน้ำ"),
        ("ถนนชำรุต", "ชำรุต"),
        ("ม.๕ ซอย 12/3", "12"),
        ("iPhone หาย", "IPHONE"),
    ],
)
def test_a_text_is_found_by_what_stands_in_it(told, asked):
    assert set(query_terms(asked)) <= index_terms(told)


def test_idle_words_are_asked_for_only_where_there_are_no_others():
    assert query_terms("ขอสอบถามเรื่องถนนค่ะ") == ["ถนน"]
    assert query_terms("ค่ะ") == ["ค่ะ"]
    assert "ค่ะ" not in index_terms("ถนนพังค่ะ")


def test_terms_hold_no_signs_and_none_is_long():
    for term in index_terms("100% _x_ ''; -- <b> \x00 " + "ก" * 500 + " " + "a" * 500):
        assert len(term) <= 40
        assert not set(term) & set("_%'\"<>;-\x00 ")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ถนนชำรุต", "ถนนชำรุด"),
        ("ชำรุต", "ชำรุด"),
        ("ไฟฟา่ดับ", "ไฟฟ้าดับ"),
        ("ขะยะล้นถัง", "ขยะล้นถัง"),
        ("สุนักจรจัด", "สุนัขจรจัด"),
        ("ท่อละบายน้ำ", "ท่อระบายน้ำ"),
        ("โรงเรยีน", "โรงเรียน"),
        ("สามัคี", "สามัคคี"),
        ("ถนนชำรุด", None),
        ("xyz", None),
        ("", None),
    ],
)
def test_misspelt_words_are_put_right(speller, typed, meant):
    assert speller.meant(typed) == meant


def test_what_others_misspelt_is_near_to_the_right_word():
    assert "ชำรุต" in Speller(index_terms("ถนนชำรุต")).misspelt("ชำรุด")
