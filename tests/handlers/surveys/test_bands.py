"""Answers as columns, levels and ratings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.surveys.bands import Band, Basis, banded, hidden_row, levels, lowest_first, pooled, row_of
from handlers.surveys.ratings import channel_rows, ratings, together
from handlers.surveys.rounding import shares

THREE = st.fixed_dictionaries({code: st.integers(0, 5000) for code in (1, 2, 3)})
FIVE = st.fixed_dictionaries({code: st.integers(0, 5000) for code in (1, 2, 3, 4, 5)})


@given(st.one_of(st.tuples(st.just(3), THREE), st.tuples(st.just(5), FIVE)))
def test_the_columns_of_a_row_sum_to_100_and_its_intervals_hold_their_shares(case):
    points, counts = case
    n = sum(counts.values())
    row = row_of("x", banded(points, counts), n)
    if n == 0:
        assert row.shares == {}
        return
    assert sum(share.percent for share in row.shares.values()) == 100
    assert row.satisfied
    assert row.satisfied.percent == row.shares[Band.VERY].percent + row.shares[Band.SATISFIED].percent
    for share in row.shares.values():
        assert share.interval.holds(share.interval.value)


@given(THREE.filter(lambda counts: sum(counts.values()) > 0))
def test_satisfied_and_dissatisfied_are_two_sides_of_three_points(counts):
    row = row_of("x", banded(3, counts), sum(counts.values()))
    assert row.satisfied
    assert row.dissatisfied
    assert row.satisfied.interval.low == pytest.approx(1 - row.dissatisfied.interval.high)


def test_many_answers_of_few_people_are_no_surer_than_the_people():
    one = row_of("x", banded(3, {3: 60, 2: 30, 1: 10}), 100)
    all_items = row_of("x", pooled([banded(3, {3: 60, 2: 30, 1: 10})] * 17), 100)
    assert all_items.satisfied == one.satisfied


def test_of_a_small_town_intervals_are_narrower():
    sums = banded(3, {3: 60, 2: 30, 1: 10})
    wide, narrow = row_of("x", sums, 100), row_of("x", sums, 100, Basis(population=150))
    assert wide.satisfied
    assert narrow.satisfied
    assert narrow.satisfied.interval.high < wide.satisfied.interval.high


def test_the_lowest_stand_first_and_what_is_not_shown_last():
    told = {"good": {3: 9, 1: 1}, "bad": {3: 1, 1: 9}, "even": {2: 9, 1: 1}}
    rows = [hidden_row("hidden"), row_of("none", {}, 0)]
    rows += [row_of(key, banded(3, counts), 10) for key, counts in told.items()]
    assert [row.key for row in lowest_first(rows)] == ["bad", "even", "good", "hidden", "none"]


@pytest.mark.parametrize(
    ("points", "counts", "told"),
    [(3, {3: 8, 2: 50, 1: 42}, (8, 50, 42)), (5, {5: 4, 4: 4, 3: 50, 2: 21, 1: 21}, (8, 50, 42))],
)
def test_levels_of_three_and_five_points(points, counts, told):
    assert shares(list(levels(points, counts).values())) == told


def test_few_ratings_are_not_shown_and_the_lowest_stand_first():
    found = {"few": {1: 4}, "good": {5: 10}, "bad": {1: 5, 5: 5}}
    assert [(row.key, row.hidden) for row in ratings(found)] == [("bad", False), ("good", False), ("few", True)]
    assert all(row.hidden for row in ratings(found, 11))
    assert together(found).n == 24
    assert ratings({}) == []


def test_a_channel_stands_in_the_table_even_if_nobody_rated_it():
    rows = channel_rows({"web": (5, {5: 3, 1: 3}), "line": (5, {5: 1})}, {"line": (4, 5, 6), "letter": (1, 0, 0)}, 3)
    assert [(row.key, row.n, row.uses) for row in rows] == [
        ("line", 0, (4, 5, 6)), ("letter", 0, (1, 0, 0)), ("web", 6, (0, 0, 0)),
    ]  # fmt: skip
    assert rows[2].percent == {"high": 50, "middle": 0, "low": 50}
