"""Matters counted by year: shares of what there is to divide by, days as statisticians take them."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cases.counting import by_side, matter, of_years, percentile

TODAY = date(2026, 11, 21)
OPENED = datetime(2026, 10, 5, 3, tzinfo=UTC)
DUE = date(2026, 10, 9)


def one(status="closed", days: float | None = 2.0, opened=OPENED, due=DUE, category="road", reopened=False):
    answered = opened + timedelta(days=days) if days is not None else None
    return matter({"category": category}, status, opened, answered, due, reopened=reopened, hours=7)


def test_shares_are_of_what_there_is_to_divide_by():
    matters = [
        one(), one("unconfirmed", 3), one("in_progress", None, due=date(2026, 11, 1)),  # late and not answered
        one("assigned", None, due=date(2026, 12, 1)),  # its day has not come
        one("closed", 9, reopened=True), one("merged"), one("withdrawn", None, due=None),
    ]  # fmt: skip
    [counts] = of_years(matters, [2570], TODAY)
    assert counts.n == 6  # what was merged is no matter of its own
    assert counts.concluded == pytest.approx(4 / 6)
    assert counts.in_time == pytest.approx(2 / 4)
    assert counts.reopened == pytest.approx(1 / 6)
    assert counts.unconfirmed == pytest.approx(1 / 6)
    assert counts.median == pytest.approx(3)


def test_a_fiscal_year_begins_on_the_first_of_october_of_the_office():
    late = datetime(2026, 9, 30, 16, 59, tzinfo=UTC)  # 23:59 in Bangkok
    assert [one(opened=late).year, one(opened=late + timedelta(minutes=1)).year] == [2569, 2570]


def test_an_answer_on_its_last_day_is_in_time_by_the_offices_clock():
    evening = one(days=4.5, opened=datetime(2026, 10, 5, 3, tzinfo=UTC), due=date(2026, 10, 9))  # 22:00 on the 9th
    night = one(days=4.6, opened=datetime(2026, 10, 5, 3, tzinfo=UTC), due=date(2026, 10, 9))
    assert [of_years([each], [2570], TODAY)[0].in_time for each in (evening, night)] == [1.0, 0.0]


def test_years_stand_side_by_side_and_the_most_frequent_first():
    matters = [one(category="waste"), one(), one(), one(opened=OPENED - timedelta(days=365))]
    rows = by_side(matters, "category", [2568, 2569, 2570], TODAY)
    assert [(key, [counts.n for counts in row]) for key, row in rows] == [("road", [0, 1, 2]), ("waste", [0, 0, 1])]
    assert rows[0][1][0].concluded is None


@given(st.lists(st.floats(0, 400), min_size=1, max_size=60), st.floats(0, 1))
def test_percentiles_are_numpys(values, share):
    assert percentile(values, share) == pytest.approx(float(np.quantile(values, share)), abs=1e-9)


def test_of_nothing_there_is_no_percentile():
    assert percentile([], 0.5) is None
