"""Letters of cases: drafted from the case, changed, issued once with number and hash; cancelled, they keep both."""

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.letters.paper import as_pdf, as_pictures, forms
from bot.media import MediaStore
from bot.services.casework.cases import note_case
from bot.services.casework.desk import Desk
from bot.services.casework.facts import case_facts
from handlers.cases.facts import Actor
from handlers.cases.letters import (
    LISTS,
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
    number_of,
)
from handlers.cases.reference import fiscal_year
from handlers.dates import local, working_day_after
from handlers.office import Office
from handlers.thaidates import long_date
from nlp.taxonomy import CATEGORY_NAMES
from storage import letters as rows
from storage.cases import CaseRow, case_by_id, case_for_change
from storage.database import Database
from storage.intake import intake_of
from storage.letters import CANCELLED, DRAFT, ISSUED, LetterRow
from storage.media import Media
from storage.offices import SettingRow, settings

ROLE = "issued"
SETTING = "letterhead"
AGAIN_IN = 3  # working days that a chaser gives


class LetterRefusedError(Exception):
    """Something cannot be done with a letter; `code` has a sentence under `letter_fault.*`."""

    def __init__(self, code: str, lacks: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.lacks = tuple(lacks)


class Letters:
    """The office's letters."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, media: MediaStore) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._media = media

    def letterhead(self) -> Letterhead:
        """Return what stands the same on every letter."""
        with self._database.reading() as db:
            return _letterhead(db)

    def keep_letterhead(self, head: Letterhead) -> None:
        """Change what stands on letters from now on; what was issued stays as it is."""
        with self._database.begin() as db:
            db.merge(SettingRow(key=SETTING, value=asdict(head)))

    def draft(self, case_id: int, kind: LetterKind, actor: Actor) -> int:
        """Make a letter of a case and return its id. LookupError without the case."""
        now, office = self._clock.now(), self._desk.office()
        with self._database.begin() as db:
            case = case_by_id(db, case_id)
            if case is None:
                raise LookupError(case_id)
            about = self._about(db, case, kind, office, now)
            made = compose(kind, about, office.name("th"), _letterhead(db), forms(), actor.name)
            row = LetterRow(
                case_id=case_id, kind=kind, paper=PAPERS[kind], content=_packed(made), created_by=actor.staff_id,
                created_at=now, changed_by=actor.staff_id, changed_at=now,
            )  # fmt: skip
            db.add(row)
            db.flush()
            return row.id

    def change(self, letter_id: int, typed: Mapping[str, str], actor: Actor, version: int | None) -> LetterRow:
        """Change a draft. Raises LetterRefusedError where it was issued, or changed by someone else meanwhile."""
        with self._database.begin() as db:
            row = _for_change(db, letter_id, version, actor)
            row.content = _packed(edited(unpacked(row), typed))
            row.changed_at, row.changed_by = self._clock.now(), actor.staff_id
        return row

    def drop(self, letter_id: int, actor: Actor) -> None:
        """Throw a draft away."""
        with self._database.begin() as db:
            db.delete(_for_change(db, letter_id, None, actor))

    def issue(self, letter_id: int, actor: Actor, version: int | None) -> LetterRow:
        """Give a letter its number and day, keep both its files and their hashes; from then on it is frozen."""
        now, office = self._clock.now(), self._desk.office()
        today = local(now, office.utc_offset_hours).date()
        from bot.letters.word import as_docx  # only who makes a letter needs it

        with self._database.begin() as db:
            row = _for_change(db, letter_id, version, actor)
            letter = unpacked(row)
            if lacks := lacking(letter):
                raise LetterRefusedError("lacks", lacks)
            row.year = fiscal_year(today)
            row.number = rows.next_number(db, row.year, row.paper)
            row.shown_number = number_of(letter.paper, row.number, _letterhead(db))
            letter = replace(letter, number=row.shown_number, day=today)
            row.content, row.state, row.issued_at, row.issued_by = _packed(letter), ISSUED, now, actor.staff_id
            row.pdf_id, row.pdf_sha256 = self._keep(db, row, as_pdf(letter), "application/pdf")
            row.docx_id, row.docx_sha256 = self._keep(db, row, as_docx(letter), _DOCX)
            self._note(db, row, actor, "issued", now)
        return row

    def cancel(self, letter_id: int, actor: Actor, why: str) -> LetterRow:
        """Cancel an issued letter: number and files stay, and say from now on that it is cancelled."""
        now = self._clock.now()
        with self._database.begin() as db:
            row = rows.letter(db, letter_id, change=True)
            if row is None or row.state != ISSUED:
                raise LetterRefusedError("state")
            if not why.strip():
                raise LetterRefusedError("why")
            row.state, row.cancelled_at, row.cancelled_by = CANCELLED, now, actor.staff_id
            row.cancelled_why = why.strip()
            self._note(db, row, actor, "cancelled", now)
        return row

    def pictures(self, row: LetterRow, ppi: float = 100) -> list[bytes]:
        """Return the pages as pictures, as they stand."""
        return as_pictures(unpacked(row), draft=row.state == DRAFT, cancelled=row.state == CANCELLED, ppi=ppi)

    def file(self, row: LetterRow, form: str) -> bytes:
        """Return a letter's file: what was kept when it was issued, whole; drafts and cancelled ones are made anew.

        Raises LetterRefusedError where the kept file is gone or is no longer what was issued.
        """
        if row.state != ISSUED:
            return _made_anew(row, form)
        media_id, digest = (row.docx_id, row.docx_sha256) if form == "docx" else (row.pdf_id, row.pdf_sha256)
        with self._database.reading() as db:
            media = db.get(Media, media_id) if media_id else None
        kept = (self._media.read(media) if media else None) or b""
        if hashlib.sha256(kept).hexdigest() != digest:
            raise LetterRefusedError("altered")
        return kept

    def _keep(self, db: Session, row: LetterRow, made: bytes, mime: str) -> tuple[int, str]:
        media = self._media.store_upload(db, io.BytesIO(made), "file", row.case_id, ROLE)
        media.mime = mime
        return media.id, hashlib.sha256(made).hexdigest()

    def _note(self, db: Session, row: LetterRow, actor: Actor, what: str, now: datetime) -> None:
        case = case_for_change(db, row.case_id)
        if case is not None:
            letter = unpacked(row)
            blanks = {"number": row.shown_number, "to": letter.to, "subject": letter.subject, "why": row.cancelled_why}
            note_case(db, case, actor, " ".join(forms().lines(f"notes.{what}", blanks)), now)

    def _about(self, db: Session, case: CaseRow, kind: LetterKind, office: Office, now: datetime) -> About:
        facts, came = case_facts(db, case), intake_of(db, case.id)
        today = local(now, office.utc_offset_hours).date()
        unit = office.unit(case.unit)
        order = rows.last_issued(db, case.id, LetterKind.ORDER)
        hide = self._hides(kind)
        return About(
            reference=facts.reference, kind=facts.kind, category=facts.category,
            category_name=CATEGORY_NAMES[facts.category], channel=forms().line(f"channels.{facts.channel}", {}),
            title=hide(facts.title), text=hide(facts.text), place=hide(facts.place),
            opened=local(facts.opened_at, office.utc_offset_hours).date(), status=facts.status, contact=facts.contact,
            unit=unit.name("th") if unit else "", due=facts.due, done=facts.last_note,
            teller=came.name if came else "", agency=came.agency if came else "",
            outside_number=came.outside_number if came else "", letter_number=came.letter_number if came else "",
            letter_date=came.letter_date if came else None, pictures=len(facts.after),
            order=f"{order.shown_number} ลงวันที่ {_day_of(order)}" if order else "",
            again_by=working_day_after(today, AGAIN_IN, office.holidays),
        )  # fmt: skip

    def _hides(self, kind: LetterKind) -> Callable[[str], str]:
        """Take out of the words what tells who somebody is; only the answer to themselves may hold it."""

        def hide(text: str) -> str:
            if kind is LetterKind.ANSWER:
                return text
            spans = self._desk.read(text).personal
            return masked(text, [(span.start, span.end) for span in spans])

        return hide


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _made_anew(row: LetterRow, form: str) -> bytes:
    from bot.letters.word import as_docx

    letter, cancelled = unpacked(row), row.state == CANCELLED
    return as_docx(letter, cancelled=cancelled) if form == "docx" else as_pdf(letter, draft=not cancelled,
                                                                              cancelled=cancelled)  # fmt: skip


def unpacked(row: LetterRow) -> Letter:
    """Return the letter of a row."""
    raw = dict(row.content)
    day = raw.pop("day", None)
    lists = {name: tuple(raw.pop(name, ())) for name in (*LISTS, "address")}
    return Letter(**{**raw, **lists, "kind": LetterKind(raw["kind"]), "paper": Paper(raw["paper"]),
                     "day": date.fromisoformat(day) if day else None})  # fmt: skip


def _packed(letter: Letter) -> dict[str, object]:
    return {**asdict(letter), "day": letter.day.isoformat() if letter.day else None}


def _letterhead(db: Session) -> Letterhead:
    said = settings(db).get(SETTING, {})
    kept: dict[str, Any] = {one.name: said[one.name] for one in fields(Letterhead) if one.name in said}
    return Letterhead(**{**kept, "address": tuple(kept.get("address", ()))})


def _for_change(db: Session, letter_id: int, version: int | None, actor: Actor) -> LetterRow:
    row = rows.letter(db, letter_id, change=True)
    if row is None or row.state != DRAFT:
        raise LetterRefusedError("state")
    mine = row.changed_by == actor.staff_id  # what the page keeps by itself is no conflict with oneself
    if version is not None and version != row.version and not mine:
        raise LetterRefusedError("changed")
    return row


def _day_of(row: LetterRow) -> str:
    day = unpacked(row).day
    return long_date(day) if day else ""


