"""Imports and exports in the console: looked over first, corrected, brought in; a list taken away as a file."""

import io
from typing import Any

from sqlalchemy import func, select

from storage.cases import CaseRow
from storage.looks import LookRow
from tests.console.town import Town

CSV = "เลขที่,วันที่รับ,รายละเอียด,ประเภท\n1/2568,3/3/2568,ไฟถนนหน้าวัดดับ,งานไฟ\n2/2568,{day},ขยะล้นถัง,\n"


def take(desk: Any, raw: str) -> str:
    answer = desk.post("/console/imports", file=(io.BytesIO(raw.encode()), "เดิม.csv"))
    assert answer.status_code == 302
    return str(answer.location)


def cases(town: Town) -> int:
    with town.parts.database.reading() as db:
        return db.scalar(select(func.count()).select_from(CaseRow)) or 0


def test_a_file_is_shown_before_it_is_brought_in_and_taken_back_after(sign_in, town: Town):
    desk = sign_in("head")
    address = take(desk, CSV.format(day="4/3/2568"))
    page = desk.page(address)
    assert "ไฟถนนหน้าวัดดับ" in page
    assert "งานไฟ" in page, "a word that nobody knows is asked about"
    columns = {"column_number": "0", "column_opened": "1", "column_text": "2", "column_category": "3"}
    desk.post(f"{address}/plan", **columns, word="category:งานไฟ", meaning="streetlight")
    assert cases(town) == 0
    desk.post(f"{address}/begin")
    town.parts.importing.work_on_all()
    assert cases(town) == 2
    assert "2 จาก 2 เรื่อง" in desk.page(f"{address}/live")
    desk.post(f"{address}/undo")
    town.parts.importing.work_on_all()
    assert "ถอนแล้ว" in desk.page(address)


def test_what_is_wrong_stands_by_row_and_column_and_nothing_comes_in(sign_in, town: Town):
    desk = sign_in("administrator")
    address = take(desk, CSV.format(day="31/2/2568"))
    page = desk.page(address)
    assert "อ่านวันที่ไม่ได้" in page
    assert "31/2/2568" in page
    assert desk.post(f"{address}/begin").status_code == 422
    assert cases(town) == 0


def test_a_file_that_is_none_is_refused_in_a_sentence(sign_in):
    desk = sign_in("head")
    answer = desk.post("/console/imports", file=(io.BytesIO(b"%PDF-1.4"), "x.xlsx"))
    assert answer.status_code == 422
    assert "ไม่ใช่ XLSX หรือ CSV" in answer.text


def test_the_example_can_be_brought_in_as_it_is(sign_in, town: Town):
    desk = sign_in("head")
    raw = desk.get("/console/imports/example.xlsx").data
    answer = desk.post("/console/imports", file=(io.BytesIO(raw), "example.xlsx"))
    assert desk.post(f"{answer.location}/begin").status_code == 302


def test_a_list_goes_out_as_its_reader_sees_it_and_the_look_is_noted(sign_in, town: Town):
    seen, secret = town.case(), town.case(category="corruption")
    answer = sign_in("registrar").get("/console/export.csv?tab=all")
    assert town.row(seen).reference in answer.data.decode("utf-8-sig")
    assert town.row(secret).reference not in answer.data.decode("utf-8-sig")
    head = sign_in("head").get("/console/export.csv?tab=all&category=corruption").data.decode("utf-8-sig")
    assert town.row(secret).reference in head
    assert town.row(seen).reference not in head
    with town.parts.database.reading() as db:
        looks = set(db.execute(select(LookRow.case_id, LookRow.staff_id).where(LookRow.kind == "export")).all())
    assert looks == {(seen, town.staff["registrar"]), (secret, town.staff["head"])}
