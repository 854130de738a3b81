"""Near-duplicate reports are found, different ones are not."""

import numpy as np
import pytest

from nlp.sameness import BANDS, Index, bands, exact_likeness, likeness, likeness_packed, packed, signature

SAME = [
    ("ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ มืดมาก", "ไฟถนนหน้าวัดดับมาสามคืนแล้วค่ะ มืดมากๆ"),
    ("ถนนหน้าโรงเรียนเป็นหลุมใหญ่ รถล้มทุกวัน", "ถนนหน้าโรงเรียน เป็นหลุมใหญ่ รถล้มทุกวันเลย"),
    ("Street light is out at soi 5", "street light is out at soi 5!!"),
    ("น้ำท่วมซอย ๕ สูงระดับเข่า", "น้ำท่วมซอย 5 สูงระดับเข่า"),
]
DIFFERENT = [
    ("ไฟถนนหน้าวัดดับ", "ขยะหน้าตลาดไม่เก็บ"),
    ("ถนนเป็นหลุม", "หมาจรจัดไล่กัดคน"),
    ("สวัสดีครับ", "น้ำท่วมบ้านแล้วครับ"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_nearly_the_same_words_are_alike(one, other):
    assert exact_likeness(one, other) > 0.6
    assert likeness(signature(one), signature(other)) > 0.45


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_are_not(one, other):
    assert exact_likeness(one, other) < 0.2
    assert likeness(signature(one), signature(other)) < 0.25


def test_the_index_finds_the_twin_among_many():
    index = Index()
    index.add_all(
        (str(number), f"รายงานที่ {number} เรื่อง{['ไฟ', 'ถนน', 'ท่อ', 'ขยะ', 'หมา'][number % 5]} เลข {number * 7919}")
        for number in range(2000)
    )
    index.add("twin", SAME[0][0])
    found = index.near(SAME[0][1])
    assert found[0][0] == "twin"
    assert found[0][1] > 0.45


def test_bands_fit_a_database_column_and_stay_the_same_for_ever():
    found = bands(signature("ไฟถนนดับ"))
    assert len(found) == BANDS
    assert all(0 <= band < 2**63 for band in found)
    assert found == bands(signature("ไฟถนนดับ"))


def test_stored_bytes_compare_like_signatures():
    stored = [packed(signature(text)) for text in (*SAME[0], DIFFERENT[0][1])]
    assert [len(one) for one in stored] == [64, 64, 64]
    twin, other = likeness_packed(stored[0], stored[1:])
    assert abs(twin - likeness(signature(SAME[0][0]), signature(SAME[0][1]))) < 0.05
    assert other < 0.1
    assert likeness_packed(stored[0], []) == []


def test_what_is_stored_for_a_text_never_changes():
    """A database holds these: another way of counting would lose every twin of before."""
    assert bands(signature("ไฟถนนดับ"))[:2] == (592562110648, 1671161151628)
    assert packed(signature("ไฟถนนดับ"))[:4].hex() == "dd57754f"


def test_an_index_finds_what_has_settled_and_what_is_fresh(monkeypatch):
    monkeypatch.setattr(Index, "FRESH", 16)
    index = Index()
    for number in range(100):
        index.add(str(number), f"รายงานเลข {number * 7919} เรื่อง{'กขคงจชซ'[number % 7] * 3} {number}")
        if number in (3, 61, 98):
            index.add(f"twin {number}", SAME[number % 3][0])
    assert len(index) == 103
    assert {key for number in range(3) for key, _ in index.near(SAME[number][1])} >= {"twin 3", "twin 61", "twin 98"}


def test_empty_and_strange_texts_have_a_signature():
    for text in ("", " ", "\x00", "\ud800", "ก", "🙏" * 9):
        assert signature(text).dtype == np.uint32
        assert 0.0 <= exact_likeness(text, "ไฟถนนดับ") <= 1.0
