"""Wave against wave: how much a share moved, between what the move lies, and whether it is more than chance.

The interval is Newcombe's hybrid score interval (R. G. Newcombe, *Statistics in Medicine* 17 (1998) 873-890, method
10), built of the two Wilson intervals that stand in the table. The test is the pooled two-proportion z test; where
fewer than five are expected in a cell it is Fisher's exact test. A questionnaire asks many items at once, so that one
in twenty would "move" by chance alone: Holm's correction (S. Holm, *Scandinavian Journal of Statistics* 6 (1979)
65-70) keeps the chance that any item at all is marked wrongly below 5 %.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.surveys.intervals import LEVEL, Interval, wilson

FEWEST = 5  # of either wave: below, nothing is said
_EXACT_BELOW = 5.0  # expected in the emptiest cell


class Verdict(StrEnum):
    """What a reader may make of a difference."""

    UP = "up"
    DOWN = "down"
    NOISE = "noise"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Part:
    """So many of n; `weight` is the design effect of its weights, 1 without."""

    hits: float
    n: float
    weight: float = 1.0


@dataclass(frozen=True)
class Change:
    """A difference of two shares, later minus earlier, with its interval, its chance p, and p after Holm's
    correction.
    """

    interval: Interval
    p: float
    corrected: float
    verdict: Verdict


def compare_all(pairs: Sequence[tuple[Part, Part]]) -> tuple[Change | None, ...]:
    """Return what became of each share, (earlier, later); None where either wave has too few to say."""
    known = [at for at, (one, other) in enumerate(pairs) if min(one.n, other.n) >= FEWEST]
    chances = [chance(*pairs[at]) for at in known]
    corrected = dict(zip(known, zip(chances, holm(chances), strict=True), strict=True))
    return tuple(_change(*pair, *corrected[at]) if at in corrected else None for at, pair in enumerate(pairs))


def newcombe(before: Part, after: Part) -> Interval:
    """Return after minus before with Newcombe's interval (method 10).

    d - sqrt((p2-l2)² + (u1-p1)²) to d + sqrt((u2-p2)² + (p1-l1)²), l and u being Wilson's ends of each share.
    """
    first = wilson(before.hits, before.n, design_effect=before.weight)
    second = wilson(after.hits, after.n, design_effect=after.weight)
    moved = second.value - first.value
    down = math.hypot(second.value - second.low, first.high - first.value)
    up = math.hypot(second.high - second.value, first.value - first.low)
    return Interval(moved, moved - down, moved + up)


def chance(before: Part, after: Part) -> float:
    """Return the two-sided p of seeing at least this difference though nothing changed."""
    n1, n2 = before.n / before.weight, after.n / after.weight
    x1, x2 = before.hits / before.weight, after.hits / after.weight
    pooled = (x1 + x2) / (n1 + n2)
    if min(pooled, 1 - pooled) * min(n1, n2) < _EXACT_BELOW:
        return fisher(round(x1), round(n1), round(x2), round(n2))
    z = (x2 / n2 - x1 / n1) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return math.erfc(abs(z) / math.sqrt(2))


def fisher(x1: int, n1: int, x2: int, n2: int) -> float:
    """Return the two-sided p of Fisher's exact test: all tables as unlikely as this one or more, margins kept."""
    hits, total = x1 + x2, n1 + n2
    whole = _choices(total, hits)

    def logarithm(x: int) -> float:
        return _choices(n1, x) + _choices(n2, hits - x) - whole

    seen = logarithm(x1) + 1e-7  # the same table written the other way round counts too
    fits = range(max(0, hits - n2), min(n1, hits) + 1)
    return min(1.0, math.fsum(math.exp(found) for x in fits if (found := logarithm(x)) <= seen))


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Return the p values after Holm's step-down correction, in the order given."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    corrected, highest = [1.0] * len(chances), 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[at]))
        corrected[at] = highest
    return tuple(corrected)


def _change(before: Part, after: Part, p: float, corrected: float) -> Change:
    interval = newcombe(before, after)
    if corrected >= 1 - LEVEL:
        return Change(interval, p, corrected, Verdict.NOISE)
    return Change(interval, p, corrected, Verdict.UP if interval.value > 0 else Verdict.DOWN)


def _choices(n: int, k: int) -> float:
    """The logarithm of how many ways there are to choose k of n."""
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
