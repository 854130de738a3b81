"""The register's desk: forms that are being filled, and matters filed from them, each exactly once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.casework.cases import open_case
from bot.services.casework.desk import Desk
from bot.services.casework.sameness import scored
from handlers.cases.access import RESTRICTED, may_see
from handlers.cases.facts import Actor, Channel, Sketch
from handlers.cases.intake import FORMS, Consent, Fault, Intake, Taken, read_form
from handlers.cases.status import Role
from handlers.codes import make_code
from handlers.dates import local
from handlers.messages import Point
from handlers.office import Office
from nlp.reading import Kind, Reading
from storage import intake as rows
from storage.cases import CaseRow, case_by_id, entries_of
from storage.database import AT_REST, Database
from storage.intake import IntakeDraftRow, IntakeRow
from storage.labels import LabelRow
from storage.media import Media

DRAFT_LIVES = timedelta(days=14)
MOST_FIELDS = 30
SHOWN_SAME = 3


@dataclass(frozen=True)
class Understood:
    """What the reader of Thai made of a form that is being filled."""

    reading: Reading
    area: str | None
    point: Point | None
    place: str  # the office's own name of the place that was recognized


class Register:
    """Takes matters in that did not come in LINE."""

    def __init__(self, database: Database, clock: Clock, desk: Desk) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk

    def today(self, office: Office) -> date:
        """Return the day in the office."""
        return local(self._clock.now(), office.utc_offset_hours).date()

    def understand(self, told: Mapping[str, str], office: Office) -> Understood:
        """Read what was typed so far: kind, category, danger, and the place where the office's list knows it."""
        reading = self._desk.read(told.get("text", ""))
        where = self._desk.read(told.get("place", "")).places or reading.places
        known = [place for mention in where if (place := office.place(mention.key))]
        village = next((place for place in known if place.kind == "village"), None)
        exact = next((place for place in known if place.kind != "village"), village)
        point = Point(exact.latitude, exact.longitude) if exact else None
        return Understood(reading, village.key if village else None, point, exact.name("th") if exact else "")

    def take(self, channel: Channel, told: Mapping[str, str], office: Office, actor: Actor | None) -> Taken:
        """Read a filled form, with what the reader adds where staff did not choose; its faults say why not to file."""
        understood = self.understand(told, office)
        reading = understood.reading
        kind = Kind.COMPLAINT if reading.kind is Kind.OTHER else reading.kind  # nobody writes a letter to chat
        guessed = {"kind": kind.value, "category": reading.categories[0].key}
        chosen = {name: told.get(name) or guess for name, guess in guessed.items()}
        told = {**told, **chosen, "emergency": reading.emergency.value if reading.emergency else ""}
        form = FORMS[channel]
        taken = read_form(form, told, reading.title, understood.point, understood.area, office, self.today(office))
        if actor and taken.intake.outside_number and not told.get("again") and self.same_number(taken.intake, actor):
            return Taken(taken.draft, taken.intake, {**taken.faults, "outside_number": Fault.TWICE})
        return taken

    def same_number(self, intake: Intake, actor: Actor) -> Sequence[CaseRow]:
        """Return the cases that carry the same number of another agency, as far as `actor` may see them."""
        with self._database.reading() as db:
            found = rows.cases_by_outside_number(db, intake.outside_number)
        return [row for row in found if may_see(actor.role, actor.unit, actor.staff_id, row)]

    def same_matters(
        self, told: Mapping[str, str], understood: Understood, category: str, actor: Actor
    ) -> list[CaseRow]:
        """Return open cases that a form may tell of again, as far as `actor` may see them."""
        if not told.get("text", "").strip() or category in RESTRICTED:
            return []
        sketch = Sketch(category, told["text"], understood.point, understood.area, told.get("place", ""))
        with self._database.reading() as db:
            near = [row.case_id for row, _ in scored(db, sketch, self._clock.now())[: 4 * SHOWN_SAME]]
            found = [case for case_id in near if (case := case_by_id(db, case_id))]
        return [case for case in found if may_see(actor.role, actor.unit, actor.staff_id, case)][:SHOWN_SAME]

    def keep_draft(self, token: str, staff_id: int, channel: Channel, told: Mapping[str, str]) -> bool:
        """Keep what was typed so far; False where the form was filed already or is somebody else's."""
        kept = {name: value for name, value in list(told.items())[:MOST_FIELDS] if value}
        with self._database.begin() as db:
            row = rows.draft(db, token, change=True)
            if row is None:
                row = IntakeDraftRow(token=token, staff_id=staff_id, channel=channel, saved_at=self._clock.now())
                db.add(row)
            elif row.case_id is not None or row.staff_id != staff_id:
                return False
            row.told, row.channel, row.saved_at = kept, channel, self._clock.now()
        return True

    def drafts(self, staff_id: int) -> Sequence[IntakeDraftRow]:
        """Return what someone began and has not filed."""
        with self._database.reading() as db:
            return rows.drafts_of(db, staff_id)

    def draft(self, token: str, staff_id: int | None) -> IntakeDraftRow | None:
        """Return a form that is being filled or was filed, if it is theirs."""
        with self._database.reading() as db:
            row = rows.draft(db, token)
            return row if row is not None and row.staff_id == staff_id else None

    def drop_draft(self, token: str, staff_id: int) -> None:
        """Throw a form away that was not filed."""
        with self._database.begin() as db:
            row = rows.draft(db, token, change=True)
            if row is not None and row.staff_id == staff_id and row.case_id is None:
                db.delete(row)

    def filed(self, token: str, staff_id: int | None) -> tuple[CaseRow, IntakeRow | None] | None:
        """Return the case that a form was filed as, by the person who filed it."""
        with self._database.reading() as db:
            row = rows.draft(db, token)
            if row is None or row.staff_id != staff_id or row.case_id is None:
                return None
            case = case_by_id(db, row.case_id)
            return (case, rows.intake_of(db, row.case_id)) if case else None

    def file(
        self, token: str, taken: Taken, actor: Actor, chosen: Mapping[str, str], scans: Sequence[int] = ()
    ) -> CaseRow:
        """File a matter; the same form filed again is the same case. `chosen` are kind and category picked by hand."""
        now = self._clock.now()
        with self._database.begin() as db:
            office = self._desk.office()
            row = rows.draft(db, token, change=True)
            if row is not None and row.case_id is not None:
                return db.get_one(CaseRow, row.case_id)
            happened = open_case(db, taken.draft, None, office, now, actor)
            case = db.get_one(CaseRow, happened[0].case.id)
            db.add(_intake(taken, case, now))
            _learn(db, self._desk, taken, chosen, actor, now)
            _attach(db, case, scans)
            if row is None:
                row = IntakeDraftRow(token=token, staff_id=actor.staff_id, channel=taken.draft.channel, saved_at=now)
                db.add(row)
            row.case_id, row.told, row.saved_at = case.id, {}, now
            self._desk.tell(db, happened, office, now)
        return case

    def forget_drafts(self) -> None:
        """Drop forms that nobody came back to."""
        with self._database.begin() as db:
            rows.drop_drafts(db, self._clock.now() - DRAFT_LIVES)


