"""How many answers a survey needs, how far off it may be, and how many of those asked have answered.

Source: W. G. Cochran, *Sampling Techniques*, 3rd ed. 1977, sections 4.3-4.4; the response rate is RR1 of the American
Association for Public Opinion Research (*Standard Definitions*): whole questionnaires over all who were asked and may
answer.
"""

import math

from handlers.surveys.intervals import Z95, effective


def sample_size(margin: float, population: int | None = None, share: float = 0.5) -> int:
    """Return how many answers bring the 95 % interval of a share to ± `margin` (0.05 is five points).

    n0 = z²·p(1-p)/margin², and of N people n = n0 / (1 + (n0-1)/N), rounded up. p = 0.5 is the worst case.
    """
    if not 0 < margin < 1:
        raise ValueError("a margin lies between 0 and 1")
    endless = Z95**2 * share * (1 - share) / margin**2
    if population is None:
        return math.ceil(endless - 1e-9)
    return min(population, math.ceil(endless / (1 + (endless - 1) / population) - 1e-9))


def margin(n: float, population: int | None = None, design_effect: float = 1.0) -> float | None:
    """Return the widest that a share's 95 % interval reaches to either side: z·sqrt(0.25/n effective); None of
    nobody.
    """
    if n <= 0:
        return None
    return Z95 * math.sqrt(0.25 / effective(n, population=population, design_effect=design_effect))


def response_rate(answered: int, asked: int) -> float | None:
    """Return the share of those asked who answered to the end (RR1); None where nobody was asked by name (open to
    all).
    """
    return min(1.0, answered / asked) if asked > 0 else None
