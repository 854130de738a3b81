"""What the conversation must know of questionnaires: the waves that are named, and a counter."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.conversation.session import Session as Talk
from handlers.dates import local
from handlers.events import ButtonPressed, Event, TextSent
from handlers.office import Office
from handlers.person import Person
from handlers.postbacks import WaveAct, decode
from handlers.surveys.codes import opened_by
from handlers.surveys.facts import CounterFacts, WaveFacts
from handlers.surveys.questionnaire import Questionnaire, load
from handlers.surveys.talk import SURVEY
from storage.staff import StaffRow
from storage.surveys import counters, invitations, surveys
from storage.surveys.counters import ServicePointRow
from storage.surveys.surveys import SENDING, WaveRow, version_of

# A wave that is paused is not sent on; who was asked may answer all the same.
ANSWERED_IN = (SENDING, surveys.PAUSED)


def waves_of_session(session: Talk | None) -> tuple[int, ...]:
    """Return the waves in a pile of sessions."""
    found = []
    while session is not None:
        if session.flow == SURVEY:
            found.append(int(session.answers.get("wave", 0)))
        session = session.under
    return tuple(found)


def in_questionnaire(*sessions: Talk | None) -> bool:
    """Tell whether a questionnaire is open in any of these sessions: what is said then may hold its answers."""
    return any(session is not None and session.flow == SURVEY for session in sessions)


def code_of(event: Event, session: Talk | None) -> str | None:
    """Return the code that opens something: of this message, or of one that waited for consent."""
    if isinstance(event.what, TextSent) and (code := opened_by(event.what.text)):
        return code
    held = session.answers.get("held", ()) if session else ()
    return next((code for item in held if (code := opened_by(str(item.get("text", ""))))), None)


def wave_named(db: Session, event: Event, code: str | None) -> WaveRow | None:
    """Return the wave that an event names by a button or a code."""
    if code:
        return surveys.wave_by_code(db, code)
    act = decode(event.what.data) if isinstance(event.what, ButtonPressed) else None
    return db.get(WaveRow, act.wave) if isinstance(act, WaveAct) else None


def wave_facts(db: Session, row: WaveRow, person: Person, office: Office, now: datetime) -> WaveFacts:
    """Return a wave as this person meets it."""
    mine = invitations.invitation(db, row.id, person.id) if person.id else None
    today = local(now, office.utc_offset_hours).date()
    return WaveFacts(
        id=row.id,
        form=published_form(db, row.survey_id, row.version),
        closes_on=row.closes_on,
        open=row.state in ANSWERED_IN and today <= row.closes_on,
        invited=row.open_to_all or mine is not None,
        answered=mine is not None and mine.answered,
        test=row.test,
        kept=invitations.demographics_of(db, person.id) if person.id else {},
        draft=invitations.draft_of(db, row.id, person.id) if person.id else None,
    )


def all_wave_facts(
    db: Session, ids: Iterable[int], person: Person, office: Office, now: datetime
) -> dict[int, WaveFacts]:
    """Return waves by their ids."""
    rows = {number: db.get(WaveRow, number) for number in dict.fromkeys(ids)}
    return {number: wave_facts(db, row, person, office, now) for number, row in rows.items() if row is not None}


def published_form(db: Session, survey_id: int, version: int) -> Questionnaire:
    """Return a published version. LookupError where there is none."""
    row = version_of(db, survey_id, version)
    if row is None:
        raise LookupError((survey_id, version))
    return load(row.form)


def counter_facts(db: Session, code: str | None, person: Person, now: datetime) -> CounterFacts | None:
    """Return the counter of a code as this person meets it."""
    row = counters.counter_by_code(db, code) if code else None
    if row is None:
        return None
    who = db.get(StaffRow, row.staff_id) if row.staff_id else None
    voted = person.id is not None and counters.voted_until(db, row.id, person.id, now) is not None
    return CounterFacts(row.id, row.names, row.service, who.name if who else "", voted, _is_own(db, row, person))


def _is_own(db: Session, row: ServicePointRow, person: Person) -> bool:
    """Nobody rates their own work, and nobody of a unit its counter."""
    me = db.get(StaffRow, person.staff_id) if person.staff_id else None
    if me is None:
        return False
    return row.staff_id == me.id or (row.unit is not None and row.unit == me.unit)
