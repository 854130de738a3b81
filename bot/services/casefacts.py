"""A row of the register as the facts that the heart reads."""

from collections.abc import Iterable

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


def case_facts(db: Session, row: CaseRow) -> CaseFacts:
    """Return a case with its citizen, its officer, its pictures and its last public word."""
    person = db.get(PersonRow, row.person_id) if row.person_id else None
    officer = db.get(StaffRow, row.officer_id) if row.officer_id else None
    poll = db.get(PollRow, row.id)
    pictures = pictures_of(db, [row.id])
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
        point=Point(row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None,
        contact=Contact(row.contact),
        urgent=row.urgent,
        channel=Channel(row.channel),
        version=row.version,
        citizen_line_id=person.line_id if person else None,
        citizen_language=person.language if person else "th",
        citizen_updates=person.updates if person else "all",
        before=_pictures(media for media in pictures if media.role != AFTER),
        after=_pictures(media for media in pictures if media.role == AFTER),
        last_note=_last_word(db, row.id),
        score=poll.score if poll else None,
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


def _last_word(db: Session, case_id: int) -> str:
    """The newest note that was written for the citizen to read."""
    for entry in reversed(entries_of(db, case_id)):
        if entry.note and entry.move in _FOR_CITIZEN:
            return entry.note
    return ""
