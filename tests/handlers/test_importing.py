"""Old registers: columns known by their names, cells read kindly, what is wrong said by row and column."""

from datetime import date, datetime

import pytest

from handlers.cases.facts import Channel
from handlers.cases.importing import CellFault, Plan, guess_columns, read_rows
from handlers.cases.status import Status
from nlp.reading import Kind
from tests.builders import office

TODAY = date(2026, 11, 21)
HEADS = ("เลขที่", "วันที่รับ", "รายละเอียด", "ประเภท", "หน่วยงาน", "สถานะ")


def read(*rows, heads=HEADS, words=None, known=frozenset()):
    plan = Plan(guess_columns(heads), words or {})
    return read_rows([(number, list(row)) for number, row in enumerate(rows, start=2)], plan, office(), TODAY, known)


@pytest.mark.parametrize(
    ("heads", "columns"),
    [
        (HEADS, {"number": 0, "opened": 1, "text": 2, "category": 3, "unit": 4, "status": 5}),
        (("ลำดับ", "วันที่", "เรื่อง", "ชื่อผู้ร้อง"), {"number": 0, "opened": 1, "text": 2, "name": 3}),
        (("Date", "Details", "Phone"), {"opened": 0, "text": 1, "phone": 2}),
        (("วันที่แจ้ง *", "เรื่องร้องเรียน/ปัญหา", "ผลการดำเนินการ"), {"opened": 0, "text": 1, "result": 2}),
        (("ก", "ข"), {}),
    ],
)
def test_columns_are_known_by_their_names(heads, columns):
    found = guess_columns(heads)
    assert {name: found.get(name) for name in columns} == columns
    assert len(set(found.values())) == len(found), "a column is used once"


def test_a_row_becomes_a_matter():
    found = read(("12/2568", "3 มี.ค. 2568", "ไฟดับ", "ไฟส่องสว่าง", office().units[0].names["th"], "เสร็จแล้ว"))
    assert found.faults == ()
    record = found.records[0]
    assert (record.number, record.opened, record.category, record.unit, record.status) == (
        "12/2568", date(2025, 3, 3), "streetlight", office().units[0].key, Status.UNCONFIRMED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "field", "fault"),
    [
        (("1", "", "ไฟดับ"), "opened", CellFault.MISSING),
        (("1", "3/3/2568", "  "), "text", CellFault.MISSING),
        (("1", "31/2/2568", "ไฟดับ"), "opened", CellFault.DATE),
        (("1", "เมื่อวาน", "ไฟดับ"), "opened", CellFault.DATE),
        (("1", "3/3/2570", "ไฟดับ"), "opened", CellFault.FUTURE),
        (("1", "3/3/2568", "=HYPERLINK(1)"), "text", CellFault.FORMULA),
        (("1", "=NOW()", "ไฟดับ"), "opened", CellFault.FORMULA),
        (("1", "3/3/2568", "ก" * 5001), "text", CellFault.LONG),
        (("99", "3/3/2568", "ไฟดับ"), "number", CellFault.KNOWN),
    ],
)
def test_what_is_wrong_is_said_by_row_and_field(row, field, fault):
    found = read(row, known=frozenset({"99"}))
    assert [(one.row, one.field, one.fault) for one in found.faults] == [(2, field, fault)]
    assert found.records == ()


def test_a_number_that_stands_twice_is_said_of_the_second():
    found = read(("7", "3/3/2568", "ไฟดับ"), ("7", "4/3/2568", "น้ำท่วม"))
    assert [(one.row, one.fault) for one in found.faults] == [(3, CellFault.TWICE)]


def test_rows_without_anything_are_passed_over():
    assert read((None, "", "  "), ()).faults == ()


def test_words_that_nobody_knows_are_counted_and_can_be_given_a_meaning():
    row = ("", "3/3/2568", "ไฟดับ", "งานไฟ", "ฝ่ายไฟ", "ค้างคา")
    assert read(row, row).unknown == {"category:งานไฟ": 2, "unit:ฝ่ายไฟ": 2, "status:ค้างคา": 2}
    meant = {"category:งานไฟ": "streetlight", "unit:ฝ่ายไฟ": "", "status:ค้างคา": "received"}
    found = read(row, words=meant)
    assert found.unknown == {}
    assert (found.records[0].category, found.records[0].unit) == ("streetlight", "")


@pytest.mark.parametrize(
    ("word", "status"),
    [("เสร็จแล้ว", Status.UNCONFIRMED), ("ยังไม่เสร็จ", Status.RECEIVED), ("อยู่ระหว่างดำเนินการ", Status.RECEIVED),
     ("ไม่รับเรื่อง", Status.REFUSED), ("ส่งต่อแขวงทางหลวง", Status.REFERRED), ("ยุติเรื่อง", Status.UNCONFIRMED)],
)  # fmt: skip
def test_what_ended_without_the_citizens_word_is_counted_as_that(word, status):
    assert read(("", "3/3/2568", "ไฟดับ", "", "", word)).records[0].status is status


def test_cells_of_a_sheet_may_be_dates_and_numbers():
    found = read((12.0, datetime(2025, 3, 3), "ไฟดับ"), heads=HEADS)  # noqa: DTZ001 - cells have no zone
    assert (found.records[0].number, found.records[0].opened) == ("12", date(2025, 3, 3))


def test_kind_channel_and_telephone_are_read_kindly():
    heads = ("วันที่", "รายละเอียด", "ลักษณะเรื่อง", "ช่องทาง", "โทรศัพท์")
    record = read(("3/3/68", "อยากให้มีลาน", "ข้อเสนอแนะ", "โทรศัพท์", "๐๘๑-๒๓๔-๕๖๗๘"), heads=heads).records[0]
    assert (record.kind, record.channel, record.phone) == (Kind.SUGGESTION, Channel.PHONE, "0812345678")
