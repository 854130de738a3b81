"""Post-stratification: answers are weighed so that the groups count as they do among the people served.

An answer of group h weighs w = (N_h/N) / (n_h/n): people over answers (W. G. Cochran, *Sampling Techniques*, 3rd ed.
1977, section 5A.9). Weights widen the variance by Kish's design effect deff = n·Σw²/(Σw)² (L. Kish, *Survey
Sampling*, 1965, section 11.7). Whether the sample differs at all is Pearson's chi-square test of fit: who is not
shown to differ is not weighed, since weights cost precision and buy nothing there. One grouping is weighed at a time:
an anonymous survey keeps no two together.
"""

import math
from collections.abc import Mapping

HEAVIEST = 5.0  # times the mean weight: one answer of a thin group must not speak for a whole quarter
FEWEST_EXPECTED = 5.0  # in each group, for Pearson's test to hold


def fit_chance(seen: Mapping[int, int], served: Mapping[int, int]) -> float | None:
    """Return the p of Pearson's test that a sample (group -> answers) is like those served (group -> people).

    None where it cannot be asked: fewer than two groups, or fewer than five answers expected in one of them.
    """
    groups = [group for group, people in served.items() if people > 0]
    people, n = sum(served[group] for group in groups), sum(seen.get(group, 0) for group in groups)
    expected = {group: n * served[group] / people for group in groups}
    if len(groups) < 2 or min(expected.values()) < FEWEST_EXPECTED:
        return None
    distance = sum((seen.get(group, 0) - wanted) ** 2 / wanted for group, wanted in expected.items())
    return chi_square_tail(distance, len(groups) - 1)


def weights(seen: Mapping[int, int], served: Mapping[int, int]) -> dict[int, float]:
    """Return what one answer of each group weighs; a group of which nothing is known of those served weighs 1.

    Within the groups that are known the mean weight is 1. No weight passes HEAVIEST or falls below 1/HEAVIEST.
    """
    known = [group for group, n in seen.items() if n > 0 and served.get(group, 0) > 0]
    people, n = sum(served[group] for group in known), sum(seen[group] for group in known)
    raw = {group: served[group] / people / (seen[group] / n) for group in known}
    kept = {group: min(HEAVIEST, max(1 / HEAVIEST, weight)) for group, weight in raw.items()}
    mean = math.fsum(kept[group] * seen[group] for group in known) / n if n else 1.0
    return {group: kept[group] / mean if group in kept else 1.0 for group in seen}


def design_effect(weighed: Mapping[int, float], seen: Mapping[int, int]) -> float:
    """Return Kish's design effect of the groups' weights: 1 where all are alike."""
    total = math.fsum(weighed[group] * n for group, n in seen.items())
    squares = math.fsum(weighed[group] ** 2 * n for group, n in seen.items())
    return sum(seen.values()) * squares / total**2 if total else 1.0


def chi_square_tail(x: float, freedom: int) -> float:
    """Return the chance that chi-square with so many degrees of freedom passes x (closed forms of whole degrees)."""
    half = x / 2
    if freedom % 2 == 0:
        term = total = math.exp(-half)
        for k in range(1, freedom // 2):
            term *= half / k
            total += term
        return min(1.0, total)
    total = math.erfc(math.sqrt(half))
    term = math.exp(-half) * math.sqrt(half) / math.gamma(1.5)
    for k in range(1, (freedom + 1) // 2):
        total += term
        term *= half / (k + 0.5)
    return min(1.0, total)
