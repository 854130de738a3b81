"""The letters of a case: which there are, what each says of the case, and how it is made fit for paper."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from handlers.cases.access import RESTRICTED
from handlers.cases.addressing import courtesy, head_of_agency, head_of_office, head_of_unit, person
from handlers.cases.facts import Contact
from handlers.cases.status import Role, Status
from handlers.conversation.wording import blanks_of
from handlers.thaidates import long_date, thai_digits
from nlp.reading import Kind

LONGEST = 8000


class LetterKind(StrEnum):
    """The letters of the process."""

    MEMO = "memo"
    ORDER = "order"
    CHASER = "chaser"
    ANSWER = "answer"
    MINISTRY = "ministry"
    GOVERNOR = "governor"


class Paper(StrEnum):
    """The two official forms: to the outside, and the memorandum within the office. Each has its own numbers."""

    EXTERNAL = "external"
    INTERNAL = "internal"


PAPERS = {
    LetterKind.MEMO: Paper.INTERNAL,
    LetterKind.ORDER: Paper.INTERNAL,
    LetterKind.CHASER: Paper.INTERNAL,
    LetterKind.ANSWER: Paper.EXTERNAL,
    LetterKind.MINISTRY: Paper.EXTERNAL,
    LetterKind.GOVERNOR: Paper.EXTERNAL,
}
SPEEDS = ("", "ด่วน", "ด่วนมาก", "ด่วนที่สุด")


@dataclass(frozen=True)
class Letterhead:
    """What stands the same on every letter of the office: the code before its numbers, address, who signs."""

    code: str = ""
    address: tuple[str, ...] = ()
    province: str = ""
    signer: str = ""
    position: str = ""
    sender: str = ""  # ส่วนราชการเจ้าของเรื่อง
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter as it stands on paper. Lines and paragraphs are plain words; nothing in them is markup."""

    kind: LetterKind
    paper: Paper
    subject: str
    to: str
    greeting: str = "เรียน"
    closing: str = ""
    number: str = ""
    day: date | None = None
    speed: str = ""
    secret: bool = False
    refers: tuple[str, ...] = ()
    encloses: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    office: str = ""
    address: tuple[str, ...] = ()
    signer: str = ""
    position: str = ""
    sender: str = ""
    phone: str = ""
    email: str = ""


# What staff may change before a letter is issued; the rest follows from kind, case and office.
EDITABLE = ("speed", "subject", "to", "refers", "encloses", "body", "signer", "position", "sender", "phone", "email")
LISTS = ("refers", "encloses", "body")


@dataclass(frozen=True)
class About:
    """What a letter may tell of a case. `text`, `title` and `place` are without personal data where that is due."""

    reference: str
    kind: Kind
    category: str
    category_name: str
    channel: str
    title: str
    text: str
    place: str
    opened: date
    status: Status
    contact: Contact
    unit: str = ""
    due: date | None = None
    done: str = ""
    teller: str = ""
    agency: str = ""
    outside_number: str = ""
    letter_number: str = ""
    letter_date: date | None = None
    pictures: int = 0
    order: str = ""  # number and day of the order that was issued last
    again_by: date | None = None  # by when a chaser wants a report


@dataclass(frozen=True)
class Forms:
    """The words of all letters by key, as the file of forms has them; a list of paragraphs may have blanks."""

    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def lines(self, key: str, blanks: Mapping[str, str]) -> tuple[str, ...]:
        """Return the lines of a key, filled; a line with a blank that is empty is left out."""
        kept = (line for line in self.texts.get(key, ()) if all(blanks.get(name) for name in blanks_of(line)))
        return tuple(" ".join(line.format_map(blanks).split()) for line in kept)

    def line(self, key: str, blanks: Mapping[str, str]) -> str:
        """Return the first line of a key whose blanks are all there."""
        return next(iter(self.lines(key, blanks)), "")


def possible(contact: Contact, unit: str | None) -> tuple[LetterKind, ...]:
    """Return the letters that a case can have: nobody unknown is written to, no unit is ordered that there is not."""
    barred = set()
    if contact is Contact.ANONYMOUS:
        barred.add(LetterKind.ANSWER)
    if not unit:
        barred |= {LetterKind.ORDER, LetterKind.CHASER}
    return tuple(kind for kind in LetterKind if kind not in barred)


