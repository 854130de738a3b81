"""Takes over the talk with a citizen, and hands it back: by hand, or by itself when staff have been silent."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.services.alerts.telling import Telling
from bot.services.knowing import Knowing
from bot.services.words import phrasebook
from bot.settings import Settings
from handlers.cases.facts import Actor
from handlers.cases.notices import hold_until
from handlers.cases.status import Role
from handlers.messages import Text
from storage import outgoing, takeovers
from storage.cases import CaseRow, case_for_change
from storage.database import Database
from storage.people import PersonRow
from storage.staff import StaffRow
from storage.takeovers import TakeoverRow

LASTS = timedelta(minutes=30)  # without a word of staff


class TalkTakenError(Exception):
    """Somebody else talks with the citizen; `name` says who."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def take_over(db: Session, case_id: int, actor: Actor, now: datetime) -> TakeoverRow | None:
    """Begin, or go on, to talk with the citizen of a case; None where there is no citizen in LINE. TalkTakenError."""
    case = case_for_change(db, case_id)
    person = db.get(PersonRow, case.person_id, with_for_update=True) if case and case.person_id else None
    if case is None or person is None or actor.staff_id is None:
        return None
    open_one = takeovers.of_person(db, person.id)
    if open_one is not None and open_one.until > now:
        if open_one.staff_id != actor.staff_id and actor.role is not Role.HEAD:
            other = db.get(StaffRow, open_one.staff_id)
            raise TalkTakenError(other.name if other else "")
        open_one.staff_id, open_one.case_id, open_one.until = actor.staff_id, case.id, now + LASTS
        return open_one
    if open_one is not None:
        open_one.ended_at = now
        db.flush()
    row = TakeoverRow(person_id=person.id, case_id=case.id, staff_id=actor.staff_id, since=now, until=now + LASTS)
    db.add(row)
    db.flush()
    return row


def go_on(db: Session, case: CaseRow | None, staff_id: int | None, now: datetime) -> None:
    """A word of whoever talks moves the end on."""
    row = takeovers.of_person(db, case.person_id) if case and case.person_id else None
    if row is not None and row.staff_id == staff_id:
        row.until = now + LASTS


def hand_back(db: Session, row: TakeoverRow, settings: Settings, now: datetime) -> None:
    """End a talk: the citizen hears that the bot is there again, by night without a sound until the morning."""
    person, case = db.get(PersonRow, row.person_id), db.get(CaseRow, row.case_id)
    row.ended_at = now
    if person is None or case is None or person.blocked:
        return
    wording = phrasebook().wording(person.language)
    said = (Text(wording.say("talk.handed_back", reference=case.reference)),)
    parcels = Telling(settings).push(person.line_id, person.language, said, "step", _morning(db, settings, now))
    outgoing.queue(db, parcels, now)


def end_silent_talks(settings: Settings, database: Database, now: datetime) -> int:
    """Hand back what staff have left; returns how many."""
    with database.reading() as db:
        over = takeovers.overdue(db, now)
    ended = 0
    for takeover_id in over:
        with database.begin() as db:
            row = takeovers.open_one(db, takeover_id)
            if row is not None and row.until <= now:
                hand_back(db, row, settings, now)
                ended += 1
    return ended


def _morning(db: Session, settings: Settings, now: datetime) -> datetime | None:
    office = Knowing(settings).office(db, now)
    return hold_until(now, office.policy.quiet, office.utc_offset_hours)
