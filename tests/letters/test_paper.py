"""Letters on paper: size and margins, Thai digits, words kept whole, marks of drafts and cancelled ones."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.shared import Cm
from PIL import Image

from bot.letters.breaking import Words, broken
from bot.letters.paper import as_pdf, as_pictures
from bot.letters.word import FONT, as_docx
from handlers.cases.letters import LetterKind, Paper
from tests.handlers.test_letters import letter

DAY = date(2026, 11, 21)


def made(kind: LetterKind = LetterKind.ANSWER, **changes):
    return replace(letter(kind, done="เปลี่ยนหลอดแล้ว 2 หลอด"), number="นม 52301/7", day=DAY, **changes)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_becomes_one_page_of_a4(kind):
    pages = as_pictures(made(kind), ppi=72)
    assert len(pages) == 1
    picture = Image.open(io.BytesIO(pages[0]))
    assert picture.size == (595, 842)
    assert as_pdf(made(kind)).startswith(b"%PDF-")


def ink(picture: bytes) -> tuple[int, int, int, int]:
    """The box around everything that is printed, in points."""
    grey = Image.open(io.BytesIO(picture)).convert("L").point(lambda value: 255 if value < 200 else 0)
    box = grey.getbbox()
    assert box
    return box


def test_the_margins_are_those_of_the_regulation():
    long = made(body=("ข้อความยาวมากสำหรับทดสอบขอบกระดาษ " * 120,))
    left, _top, right, _bottom = ink(as_pictures(long, ppi=72)[0])
    assert abs(left - 85) <= 2, "3 cm"
    assert abs(595 - right - 57) <= 3, "2 cm"


def test_a_long_letter_goes_on_with_numbered_pages_and_keeps_the_signature_whole():
    long = made(body=tuple("ข้อความยาวมากสำหรับทดสอบหน้าที่สอง " * 20 for _ in range(8)))
    assert len(as_pictures(long, ppi=40)) >= 2


def test_a_draft_and_a_cancelled_letter_cannot_be_taken_for_an_issued_one():
    ways = ({}, {"draft": True}, {"cancelled": True})
    assert len({as_pictures(made(), **how, ppi=40)[0] for how in ways}) == 3


def test_words_are_not_cut_at_the_ends_of_lines():
    lines = [(1, 1, 10.0), (-1, 1, 10.0), (2, 1, 10.0), (-2, 1, 30.0), (3, 1, 700.0), (-3, 2, 700.0)]
    assert broken({"id": number, "page": page, "y": y} for number, page, y in lines) == {2, 3}


def test_a_text_is_the_same_text_in_words_and_numbers_are_held_together():
    text = "ตามหนังสือ ที่ นม ๕๒๓๐๑/๗ เลขที่เรื่อง ร๗๐-๐๐๐๑๒๓-๔  วันที่ ๒๑ พฤศจิกายน ๒๕๖๙"
    tokens = Words().tokens(text)
    assert "".join(word for _, word, _ in tokens) == text
    assert {"ร๗๐-๐๐๐๑๒๓-๔", "๕๒๓๐๑/๗"} <= {word for _, word, held in tokens if held}


def test_nothing_that_is_typed_is_markup_to_the_setter():
    hostile = '#panic("x") $ *bold* @label <tag> [ ] { } \\ // `raw` #include "/etc/passwd"'
    assert as_pdf(made(subject=hostile, to=hostile, body=(hostile,), refers=(hostile, hostile))).startswith(b"%PDF-")


# DOCX.


def text_of(document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("kind", LetterKind)
def test_the_word_file_has_the_same_words_on_the_same_paper(kind):
    letter_made = made(kind)
    document = Document(io.BytesIO(as_docx(letter_made)))
    section = document.sections[0]
    sizes = (section.page_width, section.left_margin, section.right_margin, section.top_margin)
    assert [round(size.cm, 1) for size in sizes] == [21.0, 3.0, 2.0, 2.5]
    said = text_of(document)
    assert "๒๑ พฤศจิกายน ๒๕๖๙" in said
    assert "นม ๕๒๓๐๑/๗" in said
    assert not re.search(r"[0-9]", said.replace("a@", ""))
    assert ("บันทึกข้อความ" in said) == (letter_made.paper is Paper.INTERNAL)
    assert all(run.font.name == FONT for paragraph in document.paragraphs for run in paragraph.runs)


def test_thai_words_spread_over_the_line_and_paragraphs_begin_inside():
    document = Document(io.BytesIO(as_docx(made())))
    indents = [(one, one.paragraph_format.first_line_indent or Cm(0)) for one in document.paragraphs]
    body = [one for one, indent in indents if round(indent.cm, 1) == 2.5]
    assert len(body) == len(made().body)
    assert all('w:val="thaiDistribute"' in one._p.xml for one in body)


def test_the_word_file_of_a_cancelled_letter_says_so_on_every_page_and_a_secret_one_too():
    with zipfile.ZipFile(io.BytesIO(as_docx(made(secret=True), cancelled=True))) as packed:
        heads = [packed.read(name).decode() for name in packed.namelist() if re.match(r"word/header\d", name)]
    assert len(heads) >= 2
    assert all("ยกเลิก" in head and "ลับ" in head for head in heads)
