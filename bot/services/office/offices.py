"""The office as the heart knows it, put together from the database and the calendar of public holidays."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import holidays
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.settings import Settings
from handlers.office import Office, Place, Policy, Promise, Quiet, Rule, Unit
from nlp.gazetteer import Gazetteer
from nlp.gazetteer import Place as Named
from storage import deadlines
from storage import offices as rows
from storage.staff import StaffRow

CLOSING = ("public", "government")
LABOUR = "แรงงานแห่งชาติ"
NAMELESS = {"th": "สำนักงาน", "en": "the office"}


def load_office(db: Session, settings: Settings, now: datetime) -> Office:
    """Return the office as it stands now."""
    said = rows.settings(db)
    return Office(
        names=said.get("names", NAMELESS),
        units=tuple(Unit(row.id, row.key, row.names, row.group_id) for row in _all(db, rows.UnitRow)),
        rules=_rules(db),
        promises=tuple(Promise(row.category, row.days) for row in db.scalars(select(rows.PromiseRow))),
        places=_places(db),
        numbers=said.get("numbers", {}),
        holidays=_closed_days(db, said, now.year),
        terms=deadlines.terms(db),
        policy=_policy(said.get("policy", {}), settings),
        notice_version=str(said.get("notice_version", "1")),
        utc_offset_hours=_offset(settings, now),
        heads=_heads(db),
    )


def gazetteer_of(office: Office) -> Gazetteer:
    """Return the office's places as the reader wants them."""
    return Gazetteer(
        tuple(
            Named(place.key, place.kind, place.names["th"], (*place.aliases, *_others(place)), place.number)
            for place in office.places
        )
    )


def _others(place: Place) -> tuple[str, ...]:
    return tuple(name for language, name in place.names.items() if language != "th" and name)


@lru_cache(maxsize=4)
def public_holidays(year: int) -> Mapping[date, str]:
    """Return the days on which Thai offices are closed in the years around `year`, substitution days included.

    The royal ploughing day is among them; labour day is not, on which those in the public service work.
    """
    known = holidays.country_holidays("TH", years=range(year - 2, year + 3), categories=CLOSING, language="th")
    return {day: name for day, name in known.items() if LABOUR not in name}


def _closed_days(db: Session, said: dict[str, Any], year: int) -> frozenset[date]:
    """Public holidays and the office's own days, without the holidays on which it is open all the same."""
    own = deadlines.office_days(db)
    closed = {row.day for row in own if row.kind == deadlines.CLOSED}
    opened = {row.day for row in own if row.kind == deadlines.OPEN}
    written = set(map(date.fromisoformat, said.get("closed_days", [])))
    return frozenset(((set(public_holidays(year)) | written) - opened) | closed)


def _all(db: Session, table: type[Any]) -> Sequence[Any]:
    return db.scalars(select(table).order_by(table.id)).all()


def _rules(db: Session) -> tuple[Rule, ...]:
    on = select(rows.RuleRow).where(rows.RuleRow.active).order_by(rows.RuleRow.position, rows.RuleRow.id)
    return tuple(
        Rule(row.unit, row.kind, row.category, row.area, tuple(row.words or ()), row.channel) for row in db.scalars(on)
    )


def _places(db: Session) -> tuple[Place, ...]:
    return tuple(
        Place(row.key, row.kind, row.names, row.latitude, row.longitude, tuple(row.aliases or ()), row.number)
        for row in _all(db, rows.PlaceRow)
    )


def _heads(db: Session) -> tuple[str, ...]:
    """LINE ids of those who decide, where they have linked their account."""
    chosen = (StaffRow.role == "head", StaffRow.active, StaffRow.line_id.is_not(None))
    return tuple(line_id for line_id in db.scalars(select(StaffRow.line_id).where(*chosen)) if line_id)


CLOCKS = ("digest_at", "duty_changes_at")


def _policy(said: dict[str, Any], settings: Settings) -> Policy:
    known = {name: value for name, value in said.items() if name in Policy.__dataclass_fields__ and name != "quiet"}
    clocks = {name: time.fromisoformat(str(known[name])) for name in CLOCKS if name in known}
    return Policy(**known | clocks, quiet=_quiet(said, settings))


def _quiet(said: dict[str, Any], settings: Settings) -> Quiet | None:
    """The hours that the office chose in the console, or else those of the installation."""
    written = str(said.get("quiet") or "")
    begins, _, ends = written.partition("-")
    if ends:
        return Quiet(time.fromisoformat(begins), time.fromisoformat(ends))
    hours = settings.quiet_hours
    return Quiet(hours.start, hours.end) if hours and written != "off" else None


def _offset(settings: Settings, now: datetime) -> int:
    offset = now.astimezone(settings.office_zone).utcoffset()
    return round(offset.total_seconds() / 3600) if offset else 0
