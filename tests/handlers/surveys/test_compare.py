"""What is noise between two waves and what is not, against published examples, scipy and statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from handlers.surveys.compare import Part, Verdict, chance, compare_all, fisher, holm, newcombe

PARTS = st.integers(5, 3000).flatmap(lambda n: st.builds(Part, st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        (Part(56, 70), Part(48, 80), 0.0524, 0.3339),
        (Part(9, 10), Part(3, 10), 0.1705, 0.8090),
        (Part(10, 10), Part(0, 20), 0.6791, 1.0),
        (Part(5, 56), Part(0, 29), -0.0381, 0.1926),
    ],
)
def test_newcombe_as_published(after, before, low, high):
    """R. G. Newcombe, *Statistics in Medicine* 17 (1998) 873-890, table II, method 10."""
    found = newcombe(before, after)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(PARTS, PARTS)
def test_newcombe_is_what_statsmodels_says(before, after):
    found = newcombe(before, after)
    low, high = confint_proportions_2indep(after.hits, after.n, before.hits, before.n, method="newcomb")
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))
    assert -1 - 1e-12 <= found.low <= found.value <= found.high <= 1 + 1e-12


@given(PARTS, PARTS)
def test_the_interval_turns_round_with_the_waves(before, after):
    forth, back = newcombe(before, after), newcombe(after, before)
    assert forth.low == pytest.approx(-back.high)
    assert forth.high == pytest.approx(-back.low)


@given(PARTS, PARTS)
def test_the_chance_is_that_of_the_z_test_or_of_fisher(before, after):
    pooled = (before.hits + after.hits) / (before.n + after.n)
    if min(pooled, 1 - pooled) * min(before.n, after.n) < 5:
        table = [[before.hits, before.n - before.hits], [after.hits, after.n - after.hits]]
        assert chance(before, after) == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-4, abs=1e-12)
    else:
        z = proportions_ztest([before.hits, after.hits], [before.n, after.n])
        assert chance(before, after) == pytest.approx(z[1], rel=1e-6, abs=1e-12)


def test_the_lady_tasting_tea():
    """R. A. Fisher, *The Design of Experiments* (1935), chapter II: three of four right, two-sided 0.4857."""
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_holms_correction_is_that_of_statsmodels():
    draw = np.random.default_rng(3)
    for size in (1, 2, 17, 27):
        chances = [float(p) for p in draw.random(size) ** 3]
        assert holm(chances) == pytest.approx(tuple(multipletests(chances, method="holm")[1]))


def test_of_thirty_items_that_did_not_change_hardly_ever_one_is_marked():
    """Drawn 400 times: without the correction about 4 in 5 tables would mark something; with it at most 1 in 20."""
    draw, wrong = np.random.default_rng(7), 0
    for _ in range(400):
        waves = [[Part(int(hits), 200) for hits in draw.binomial(200, 0.8, 30)] for _ in range(2)]
        found = compare_all(list(zip(*waves, strict=True)))
        wrong += any(one is not None and one.verdict is not Verdict.NOISE for one in found)
    assert wrong / 400 < 0.08


def test_what_moved_far_is_marked_and_which_way():
    found = compare_all([
        (Part(400, 800), Part(520, 800)), (Part(520, 800), Part(400, 800)), (Part(400, 800), Part(410, 800)),
        (Part(4, 4), Part(0, 800)),
    ])  # fmt: skip
    assert [one.verdict if one else None for one in found] == [Verdict.UP, Verdict.DOWN, Verdict.NOISE, None]


def test_weights_make_a_wave_less_sure():
    plain, weighed = newcombe(Part(40, 80), Part(60, 80)), newcombe(Part(40, 80, 2), Part(60, 80, 2))
    assert weighed.low < plain.low
    assert chance(Part(40, 80, 2), Part(60, 80, 2)) > chance(Part(40, 80), Part(60, 80))
