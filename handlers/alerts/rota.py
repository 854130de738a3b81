"""The on-call rota: who answers for urgent matters at a moment, and who stands in for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.dates import local

WHOLE_OFFICE = ""  # the rota of all units together


@dataclass(frozen=True)
class Duty:
    """Somebody's day on the rota of a unit, or of the whole office; it lasts until the next day's change of hands."""

    day: date
    unit: str
    staff_id: int
    stand_in_id: int | None = None
    away: bool = False  # the stand-in does it


def duty_day(now: datetime, changes_at: time, utc_offset_hours: int) -> date:
    """Return the day whose people are on call now: before the change of hands it is still yesterday's."""
    here = local(now, utc_offset_hours)
    return here.date() if here.time() >= changes_at else here.date() - timedelta(days=1)


def on_call(duties: Iterable[Duty], unit: str | None, day: date) -> tuple[int, ...]:
    """Return who is on call for a unit on a day, nearest first: the unit's own, the office's, then the stand-ins."""
    today = [duty for duty in duties if duty.day == day and duty.unit in (unit, WHOLE_OFFICE)]
    today.sort(key=lambda duty: duty.unit == WHOLE_OFFICE)
    first = [duty.stand_in_id if duty.away else duty.staff_id for duty in today]
    behind = [duty.stand_in_id for duty in today if not duty.away]
    return tuple(dict.fromkeys(one for one in (*first, *behind) if one is not None))


def week_of(day: date) -> tuple[date, ...]:
    """Return the days of the week that `day` lies in, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=number) for number in range(7))
