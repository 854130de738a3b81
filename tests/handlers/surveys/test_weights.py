"""Weights turn a sample into the likeness of those served, and say what that costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from handlers.surveys.weights import HEAVIEST, chi_square_tail, design_effect, fit_chance, weights

GROUPS = st.dictionaries(st.integers(1, 8), st.integers(1, 5000), min_size=2)


@given(st.floats(0, 80), st.integers(1, 12))
def test_the_tail_of_chi_square_is_scipys(x, freedom):
    assert chi_square_tail(x, freedom) == pytest.approx(stats.chi2.sf(x, freedom), rel=1e-9, abs=1e-14)


@given(GROUPS, GROUPS)
def test_the_test_of_fit_is_scipys(seen, served):
    groups, n, people = list(served), sum(seen.get(group, 0) for group in served), sum(served.values())
    expected = [n * served[group] / people for group in groups]
    found = fit_chance(seen, served)
    if min(expected) < 5:
        assert found is None
    else:
        told = stats.chisquare([seen.get(group, 0) for group in groups], expected).pvalue
        assert found == pytest.approx(told, rel=1e-7, abs=1e-12)


def test_mendels_peas():
    """G. Mendel (1866): 315, 101, 108 and 32 peas where 9:3:3:1 were expected; chi-square 0.470, p 0.925."""
    assert fit_chance({1: 315, 2: 101, 3: 108, 4: 32}, {1: 9, 2: 3, 3: 3, 4: 1}) == pytest.approx(0.9254, abs=1e-4)


@given(GROUPS)
def test_weighed_groups_stand_as_they_do_among_those_served(served):
    seen = dict.fromkeys(served, 100)
    found = weights(seen, served)
    if max(served.values()) / min(served.values()) < 4:  # else weights are held back
        mean = sum(served.values()) / len(served)
        assert all(found[group] == pytest.approx(served[group] / mean) for group in served)


@given(GROUPS, GROUPS)
def test_the_mean_weight_is_1_and_none_is_out_of_hand(seen, served):
    found = weights(seen, served)
    known = [group for group in seen if group in served]
    if known:
        n = sum(seen[group] for group in known)
        assert sum(found[group] * seen[group] for group in known) / n == pytest.approx(1)
        assert max(found[group] for group in known) / min(found[group] for group in known) <= HEAVIEST**2 + 1e-9
    assert all(found[group] == 1 for group in seen if group not in served)


@given(GROUPS, GROUPS)
def test_weights_never_make_a_sample_surer(seen, served):
    assert design_effect(weights(seen, served), seen) >= 1 - 1e-12


def test_kishs_design_effect_of_a_known_case():
    """Half at weight 1.5 and half at 0.5: n·Σw²/(Σw)² = 1 + cv² = 1.25."""
    assert design_effect({1: 1.5, 2: 0.5}, {1: 50, 2: 50}) == pytest.approx(1.25)
