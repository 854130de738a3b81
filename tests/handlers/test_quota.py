"""What goes first when LINE's quota runs short, and how the month will end."""

from datetime import UTC, date, datetime

import pytest

from handlers.quota import (
    Purpose,
    Rank,
    Reason,
    Reserves,
    Spent,
    Standing,
    by_day,
    forecast,
    line_day,
    next_first,
    purpose_of,
    rank_of,
    withheld_because,
)

KEPT = Reserves(first=10, usual=20)


@pytest.mark.parametrize(
    ("word", "purpose"),
    [("step", Purpose.STATUS), ("result", Purpose.RESULT), ("alert", Purpose.ALERT), ("survey", Purpose.SURVEY),
     ("receipt", Purpose.CONVERSATION), ("something of tomorrow", Purpose.OTHER)],
)  # fmt: skip
def test_what_a_parcel_is_called_has_its_purpose_in_the_books(word, purpose):
    assert purpose_of(word) is purpose


@pytest.mark.parametrize(
    ("purpose", "urgent", "rank"),
    [(Purpose.RESULT, False, Rank.FIRST), (Purpose.ALERT, True, Rank.FIRST), (Purpose.ALERT, False, Rank.USUAL),
     (Purpose.CONVERSATION, False, Rank.USUAL), (Purpose.STATUS, False, Rank.LATER),
     (Purpose.SURVEY, False, Rank.LATER), (Purpose.OTHER, False, Rank.LATER)],
)  # fmt: skip
def test_results_and_urgent_ones_go_first(purpose, urgent, rank):
    assert rank_of(purpose, urgent=urgent) is rank


@pytest.mark.parametrize(
    ("rank", "cost", "used", "budget_left", "why"),
    [
        (Rank.LATER, 1, 0, None, None),
        (Rank.LATER, 1, 239, None, None),
        (Rank.LATER, 1, 240, None, Reason.RESERVE),  # 60 of 300 are left: a fifth
        (Rank.USUAL, 1, 240, None, None),
        (Rank.USUAL, 1, 269, None, None),
        (Rank.USUAL, 1, 270, None, Reason.RESERVE),
        (Rank.USUAL, 31, 240, None, Reason.RESERVE),  # a group of thirty-one would eat into what is kept
        (Rank.FIRST, 1, 299, None, None),
        (Rank.FIRST, 1, 300, 0, None),  # whether LINE takes it, LINE says
        (Rank.USUAL, 1, 0, 0, Reason.BUDGET),
        (Rank.USUAL, 5, 0, 4, Reason.BUDGET),
        (Rank.USUAL, 5, 0, 5, None),
    ],
)
def test_when_it_runs_short_the_rest_is_withheld_with_its_reason(rank, cost, used, budget_left, why):
    assert withheld_because(rank, cost, Standing(300, used), budget_left, KEPT) is why


def test_without_a_limit_only_budgets_hold_anything_back():
    assert withheld_because(Rank.LATER, 1000, Standing(None, 10_000), None, KEPT) is None
    assert withheld_because(Rank.LATER, 11, Standing(None, 0), 10, KEPT) is Reason.BUDGET


def test_what_is_left_is_told_with_and_without_what_is_planned():
    assert Standing(300, 120, 100).left == 180
    assert Standing(300, 120, 100).free == 80
    assert Standing(300, 320, 10).left == 0
    assert Standing(None, 320, 10).free is None


def test_the_forecast_goes_on_at_the_months_pace_and_adds_what_is_planned():
    spent = [Spent(date(2026, 11, day), Purpose.STATUS, 10) for day in range(1, 11)]
    waves = [Spent(date(2026, 11, 3), Purpose.SURVEY, 500)]
    assert forecast([*spent, *waves], used=600, planned=50, today=date(2026, 11, 10)) == 600 + 50 + 20 * 10


def test_the_forecast_of_the_last_day_is_what_was_used():
    assert forecast([Spent(date(2026, 2, 28), Purpose.ALERT, 7)], used=90, planned=0, today=date(2026, 2, 28)) == 90


def test_a_day_is_line_s_day_and_the_month_ends_with_it():
    assert line_day(datetime(2026, 11, 30, 15, 30, tzinfo=UTC)) == date(2026, 12, 1)
    assert next_first(date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_first(date(2026, 1, 1)) == date(2026, 2, 1)


def test_every_day_of_the_month_so_far_has_its_sum():
    spent = [Spent(date(2026, 11, 2), Purpose.STATUS, 3), Spent(date(2026, 11, 2), Purpose.ALERT, 4),
             Spent(date(2026, 10, 31), Purpose.ALERT, 9)]  # fmt: skip
    assert by_day(spent, date(2026, 11, 3)) == {date(2026, 11, 1): 0, date(2026, 11, 2): 7, date(2026, 11, 3): 0}
