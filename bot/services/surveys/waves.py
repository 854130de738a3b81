"""Waves of a questionnaire: planned, drawn, sent row by row within the limits, reminded once, closed."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from time import sleep

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.services.alerts.telling import Telling
from bot.services.knowing import Knowing
from bot.services.quotas import quota
from bot.services.surveys.facts import published_form
from bot.services.words import phrasebook
from bot.settings import Settings
from handlers.cases.access import RESTRICTED
from handlers.cases.notices import hold_until
from handlers.codes import make_code
from handlers.dates import local
from handlers.office import Office
from handlers.quota import Purpose, Rank, withheld_because
from handlers.surveys.inviting import invitation
from handlers.surveys.sampling import Audience, Estimate, Who, draw, estimate
from storage import outgoing
from storage.database import Database
from storage.outgoing import Outgoing
from storage.people import PersonRow
from storage.surveys import audiences, invitations, surveys
from storage.surveys.invitations import LEFT_OUT, PUSHED, InvitationRow
from storage.surveys.surveys import CLOSED, DRAFT, PAUSED, SENDING, WaveRow

CHUNK = 100  # invitations in one transaction
PURPOSE = "wave"
MOST_WAITING = 500  # invitations in the outbox at one time
A_MOMENT = 0.25  # seconds between two looks at a full outbox
PATIENCE = 200  # such looks in one run: less than the minute until the next


@dataclass(frozen=True)
class NewWave:
    """A wave as it is prepared."""

    survey_id: int
    name: str
    audience: Audience
    closes_on: date
    per_hour: int = 6_000
    remind_days: int | None = 3
    test: bool = False


def price_of(db: Session, audience: Audience, office: Office, *, remind: bool) -> Estimate:
    """Return what a wave to an audience would come to, before anything is sent."""
    return estimate(audience, audiences.how_many(db, _people(audience, office)), remind=remind)


def prepare(db: Session, new: NewWave, version: int, by: int | None, now: datetime) -> WaveRow:
    """Make a wave that is sent to nobody yet."""
    form = published_form(db, new.survey_id, version)
    row = WaveRow(
        survey_id=new.survey_id,
        version=version,
        name=new.name,
        code=make_code(secrets.choice),
        anonymous=form.anonymous,
        audience=new.audience.dump(),
        open_to_all=new.audience.who is Who.CODE,
        per_hour=new.per_hour,
        remind_days=new.remind_days,
        test=new.test,
        closes_on=new.closes_on,
        created_at=now,
        created_by=by,
    )
    db.add(row)
    db.flush()
    return row


def launch(db: Session, wave: WaveRow, office: Office, now: datetime, seed: str = "") -> Estimate:
    """Draw who is asked and let the sending begin. Raises ValueError where the wave was launched already."""
    if wave.state != DRAFT:
        raise ValueError(f"wave {wave.id} is {wave.state}")
    audience = Audience.load(wave.audience)
    people: Sequence[int] = []
    if audience.who is not Who.CODE:
        people = db.scalars(_people(audience, office)).all()
    told = estimate(audience, len(people), remind=wave.remind_days is not None)
    if audience.who is Who.SAMPLE:
        wave.seed = seed or secrets.token_hex(5)
        people = draw(people, told.asked, wave.seed)
    wave.population = told.population if audience.who is not Who.CODE else None
    wave.state, wave.launched_at = SENDING, now
    invitations.invite(db, wave.id, people)
    _plan(db, wave, told.pushes, now)
    return told


def invite_one(db: Session, wave: WaveRow, person_id: int, office: Office, telling: Telling, now: datetime) -> None:
    """Ask one person at once: a test run on oneself."""
    invitations.invite(db, wave.id, [person_id])
    wave.state, wave.launched_at = SENDING, now
    row = invitations.invitation(db, wave.id, person_id)
    person = db.get(PersonRow, person_id)
    if row is not None and person is not None:
        _push(db, _Cards(db, wave, office, telling), [(row, person)], now, again=False)


def pause(wave: WaveRow) -> None:
    """Send no more for now; answers are still taken."""
    if wave.state == SENDING:
        wave.state = PAUSED


def go_on(wave: WaveRow) -> None:
    """Send on."""
    if wave.state == PAUSED:
        wave.state = SENDING


def close(db: Session, wave: WaveRow, now: datetime) -> None:
    """Take no more answers; what was not sent is not sent any more, and drafts go."""
    if wave.state == CLOSED:
        return
    wave.state, wave.closed_at = CLOSED, now
    invitations.leave_out_rest(db, wave.id)
    invitations.drop_drafts(db, wave.id)
    quota.close_plan(db, f"wave:{wave.id}", now)


class Sender:
    """Sends what is due of all waves; told once a minute, and after a crash it goes on where it was."""

    def __init__(
        self, settings: Settings, database: Database, rest: Callable[[float], None] = sleep
    ) -> None:
        self._database = database
        self._rest = rest
        self._knowing = Knowing(settings)
        self._telling = Telling(settings)

    def run(self, now: datetime) -> int:
        """Send a minute's share of each wave and close those whose last day is over; returns how many were asked."""
        with self._database.reading() as db:
            office = self._knowing.office(db, now)
            waves = [(row.id, row.state, row.closes_on) for row in surveys.waves_in(db, SENDING, PAUSED)]
        today, sent = local(now, office.utc_offset_hours).date(), 0
        for wave_id, state, closes_on in waves:
            if today > closes_on:
                self._close(wave_id, now)
            elif state == SENDING and hold_until(now, office.policy.quiet, office.utc_offset_hours) is None:
                sent += self._send(wave_id, office, now)
        return sent

    def _send(self, wave_id: int, office: Office, now: datetime) -> int:
        with self._database.reading() as db:
            wave = db.get_one(WaveRow, wave_id)
            room = max(1, wave.per_hour // 60)
        sent, patience = 0, PATIENCE
        while sent < room and patience > 0:
            if self._outbox_is_full():
                # What is laid there waits before answers and alerts that come later; so it is kept short.
                self._rest(A_MOMENT)
                patience -= 1
                continue
            some = self._chunk(wave_id, office, min(CHUNK, room - sent), now)
            if some == 0:
                break
            sent += some
        return sent

    def _outbox_is_full(self) -> bool:
        with self._database.reading() as db:
            return outgoing.waiting_for(db, PURPOSE) > MOST_WAITING - CHUNK

    def _chunk(self, wave_id: int, office: Office, most: int, now: datetime) -> int:
        """Ask some, each in the same transaction as the note that they were: nobody is asked twice."""
        with self._database.begin() as db:
            wave = db.get(WaveRow, wave_id, with_for_update={"key_share": True})
            if wave is None or wave.state != SENDING or _too_dear(db, most, now):
                return 0
            rows, again = invitations.next_to_ask(db, wave_id, most), False
            if not rows and wave.remind_days is not None:
                before = now - timedelta(days=wave.remind_days)
                rows, again = invitations.next_to_remind(db, wave_id, before, most), True
            if not rows:
                return 0
            people = _reachable(db, rows, office)
            able = [(row, people[row.person_id]) for row in rows if row.person_id in people]
            for row in rows:
                if row.person_id not in people:
                    row.state = LEFT_OUT if not again else row.state
                    row.reminded_at = now if again else None
            _push(db, _Cards(db, wave, office, self._telling), able, now, again=again)
            _plan(db, wave, invitations.still_to_ask(db, wave_id), now)
            return len(rows)

    def _close(self, wave_id: int, now: datetime) -> None:
        with self._database.begin() as db:
            wave = surveys.wave_for_change(db, wave_id)
            if wave is not None:
                close(db, wave, now)


class _Cards:
    """The invitation of a wave in each language, made once."""

    def __init__(self, db: Session, wave: WaveRow, office: Office, telling: Telling) -> None:
        self.form = published_form(db, wave.survey_id, wave.version)
        self._wave, self._office, self._telling = wave, office, telling
        self._made: dict[tuple[str, bool], Outgoing] = {}

    def to(self, person: PersonRow, *, again: bool) -> Outgoing:
        made = self._made.get((person.language, again))
        if made is None:
            wording, wave = phrasebook().wording(person.language), self._wave
            office = self._office.name(wording.language)
            said = invitation(self.form, wave.id, wave.closes_on, office, wording, again=again)
            made = self._telling.push(person.line_id, person.language, said, PURPOSE, None)[0]
            self._made[(person.language, again)] = made
        return Outgoing(to=person.line_id, messages=made.messages, purpose=PURPOSE, keep=False)


def _push(
    db: Session, cards: _Cards, able: Sequence[tuple[InvitationRow, PersonRow]], now: datetime, *, again: bool
) -> None:
    for row, _ in able:
        if again:
            row.reminded_at = now
        else:
            row.state, row.pushed_at = PUSHED, now
    outgoing.queue(db, [cards.to(person, again=again) for _, person in able], now)


def _reachable(db: Session, rows: Sequence[InvitationRow], office: Office) -> dict[int | None, PersonRow]:
    """Return those who may still be asked: since the wave was drawn, some have blocked us or withdrawn consent."""
    ids = [row.person_id for row in rows if row.person_id is not None]
    may = (PersonRow.id.in_(ids), *audiences.reachable(office.notice_version))
    return {person.id: person for person in db.scalars(select(PersonRow).where(*may))}


def _too_dear(db: Session, pushes: int, now: datetime) -> bool:
    """Tell whether the month's quota would run into what is kept for results and answers."""
    kept = quota.reserves(db)
    return withheld_because(Rank.LATER, pushes, quota.standing(db, now), None, kept) is not None


def _plan(db: Session, wave: WaveRow, pushes: int, now: datetime) -> None:
    when = max(now, wave.opens_at or now)
    quota.plan(db, quota.Plan(f"wave:{wave.id}", Purpose.SURVEY, pushes, when, label=wave.name))


def _people(audience: Audience, office: Office) -> Select[int]:
    return audiences.people(
        office.notice_version,
        languages=audience.languages,
        served=audience.served,
        areas=audience.areas,
        categories=audience.categories,
        since=_begins(audience.since, office) if audience.since else None,
        until=_begins(audience.until + timedelta(days=1), office) if audience.until else None,
        unseen=tuple(RESTRICTED),
    )


def _begins(day: date, office: Office) -> datetime:
    return datetime.combine(day, time(), timezone(timedelta(hours=office.utc_offset_hours)))
