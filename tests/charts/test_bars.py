"""Bars: what is drawn stands in proportion, holds its interval, and is the same on a page and on paper."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.bars import axis_of, bar, levels_bar, paper_bar
from handlers.surveys.bands import banded, hidden_row, row_of

COUNTS = st.fixed_dictionaries({code: st.integers(0, 400) for code in (1, 2, 3, 4, 5)}).filter(
    lambda counts: sum(counts.values()) > 0
)


def row(counts, points=5):
    return row_of("x", banded(points, counts), sum(counts.values()))


@given(COUNTS, COUNTS)
def test_nothing_is_drawn_outside_the_axis(one, other):
    rows = [row(one), row(other)]
    axis = axis_of(rows)
    for each in rows:
        picture = ElementTree.fromstring(paper_bar(each, axis, 240, before=rows[0]))
        for shape in picture.iter():
            for name in ("x1", "x2"):
                if name in shape.attrib and "stroke" in shape.attrib and shape.attrib.get("stroke-width") != "3":
                    assert 0 <= float(shape.attrib[name]) <= 240.01
            if shape.tag.endswith("rect"):
                assert float(shape.attrib["x"]) + float(shape.attrib["width"]) <= 240.01


def test_lengths_are_the_shares():
    counts = {5: 50, 4: 30, 3: 0, 2: 0, 1: 20}
    told = row(counts)
    axis = axis_of([told])
    widths = dict(re.findall(r'width="([\d.]+)%"[^>]*class="bar-(\w+)"', str(bar(told, axis, "x"))))
    by_name = {name: float(width) * (axis.left + axis.right) for width, name in widths.items()}
    assert by_name == pytest.approx({"dissatisfied": 20, "satisfied": 30, "very": 50}, abs=0.01)


def test_two_bars_on_a_page_do_not_share_a_pattern():
    told = row({3: 5, 1: 5}, 3)
    axis = axis_of([told])
    names = [re.findall(r'pattern id="([^"]+)"', str(bar(told, axis, "x")))[0] for _ in range(2)]
    assert len(set(names)) == 2


def test_words_are_kept_out_of_the_markup():
    told = row({3: 5, 1: 5}, 3)
    assert "<b>" not in str(bar(told, axis_of([told]), '"><b>'))


def test_a_hidden_row_needs_no_axis_and_levels_fill_the_bar():
    assert axis_of([hidden_row("x")]).ticks
    widths = re.findall(r'width="([\d.]+)%"[^>]*class', str(levels_bar({"high": 8, "middle": 50, "low": 42}, "x")))
    assert sum(map(float, widths)) == pytest.approx(100)
