"""Texts are cut where a reader would cut them, and counted as LINE counts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line.limits import LONGEST_CLUSTER, TEXT, Limit, Unit, clean, cut, fits, shown, size

FAMILY = "👨🏽\u200d👩🏽\u200d👧🏽"


@pytest.mark.parametrize(
    ("text", "units", "clusters"),
    [("", 0, 0), ("abc", 3, 3), ("กี้", 3, 1), ("น้ำ", 3, 1), ("🍎", 2, 1), (FAMILY, 14, 1), ("🇹🇭", 4, 1), ("เรือ", 4, 3)],
)
def test_sizes_are_those_of_line(text: str, units: int, clusters: int) -> None:
    assert (size(text, Unit.UTF16), size(text, Unit.CLUSTERS)) == (units, clusters)


@pytest.mark.parametrize(
    ("text", "limit", "unit", "expected"),
    [
        ("ไฟถนนดับ", 8, Unit.UTF16, "ไฟถนนดับ"),
        ("ไฟถนนดับ", 7, Unit.UTF16, "ไฟถนน…"),
        ("ที่นี่", 4, Unit.UTF16, "ที่…"),
        ("ที่นี่", 3, Unit.UTF16, "…"),
        ("ที่นี่มี", 2, Unit.CLUSTERS, "ที่…"),
        (f"ab{FAMILY}c", 16, Unit.UTF16, "ab…"),
        (f"ab{FAMILY}c", 17, Unit.UTF16, f"ab{FAMILY}c"),
        ("one two three", 9, Unit.CLUSTERS, "one two…"),
        ("อะไร", 0, Unit.CLUSTERS, ""),
    ],
)
def test_a_text_is_cut_between_clusters(text: str, limit: int, unit: Unit, expected: str) -> None:
    assert cut(text, limit, unit) == expected


@given(st.text(), st.integers(1, 30), st.sampled_from(Unit))
def test_what_is_cut_fits_and_is_the_beginning(text: str, limit: int, unit: Unit) -> None:
    short = cut(text, limit, unit)
    assert fits(short, Limit(limit, unit))
    assert short == text or text.startswith(short.removesuffix("…"))


def test_control_characters_and_turned_directions_leave_a_text() -> None:
    assert clean("ก\0ข\x1b[31m\u202eง\ud800จ\nฉ\tช") == "กข[31mงจ\nฉ\tช"


def test_marks_piled_upon_a_letter_are_taken_down() -> None:
    assert len(clean("ก" + "\u0e49" * 500)) == LONGEST_CLUSTER


def test_an_empty_text_is_shown_as_an_ellipsis() -> None:
    assert [shown(text, TEXT) for text in ("", " \n ", "\0", "\u202e")] == ["…"] * 4


@pytest.mark.parametrize("piece", ["🇹🇭", "a\u0301\u0301", "👨\u200d", "\u200d", "ก้", "{{", "\r\n"])
def test_an_endless_text_takes_no_time(piece: str) -> None:
    started = time.process_time()
    assert fits(shown(piece * 500_000, TEXT), TEXT)
    assert time.process_time() - started < 5
