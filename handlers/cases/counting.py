"""Matters counted for the yearly report: how many, how many concluded and in time, how long it took; by years."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.cases.reference import fiscal_year
from handlers.cases.status import Group, Status, group_of

SIDES = ("category", "contact", "channel", "unit", "area")  # by what matters are told
MEASURES = ("n", "concluded", "in_time", "reopened", "unconfirmed", "median", "p90")
NOWHERE = ""  # no unit yet, no area known
_NO_MATTER_OF_ITS_OWN = (Status.MERGED,)


@dataclass(frozen=True)
class Matter:
    """What of a case is counted; `days` it took to the answer, None where there is none yet."""

    sides: Mapping[str, str]
    year: int
    status: Status
    due: date | None
    answered: date | None
    days: float | None
    reopened: bool


@dataclass(frozen=True)
class Counts:
    """The matters of a year: shares from 0 to 1, None where there is nothing to divide by; days from telling to answer.

    `concluded` are closed in whatever way (ได้ข้อยุติ). `in_time` are those answered by their day, of all whose day has
    come or that are answered. `unconfirmed` were closed because the citizen said nothing.
    """

    n: int
    concluded: float | None
    in_time: float | None
    reopened: float | None
    unconfirmed: float | None
    median: float | None
    p90: float | None


def matter(
    sides: Mapping[str, str | None], status: str, opened: datetime, answered: datetime | None, due: date | None,
    *, reopened: bool, hours: int,
) -> Matter:  # fmt: skip
    """Return a case as it is counted, days being the office's own (`hours` ahead of UTC)."""
    here = timedelta(hours=hours)
    return Matter(
        sides={side: value or NOWHERE for side, value in sides.items()},
        year=fiscal_year((opened + here).date()),
        status=Status(status),
        due=due,
        answered=(answered + here).date() if answered else None,
        days=max(0.0, (answered - opened) / timedelta(days=1)) if answered else None,
        reopened=reopened,
    )


def by_side(
    matters: Iterable[Matter], side: str, years: Sequence[int], today: date
) -> list[tuple[str, tuple[Counts, ...]]]:
    """Return the counts of each value of a side, one for each year; the most frequent first."""
    found: dict[str, list[Matter]] = {}
    for one in matters:
        found.setdefault(one.sides[side], []).append(one)
    rows = [(key, of_years(group, years, today)) for key, group in found.items()]
    return sorted(rows, key=lambda row: (-sum(counts.n for counts in row[1]), row[0]))


def of_years(matters: Iterable[Matter], years: Sequence[int], today: date) -> tuple[Counts, ...]:
    """Return the counts of each year."""
    kept = [one for one in matters if one.status not in _NO_MATTER_OF_ITS_OWN]
    return tuple(_counts([one for one in kept if one.year == year], today) for year in years)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which a share of the values lies, between two in proportion; None of nothing.

    The usual definition (R. J. Hyndman and Y. Fan, *The American Statistician* 50 (1996) 361-365, type 7).
    """
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _counts(matters: Sequence[Matter], today: date) -> Counts:
    days = [one.days for one in matters if one.days is not None]
    promised = [one for one in matters if one.due is not None and (one.answered is not None or one.due < today)]
    return Counts(
        n=len(matters),
        concluded=_share(matters, lambda one: group_of(one.status) is Group.CLOSED),
        in_time=_share(promised, lambda one: bool(one.answered and one.due and one.answered <= one.due)),
        reopened=_share(matters, lambda one: one.reopened),
        unconfirmed=_share(matters, lambda one: one.status is Status.UNCONFIRMED),
        median=percentile(days, 0.5),
        p90=percentile(days, 0.9),
    )


def _share(matters: Sequence[Matter], holds: Callable[[Matter], bool]) -> float | None:
    return sum(map(holds, matters)) / len(matters) if matters else None
