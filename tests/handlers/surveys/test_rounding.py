"""Rows sum to exactly 100, fairly: nobody is further than a step from the truth, and more never gets less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.surveys.rounding import shares, steps

COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=8)
WEIGHED = st.lists(st.floats(0, 1e6), min_size=1, max_size=8)


@given(st.one_of(COUNTS, WEIGHED), st.integers(0, 2))
def test_every_row_sums_to_exactly_100(counts, places):
    told = steps(counts, 100 * 10**places)
    assert sum(told) == (100 * 10**places if any(counts) else 0)
    assert all(step >= 0 for step in told)


@given(COUNTS.filter(any))
def test_no_share_is_a_whole_step_from_the_truth(counts):
    total = sum(counts)
    assert all(abs(told - 100 * count / total) < 1 for told, count in zip(shares(counts), counts, strict=True))


@given(COUNTS)
def test_a_larger_count_never_gets_a_smaller_share(counts):
    told = shares(counts)
    pairs = [(one, other) for one in range(len(counts)) for other in range(len(counts)) if counts[one] > counts[other]]
    assert all(told[one] >= told[other] for one, other in pairs)


@given(COUNTS)
def test_the_same_counts_always_give_the_same_shares(counts):
    assert shares(counts) == shares([count * 7 for count in counts])  # the size of the survey does not matter


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((1, 1, 1), (33, 33, 34)),  # of equals the last: rounding never flatters
        ((2, 1, 1), (50, 25, 25)),
        ((1, 2, 3), (17, 33, 50)),
        ((5, 25, 75), (5, 24, 71)),  # two rows of the guide as it prints them, which sum to 105 and 60
        ((5, 43, 12), (8, 72, 20)),
        ((0, 0, 0), (0, 0, 0)),
        ((0, 0, 3), (0, 0, 100)),
        ((1, 0, 999), (0, 0, 100)),
    ],
)
def test_known_rows(counts, told):
    assert shares(counts) == told


def test_decimals_sum_as_well():
    assert shares((1, 1, 1), 1) == (33.3, 33.3, 33.4)
    assert sum(map(int, (share * 10 for share in shares((1, 1, 1), 1)))) == 1000


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        shares((3, -1))
