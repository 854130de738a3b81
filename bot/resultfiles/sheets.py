"""Tables as an Excel file and as CSV; what a citizen wrote is never taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from bot.resultfiles.tables import Cell, Table

_LONGEST_NAME, _NOT_IN_NAMES = 31, re.compile(r"[\[\]:*?/\\]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # letters that no Excel file can hold
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_HEAD = "0B3F44"
_WIDEST, _NARROWEST = 60, 9
BOM = "\ufeff"  # Excel opens Thai in a CSV only with it


def workbook(tables: Iterable[Table]) -> bytes:
    """Return an Excel file with a sheet for each table."""
    from openpyxl import Workbook  # only who takes an Excel file away loads it

    book = Workbook(write_only=True)
    for table in tables:
        _sheet(book, table)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rows_of_csv(table: Table) -> Iterator[str]:
    """Yield a table as lines of CSV, the first with the mark by which Excel knows Thai letters."""
    yield BOM + _line(table.heads)
    for row in table.rows:
        yield _line(row)


def defused(value: Cell) -> Cell:
    """Return a value that no spreadsheet takes for a formula: one that looks like it gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(row: Sequence[Cell]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(["" if cell is None else defused(cell) for cell in row])
    return written.getvalue()


def _sheet(book: Any, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_NOT_IN_NAMES.sub(" ", table.name)[:_LONGEST_NAME])
    for at, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    if table.heads:
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, head, head=True) for head in table.heads])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Cell, *, head: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell

    wrapped, bold, dark = _styles()
    cell = WriteOnlyCell(sheet, value=_ILLEGAL.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # never "f": a word that begins with = stays a word
        cell.alignment = wrapped
    if head:
        cell.font, cell.fill = bold, dark
    return cell


@cache
def _styles() -> tuple[Any, Any, Any]:
    from openpyxl.styles import Alignment, Font, PatternFill

    dark = PatternFill("solid", fgColor=_HEAD)
    return Alignment(wrap_text=True, vertical="top"), Font(bold=True, color="FFFFFF"), dark


def _widths(table: Table) -> list[int]:
    columns = list(zip(*[row for row in (table.heads, *table.rows[:200]) if row], strict=False))
    longest = [max((len(str(cell)) for cell in column if cell is not None), default=0) for column in columns]
    return [min(_WIDEST, max(_NARROWEST, length + 2)) for length in longest]
