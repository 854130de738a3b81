"""Writes sheets: XLSX row by row and CSV that Excel opens in Thai; what begins like a formula is only words."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"^[\s\x00]*[=+\-@\t\r|%]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32_000  # characters that Excel takes in a cell


def defused(value: object) -> object:
    """Return a cell's value, with words that a program would run as a formula made plain words."""
    if not isinstance(value, str):
        return value
    plain = _CONTROLS.sub(" ", value)[:LONGEST]
    return f"'{plain}" if _FORMULA.match(plain) else plain


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file; it says by its first bytes that it is Unicode, or Excel would show no Thai."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(heads)
    writer.writerows([defused(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_xlsx(heads: Sequence[str], rows: Iterable[Sequence[object]], title: str) -> bytes:
    """Return an XLSX file with frozen heads."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for place, head in enumerate(heads):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].width = max(12, min(40, len(head) * 2))
    cells = []
    for head in heads:
        cell = WriteOnlyCell(sheet, value=head)
        cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)
    for row in rows:
        sheet.append([defused(value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