def compose(
    kind: LetterKind, about: About, office: str, head: Letterhead, forms: Forms, author: str = ""
) -> Letter:
    """Return the letter that the office's forms make of a case, to be looked over and changed before it is issued.

    The head signs, save what is written to the head: that is signed by its `author`.
    """
    memo = kind is LetterKind.MEMO
    blanks = _blanks(about, office, head)
    to = _addressee(kind, about, office, head)
    manners = courtesy(to)
    paper = PAPERS[kind]
    middle = forms.lines(f"{kind if paper is Paper.INTERNAL else 'state'}.{_state(about)}", blanks)
    return Letter(
        kind=kind,
        paper=paper,
        subject=forms.line(f"{kind}.subject", blanks),
        to=to,
        greeting=manners.greeting,
        closing=manners.closing if paper is Paper.EXTERNAL else "",
        speed="ด่วนที่สุด" if kind is LetterKind.CHASER else "",
        secret=about.category in RESTRICTED,
        refers=forms.lines(f"{kind}.refers", blanks),
        encloses=forms.lines(f"{kind}.encloses", blanks),
        body=(*forms.lines(f"{kind}.begin", blanks), *middle, *forms.lines(f"{kind}.end", blanks)),
        office=office,
        address=head.address,
        signer=author if memo else head.signer,
        position="เจ้าหน้าที่ผู้รับผิดชอบ" if memo else head.position or head_of_office(office),
        sender=head.sender or office,
        phone=head.phone,
        email=head.email,
    )


def edited(letter: Letter, changes: Mapping[str, str]) -> Letter:
    """Return a letter with what staff typed; greeting and closing follow the addressee."""
    kept: dict[str, Any] = {}
    for name in EDITABLE:
        if name in changes:
            typed = changes[name].replace("\r\n", "\n")[:LONGEST]
            kept[name] = _split(name, typed) if name in LISTS else " ".join(typed.split())
    if kept.get("speed") not in (None, *SPEEDS):
        del kept["speed"]
    made = replace(letter, **kept)
    manners = courtesy(made.to)
    return replace(made, greeting=manners.greeting, closing=manners.closing if made.closing else "")


def lacking(letter: Letter) -> tuple[str, ...]:
    """Return the fields without which a letter is not issued."""
    return tuple(name for name in ("subject", "to", "body", "signer", "position") if not getattr(letter, name))


def on_paper(letter: Letter) -> Letter:
    """Return a letter with Thai digits, save in addresses of e-mail and other Latin words."""
    changed: dict[str, Any] = {
        one.name: _thai(getattr(letter, one.name))
        for one in fields(letter)
        if isinstance(getattr(letter, one.name), str | tuple) and one.name not in ("kind", "paper", "email")
    }
    return replace(letter, **changed)


def number_of(paper: Paper, number: int, head: Letterhead) -> str:
    """Return a letter's number as it stands after `ที่`."""
    return f"{head.code}/{number}" if head.code else str(number)


def masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text without the stretches that tell who somebody is."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}………{text[end:]}"
    return text


def may_issue(role: Role) -> bool:
    """Tell whether someone may give a letter its number; who only works on the case drafts it."""
    return role in (Role.REGISTRAR, Role.HEAD)


def _addressee(kind: LetterKind, about: About, office: str, head: Letterhead) -> str:
    if kind is LetterKind.MEMO:
        return head_of_office(office)
    if kind in (LetterKind.ORDER, LetterKind.CHASER):
        return head_of_unit(about.unit)
    if kind is LetterKind.ANSWER:
        return person(about.teller)
    if kind is LetterKind.MINISTRY:
        return head_of_agency(about.agency)
    return f"ผู้ว่าราชการจังหวัด{head.province.removeprefix('จังหวัด')}"


def _state(about: About) -> str:
    """How far the matter is, for a reader outside."""
    if about.status in (Status.REFUSED, Status.REFERRED):
        return about.status.value
    return "done" if about.done else "working"


def _blanks(about: About, office: str, head: Letterhead) -> dict[str, str]:
    days = {"opened": about.opened, "due": about.due, "letter_date": about.letter_date, "again_by": about.again_by}
    return {
        **{name: long_date(day) if day else "" for name, day in days.items()},
        "office": office,
        "kind": _KINDS[about.kind],
        "reference": about.reference,
        "category": about.category_name,
        "channel": about.channel,
        "title": about.title,
        "text": " ".join(about.text.split()),
        "place": about.place,
        "unit": about.unit,
        "done": " ".join(about.done.split()),
        "teller": about.teller,
        "agency": about.agency,
        "outside_number": about.outside_number,
        "letter_number": about.letter_number,
        "pictures": str(about.pictures) if about.pictures else "",
        "order": about.order,
        "phone": head.phone,
    }


_KINDS = {
    Kind.COMPLAINT: "ร้องเรียน",
    Kind.SUGGESTION: "ข้อเสนอแนะ",
    Kind.QUESTION: "ข้อสอบถาม",
    Kind.COMPLIMENT: "คำชมเชย",
    Kind.OTHER: "ที่ประชาชนแจ้ง",
}


def _split(name: str, typed: str) -> tuple[str, ...]:
    """Paragraphs stand apart by an empty line, the lines of a list each for itself."""
    pieces = re.split(r"\n\s*\n", typed) if name == "body" else typed.split("\n")
    return tuple(" ".join(piece.split()) for piece in pieces if piece.strip())[:60]


def _thai(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_thai(one) for one in value)
    words = re.split(r"(\s+)", str(value))
    return "".join(word if re.search(r"[A-Za-z@]", word) else thai_digits(word) for word in words)
