"""Questions meet the handbook, misspelt ones too."""

import pytest

from nlp.search import Library, search_words

HANDBOOK = {
    "id_card": "การทำบัตรประจำตัวประชาชน บัตรหาย บัตรหมดอายุ ใช้ทะเบียนบ้าน ค่าธรรมเนียม 100 บาท",
    "land_tax": "การชำระภาษีที่ดินและสิ่งปลูกสร้าง ยื่นแบบภายในเดือนเมษายน",
    "elder": "การลงทะเบียนรับเบี้ยยังชีพผู้สูงอายุ อายุ 60 ปีขึ้นไป",
    "waste": "ตารางเก็บขยะมูลฝอย ค่าธรรมเนียมเก็บขยะ ถังขยะ",
    "building": "การขออนุญาตก่อสร้างอาคาร แบบแปลน ใบอนุญาต",
}


@pytest.fixture(scope="module")
def library():
    shelf = Library()
    for key, text in HANDBOOK.items():
        shelf.add(key, text)
    return shelf


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("ทำบัตรประชาชนใช้อะไรบ้างคะ", "id_card"),
        ("บัตรหายทำใหม่กี่บาท", "id_card"),
        ("จ่ายภาษีที่ดินได้ถึงเมื่อไหร่ครับ", "land_tax"),
        ("เบี้ยผู้สูงอายุลงทะเบียนที่ไหน", "elder"),
        ("เบี้ยผู้สูงอายุุลงทะเบยีนยังไง", "elder"),
        ("เก็บขยะวันไหน", "waste"),
        ("จะสร้างบ้านต้องขออนุญาตก่อสร้างยังไง", "building"),
    ],
)
def test_the_right_entry_comes_first_with_its_reason(library, question, key):
    match = library.best(question)[0]
    assert match.key == key
    assert match.because


def test_nothing_fits_nothing(library):
    assert library.best("") == []
    assert library.best("สวัสดีครับ") == []


def test_an_entry_can_be_replaced():
    shelf = Library()
    shelf.add("a", "ถังขยะ")
    shelf.add("a", "ไฟถนน")
    assert shelf.best("ขอถังขยะ") == []
    assert shelf.best("ไฟถนนดับ")[0].key == "a"


def test_idle_words_are_not_indexed():
    assert search_words("ขอสอบถามเรื่องไฟถนนหน่อยค่ะ") == ["ไฟถนน"]
