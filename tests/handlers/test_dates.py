"""Dates as people here read them, and working days over weekends, holidays and the turn of the year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.office.offices import public_holidays
from handlers.dates import day_words, moment_words, time_words, working_day_after
from tests.builders import wording

WORDS = [
    (date(2026, 11, 28), "th", "ส. 28 พ.ย. 2569"),
    (date(2026, 7, 1), "th", "พ. 1 ก.ค. 2569"),
    (date(2027, 1, 1), "th", "ศ. 1 ม.ค. 2570"),
    (date(2028, 2, 29), "th", "อ. 29 ก.พ. 2571"),
    (date(2026, 12, 31), "th", "พฤ. 31 ธ.ค. 2569"),
    (date(2026, 7, 5), "th", "อา. 5 ก.ค. 2569"),
]


@pytest.mark.parametrize(("day", "language", "expected"), WORDS)
def test_a_day_has_its_weekday_and_the_buddhist_year(day: date, language: str, expected: str):
    assert day_words(day, wording(language)) == expected


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_weekday_and_month_has_its_own_word(language: str, weekday: int):
    words = wording(language)
    assert len(set(words.words("date.weekdays"))) == 7
    assert len(set(words.words("date.months"))) == 12
    day = date(2026, 7, 6) + timedelta(days=weekday)
    assert words.words("date.weekdays")[weekday] in day_words(day, words)


def test_in_english_the_year_is_the_common_one():
    assert "2026" in day_words(date(2026, 7, 1), wording("en"))


MOMENTS = [
    (datetime(2026, 7, 1, 2, 12, tzinfo=UTC), "09:12", "พ. 1 ก.ค. 2569 09:12"),
    (datetime(2026, 7, 1, 16, 59, tzinfo=UTC), "23:59", "พ. 1 ก.ค. 2569 23:59"),
    (datetime(2026, 7, 1, 17, 0, tzinfo=UTC), "00:00", "พฤ. 2 ก.ค. 2569 00:00"),
    (datetime(2026, 12, 31, 18, 0, tzinfo=UTC), "01:00", "ศ. 1 ม.ค. 2570 01:00"),
]


@pytest.mark.parametrize(("moment", "clock", "words"), MOMENTS)
def test_a_moment_is_told_in_the_offices_own_time(moment: datetime, clock: str, words: str):
    assert time_words(moment, 7) == clock
    assert moment_words(moment, wording("th"), 7) == words


NOBODY = frozenset[date]()
SONGKRAN = frozenset({date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15)})
NEW_YEAR = frozenset({date(2026, 12, 31), date(2027, 1, 1)})
WORKING_DAYS = [
    (date(2026, 7, 1), 0, NOBODY, date(2026, 7, 1)),
    (date(2026, 7, 1), 1, NOBODY, date(2026, 7, 2)),
    (date(2026, 7, 3), 1, NOBODY, date(2026, 7, 6)),
    (date(2026, 7, 4), 1, NOBODY, date(2026, 7, 6)),
    (date(2026, 7, 5), 1, NOBODY, date(2026, 7, 6)),
    (date(2026, 7, 1), 5, NOBODY, date(2026, 7, 8)),
    (date(2026, 7, 1), 10, NOBODY, date(2026, 7, 15)),
    (date(2026, 4, 10), 1, SONGKRAN, date(2026, 4, 16)),
    (date(2026, 4, 10), 3, SONGKRAN, date(2026, 4, 20)),
    (date(2026, 4, 14), 1, SONGKRAN, date(2026, 4, 16)),
    (date(2026, 12, 30), 1, NEW_YEAR, date(2027, 1, 4)),
    (date(2026, 12, 30), 3, NEW_YEAR, date(2027, 1, 6)),
]


@pytest.mark.parametrize(("day", "days", "holidays", "expected"), WORKING_DAYS)
def test_working_days_skip_weekends_and_holidays(day: date, days: int, holidays: frozenset[date], expected: date):
    assert working_day_after(day, days, holidays) == expected


def test_a_promise_given_before_songkran_is_kept_after_it_by_the_real_calendar():
    holidays = public_holidays(2026).keys()
    assert {date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15)} <= holidays
    assert working_day_after(date(2026, 4, 10), 1, holidays) == date(2026, 4, 16)


@given(st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_between_a_day_and_its_promise_lie_just_so_many_working_days(day: date, days: int):
    holidays = public_holidays(2026).keys()
    end = working_day_after(day, days, holidays)
    between = [day + timedelta(days=passed) for passed in range(1, (end - day).days + 1)]
    assert sum(one.weekday() < 5 and one not in holidays for one in between) == days
    assert end.weekday() < 5
    assert end not in holidays
