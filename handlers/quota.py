"""What messages cost at LINE, which go first when the month's quota runs short, and how the month will end.

A reply is free. A push costs one for each person that it reaches, so one for every member of a group, whatever the
number of messages in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import IntEnum, StrEnum

LINE_ZONE = timezone(timedelta(hours=9))  # LINE counts its days and months in Japanese time


class Purpose(StrEnum):
    """What pushes are for, as the books of the quota name it."""

    RESULT = "result"
    CONVERSATION = "conversation"
    ALERT = "alert"
    STATUS = "status"
    POLL = "poll"
    SURVEY = "survey"
    BROADCAST = "broadcast"
    OTHER = "other"


class Rank(IntEnum):
    """What goes first when it runs short."""

    FIRST = 0
    USUAL = 1
    LATER = 2


class Reason(StrEnum):
    """Why a message is withheld; kept as its error code, and shown to staff in words."""

    MONTH = "monthly_limit"  # LINE takes no more this month
    RESERVE = "quota_reserve"  # what is left is kept for results and urgent matters
    BLOCKED = "blocked"  # they blocked the account: LINE would take it and show it to nobody
    BUDGET = "unit_budget"  # the unit has used up what it was given for the month


# What a parcel is called where it is made -> its purpose in the books. A purpose's own name may be used as well.
_BOOKED = {
    "answer": Purpose.CONVERSATION,
    "receipt": Purpose.CONVERSATION,
    "reply": Purpose.CONVERSATION,
    "apology": Purpose.CONVERSATION,
    "questionnaire": Purpose.CONVERSATION,
    "media": Purpose.CONVERSATION,
    "step": Purpose.STATUS,
    "reminder": Purpose.STATUS,
    "draft": Purpose.STATUS,
    "digest": Purpose.ALERT,
    "wave": Purpose.SURVEY,
    "news": Purpose.BROADCAST,
}
_RANKS = {Purpose.RESULT: Rank.FIRST, Purpose.CONVERSATION: Rank.USUAL, Purpose.ALERT: Rank.USUAL}
PLANNED = frozenset({Purpose.SURVEY, Purpose.BROADCAST})  # what comes in waves: no pace of a day can be told from it


@dataclass(frozen=True)
class Reserves:
    """Percent of the month's quota that are kept: for results and urgent ones, and for all but what can wait."""

    first: int = 10
    usual: int = 20

    def kept_from(self, rank: Rank) -> int:
        """Return the percent that a rank may not touch."""
        return {Rank.FIRST: 0, Rank.USUAL: self.first, Rank.LATER: max(self.first, self.usual)}[rank]


@dataclass(frozen=True)
class Standing:
    """How the month stands. `limit` None: LINE has not been asked yet, or the plan has no limit."""

    limit: int | None
    used: int
    planned: int = 0

    @property
    def left(self) -> int | None:
        """What LINE still takes this month."""
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def free(self) -> int | None:
        """What is left when everything planned has gone."""
        return None if self.left is None else self.left - self.planned


def purpose_of(word: str) -> Purpose:
    """Return the purpose in the books of what a parcel is called."""
    known = _BOOKED.get(word)
    if known is not None:
        return known
    return Purpose(word) if word in set(Purpose) else Purpose.OTHER


def rank_of(purpose: Purpose, *, urgent: bool) -> Rank:
    """Return how soon something goes when it runs short."""
    return Rank.FIRST if urgent else _RANKS.get(purpose, Rank.LATER)


def withheld_because(
    rank: Rank, cost: int, standing: Standing, budget_left: int | None, reserves: Reserves
) -> Reason | None:
    """Return why a push waits for the person's next message, or None where it may go now."""
    if rank is Rank.FIRST:
        return None  # whether LINE takes it, LINE says: its own figure is only approximate
    if budget_left is not None and cost > budget_left:
        return Reason.BUDGET
    if standing.limit is None or standing.left is None:
        return None
    kept = standing.limit * reserves.kept_from(rank) // 100
    return Reason.RESERVE if standing.left - cost < kept else None


def line_day(moment: datetime) -> date:
    """Return the day on which LINE counts a moment."""
    return moment.astimezone(LINE_ZONE).date()


def first_day(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def next_first(day: date) -> date:
    """Return the first day of the month after a day's."""
    return first_day(first_day(day) + timedelta(days=32))


@dataclass(frozen=True)
class Spent:
    """What was counted on one day for one purpose."""

    day: date
    purpose: Purpose
    pushes: int


def forecast(spent: Iterable[Spent], used: int, planned: int, today: date) -> int:
    """Return the probable number of pushes at the month's end: used, at the month's pace, and what is planned.

    Waves of surveys and news make no pace: they count as far as they are used or planned.
    """
    month = first_day(today)
    steady = sum(each.pushes for each in spent if month <= each.day <= today and each.purpose not in PLANNED)
    passed = (today - month).days + 1
    to_come = (next_first(today) - today).days - 1
    return used + planned + round(steady / passed * to_come)


def by_day(spent: Iterable[Spent], today: date) -> Mapping[date, int]:
    """Return the pushes of each day of the month until today, days without any included."""
    month = first_day(today)
    days = {month + timedelta(days=offset): 0 for offset in range((today - month).days + 1)}
    for each in spent:
        if each.day in days:
            days[each.day] += each.pushes
    return days
