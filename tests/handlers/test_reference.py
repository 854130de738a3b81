"""Reference numbers: what is mistyped is found out, and what is written in any honest way is understood."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cases.reference import LETTERS, check_digit, find_reference, fiscal_year, make_reference
from nlp.reading import Kind

SAMPLE = [(year, number) for year in (2569, 2570, 2600) for number in (1, 9, 10, 123, 4567, 99_999, 100_000, 999_999)]
SAMPLE += [(2570, number) for number in random.Random(7).sample(range(1, 1_000_000), 150)]

years = st.integers(2560, 2599)
numbers = st.integers(1, 999_999)


def digits_of(year: int, number: int) -> str:
    body = f"{year % 100:02d}{number:06d}"
    return body + check_digit(body)


def true(digits: str) -> bool:
    return check_digit(digits[:-1]) == digits[-1]


def test_every_single_wrong_digit_is_found_out():
    for year, number in SAMPLE:
        digits = digits_of(year, number)
        for at, right in enumerate(digits):
            for wrong in set("0123456789") - {right}:
                assert not true(digits[:at] + wrong + digits[at + 1 :])


def test_every_swap_of_two_neighbours_is_found_out():
    for year, number in SAMPLE:
        digits = digits_of(year, number)
        for at in range(len(digits) - 1):
            if digits[at] != digits[at + 1]:
                assert not true(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


FISCAL_YEARS = [
    (date(2026, 9, 30), 2569),
    (date(2026, 10, 1), 2570),
    (date(2026, 12, 31), 2570),
    (date(2027, 1, 1), 2570),
    (date(2027, 9, 30), 2570),
    (date(2027, 10, 1), 2571),
]


@pytest.mark.parametrize(("day", "year"), FISCAL_YEARS)
def test_the_fiscal_year_begins_on_the_first_of_october(day: date, year: int):
    assert fiscal_year(day) == year


@pytest.mark.parametrize("kind", Kind)
def test_a_reference_has_the_letter_of_its_kind_the_year_six_digits_and_a_check_digit(kind: Kind):
    reference = make_reference(kind, 2570, 123)
    assert reference == f"{LETTERS[kind]}70-000123-{check_digit('70000123')}"
    assert find_reference(reference) == reference[1:]


def test_no_two_kinds_share_a_letter():
    assert len(set(LETTERS.values())) == len(Kind)


@pytest.mark.parametrize("number", [0, -1, 1_000_000])
def test_a_year_holds_a_million_less_one(number: int):
    with pytest.raises(ValueError):
        make_reference(Kind.COMPLAINT, 2570, number)


@given(years, numbers, st.sampled_from(list(Kind)))
def test_every_reference_is_found_again(year: int, number: int, kind: Kind):
    reference = make_reference(kind, year, number)
    assert find_reference(f"เรื่อง {reference} ถึงไหนแล้วคะ") == reference[1:]


@given(years, numbers, st.integers(0, 9))
def test_a_wrong_check_digit_is_never_forgiven(year: int, number: int, check: int):
    reference = make_reference(Kind.COMPLAINT, year, number)
    if str(check) != reference[-1]:
        assert find_reference(f"{reference[:-1]}{check}") is None


@given(st.text())
def test_no_text_makes_it_stumble(text: str):
    found = find_reference(text)
    assert found is None or true(found.replace("-", ""))


REF = make_reference(Kind.COMPLAINT, 2570, 123)
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
HONEST = [
    REF,
    REF.translate(THAI),
    REF.replace("-", ""),
    REF.replace("-", " "),
    REF.replace("-", "–"),
    REF.replace("-", "/"),
    REF[1:],
    REF[1:].replace("-", ""),
    "R" + REF[1:],
    "r" + REF[1:],
    f"ร {REF[1:]}",
    f"เรื่อง{REF}ถึงไหนแล้ว",
    f"ขอถามเรื่อง {REF.translate(THAI)} ครับ",
    f"โทร 0812345678 เรื่อง {REF}",
    f"{REF[:-1]}0 ไม่ใช่ ต้อง {REF}" if REF[-1] != "0" else REF,
    f"\n{REF}\n",
]
NO_REFERENCE = [
    "",
    "สถานะ",
    "70-000123",
    REF[:-1],
    f"1{REF[1:]}",
    f"{REF}9",
    "0812345678",
    "เลขบัตร 1234567890123",
    "14.0301, 99.5201",
    "1 2 3 4 5 6 7 8 9",
]


@pytest.mark.parametrize("text", HONEST)
def test_a_reference_is_found_however_it_is_written(text: str):
    assert find_reference(text) == REF[1:]


@pytest.mark.parametrize("text", NO_REFERENCE)
def test_what_is_no_reference_is_not_taken_for_one(text: str):
    assert find_reference(text) is None


def test_no_telephone_number_of_a_house_is_taken_for_a_reference():
    """Nine digits that begin with 0: one in ten would have the right check digit."""
    house = [f"0{area}{number:07d}" for area in (2, 3, 4, 5, 7) for number in range(1000000, 1000100)]
    spoken = [f"{digits[:2]}-{digits[2:5]}-{digits[5:]}" for digits in house]
    assert [text for text in (*house, *spoken) if find_reference(text)] == []
