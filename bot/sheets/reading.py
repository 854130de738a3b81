"""Reads an uploaded sheet: what it is by its content, nothing that could hurt, and within limits that are said."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 2000
MOST_RATIO = 200  # a sheet of words shrinks to a tenth, a bomb to a thousandth
MOST_COLUMNS = 60
MOST_ROWS = 20_000
_ENCODINGS = ("utf-8-sig", "utf-16", "cp874")


class SheetRefusedError(Exception):
    """The file was not taken; `code` has a sentence under `sheet.*` in the console's texts."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Rows = list[tuple[int, list[object]]]


def read_sheet(raw: bytes) -> Rows:
    """Return the rows of a sheet with their numbers, the heads first. Raises SheetRefusedError."""
    if len(raw) > MOST_BYTES:
        raise SheetRefusedError("large")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefusedError("old")
    rows = _xlsx(raw) if raw.startswith(b"PK") else _csv(raw)
    found: Rows = []
    for number, cells in rows:
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise SheetRefusedError("columns")
        if cells:
            found.append((number, cells))
        if len(found) > MOST_ROWS + 1:
            raise SheetRefusedError("rows")
    if len(found) < 2:
        raise SheetRefusedError("empty")
    return found


def _xlsx(raw: bytes) -> Iterator[tuple[int, list[object]]]:
    import openpyxl

    _look_inside(raw)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not relied on
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS * 2), start=1):
            yield number, [_value(cell) for cell in row]
    except SheetRefusedError:
        raise
    except Exception as problem:  # openpyxl meets broken files with errors of every kind
        raise SheetRefusedError("broken") from problem


def _value(cell: Any) -> object:
    value = cell.value
    if cell.data_type == "f":
        return f"={str(value).lstrip('=')}"
    return value


def _look_inside(raw: bytes) -> None:
    """Refuse bombs and macros before anything is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise SheetRefusedError("broken") from problem
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    dense = unpacked > MOST_BYTES and unpacked / packed > MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or dense:
        raise SheetRefusedError("bomb")
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise SheetRefusedError("macros")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise SheetRefusedError("kind")


def _csv(raw: bytes) -> Iterator[tuple[int, list[object]]]:
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetRefusedError("kind")
    text = _decoded(raw)
    if re.match(r"\s*(<|%PDF|\{)", text):
        raise SheetRefusedError("kind")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(200_000)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            yield number, list(row[: MOST_COLUMNS + 1])
    except csv.Error as problem:
        raise SheetRefusedError("broken") from problem


def _decoded(raw: bytes) -> str:
    """Old registers come in the Windows alphabet for Thai as often as in Unicode."""
    order = _ENCODINGS if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else (_ENCODINGS[0], _ENCODINGS[2])
    for encoding in order:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetRefusedError("kind")
