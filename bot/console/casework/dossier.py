"""All that the page of one case shows, read in one snapshot and only for those who may see the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.console.frame import me, parts
from bot.console.looked import looked
from bot.services.intake.tellback import Task, task_of
from handlers.cases.access import may_see, may_write
from handlers.cases.facts import Contact
from handlers.looking import Look
from storage.alerts.posts import PostRow, posts_of
from storage.cases import CaseRow, EntryRow, case_by_id, entries_of
from storage.intake import IntakeRow, intake_of
from storage.labels import PollRow
from storage.media import KEPT, Media
from storage.outgoing import OutgoingRow
from storage.parts import PartRow, parts_of
from storage.people import PersonRow
from storage.staff import StaffRow

AFTER_ROLES = ("after", "letter")


@dataclass(frozen=True)
class Dossier:
    """One case with everything that belongs to it."""

    case: CaseRow
    person: PersonRow | None
    entries: Sequence[EntryRow]
    outgoing: Sequence[OutgoingRow]
    posts: Sequence[PostRow]
    media: Sequence[Media]
    poll: PollRow | None
    names: dict[int, str]  # staff id -> name
    writable: bool
    intake: IntakeRow | None = None
    parts: Sequence[PartRow] = ()
    task: Task | None = None  # a person without LINE who must be told of something

    @property
    def officer(self) -> str:
        """Who has the case."""
        return self.names.get(self.case.officer_id or 0, "")

    @property
    def teller(self) -> str:
        """The citizen's name, unless they want to stay unknown."""
        if self.case.contact == Contact.ANONYMOUS:
            return ""
        if self.person is None:
            return self.intake.name if self.intake else ""
        return self.person.name.strip("- ")  # LINE shows "-" for those who have no name

    @property
    def language(self) -> str:
        """The language in which the citizen is written to."""
        return self.person.language if self.person else "th"

    @property
    def anonymous(self) -> bool:
        """Whether the citizen wants to stay unknown."""
        return self.case.contact == Contact.ANONYMOUS

    @property
    def before(self) -> list[Media]:
        """The citizen's pictures."""
        return [one for one in self._pictures if one.role not in AFTER_ROLES]

    @property
    def after(self) -> list[Media]:
        """The pictures that show what was done."""
        return [one for one in self._pictures if one.role == "after"]

    @property
    def files(self) -> list[Media]:
        """What is no picture, and pictures that could not be kept."""
        other = [one for one in self.media if one.role not in ("letter", "issued")]
        return [one for one in other if one.kind != "image" or one.state != KEPT]

    @property
    def scans(self) -> list[Media]:
        """The letter's own pages."""
        return [one for one in self.media if one.role == "letter" and one.state == KEPT]

    @property
    def last_entry(self) -> int:
        """The newest step that the reader has seen."""
        return self.entries[-1].id if self.entries else 0

    @property
    def mark(self) -> str:
        """A word that changes whenever the page would."""
        states = ",".join(f"{row.seq}{row.state}{row.attempts}" for row in self.outgoing)
        states += ",".join(f"{row.id}{row.state}{row.attempts}" for row in self.posts)
        kept = ",".join(f"{one.id}{one.state}" for one in self.media)
        poll = self.poll.why if self.poll else None
        rest = crc32(f"{states}|{kept}|{poll}".encode())
        return f"{self.case.version}.{self.last_entry}.{rest}"

    @property
    def _pictures(self) -> list[Media]:
        return [one for one in self.media if one.kind == "image" and one.state == KEPT]


def open_case(case_id: int) -> Dossier:
    """Read a case, or answer 404 as if it did not exist where the reader may not see it."""
    with parts().database.reading() as db:
        case = case_by_id(db, case_id)
        reader = me()
        if case is None or not may_see(reader.role, reader.unit, reader.id, case):
            abort(404)
        looked(Look.PAGE, [case.id])
        return _read(db, case)


def _read(db: Session, case: CaseRow) -> Dossier:
    reader = me()
    entries = entries_of(db, case.id)
    units = parts_of(db, case.id)
    staff = {entry.staff_id for entry in entries} | {case.officer_id} | {part.officer_id for part in units}
    known = db.execute(select(StaffRow.id, StaffRow.name).where(StaffRow.id.in_([one for one in staff if one])))
    return Dossier(
        case=case,
        person=db.get(PersonRow, case.person_id) if case.person_id else None,
        entries=entries,
        outgoing=db.scalars(select(OutgoingRow).where(OutgoingRow.case_id == case.id).order_by(OutgoingRow.seq)).all(),
        posts=posts_of(db, case.id),
        media=db.scalars(select(Media).where(Media.case_id == case.id).order_by(Media.id)).all(),
        poll=db.get(PollRow, case.id),
        names={staff_id: name for staff_id, name in known},  # noqa: C416 - rows, which dict() does not type
        writable=may_write(reader.role, reader.unit, reader.id, case),
        intake=intake_of(db, case.id),
        parts=units,
        task=task_of(db, case),
    )
