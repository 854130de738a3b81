"""The console's own words by key in Thai and English, and how days, times and ages are written in each."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.services.words import read_texts
from handlers.conversation.wording import Phrasebook, Wording
from handlers.dates import day_words

LANGUAGES = ("th", "en")
_TEXTS = Path(__file__).parent / "texts"


@cache
def phrasebook() -> Phrasebook:
    """Return the console's texts, read once."""
    return read_texts(_TEXTS)


def due_words(due: date | None, today: date, words: Wording) -> str:
    """Return how far off a deadline is."""
    if due is None:
        return words.say("due.none")
    days = (due - today).days
    if days < 0:
        return words.say("due.over_one" if days == -1 else "due.over", n=-days)
    if days <= 1:
        return words.say("due.tomorrow" if days else "due.today")
    return words.say("due.in_days", n=days)


class Times:
    """Days and times as the office's people read them: in their language and in the office's zone."""

    def __init__(self, words: Wording, zone: ZoneInfo, now: datetime) -> None:
        self.words = words
        self.zone = zone
        self.now = now.astimezone(zone)
        self.today = self.now.date()

    def day(self, value: date) -> str:
        """A day with weekday and year: `ศ. 28 พ.ย. 2569`, or `Fri 28 Nov 2026`."""
        return day_words(value.astimezone(self.zone).date() if isinstance(value, datetime) else value, self.words)

    def moment(self, value: datetime) -> str:
        """Day and time."""
        return f"{self.day(value)} {self.clock(value)}"

    def clock(self, value: datetime) -> str:
        """The time alone, 24 hours."""
        return f"{value.astimezone(self.zone):%H:%M}"

    def near(self, value: datetime) -> str:
        """The time if it is today, else day and time."""
        return self.clock(value) if value.astimezone(self.zone).date() == self.today else self.moment(value)

    def age(self, value: datetime) -> str:
        """How long ago something was; a day once that says more."""
        passed = self.now - value
        if passed < timedelta(minutes=1):
            return self.words.say("age.now")
        if passed < timedelta(hours=1):
            return self.words.say("age.minutes", n=passed.seconds // 60)
        days = (self.today - value.astimezone(self.zone).date()).days
        if days < 1:
            return self.words.say("age.hours", n=int(passed.total_seconds() // 3600))
        if days == 1:
            return self.words.say("age.yesterday")
        return self.words.say("age.days", n=days) if days < 30 else self.day(value)

    def due(self, value: date | None) -> str:
        """How far off a deadline is."""
        return due_words(value, self.today, self.words)

    def overdue(self, value: date | None) -> bool:
        """Whether a deadline has passed."""
        return value is not None and value < self.today

    def pressing(self, value: date | None) -> bool:
        """Whether a deadline is today or tomorrow."""
        return value is not None and 0 <= (value - self.today).days <= 1
