"""Thai dates: every spelling that letters and old registers hold, and how they are written."""

from datetime import date, datetime, timedelta

import pytest

from handlers.thaidates import long_date, read_date, short_date, thai_digits

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "written",
    ["21/11/2569", "21-11-69", "21.11.2569", "๒๑ พ.ย. ๒๕๖๙", "21 พฤศจิกายน พ.ศ. 2569", "วันที่ 21 พ.ย. 69",
     "ศ. 21 พ.ย. 2569", "2026-11-21", "2569-11-21", "21 Nov 2026", "21/11/26", "21.11.2569 14:30",
     "21 พ.ย. 2569 เวลา 09.30 น.",
     "21พ.ย.69", "วันเสาร์ที่ 21 พฤศจิกายน 2569", "21 พย 69", " 21 / 11 / 2569 ", "2026-11-21T08:00:00",
     "21 November, 2026",
     "ลงวันที่ 21 พฤศจิกายน 2569", date(2026, 11, 21), datetime(2569, 11, 21, 9, 0)],  # noqa: DTZ001 - cells have no zone
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(written):
    assert read_date(written, TODAY) == TODAY


@pytest.mark.parametrize(
    "written",
    ["", "31/2/2569", "11/21/2569", "เมื่อวาน", "21", "21/11", "0/0/0", "99/99/9999", "21 ฟฟฟ 2569", "1/1/9999", "๑๒๓"],
)
def test_what_is_no_date_is_not_guessed_at(written):
    assert read_date(written, TODAY) is None


def test_a_leap_day_of_a_buddhist_year_is_a_day():
    assert read_date("29/2/2567", TODAY) == date(2024, 2, 29)
    assert read_date("29/2/2566", TODAY) is None


def test_two_digits_of_a_year_mean_the_nearer_calendar():
    assert read_date("5/2/68", TODAY) == date(2025, 2, 5)
    assert read_date("5/2/25", TODAY) == date(2025, 2, 5)


def test_what_is_written_is_read_again():
    for days in range(0, 4000, 37):
        day = TODAY - timedelta(days=days)
        assert read_date(long_date(day), TODAY) == read_date(short_date(day), TODAY) == day
        assert read_date(thai_digits(long_date(day)), TODAY) == day


def test_letters_carry_thai_digits_and_buddhist_years():
    assert thai_digits(long_date(TODAY)) == "๒๑ พฤศจิกายน ๒๕๖๙"
