"""Gathers what a decision rests on: the person, their session and cases, the office, and a reader of Thai."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.services.casework.facts import case_facts, cases_facts, entry_facts
from bot.services.casework.sameness import offers
from bot.services.exporting import Exports
from bot.services.office.offices import gazetteer_of, load_office
from bot.services.reading import KeptReader
from bot.services.surveys.facts import all_wave_facts, code_of, counter_facts, wave_facts, wave_named, waves_of_session
from bot.services.words import phrasebook
from bot.settings import Settings
from handlers.cases.reference import find_reference
from handlers.conversation import session as talks_of
from handlers.events import ButtonPressed, Event, SourceKind, TextSent
from handlers.office import Office
from handlers.postbacks import CaseAct, decode
from handlers.turn import Known, StaffMember
from nlp.gazetteer import Gazetteer
from nlp.reading import Reading
from storage import groups, offices, pictures, takeovers
from storage.cases import CaseRow, case_by_digits, case_for_change, cases_of_person
from storage.people import known_person, person_by_line_id
from storage.staff import StaffRow, staff_by_line_id
from storage.talks import open_talk


class Knowing:
    """Puts together `Known` for one event; keeps the office and the reader between events."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._exports = Exports(settings.secret_key)
        self._reader = KeptReader()
        self._kept: tuple[int, int, Office, Gazetteer] | None = None
        self._keeping = threading.Lock()

    def office(self, db: Session, now: datetime) -> Office:
        """Return the office, read anew when its data changed or the year turned."""
        return self._office_and_places(db, now)[0]

    def read(self, db: Session, text: str, now: datetime) -> Reading:
        """Return what a text says, whoever wrote it."""
        self._reader.renew(db)
        return self._reader.read(text, self._office_and_places(db, now)[1])

    def gather(self, db: Session, event: Event, now: datetime) -> Known:
        """Return everything known about an event."""
        known = self._of_anyone(db, _person_id(event), now)
        if event.source is None or event.source.kind is not SourceKind.USER:
            return self._of_group(db, event, known)
        return self._with_survey(db, event, self._with_case(db, event, self._of_person(db, known)))

    def _with_survey(self, db: Session, event: Event, known: Known) -> Known:
        code = code_of(event, known.session)
        row = wave_named(db, event, code)
        counter = counter_facts(db, code, known.person, known.now)
        if row is None:
            return replace(known, counter=counter)
        wave = wave_facts(db, row, known.person, known.office, known.now)
        return replace(known, waves={**known.waves, wave.id: wave}, wave=wave, counter=counter)

    def of_talk(self, db: Session, line_id: str, now: datetime) -> Known:
        """Return what is known of a person without an event, as a clock needs it."""
        return self._of_person(db, self._of_anyone(db, line_id, now))

    def _of_anyone(self, db: Session, line_id: str, now: datetime) -> Known:
        office, places = self._office_and_places(db, now)
        self._reader.renew(db)
        member = staff_by_line_id(db, line_id) if line_id else None
        person_row = person_by_line_id(db, line_id) if line_id else None
        person = known_person(person_row, line_id, member.id if member else None)
        return Known(
            now=now,
            office=office,
            phrasebook=phrasebook(),
            person=person,
            token=secrets.token_hex(6),
            read=self._read_with(places),
            staff=_staff(member),
            export_path=self._exports.path(line_id),
        )

    def _of_group(self, db: Session, event: Event, known: Known) -> Known:
        unit = offices.unit_by_group(db, event.source.id) if event.source else None
        row = groups.group(db, event.source.id) if event.source else None
        known = replace(
            known,
            group_unit=unit.key if unit else None,
            group_met=row is not None and row.left_at is None,
            person=replace(known.person, language="th"),
        )
        return self._with_case(db, event, known)

    def _of_person(self, db: Session, known: Known) -> Known:
        raw = open_talk(db, known.person.line_id)
        session = talks_of.Session.load(raw) if raw else None
        rows = cases_of_person(db, known.person.id) if known.person.id else []
        gathered = list(session.answers.get("gathered", ())) if session else []
        return replace(
            known,
            session=session,
            cases=cases_facts(db, rows),
            same=lambda sketch: offers(db, sketch, known.person.id, known.now),
            tokens=pictures.tokens_by_message(db, gathered),
            talking=_talking(db, known.person.id, known.now),
            waves=all_wave_facts(db, waves_of_session(session), known.person, known.office, known.now),
        )

    def _with_case(self, db: Session, event: Event, known: Known) -> Known:
        row = _named_case(db, event)
        if row is None:
            return known
        return replace(known, case=case_facts(db, row), history=entry_facts(db, row))

    def _read_with(self, places: Gazetteer) -> Callable[[str], Reading]:
        return lambda text: self._reader.read(text, places)

    def _office_and_places(self, db: Session, now: datetime) -> tuple[Office, Gazetteer]:
        version = offices.version(db)
        with self._keeping:
            kept = self._kept
            if kept is None or kept[:2] != (version, now.year):
                office = load_office(db, self._settings, now)
                kept = self._kept = (version, now.year, office, gazetteer_of(office))
        return kept[2], kept[3]


def _person_id(event: Event) -> str:
    if event.source is None:
        return ""
    return event.source.user_id or (event.source.id if event.source.kind is SourceKind.USER else "")


def _talking(db: Session, person_id: int | None, now: datetime) -> int | None:
    """The case about which staff talk with the person now."""
    row = takeovers.of_person(db, person_id) if person_id else None
    return row.case_id if row and row.until > now else None


def _staff(row: StaffRow | None) -> StaffMember | None:
    return StaffMember(row.id, row.name, row.role, row.unit) if row else None


def _named_case(db: Session, event: Event) -> CaseRow | None:
    match event.what:
        case ButtonPressed(data=data):
            act = decode(data)
            return case_for_change(db, act.case_id) if isinstance(act, CaseAct) else None
        case TextSent(text=text):
            digits = find_reference(text)
            return case_by_digits(db, digits) if digits else None
    return None