def new_token() -> str:
    """Return the name of a form that nobody can guess."""
    return secrets.token_urlsafe(24)


def _intake(taken: Taken, case: CaseRow, now: datetime) -> IntakeRow:
    told = taken.intake
    code = "" if case.phone else make_code(secrets.choice)
    return IntakeRow(
        case_id=case.id,
        **vars(told),
        consent_at=now if told.consent is not Consent.NONE else None,
        follow_code=code,
    )


def _learn(db: Session, desk: Desk, taken: Taken, chosen: Mapping[str, str], actor: Actor, now: datetime) -> None:
    """What staff chose against the reader's guess is a lesson for it."""
    reading = desk.read(taken.draft.text)
    guesses = {"kind": reading.kind.value, "category": reading.categories[0].key}
    for field, guess in guesses.items():
        picked = chosen.get(field)
        if picked and picked != guess and actor.role is not Role.CITIZEN:
            db.add(LabelRow(field=field, text=taken.draft.text, guessed=guess, chosen=picked, by=actor.role, at=now))


def _attach(db: Session, case: CaseRow, scans: Sequence[int]) -> None:
    if scans:
        first = entries_of(db, case.id)[0].id
        mine = update(Media).where(Media.id.in_(scans), Media.case_id.is_(None))
        db.execute(mine.values(case_id=case.id), execution_options=AT_REST)
        pictures = update(Media).where(Media.id.in_(scans), Media.kind == "image")
        db.execute(pictures.values(entry_id=first), execution_options=AT_REST)
