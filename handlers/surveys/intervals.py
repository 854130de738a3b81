"""95 % intervals: Wilson's for a share, Student's for a mean, and the two corrections that a survey needs.

Sources: E. B. Wilson, *J. Am. Stat. Assoc.* 22 (1927) 209-212; L. D. Brown, T. T. Cai, A. DasGupta, *Statistical
Science* 16 (2001) 101-133, who recommend Wilson's over the textbook's p ± 1.96·sqrt(pq/n), which covers too seldom
near 0 and 100 % and in small groups, and may leave 0 to 100 %; W. G. Cochran, *Sampling Techniques*, 3rd ed. 1977,
section 2.6 (finite population).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.95
Z95 = NormalDist().inv_cdf(0.5 + LEVEL / 2)  # 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """What is estimated, and between what it lies with 95 % confidence; shares from 0 to 1, means on their scale."""

    value: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Tell whether a value lies within."""
        return self.low <= value <= self.high


def effective(n: float, *, population: int | None = None, design_effect: float = 1.0) -> float:
    """Return the size of the simple sample from an endless population that knows as much as this one.

    n_eff = n / deff · (N-1)/(N-n); deff is how much weights widen the variance (1 without weights), N how many were
    served. Where everybody answered there is nothing left to guess: infinite.
    """
    size = n / design_effect
    if population is None or population < n or population < 2:
        return size
    if population <= size:
        return math.inf
    return size * (population - 1) / (population - size)


def wilson(hits: float, n: float, *, population: int | None = None, design_effect: float = 1.0) -> Interval:
    """Return the share hits/n with Wilson's interval.

    (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) with n effective. Raises ValueError unless 0 <= hits <= n, n
    > 0.
    """
    if n <= 0 or not 0 <= hits <= n:
        raise ValueError("there are between none and all hits, of at least one")
    share, size = hits / n, effective(n, population=population, design_effect=design_effect)
    if math.isinf(size):
        return Interval(share, share, share)
    z2 = Z95 * Z95
    middle = share + z2 / (2 * size)
    reach = Z95 * math.sqrt(share * (1 - share) / size + z2 / (4 * size * size))
    scale = 1 + z2 / size
    # At none and all the formula gives 0 and 1 but for the last bit of a float; the interval always holds the share.
    low, high = (middle - reach) / scale, (middle + reach) / scale
    return Interval(share, max(0.0, min(share, low)), min(1.0, max(share, high)))


def mean(counts: Mapping[int, float], *, design_effect: float = 1.0) -> Interval | None:
    """Return the mean of answers on a scale (answer -> how many) with Student's interval; None of fewer than two.

    mean ± t(n-1) · s/sqrt(n/deff), kept within the scale's ends that were used. With care: the steps of a scale are an
    order and no lengths, so a mean only stands beside the shares and never instead of them.
    """
    n = sum(counts.values())
    if n < 2:
        return None
    middle = sum(answer * count for answer, count in counts.items()) / n
    variance = sum(count * (answer - middle) ** 2 for answer, count in counts.items()) / (n - 1)
    reach = student(n / design_effect - 1) * math.sqrt(variance * design_effect / n)
    low, high = min(counts), max(counts)
    return Interval(middle, max(low, middle - reach), min(high, middle + reach))


def student(freedom: float) -> float:
    """Return the 97.5 % point of Student's t by the Cornish-Fisher expansion (Abramowitz and Stegun 1964, 26.7.5).

    Within 0.2 % from 3 degrees of freedom on, within 0.005 % from 6; below 3 the 3's is returned for want of anything
    wiser: groups that small are never shown.
    """
    v, z = max(3.0, freedom), Z95
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    g4 = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + g1 / v + g2 / v**2 + g3 / v**3 + g4 / v**4
