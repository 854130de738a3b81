"""Sends the day's digest: one push to each unit's group or person, on working days, nothing where there is nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from bot.services.alerts.alerting import Alerting, colleagues
from bot.services.alerts.telling import Telling
from bot.services.casework.facts import cases_facts
from bot.services.knowing import Knowing
from bot.services.words import phrasebook
from bot.settings import Settings
from handlers.alerts.digest import digest_card, digest_due, digest_letter
from handlers.alerts.people import Colleague, Means, Reach, reach
from handlers.cases.access import sight_of
from handlers.cases.notices import Notice
from handlers.cases.status import Role, Status
from handlers.office import Office
from storage import outgoing
from storage.alerts import digests, posts, told
from storage.alerts.posts import Post
from storage.database import Database

_ALL_SEEING = (Role.HEAD, Role.REGISTRAR)
_NEW = {
    Role.OFFICER: (Status.ASSIGNED,),
    Role.HEAD: (Status.SCREENED, Status.REPORTED, Status.REOPENED),
    Role.REGISTRAR: (Status.RECEIVED, Status.DECIDED, Status.APPROVED, Status.REOPENED),
}


@dataclass(frozen=True)
class Reader:
    """Somebody who gets a digest: how, of which cases, and under which name."""

    way: Reach
    of: ColumnElement[bool]
    role: Role
    whose: str
    language: str


def send_digests(settings: Settings, database: Database, now: datetime) -> int:
    """Send the day's digests once, when their hour has come; returns how many."""
    knowing = Knowing(settings)
    with database.reading() as db:
        day = digest_due(now, knowing.office(db, now))
    if day is None:
        return 0
    with database.begin() as db:
        if not told.first_time(db, f"digest:{day}", now):
            return 0
        office, alerting = knowing.office(db, now), Alerting(settings)
        return sum(_send(db, reader, settings, day, now) for reader in _readers(db, alerting, office, now))


def _readers(db: Session, alerting: Alerting, office: Office, now: datetime) -> Iterator[Reader]:
    people, default = colleagues(db), phrasebook().default
    for unit in office.units:
        if unit.group_id:
            yield Reader(Reach(Means.GROUP, unit.group_id), digests.scope(unit.key), Role.OFFICER,
                         unit.name(default), default)  # fmt: skip
    for person in (one for one in people if one.digest):
        way = reach(person, office, now, alerting.usable)
        of = _scope(person, office)
        if way is not None and of is not None:
            yield Reader(way, of, person.role, person.name, person.language)


def _scope(person: Colleague, office: Office) -> ColumnElement[bool] | None:
    """A group hears of its unit's cases; its people then of those that they took."""
    if person.role in _ALL_SEEING:
        return digests.scope(restricted=sight_of(person.role, person.unit).restricted)
    unit = office.unit(person.unit)
    if person.role is not Role.OFFICER or unit is None:
        return None
    return digests.scope(unit.key, person.id if unit.group_id else None)


def _send(db: Session, reader: Reader, settings: Settings, day: date, now: datetime) -> bool:
    counted = digests.tally(db, reader.of, tuple(status.value for status in _NEW[reader.role]), day)
    if counted.empty:
        return False
    wording = phrasebook().wording(reader.language)
    cases = cases_facts(db, digests.pressing(db, reader.of, day))
    card = digest_card(reader.whose, counted, cases, day, wording)
    if reader.way.means is Means.EMAIL:
        text = digest_letter(card, f"{settings.public_url}/console/")
        staff = reader.way.colleague.id if reader.way.colleague else None
        posts.queue(db, [Post("email", reader.way.address, card.title, text, "digest", staff_id=staff)], now)
        return True
    notice = Notice(reader.way.address, (card,), "digest", 0, language=wording.language)
    outgoing.queue(db, Telling(settings).notice(notice, reader.way.not_before), now)
    return True
