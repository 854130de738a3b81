"""A letter as DOCX, for offices that go on working in a word processor: the same form, in TH Sarabun at 16 points."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from handlers.cases.letters import Letter, Paper, on_paper
from handlers.thaidates import long_date, thai_digits

FONT = "TH SarabunPSK"  # on every computer of a Thai office; others show their own Thai font
SIZE = Pt(16)
RED = RGBColor(0xB0, 0x00, 0x20)
INDENT = Cm(2.5)
GAP = Pt(6)


def as_docx(letter: Letter, *, cancelled: bool = False) -> bytes:
    """Return a letter as DOCX."""
    page = _Page(on_paper(letter), cancelled)
    page.draw()
    written = io.BytesIO()
    page.document.save(written)
    return written.getvalue()


class _Page:
    def __init__(self, letter: Letter, cancelled: bool) -> None:
        self.letter = letter
        self.cancelled = cancelled
        self.document = Document()
        self.day = thai_digits(long_date(letter.day)) if letter.day else ""

    def draw(self) -> None:
        self._frame()
        if self.letter.paper is Paper.EXTERNAL:
            self._external_head()
        else:
            self._memorandum_head()
        self._said(self.letter.greeting, self.letter.to)
        self._listed("อ้างถึง", self.letter.refers)
        self._listed("สิ่งที่ส่งมาด้วย", self.letter.encloses)
        for words in self.letter.body:
            self._body(words)
        self._signature()
        if self.letter.paper is Paper.EXTERNAL:
            self._sender()

    def _frame(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
        section.header_distance = Cm(1.2)
        section.different_first_page_header_footer = True
        _dress(self.document.styles["Normal"].element.get_or_add_rPr(), SIZE)
        self.document.core_properties.title = self.letter.subject
        self.document.core_properties.author = self.letter.office
        self._header(section.first_page_header.paragraphs[0], numbered=False)
        self._header(section.header.paragraphs[0], numbered=True)
        if self.letter.secret:
            for footer in (section.first_page_footer, section.footer):
                self._stamp(footer.paragraphs[0], "ลับ")

    def _header(self, paragraph: Paragraph, *, numbered: bool) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if self.cancelled:
            self._stamp(paragraph, "ยกเลิก  ")
        if self.letter.secret:
            self._stamp(paragraph, "ลับ  ")
        if numbered:
            _run(paragraph, "- ")
            _field(paragraph, r"PAGE \* THAIARABIC")
            _run(paragraph, " -")

    def _stamp(self, paragraph: Paragraph, words: str) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = _run(paragraph, words, bold=True, size=Pt(22))
        run.font.color.rgb = RED

    def _external_head(self) -> None:
        letter = self.letter
        self._line("").paragraph_format.space_after = Cm(1.4)  # the emblem's place: 3 cm, from 1.5 cm below the edge
        if letter.speed:
            self._speed()
        for number, words in enumerate((letter.office, *letter.address)):
            line = self._line("")
            line.paragraph_format.tab_stops.add_tab_stop(Cm(9.6), WD_TAB_ALIGNMENT.LEFT)
            _run(line, f"ที่ {letter.number}\t{words}" if number == 0 else f"\t{words}")
        day = self._line(self.day, before=GAP)
        day.paragraph_format.left_indent = Cm(7.5)
        self._said("เรื่อง", letter.subject)

    def _memorandum_head(self) -> None:
        letter = self.letter
        title = self._line("")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(title, "บันทึกข้อความ", bold=True, size=Pt(29))
        if letter.speed:
            self._speed()
        phone = f"  โทร. {letter.phone}" if letter.phone else ""
        self._dotted(("ส่วนราชการ", letter.sender + phone))
        self._dotted(("ที่", letter.number), ("วันที่", self.day))
        self._dotted(("เรื่อง", letter.subject))

    def _speed(self) -> None:
        run = _run(self._line(""), self.letter.speed, bold=True, size=Pt(22))
        run.font.color.rgb = RED

    def _dotted(self, *pairs: tuple[str, str]) -> None:
        line = self._line("")
        for place, (label, value) in enumerate(pairs):
            if place:
                line.paragraph_format.tab_stops.add_tab_stop(Cm(8), WD_TAB_ALIGNMENT.LEFT)
                _run(line, "\t")
            _run(line, label, bold=True, size=Pt(20))
            _run(line, f"  {value}")
        _underline(line)

    def _said(self, label: str, words: str) -> None:
        self._hanging(label, words, before=GAP)

    def _listed(self, label: str, lines: tuple[str, ...]) -> None:
        if len(lines) == 1:
            return self._hanging(label, lines[0], before=GAP)
        for number, words in enumerate(lines, start=1):
            shown = f"{thai_digits(number)}. {words}"
            self._hanging(label if number == 1 else "", shown, before=GAP if number == 1 else Pt(0))
        return None

    def _hanging(self, label: str, words: str, before: Pt) -> None:
        width = {"สิ่งที่ส่งมาด้วย": Cm(2.7)}.get(label, Cm(1.5) if label else Cm(2.7))
        line = self._line("", before=before)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = width, -width
        line.paragraph_format.tab_stops.add_tab_stop(width)
        _run(line, f"{label}\t{words}")

    def _body(self, words: str) -> None:
        paragraph = self._line(words, before=GAP)
        paragraph.paragraph_format.first_line_indent = INDENT
        paragraph._p.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), "thaiDistribute")

    def _signature(self) -> None:
        letter = self.letter
        gap = Pt(12)
        if letter.closing:
            self._right(letter.closing, before=gap)
            gap = Pt(64)
        else:
            gap = Pt(58)
        self._right(f"({letter.signer or '.' * 50})", before=gap)
        self._right(letter.position)

    def _right(self, words: str, before: Pt = Pt(0)) -> None:  # noqa: B008 - a length, never changed
        line = self._line(words, before=before)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.left_indent = Cm(7.5)
        line.paragraph_format.keep_together = True

    def _sender(self) -> None:
        letter = self.letter
        self._line(letter.sender, before=Pt(30))
        if letter.phone:
            self._line(f"โทร. {letter.phone}")
        if letter.email:
            self._line(f"ไปรษณีย์อิเล็กทรอนิกส์ {letter.email}")

    def _line(self, words: str, before: Pt = Pt(0)) -> Paragraph:  # noqa: B008 - a length, never changed
        paragraph: Paragraph = self.document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = before, Pt(0), 1.0
        if words:
            _run(paragraph, words)
        return paragraph


def _run(paragraph: Paragraph, words: str, *, bold: bool = False, size: Pt = SIZE) -> Any:
    run = paragraph.add_run(words)
    _dress(run._r.get_or_add_rPr(), size, bold=bold)
    return run


def _dress(properties: Any, size: Pt, *, bold: bool = False) -> None:
    """Set font, size and language for Thai as well as for Latin letters; Word keeps them apart."""
    fonts = properties.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    half_points = str(int(size.pt * 2))
    language = _element("w:lang", "th-TH")
    language.set(qn("w:bidi"), "th-TH")
    wanted = [_element("w:b", None), _element("w:bCs", None)] if bold else []
    for element in (*wanted, _element("w:sz", half_points), _element("w:szCs", half_points), language):
        for old in properties.findall(element.tag):
            properties.remove(old)
        properties.append(element)


def _element(tag: str, value: str | None) -> Any:
    element = OxmlElement(tag)
    if value is not None:
        element.set(qn("w:val"), value)
    return element


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in, such as the number of the page."""
    for kind in ("begin", "", "end"):
        run = _run(paragraph, "")
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = code
        run._r.append(mark)


def _underline(paragraph: Paragraph) -> None:
    """The dotted line on which the heads of a memorandum stand."""
    borders = OxmlElement("w:pBdr")
    for side in ("bottom", "between"):  # without the second, lines of one look share a single border
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "dotted"), ("sz", "4"), ("space", "1"), ("color", "777777")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    followers = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # the order that the schema wants
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *followers)
