"""Imports and exports on a real database: hostile files, all or nothing, pieces, undone whole, formulas made words."""

import csv
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from bot.services.intake.importing import PIECE, ImportRefusedError
from bot.sheets.reading import MOST_COLUMNS, MOST_ROWS, SheetRefusedError, read_sheet
from bot.sheets.writing import as_csv, as_xlsx, defused
from handlers.cases.access import Sight
from handlers.cases.status import MoveName, Status
from handlers.looking import Looker
from storage.cases import CaseRow, EntryRow
from storage.finding.worklist import Wanted
from storage.intake import IntakeRow
from storage.looks import LookRow
from tests.services.hall import Hall

HEADS = ("เลขที่", "วันที่รับ", "รายละเอียด", "ประเภท", "สถานะ", "ชื่อผู้แจ้ง", "โทรศัพท์")


def sheet(*rows: Any, heads: Any = HEADS) -> bytes:
    return as_csv(heads, rows)


def row(number: int, **changes: Any) -> tuple[Any, ...]:
    words = f"ขยะล้นถังหน้าบ้านเลขที่ {number}"
    usual = (f"{number}/2568", "3 มี.ค. 2568", words, "", "อยู่ระหว่างดำเนินการ", "สมหญิง", "0812345678")
    return tuple(changes.get(head, value) for head, value in zip(HEADS, usual, strict=True))


def bring(hall: Hall, raw: bytes) -> int:
    batch = hall.parts.importing.take("เดิม.csv", raw, hall.actor("head"))
    hall.parts.importing.begin(batch)
    hall.parts.importing.work_on_all()
    return batch


def test_a_register_comes_in_with_its_own_days_numbers_and_units(hall: Hall):
    bring(hall, sheet(row(1), row(2, สถานะ="เสร็จแล้ว")))
    first, second = sorted(hall.rows(CaseRow), key=lambda case: case.id)
    assert (first.category, first.unit, first.status) == ("waste", "health", Status.ASSIGNED)
    assert second.status == Status.UNCONFIRMED
    assert first.reference.startswith("ร68-000001-")
    assert first.opened_at.date().isoformat() == "2025-03-03"
    assert {came.outside_number for came in hall.rows(IntakeRow)} == {"1/2568", "2/2568"}
    assert all(entry.note and not entry.public for entry in hall.rows(EntryRow))


def test_nobody_is_told_of_what_is_brought_in(quick_hall: Hall):
    from storage.outgoing import OutgoingRow

    bring(quick_hall, sheet(row(1)))
    assert quick_hall.rows(OutgoingRow) == []


def test_while_one_row_is_wrong_nothing_comes_in(quick_hall: Hall):
    batch = quick_hall.parts.importing.take("เดิม.csv", sheet(row(1), row(2, วันที่รับ="31/2/2568")), None)
    with pytest.raises(ImportRefusedError) as refused:
        quick_hall.parts.importing.begin(batch)
    assert (refused.value.code, refused.value.number) == ("faults", 1)
    assert quick_hall.rows(CaseRow) == []


def test_a_long_file_comes_in_by_pieces_that_go_on_where_they_were(quick_hall: Hall):
    total = PIECE + 20
    batch = quick_hall.parts.importing.take("เดิม.csv", sheet(*(row(number) for number in range(total))), None)
    quick_hall.parts.importing.begin(batch)
    assert quick_hall.parts.importing.work(batch) == (PIECE, total)
    quick_hall.parts.importing.work_on_all()
    assert len(quick_hall.rows(CaseRow)) == total
    assert quick_hall.parts.importing.work(batch) == (total, total), "nothing more is done"


def test_an_import_is_taken_back_whole_and_can_come_in_again(hall: Hall):
    batch = bring(hall, sheet(row(1), row(2)))
    hall.parts.importing.undo(batch)
    hall.parts.importing.work_on_all()
    assert {case.status for case in hall.rows(CaseRow)} == {Status.WITHDRAWN}
    bring(hall, sheet(row(1), row(2)))
    assert len(hall.rows(CaseRow)) == 4


