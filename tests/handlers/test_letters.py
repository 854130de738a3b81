"""Letters: what each kind says of a case, whom it addresses and how it ends, and what may be changed in it."""

from datetime import date
from typing import Any

import pytest

from bot.letters.paper import forms
from handlers.cases.addressing import courtesy, head_of_agency, head_of_office, head_of_unit, person
from handlers.cases.facts import Channel, Contact
from handlers.cases.letters import (
    PAPERS,
    About,
    Letter,
    Letterhead,
    LetterKind,
    Paper,
    compose,
    edited,
    lacking,
    masked,
    may_issue,
    number_of,
    on_paper,
    possible,
)
from handlers.cases.status import Role, Status
from nlp.reading import Kind

HEAD = Letterhead("นม 52301", ("ถนนสุขใจ",), "นครราชสีมา", "นายสมมุติ ลงนาม", "", "สำนักปลัดเทศบาล", "044-000-000")
OFFICE = "เทศบาลตำบลบ้านใหม่"
ABOUT: dict[str, Any] = {
    "reference": "ร70-000123-4", "kind": Kind.COMPLAINT, "category": "streetlight", "category_name": "ไฟส่องสว่าง",
    "channel": "โทรศัพท์", "title": "ไฟถนนดับ", "text": "ไฟถนนหน้าวัดดับ", "place": "หน้าวัด หมู่ 5",
    "opened": date(2026, 11, 18), "status": Status.ASSIGNED, "contact": Contact.PHONE, "unit": "กองช่าง",
    "due": date(2026, 11, 23), "teller": "สมหญิง สมมุติ", "again_by": date(2026, 11, 26),
}  # fmt: skip


def letter(kind: LetterKind, **about: Any) -> Letter:
    return compose(kind, About(**{**ABOUT, **about}), OFFICE, HEAD, forms(), author="ปริก ทะเบียนดี")


def words(made: Letter) -> str:
    return "\n".join((made.subject, made.to, *made.refers, *made.encloses, *made.body))


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("state", [{}, {"done": "เปลี่ยนหลอดแล้ว"}, {"status": Status.REFUSED, "done": "อยู่นอกเขต"},
                                   {"status": Status.REFERRED, "done": "ส่งแขวงทางหลวง"}])  # fmt: skip
def test_every_letter_is_whole_in_every_state(kind, state):
    made = letter(kind, agency="จังหวัดนครราชสีมา", outside_number="12/2569", **state)
    assert lacking(made) == ()
    assert "{" not in words(made)
    assert "  " not in words(made)
    assert made.paper is PAPERS[kind]
    assert (made.closing != "") == (made.paper is Paper.EXTERNAL), "a memorandum has no closing words"


def test_a_letter_says_what_was_done_or_by_when_it_will_be():
    assert "ผลการดำเนินการปรากฏว่า เปลี่ยนหลอดแล้ว" in words(letter(LetterKind.ANSWER, done="เปลี่ยนหลอดแล้ว"))
    assert "คาดว่าจะแล้วเสร็จภายในวันที่ 23 พฤศจิกายน 2569" in words(letter(LetterKind.ANSWER))
    assert "ไม่อาจดำเนินการตามที่แจ้งได้ เนื่องจาก อยู่นอกเขต" in words(
        letter(LetterKind.ANSWER, status=Status.REFUSED, done="อยู่นอกเขต")
    )


def test_lines_whose_facts_are_missing_are_left_out():
    assert letter(LetterKind.ANSWER).refers == ()
    assert letter(LetterKind.ANSWER).encloses == ()
    told = letter(LetterKind.ANSWER, letter_number="1/69", letter_date=date(2026, 11, 10), pictures=2)
    assert told.refers == ("หนังสือของท่าน ที่ 1/69 ลงวันที่ 10 พฤศจิกายน 2569",)
    assert told.encloses == ("ภาพถ่ายผลการดำเนินการ จำนวน 2 ภาพ",)


def test_a_chaser_names_the_order_and_a_new_day():
    made = letter(LetterKind.CHASER, order="นม 52301/7 ลงวันที่ 18 พฤศจิกายน 2569")
    assert "ตามบันทึกข้อความ ที่ นม 52301/7" in words(made)
    assert "26 พฤศจิกายน 2569" in words(made)
    assert made.speed == "ด่วนที่สุด"


def test_the_head_signs_save_what_is_written_to_the_head():
    assert (letter(LetterKind.ORDER).signer, letter(LetterKind.ORDER).position) == (
        "นายสมมุติ ลงนาม", "นายกเทศมนตรีตำบลบ้านใหม่",
    )  # fmt: skip
    assert letter(LetterKind.MEMO).signer == "ปริก ทะเบียนดี"
    assert letter(LetterKind.MEMO).to == "นายกเทศมนตรีตำบลบ้านใหม่"


def test_matters_about_staff_are_secret_on_paper():
    assert letter(LetterKind.GOVERNOR, category="corruption").secret
    assert not letter(LetterKind.GOVERNOR).secret


def test_nobody_unknown_is_written_to_and_no_unit_that_there_is_not_is_ordered():
    assert LetterKind.ANSWER not in possible(Contact.ANONYMOUS, "works")
    assert {LetterKind.ORDER, LetterKind.CHASER}.isdisjoint(possible(Contact.PHONE, None))
    assert set(possible(Contact.PHONE, "works")) == set(LetterKind)


def test_every_channel_has_its_words():
    assert all(forms().line(f"channels.{channel}", {}) for channel in Channel)


# Addressing.


