"""Intervals against published tables and against statsmodels and scipy."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from handlers.surveys.intervals import effective, mean, student, wilson
from handlers.surveys.precision import margin, response_rate, sample_size

HITS = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(hits, n, low, high):
    """R. G. Newcombe, *Statistics in Medicine* 17 (1998) 857-872, table I, method 3."""
    found = wilson(hits, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(HITS)
def test_wilson_is_what_statsmodels_says(case):
    found, (low, high) = wilson(*case), proportion_confint(*case, method="wilson")
    assert found.low == pytest.approx(max(0.0, low), abs=1e-12)
    assert found.high == pytest.approx(min(1.0, high), abs=1e-12)


@given(HITS)
def test_the_interval_holds_the_share_and_stays_between_none_and_all(case):
    found = wilson(*case)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.holds(case[0] / case[1])


@given(HITS)
def test_more_answers_of_the_same_kind_narrow_the_interval(case):
    hits, n = case
    few, many = wilson(hits, n), wilson(hits * 4, n * 4)
    assert many.high - many.low < few.high - few.low


@given(HITS, st.floats(1.0, 8.0))
def test_weights_only_widen(case, effect):
    plain, weighed = wilson(*case), wilson(*case, design_effect=effect)
    assert weighed.low <= plain.low + 1e-12
    assert weighed.high >= plain.high - 1e-12


@given(HITS)
def test_of_a_small_town_more_is_known_and_of_everybody_all(case):
    hits, n = case
    endless, town, everybody = wilson(hits, n), wilson(hits, n, population=2 * n + 1), wilson(hits, n, population=n)
    assert town.high - town.low <= endless.high - endless.low
    if n > 1:
        assert everybody.low == everybody.high == hits / n


def test_the_correction_for_a_finite_population_is_cochrans():
    """The variance shrinks by (N-n)/(N-1): *Sampling Techniques*, 1977, theorem 2.2 with s² for S²."""
    assert effective(100, population=401) == pytest.approx(100 * 400 / 301)
    assert effective(100, design_effect=2) == 50
    assert effective(100, population=50) == 100  # fewer served than answered: the number is wrong and is not used


@pytest.mark.parametrize(("hits", "n"), [(-1, 5), (6, 5), (0, 0)])
def test_an_impossible_count_is_refused(hits, n):
    with pytest.raises(ValueError, match="hits"):
        wilson(hits, n)


@pytest.mark.parametrize("freedom", [3, 4, 5, 6, 9, 19, 49, 199, 5000])
def test_students_t_is_scipys(freedom):
    exact = stats.t.ppf(0.975, freedom)
    assert student(freedom) == pytest.approx(exact, rel=0.002 if freedom < 6 else 0.00005)


@given(st.lists(st.integers(1, 5), min_size=5, max_size=300))
def test_the_mean_and_its_interval_are_statsmodels(answers):
    found = mean({code: answers.count(code) for code in set(answers)})
    assert found is not None
    assert found.value == pytest.approx(sum(answers) / len(answers))
    low, high = DescrStatsW(answers).tconfint_mean() if len(set(answers)) > 1 else (answers[0], answers[0])
    assert found.low == pytest.approx(max(low, min(answers)), rel=0.005)
    assert found.high == pytest.approx(min(high, max(answers)), rel=0.005)


def test_one_answer_has_no_mean():
    assert mean({3: 1}) is None
    assert mean({}) is None


@pytest.mark.parametrize(
    ("population", "needed"), [(None, 385), (10_000, 370), (1_000, 278), (500, 218), (100, 80), (30, 28), (1, 1)]
)
def test_the_size_of_a_sample_for_five_points(population, needed):
    """Cochran's n0 = 384.16; R. V. Krejcie and D. W. Morgan (1970) print 370, 278, 217, 80 and 28 for the same."""
    assert sample_size(0.05, population) == needed


@given(st.integers(50, 10**6), st.floats(0.01, 0.2))
def test_the_size_asked_for_gives_the_margin_asked_for(population, wanted):
    n = sample_size(wanted, population)
    assert n <= population
    reached = margin(n, population)
    assert reached is not None
    assert reached <= wanted * 1.0001 or n == population


def test_margins_and_rates():
    assert margin(0) is None
    assert margin(385) == pytest.approx(0.05, abs=0.0001)
    assert math.isclose(response_rate(30, 120) or 0, 0.25)
    assert response_rate(30, 0) is None
    with pytest.raises(ValueError, match="margin"):
        sample_size(0)
