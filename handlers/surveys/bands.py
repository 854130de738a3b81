"""Answers on a scale, told as very satisfied, satisfied and dissatisfied: counted, rounded to 100, with intervals.

Three points are the three columns as they are. Of five, 5 is very satisfied, 4 satisfied, 1 and 2 dissatisfied; the
middle (3) is a column of its own, since to count the undecided on either side would change the result by the office's
own choice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.surveys.intervals import Interval, wilson
from handlers.surveys.rounding import shares


class Band(StrEnum):
    """A column of the table, the best first."""

    VERY = "very"
    SATISFIED = "satisfied"
    MIDDLE = "middle"
    DISSATISFIED = "dissatisfied"


_SCALES = {
    3: {3: Band.VERY, 2: Band.SATISFIED, 1: Band.DISSATISFIED},
    5: {5: Band.VERY, 4: Band.SATISFIED, 3: Band.MIDDLE, 2: Band.DISSATISFIED, 1: Band.DISSATISFIED},
}
# What the yearly report calls high, middle and low. Of three points the columns as they are; of five, 4 and 5 are high.
_LEVELS = {
    3: {3: "high", 2: "middle", 1: "low"},
    5: {5: "high", 4: "high", 3: "middle", 2: "low", 1: "low"},
}
LEVELS = ("high", "middle", "low")


@dataclass(frozen=True)
class Basis:
    """What the intervals stand on: how many were served in all (None: not known) and what the weights cost."""

    population: int | None = None
    design_effect: float = 1.0


PLAIN = Basis()


@dataclass(frozen=True)
class Share:
    """A percentage as printed, and the share (0 to 1) with its interval as reckoned."""

    percent: float
    interval: Interval


@dataclass(frozen=True)
class Row:
    """One row of a table of satisfaction; `n` are people, though the shares may be weighted. Hidden rows hold no
    shares.
    """

    key: str
    n: int
    shares: Mapping[Band, Share]
    satisfied: Share | None = None
    hidden: bool = False

    @property
    def dissatisfied(self) -> Share | None:
        """The last column."""
        return self.shares.get(Band.DISSATISFIED)


def scale_bands(points: int) -> tuple[Band, ...]:
    """Return the columns of a scale, the best first."""
    return tuple(dict.fromkeys(_SCALES[points].values()))


def banded(points: int, counts: Mapping[int, float]) -> dict[Band, float]:
    """Return how many answers (code -> how many) fall into each column; KeyError on what the scale has not."""
    sums = dict.fromkeys(scale_bands(points), 0.0)
    for code, count in counts.items():
        sums[_SCALES[points][code]] += count
    return sums


def pooled(parts: Iterable[Mapping[Band, float]]) -> dict[Band, float]:
    """Return the columns of several items together, in the order of the table."""
    sums: dict[Band, float] = {}
    for part in parts:
        for band, count in part.items():
            sums[band] = sums.get(band, 0.0) + count
    return {band: sums[band] for band in Band if band in sums}


def row_of(key: str, sums: Mapping[Band, float], n: int, basis: Basis = PLAIN) -> Row:
    """Return the row of answers that n people gave; the intervals stand on people, however many answers each gave.

    The answers of one person to many items are alike, so that counted one by one they would look surer than they are.
    """
    total = sum(sums.values())
    if n <= 0 or total <= 0:
        return Row(key, 0, {})
    printed = dict(zip(sums, shares(list(sums.values())), strict=True))
    told = {band: Share(printed[band], _interval(sums[band] / total, n, basis)) for band in sums}
    good = sums.get(Band.VERY, 0.0) + sums.get(Band.SATISFIED, 0.0)
    percent = printed.get(Band.VERY, 0.0) + printed.get(Band.SATISFIED, 0.0)
    return Row(key, n, told, Share(percent, _interval(good / total, n, basis)))


def hidden_row(key: str) -> Row:
    """Return a row of which nothing is told, not even how few they are."""
    return Row(key, 0, {}, hidden=True)


def lowest_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows by satisfaction, the lowest first; of equals the less very satisfied; those not shown last."""
    return tuple(sorted(rows, key=_standing))


def levels(points: int, counts: Mapping[int, float]) -> dict[str, float]:
    """Return how many answers (code -> how many) are high, middle and low."""
    sums = dict.fromkeys(LEVELS, 0.0)
    for code, count in counts.items():
        sums[_LEVELS[points][code]] += count
    return sums


def _interval(share: float, n: int, basis: Basis) -> Interval:
    hits = min(float(n), max(0.0, share * n))
    return wilson(hits, n, population=basis.population, design_effect=basis.design_effect)


def _standing(row: Row) -> tuple[bool, float, float]:
    if row.satisfied is None:
        return True, 0.0, 0.0
    return False, row.satisfied.interval.value, row.shares[Band.VERY].interval.value