@pytest.mark.parametrize(
    ("made", "title"),
    [
        (head_of_office("เทศบาลตำบลบ้านใหม่"), "นายกเทศมนตรีตำบลบ้านใหม่"),
        (head_of_office("เทศบาลนครนครราชสีมา"), "นายกเทศมนตรีนครนครราชสีมา"),
        (head_of_office("องค์การบริหารส่วนตำบลบ้านใหม่"), "นายกองค์การบริหารส่วนตำบลบ้านใหม่"),
        (head_of_office("องค์การบริหารส่วนจังหวัดนครราชสีมา"), "นายกองค์การบริหารส่วนจังหวัดนครราชสีมา"),
        (head_of_office("จังหวัดนครราชสีมา"), "ผู้ว่าราชการจังหวัดนครราชสีมา"),
        (head_of_office("อำเภอเมือง"), "นายอำเภอเมือง"),
        (head_of_unit("กองช่าง"), "ผู้อำนวยการกองช่าง"),
        (head_of_unit("สำนักปลัดเทศบาล"), "หัวหน้าสำนักปลัดเทศบาล"),
        (head_of_unit("สำนักการช่าง"), "ผู้อำนวยการสำนักการช่าง"),
        (head_of_unit("งานไฟฟ้าสาธารณะ กองช่าง"), "หัวหน้างานไฟฟ้าสาธารณะ กองช่าง"),
        (head_of_unit("หน่วยตรวจสอบภายใน"), "หัวหน้าหน่วยตรวจสอบภายใน"),
        (head_of_agency("กระทรวงมหาดไทย"), "ปลัดกระทรวงมหาดไทย"),
        (head_of_agency("กรมส่งเสริมการปกครองท้องถิ่น"), "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"),
        (head_of_agency("สำนักงานปลัดสำนักนายกรัฐมนตรี"), "ปลัดสำนักนายกรัฐมนตรี"),
        (head_of_agency("จังหวัดนครราชสีมา"), "ผู้ว่าราชการจังหวัดนครราชสีมา"),
        (head_of_agency("ศูนย์ดำรงธรรมจังหวัด"), "หัวหน้าศูนย์ดำรงธรรมจังหวัด"),
        (person("สมหญิง  สมมุติ"), "คุณสมหญิง สมมุติ"),
        (person("นางสาวสมหญิง สมมุติ"), "นางสาวสมหญิง สมมุติ"),
        (person("พระสมชาย"), "พระสมชาย"),
        (person(""), ""),
    ],
)
def test_people_and_offices_are_addressed_by_their_titles(made, title):
    assert made == title


@pytest.mark.parametrize(
    ("addressee", "greeting", "closing"),
    [
        ("ผู้ว่าราชการจังหวัดนครราชสีมา", "เรียน", "ขอแสดงความนับถือ"),
        ("คุณสมหญิง สมมุติ", "เรียน", "ขอแสดงความนับถือ"),
        ("นายกเทศมนตรีตำบลบ้านใหม่", "เรียน", "ขอแสดงความนับถือ"),
        ("นายกรัฐมนตรี", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
        ("เจ้าอาวาสวัดบ้านใหม่", "นมัสการ", "ขอนมัสการด้วยความเคารพ"),
    ],
)
def test_greeting_and_closing_fit_the_addressee_also_after_it_was_changed(addressee, greeting, closing):
    assert (courtesy(addressee).greeting, courtesy(addressee).closing) == (greeting, closing)
    made = edited(letter(LetterKind.ANSWER), {"to": addressee})
    assert (made.greeting, made.closing) == (greeting, closing)
    assert edited(letter(LetterKind.MEMO), {"to": addressee}).closing == ""


# Changing.


def test_paragraphs_stand_apart_by_an_empty_line_and_lists_have_a_line_each():
    made = edited(letter(LetterKind.ANSWER), {"body": "หนึ่ง\r\nต่อ\r\n\r\n\r\nสอง", "refers": "ก\n\nข"})
    assert made.body == ("หนึ่ง ต่อ", "สอง")
    assert made.refers == ("ก", "ข")


def test_nobody_changes_what_is_not_to_be_changed():
    made = letter(LetterKind.ANSWER)
    forged = edited(made, {"number": "999", "day": "2569", "secret": "", "kind": "memo", "speed": "ช้า", "office": "x"})
    assert forged == made


def test_what_is_missing_is_named():
    assert lacking(edited(letter(LetterKind.ANSWER), {"signer": " ", "body": "\n\n"})) == ("body", "signer")


def test_digits_are_thai_save_in_latin_words():
    made = on_paper(edited(letter(LetterKind.ANSWER), {"body": "หมู่ 5 โทร 044-000-000 หรือ a1@example.go.th ถนน AH12"}))
    assert made.body == ("หมู่ ๕ โทร ๐๔๔-๐๐๐-๐๐๐ หรือ a1@example.go.th ถนน AH12",)
    assert made.kind is LetterKind.ANSWER


def test_numbers_follow_the_offices_code():
    assert number_of(Paper.EXTERNAL, 7, HEAD) == "นม 52301/7"
    assert number_of(Paper.INTERNAL, 7, Letterhead()) == "7"


def test_what_tells_who_somebody_is_can_be_taken_out():
    assert masked("ผมสมชาย โทร 0812345678 ครับ", [(2, 7), (12, 22)]) == "ผม……… โทร ……… ครับ"


def test_only_registrar_and_head_give_numbers():
    assert {role for role in Role if may_issue(role)} == {Role.REGISTRAR, Role.HEAD}
