"""The nightly look at unfinished reports: one reminder on the next day, and the end of those a week old."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.services.alerts.telling import Telling
from bot.services.knowing import Knowing
from bot.settings import Settings
from handlers.cases.notices import hold_until
from handlers.conversation.drafts import REMIND_AFTER, may_remind, remind
from handlers.conversation.session import Session as Talk
from handlers.surveys.coming import all_parked
from handlers.turn import Known
from storage import outgoing, talks
from storage.database import Database
from storage.people import person_by_line_id
from storage.surveys.invitations import keep_draft
from storage.surveys.surveys import CLOSED, WaveRow
from storage.talks import TalkRow


def look_after_drafts(settings: Settings, database: Database, now: datetime) -> int:
    """Remind of drafts that are a day old and drop those past their time; returns how many were reminded of."""
    knowing, telling = Knowing(settings), Telling(settings)
    with database.begin() as db:
        office = knowing.office(db, now)
        oldest = now - timedelta(days=office.policy.draft_days)
        _park_questionnaires(db, oldest)
        talks.drop_talks(db, oldest)
        due = talks.talks_touched_before(db, now - REMIND_AFTER, oldest)
        return sum(_remind(db, row, knowing.of_talk(db, row.line_id, now), telling, now) for row in due)


def _park_questionnaires(db: Session, oldest: datetime) -> None:
    """Keep what was answered of a questionnaire: it waits until that closes, however old the conversation is."""
    for row in talks.talks_touched_before(db, oldest, datetime.min.replace(tzinfo=UTC), limit=5_000):
        person = person_by_line_id(db, row.line_id)
        for kept in all_parked(Talk.load(row.session)) if person else ():
            wave = db.get(WaveRow, kept.wave_id)
            if person is not None and wave is not None and wave.state != CLOSED:
                keep_draft(db, kept.wave_id, person.id, kept.answers)


def _remind(db: Session, row: TalkRow, known: Known, telling: Telling, now: datetime) -> bool:
    session = Talk.load(row.session)
    if known.person.blocked or not may_remind(session, now):
        return False
    said, reminded = remind(session, known)
    office = known.office
    held = hold_until(now, office.policy.quiet, office.utc_offset_hours)
    outgoing.queue(db, telling.push(row.line_id, known.person.language, said, "reminder", held), now)
    row.session = reminded.dump()  # `touched_at` stays: a reminder does not make a draft younger
    return True
