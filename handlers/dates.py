"""Dates as people here read them: the Buddhist year, the weekday, 24 hours; and working days."""

from collections.abc import Set
from datetime import date, datetime, timedelta, timezone

from handlers.conversation.wording import Wording

BUDDHIST = 543


def day_words(day: date, wording: Wording) -> str:
    """Return a date with its weekday, as `ศ. 28 พ.ย. 2569` in Thai."""
    weekday = wording.words("date.weekdays")[day.weekday()]
    month = wording.words("date.months")[day.month - 1]
    year = day.year + BUDDHIST if wording.language == "th" else day.year
    return wording.say("date.day", weekday=weekday, day=day.day, month=month, year=year)


def time_words(moment: datetime, utc_offset_hours: int) -> str:
    """Return the local time of day, as `09:12`."""
    return f"{local(moment, utc_offset_hours):%H:%M}"


def moment_words(moment: datetime, wording: Wording, utc_offset_hours: int) -> str:
    """Return the local date and time."""
    here = local(moment, utc_offset_hours)
    return f"{day_words(here.date(), wording)} {here:%H:%M}"


def local(moment: datetime, utc_offset_hours: int) -> datetime:
    """Return an aware moment in the office's own time."""
    return moment.astimezone(timezone(timedelta(hours=utc_offset_hours)))


def working_day_after(day: date, days: int, holidays: Set[date]) -> date:
    """Return the `days`-th working day after `day`; Saturdays, Sundays and holidays do not count."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in holidays
    return day
