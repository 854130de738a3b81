"""A row of the register as the facts that the heart reads."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.cases.facts import CaseFacts, Channel, Contact, Entry, Way
from handlers.cases.status import MoveName, Role, Status
from handlers.messages import Picture, Point
from nlp.reading import Kind
from storage.cases import CaseRow, EntryRow, entries_of
from storage.labels import PollRow
from storage.media import Media
from storage.people import PersonRow
from storage.pictures import AFTER, pictures_of
from storage.staff import StaffRow

Row = TypeVar("Row", PersonRow, StaffRow)

def case_facts(db: Session, row: CaseRow) -> CaseFacts:
    """Return a case with its citizen, its officer, its pictures and its last public word."""
    return cases_facts(db, [row])[0]


def cases_facts(db: Session, rows: Sequence[CaseRow]) -> tuple[CaseFacts, ...]:
    """Return several cases, asked for together: as many questions to the database as for one."""
    ids = [row.id for row in rows]
    people = _by_id(db, PersonRow, (row.person_id for row in rows))
    officers = _by_id(db, StaffRow, (row.officer_id for row in rows))
    scores = dict(db.execute(select(PollRow.case_id, PollRow.score).where(PollRow.case_id.in_(ids))).all())
    words = _last_words(db, ids)
    pictures: dict[int, list[Media]] = defaultdict(list)
    for media in pictures_of(db, ids):
        pictures[media.case_id or 0].append(media)
    return tuple(
        _facts(
            row,
            people.get(row.person_id),
            officers.get(row.officer_id),
            pictures[row.id],
            words.get(row.id, ""),
            scores.get(row.id),
        )
        for row in rows
    )


def _facts(
    row: CaseRow,
    person: PersonRow | None,
    officer: StaffRow | None,
    pictures: list[Media],
    word: str,
    score: int | None,
) -> CaseFacts:
    here = row.latitude is not None and row.longitude is not None
    return CaseFacts(
        id=row.id,
        reference=row.reference,
        kind=Kind(row.kind),
        category=row.category,
        title=row.title,
        text=row.text,
        status=Status(row.status),
        way=Way(row.way),
        opened_at=row.opened_at,
        due=row.due,
        unit=row.unit,
        officer=officer.name if officer else "",
        place=row.place,
        area=row.area,
        point=Point(row.latitude, row.longitude) if here else None,  # type: ignore[arg-type]
        contact=Contact(row.contact),
        urgent=row.urgent,
        channel=Channel(row.channel),
        version=row.version,
        citizen_line_id=person.line_id if person else None,
        citizen_language=person.language if person else "th",
        citizen_updates=person.updates if person else "all",
        before=_pictures(media for media in pictures if media.role != AFTER),
        after=_pictures(media for media in pictures if media.role == AFTER),
        last_note=word,
        against=row.against,
        score=score,
        pause=row.pause,
        step_due=row.step_due,
        partners=tuple(row.partners or ()),
    )


def entry_facts(db: Session, row: CaseRow) -> tuple[Entry, ...]:
    """Return the history of a case, oldest first."""
    return tuple(_entry(db, entry) for entry in entries_of(db, row.id))


def _entry(db: Session, row: EntryRow) -> Entry:
    staff = db.get(StaffRow, row.staff_id) if row.staff_id else None
    return Entry(
        at=row.at,
        role=Role(row.role),
        move=MoveName(row.move) if row.move else None,
        before=Status(row.before) if row.before else None,
        after=Status(row.after),
        note=row.note,
        actor=staff.name if staff else "",
        public=row.public,
    )


def _pictures(media: Iterable[Media]) -> tuple[Picture, ...]:
    return tuple(Picture(one.token) for one in media)


# Notes of these moves are written for the citizen; others are for the office's own eyes.
_FOR_CITIZEN = frozenset({MoveName.REPORT, MoveName.VISIT, MoveName.ASK, MoveName.REFUSE, MoveName.REFER})


def _last_words(db: Session, case_ids: Sequence[int]) -> dict[int, str]:
    """The newest note of each case that was written for the citizen to read."""
    written = (EntryRow.case_id.in_(case_ids), EntryRow.move.in_(_FOR_CITIZEN), EntryRow.note != "")
    oldest_first = select(EntryRow.case_id, EntryRow.note).where(*written).order_by(EntryRow.id)
    return dict(db.execute(oldest_first).all())


def _by_id(db: Session, table: type[Row], ids: Iterable[int | None]) -> dict[int | None, Row]:
    wanted = {one for one in ids if one is not None}
    return {row.id: row for row in db.scalars(select(table).where(table.id.in_(wanted)))} if wanted else {}