def test_what_somebody_has_worked_on_is_not_taken_back(quick_hall: Hall):
    batch = bring(quick_hall, sheet(row(1), row(2)))
    case = quick_hall.rows(CaseRow)[0]
    quick_hall.move(case.id, MoveName.ACCEPT, "neighbour")
    with pytest.raises(ImportRefusedError) as refused:
        quick_hall.parts.importing.undo(batch)
    assert (refused.value.code, refused.value.number) == ("worked", 1)


def test_the_same_file_again_is_known_by_its_numbers(quick_hall: Hall):
    bring(quick_hall, sheet(row(1)))
    batch = quick_hall.parts.importing.take("เดิม.csv", sheet(row(1)), None)
    with pytest.raises(ImportRefusedError):
        quick_hall.parts.importing.begin(batch)


# Files.


def xlsx(*rows: Any) -> bytes:
    return as_xlsx([str(cell) for cell in rows[0]], rows[1:], "x")


def repacked(raw: bytes, **parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def formula() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["เรื่อง", "วันที่"])
    book.active.append(["=1+1", "3/3/2568"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_xlsx_and_csv_in_both_thai_alphabets_read_alike():
    rows = [(1, ["เรื่อง", "วันที่"]), (2, ["ไฟดับ", "3/3/2568"])]
    assert read_sheet(xlsx(("เรื่อง", "วันที่"), ("ไฟดับ", "3/3/2568"))) == rows
    for encoding in ("utf-8", "utf-8-sig", "cp874", "utf-16"):
        for mark in ",;\t":
            assert read_sheet(f"เรื่อง{mark}วันที่\nไฟดับ{mark}3/3/2568\n".encode(encoding)) == rows


def test_a_formula_is_seen_as_one():
    assert read_sheet(formula())[1][1][0] == "=1+1"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 cut off", "broken"),
        (b"\xd0\xcf\x11\xe0 old excel", "old"),
        (b"%PDF-1.4", "kind"),
        (b"<html><table>", "kind"),
        (b"\x00\x01\x02\x03", "kind"),
        (repacked(xlsx(("a",), ("b",)), **{"xl/vbaProject.bin": b"x"}), "macros"),
        (repacked(xlsx(("a",), ("b",)), bomb=b"0" * 60_000_000), "bomb"),
        (as_csv(["a"] * (MOST_COLUMNS + 1), [["b"] * (MOST_COLUMNS + 1)]), "columns"),
        (b"a\n" + b"b\n" * (MOST_ROWS + 2), "rows"),
        ("เรื่อง\n".encode(), "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_or_wrong_file_is_refused_with_a_reason(raw, code):
    with pytest.raises(SheetRefusedError) as refused:
        read_sheet(raw)
    assert refused.value.code == code


# Exports.


@pytest.mark.parametrize("value", ["=1+1", "+66", "-1", "@SUM(A1)", "\t=1", " =1", "|x", "%x"])
def test_what_looks_like_a_formula_goes_out_as_words(value):
    assert str(defused(value)).startswith("'")


def test_plain_words_go_out_as_they_are():
    assert defused("ไฟดับ 3 ดวง") == "ไฟดับ 3 ดวง"
    assert defused(5) == 5


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_register_goes_out_with_buddhist_days_and_without_matters_that_the_reader_may_not_see(hall: Hall, form):
    from bot.console.words import phrasebook

    hall.open(text="=cmd|' /C calc'!A0", title="ไฟดับ")
    hall.open(category="corruption", title="เรื่องลับ")
    looker = Looker(hall.staff["registrar"], "registrar", "")
    made, count = hall.parts.registerfile.write(form, Sight(), Wanted(), looker, phrasebook().wording("th"))
    if form == "csv":
        cells = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    else:
        cells = [[cell or "" for cell in line] for line in openpyxl.load_workbook(io.BytesIO(made)).active.values]
    assert count == 1
    assert cells[0][:2] == ["เลขที่เรื่อง", "วันที่รับ"]
    assert cells[1][1] == "01/07/2569"
    assert cells[1][6].startswith("'=")
    assert "เรื่องลับ" not in str(cells)
    assert [look.kind for look in hall.rows(LookRow) if look.kind == "export"] == ["export"]
