"""Percentages that sum to exactly 100: the largest-remainder method, in whole numbers throughout.

Each share is cut down to a whole step; the steps that are then missing to 100 go to the shares that lost most by the
cut (Hamilton's method: M. L. Balinski and H. P. Young, *Fair Representation*, 2nd ed. 2001, chapter 2). No share is
ever further than one step from the truth, and a larger count never gets a smaller share.
"""

from collections.abc import Sequence
from fractions import Fraction


def shares(counts: Sequence[float], places: int = 0) -> tuple[float, ...]:
    """Return the percentages of `counts` with `places` decimals; they sum to 100 as printed, or all are 0 of nothing.

    Two that lost the same by the cut: the larger count goes first, because a step weighs least there; equal counts: the
    one that stands last, which in our tables is the less satisfied. Rounding never flatters the office. (A count may be
    weighted, hence no whole number; it is taken exactly as the float that it is.)
    """
    return tuple(step / 10**places for step in steps(counts, 100 * 10**places))


def steps(counts: Sequence[float], whole: int) -> tuple[int, ...]:
    """Return whole numbers in the ratio of `counts` that sum to `whole`; raises ValueError on a negative count."""
    exact = [Fraction(count) for count in counts]
    if any(count < 0 for count in exact):
        raise ValueError("a count is never negative")
    total = sum(exact)
    if not total:
        return (0,) * len(exact)
    quotas = [count * whole / total for count in exact]
    floors = [int(quota) for quota in quotas]
    order = sorted(range(len(exact)), key=lambda at: (floors[at] - quotas[at], -exact[at], -at))
    for at in order[: whole - sum(floors)]:
        floors[at] += 1
    return tuple(floors)
