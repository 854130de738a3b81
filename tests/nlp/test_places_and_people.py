"""Places of the office's list, and what tells who someone is."""

import pytest

from nlp.clean import clean
from nlp.gazetteer import Gazetteer, Place
from nlp.personal import find_personal, is_id_number

OFFICE = Gazetteer(
    (
        Place("v5", "village", "บ้านหนองบัว", ("หนองบัว",), number=5),
        Place("s1", "subdistrict", "ตำบลบ้านใหม่"),
        Place("r1", "road", "ถนนประชาร่วมใจ", ("ประชาร่วมใจ",)),
        Place("l1", "landmark", "วัดบ้านใหม่", ("วัดใหม่",)),
        Place("q1", "soi", "ซอยร่วมสุข 3"),
    )
)


@pytest.mark.parametrize(
    ("text", "mention", "kind", "key"),
    [
        ("ไฟดับหมู่ 5 ครับ", "หมู่ 5", "village", "v5"),
        ("ไฟดับ หมู่ที่ ๕", "หมู่ที่ 5", "village", "v5"),
        ("น้ำท่วม ม.9", "ม.9", "village", None),
        ("ถนนพังที่บ้านหนองบัว", "บ้านหนองบัว", "village", "v5"),
        ("หน้าวัดบ้านใหม่มืดมาก", "วัดบ้านใหม่", "landmark", "l1"),
        ("ไฟดับถนนประชาร่วมใจ", "ถนนประชาร่วมใจ", "road", "r1"),
        ("แถวประชาร่วมใจน้ำท่วม", "ประชาร่วมใจ", "road", "r1"),
        ("ขยะซอยร่วมสุข 3 ไม่เก็บ", "ซอยร่วมสุข 3", "soi", "q1"),
        ("ขยะซอย 12/1 ไม่เก็บ", "ซอย 12/1", "soi", None),
        ("ต.บ้านใหม่ น้ำท่วม", "ต.บ้านใหม่", "subdistrict", None),
    ],
)
def test_places_are_found_with_their_keys(reader, text, mention, kind, key):
    found = [(place.text, place.kind, place.key) for place in reader.read(text, OFFICE).places]
    assert any(one[1] == kind and one[2] == key and one[0].lower() in mention.lower() for one in found) or (
        kind == "subdistrict" and any(one[1] == "subdistrict" for one in found)
    ), found


def test_offsets_point_into_the_message_as_it_was_sent(reader):
    text = "ไฟ\u200bดับ หมู่\u200b 5 โทร ๐๘๑-๒๓๔-๕๖๗๘"
    reading = reader.read(text, OFFICE)
    assert [text[place.start : place.end].replace("\u200b", "") for place in reading.places] == ["หมู่ 5"]
    assert reading.phones == ("0812345678",)
    assert [text[span.start : span.end] for span in reading.personal] == ["๐๘๑-๒๓๔-๕๖๗๘"]


def test_a_plain_road_is_no_place(reader):
    for text in ("ถนนพังมาก", "ถนนหน้าบ้านเป็นหลุม", "ซอยมืดมาก", "ซอยนี้น้ำท่วม", "ถนนไม่เรียบ"):
        assert reader.read(text).places == ()


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("โทร 0812345678", "0812345678"),
        ("081-234-5678", "0812345678"),
        ("08 1234 5678", "0812345678"),
        ("+66 81 234 5678", "0812345678"),
        ("02-123-4567", "021234567"),
        ("044 123 456", "044123456"),
        ("เบอร์ ๐๘๙๑๒๓๔๕๖๗ นะคะ", "0891234567"),
    ],
)
def test_telephone_numbers_are_found(text, phone):
    assert find_personal(clean(text))[0] == (phone,)


def test_other_numbers_are_no_telephones():
    for text in ("เลขที่ ร70-000123-4", "วันที่ 14/05/2565", "99/123 หมู่ 4", "100000000000", "2022-7AAA3B", "1,500,000 บาท"):
        assert find_personal(clean(text))[0] == ()


def test_id_numbers_are_known_by_their_check_digit():
    assert is_id_number("1101700230708")
    assert not is_id_number("1101700230705")
    spans = find_personal(clean("บัตร 1-1017-00230-70-8 ค่ะ"))[1]
    assert [span.kind for span in spans] == ["id_number"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ผมชื่อสมชาย ใจดี ครับ", "สมชาย ใจดี"),
        ("นางสาวมานี มีสุข แจ้งไฟดับ", "มานี มีสุข"),
        ("my name is John Smith", "John Smith"),
        ("เรียน นายก ไฟดับ", None),
        ("นายกเทศมนตรีไม่มาดู", None),
        ("ป้ายชื่อซอยหาย", None),
        ("นายช่างมาตรวจแล้ว", None),
        ("โดนนายจ้างค้างค่าแรง", None),
    ],
)
def test_names_after_a_title_are_found(text, name):
    names = [text[span.start : span.end] for span in find_personal(clean(text))[1] if span.kind == "name"]
    assert names == ([name] if name else [])


def test_mail_addresses_are_found():
    assert [span.kind for span in find_personal(clean("ส่งมาที่ somsri.k@example.go.th ค่ะ"))[1]] == ["email"]
