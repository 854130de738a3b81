"""Answers of questionnaires on their way: handed in and counted, cut from the person where promised."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.services.knowing import Knowing
from bot.settings import Settings
from handlers.dates import local
from handlers.office import Office
from handlers.surveys.questionnaire import COUNTED, Ask, Questionnaire, load
from handlers.turn import HandIn, KeepVote
from storage.database import Database
from storage.pictures import tokens_by_message
from storage.surveys import counters, invitations, responses, surveys
from storage.surveys.counters import CounterVoteRow
from storage.surveys.responses import Given
from storage.surveys.surveys import CLOSED, WaveRow

LEAST_TOGETHER = 5  # so many anonymous answers leave the urn at once, so that none can be told from the others
MOST_AT_ONCE = 1_000
VOTE_AGAIN = timedelta(hours=12)  # after that it is another visit


def fresh_id() -> int:
    """Return a random number that tells no order."""
    return secrets.randbits(62) + 1


def hand_in(db: Session, effect: HandIn, person_id: int, office: Office, now: datetime) -> bool:
    """Take answers that are handed in; False where this person had answered, or the wave is closed."""
    wave = db.get(WaveRow, effect.wave_id)
    if wave is None or wave.state == CLOSED:
        return False
    invitations.let_in(db, wave.id, person_id)
    if not invitations.note_answered(db, wave.id, person_id):
        return False
    invitations.drop_draft(db, wave.id, person_id)
    invitations.keep_demographics(db, person_id, effect.kept)
    if wave.test:
        return True
    today = local(now, office.utc_offset_hours).date()
    whose = (None, None) if wave.anonymous else (person_id, today)
    rows = effect.rows if wave.anonymous else _with_pictures(db, wave, effect)
    responses.drop_in(db, wave.id, Given(rows, effect.groups, *whose), fresh_id())
    return True


def _with_pictures(db: Session, wave: WaveRow, effect: HandIn) -> list[tuple[str, int, str | None]]:
    """Name pictures by the tokens under which they are kept; LINE's own numbers mean nothing here."""
    form = load(surveys.form_of(db, wave))
    photos = {one.key for one in form.questions if one.asks is Ask.PHOTO}
    tokens = tokens_by_message(db, [text for key, _, text in effect.rows if key in photos and text])
    return [(key, code, tokens.get(text or "", text) if key in photos else text) for key, code, text in effect.rows]


def keep_vote(db: Session, effect: KeepVote, person_id: int, office: Office, now: datetime) -> None:
    """Keep a vote for a counter; the reason follows under the same ticket."""
    number = int(effect.ticket, 16) if _is_ticket(effect.ticket) else fresh_id()
    row = db.get(CounterVoteRow, number)
    if row is not None:
        row.why = effect.why or row.why
        return
    if counters.voted_until(db, effect.counter_id, person_id, now):
        return
    today = local(now, office.utc_offset_hours).date()
    db.add(CounterVoteRow(id=number, counter_id=effect.counter_id, voted_on=today, score=effect.score, why=effect.why))
    counters.note_visit(db, effect.counter_id, person_id, now + VOTE_AGAIN)


def _is_ticket(word: str) -> bool:
    return 0 < len(word) <= 15 and all(char in "0123456789abcdef" for char in word)


def empty_urns(settings: Settings, database: Database, now: datetime) -> int:
    """Count what was handed in; an anonymous answer waits for four others, or for the end of its wave."""
    knowing, counted = Knowing(settings), 0
    with database.reading() as db:
        office = knowing.office(db, now)
        waiting = list(responses.waves_with_urns(db))
    for wave_id in waiting:
        while (taken := _empty(database, wave_id, office, now, fresh_id)) > 0:
            counted += taken
    return counted


def _empty(database: Database, wave_id: int, office: Office, now: datetime, number: Callable[[], int]) -> int:
    with database.begin() as db:
        wave = surveys.wave_for_change(db, wave_id)  # one worker at a time counts a wave
        if wave is None:
            return 0
        waiting = responses.waiting_in_urn(db, wave_id)
        if wave.anonymous and wave.state != CLOSED and waiting < LEAST_TOGETHER:
            return 0
        # What would be left alone in the urn goes with the others.
        most = waiting if waiting < MOST_AT_ONCE + LEAST_TOGETHER else MOST_AT_ONCE
        taken = responses.take_out(db, wave_id, most)
        form = load(surveys.form_of(db, wave))
        today = local(now, office.utc_offset_hours).date()
        responses.keep_responses(
            db, wave_id, taken, counted_keys(form), today, number, anonymous=wave.anonymous
        )
        return len(taken)


def counted_keys(form: Questionnaire) -> frozenset[str]:
    """Return the questions whose answers are counted one by one."""
    return frozenset(one.key for one in form.questions if one.asks in COUNTED)
