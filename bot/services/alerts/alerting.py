"""Brings alerts to people: the means by person, hour and urgency, each a row before anything is sent."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.services.alerts.telling import Telling
from bot.services.looking import note_told
from bot.services.words import phrasebook
from bot.settings import Settings
from handlers.alerts.alert import About, Alert, Audience, recipients
from handlers.alerts.ladder import UNTAKEN
from handlers.alerts.people import Colleague, Means, Reach, crew, heads, reach
from handlers.alerts.raising import raised
from handlers.alerts.rota import duty_day, on_call
from handlers.alerts.saying import letter, messages, short, subject
from handlers.cases.access import RESTRICTED
from handlers.cases.facts import Added, Happened, Moved, Opened
from handlers.cases.notices import Notice, masked, unit_messages
from handlers.cases.status import MoveName, Role
from handlers.office import Office, Quiet
from storage import outgoing
from storage.alerts import duty, posts, told, vigils
from storage.alerts import reach as reaches
from storage.alerts.posts import Post
from storage.outgoing import Outgoing

# The moves with which somebody must take a case (anew), and what they are called.
_BEGINS = {
    MoveName.ASSIGN: About.NEW,
    MoveName.HAND_ON: About.NEW,
    MoveName.DISPATCH: About.NEW,
    MoveName.CONVENE: About.NEW,
    MoveName.REOPEN: About.REOPENED,
}


class Alerting:
    """The one path by which staff are told something: LINE, the unit's group, e-mail or SMS."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._telling = Telling(settings)

    def send(self, db: Session, alerts: Iterable[Alert], office: Office, now: datetime) -> int:
        """Keep what the alerts come to as rows, in the transaction of `db`; returns to how many recipients."""
        alerts = tuple(alerts)
        if not alerts:
            return 0
        people = colleagues(db)
        sent = 0
        for alert in alerts:
            duties = self.on_call(db, alert.case.unit, office, now)
            ways = recipients(alert, office, people, duties, now, self.usable)
            sent += sum(self.by(db, alert, way, office, now) for way in ways)
        return sent

    def after(
        self, db: Session, happened: Sequence[Happened], office: Office, now: datetime, here: str = ""
    ) -> list[Outgoing]:
        """Return what the people hear each by themselves because of what happened, and watch what must be taken.

        `here` is who did it in LINE, and is answered there. Who has no LINE is written to when it cannot wait.
        """
        self.send(db, raised(happened, office, phrasebook().wording(phrasebook().default)), office, now)
        pressing = [one for one in happened if isinstance(one, Opened | Moved | Added)]
        if not pressing:
            return []
        people, said = colleagues(db), list[Outgoing]()
        for one in pressing:
            self._watch(db, one, office, now)
            said += self._to_crew(db, one, people, office, now, here)
            self._to_heads(db, one, people, office, now)
        return said

    def _to_crew(
        self, db: Session, one: Happened, people: Sequence[Colleague], office: Office, now: datetime, here: str
    ) -> list[Outgoing]:
        """A unit without a group hears each by themselves; restricted matters are not for a unit's people."""
        unit = office.unit(one.case.unit)
        if unit is None or unit.group_id is not None or one.case.category in RESTRICTED:
            return []
        said: list[Outgoing] = []
        for person in crew(people, unit.key):
            way = reach(person, office, now, self.usable, urgent=one.case.urgent)
            wording = phrasebook().wording(person.language)
            shown = unit_messages(_masked(one), office, wording, now)
            if way is None or not shown or person.line_id == here:
                continue
            if way.means is Means.LINE:
                about = Notice(way.address, shown, "alert", one.case.id, one.case.urgent, wording.language)
                said += self._telling.notice(about, way.not_before)
            elif isinstance(one, Moved) and one.move in _BEGINS:
                self.by(db, Alert(_BEGINS[one.move], one.case, urgent=one.case.urgent), way, office, now)
        return said

    def _to_heads(
        self, db: Session, one: Happened, people: Sequence[Colleague], office: Office, now: datetime
    ) -> None:
        """Heads who have no LINE hear of what was not solved, and of what is urgent, by other means."""
        begun = isinstance(one, Opened) and one.case.urgent
        if not begun and not (isinstance(one, Moved) and one.move is MoveName.REOPEN):
            return
        alert = Alert(About.NEW if begun else About.REOPENED, one.case, Audience.HEADS, urgent=one.case.urgent)
        for person in heads(people):
            way = None if person.line_id else reach(person, office, now, self.usable, urgent=alert.urgent)
            if way is not None:
                self.by(db, alert, way, office, now)

    def _watch(self, db: Session, one: Happened, office: Office, now: datetime) -> None:
        begins = isinstance(one, Opened) or (isinstance(one, Moved) and one.move in _BEGINS)
        if begins and one.case.urgent and one.case.status in UNTAKEN:
            vigils.begin(db, one.case.id, now, now + timedelta(minutes=office.policy.take_minutes))

    def by(self, db: Session, alert: Alert, way: Reach, office: Office, now: datetime) -> bool:
        """Tell one alert one way; False where it was told so before."""
        key = alert.key(f"{way.means}:{way.colleague.id if way.colleague else way.address}")
        if way.means in (Means.EMAIL, Means.SMS):
            return bool(posts.queue(db, [self._post(alert, way, office, key)], now))
        if key is not None and not told.first_time(db, key, now):
            return False
        parcels = self._line(alert, way, office)
        note_told(db, parcels, now)
        outgoing.queue(db, parcels, now)
        return True

    @property
    def usable(self) -> frozenset[Means]:
        """The means that this installation has."""
        found = {Means.LINE, Means.GROUP}
        if self._settings.smtp_url:
            found.add(Means.EMAIL)
        if self._settings.sms_url:
            found.add(Means.SMS)
        return frozenset(found)

    def on_call(self, db: Session, unit: str | None, office: Office, now: datetime) -> tuple[int, ...]:
        """Return who is on call for a unit now, nearest first."""
        day = duty_day(now, office.policy.duty_changes_at, office.utc_offset_hours)
        return on_call(duty.between(db, day - timedelta(days=1), day), unit, day)

    def _line(self, alert: Alert, way: Reach, office: Office) -> Sequence[Outgoing]:
        wording = phrasebook().wording(way.colleague.language if way.colleague else phrasebook().default)
        said = messages(alert, office, wording)
        notice = Notice(way.address, said, "alert", alert.case.id, urgent=alert.urgent, language=wording.language)
        return self._telling.notice(notice, way.not_before)

    def _post(self, alert: Alert, way: Reach, office: Office, key: str | None) -> Post:
        wording = phrasebook().wording(way.colleague.language if way.colleague else phrasebook().default)
        address = f"{self._settings.public_url}/console/cases/{alert.case.id}"
        mail = way.means is Means.EMAIL
        return Post(
            means=way.means,
            to=way.address,
            subject=subject(alert, wording) if mail else "",
            text=letter(alert, office, wording, address) if mail else short(alert, wording, address),
            about=alert.about,
            case_id=alert.case.id,
            staff_id=way.colleague.id if way.colleague else None,
            key=key,
            not_before=way.not_before,
        )


def _masked(happened: Happened) -> Happened:
    return replace(happened, case=masked(happened.case))


def colleagues(db: Session) -> tuple[Colleague, ...]:
    """Return everybody who works here, and by which means; LINE is none where it is blocked."""
    return tuple(
        Colleague(
            id=staff.id,
            name=staff.name,
            role=Role(staff.role),
            unit=staff.unit,
            line_id=staff.line_id if staff.line_id and not blocked else "",
            email=row.email if row else "",
            phone=row.phone if row else "",
            language=staff.language,
            quiet=hours_of(row.quiet) if row else None,
            own_hours=bool(row and row.quiet),
            digest=row.digest if row else True,
        )
        for staff, row, blocked in reaches.everybody(db)
    )


def hours_of(written: str) -> Quiet | None:
    """Return quiet hours written as `20:00-08:00`; None for `off` or nothing."""
    begins, _, ends = written.partition("-")
    return Quiet(time.fromisoformat(begins), time.fromisoformat(ends)) if ends else None
