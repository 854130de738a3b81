"""Satisfaction as a bar that parts at zero: dissatisfied to the left, satisfied to the right, with intervals.

Colour never stands alone: dissatisfied is hatched, very satisfied is dark, the undecided are an outline, and the
numbers stand beside the bar. On a page lengths are percentages of the column's width and colours are the stylesheet's;
on paper both are given.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from handlers.surveys.bands import Band, Row
from handlers.surveys.intervals import Interval

HEIGHT = 26
BAR_TOP, BAR_HEIGHT = 5, 16
_numbers = count(1)  # a pattern's name is its own on a page with many charts

PAPER_COLOURS: Mapping[str, str] = {
    "very": "#0B6E75", "satisfied": "#7FC4C4", "middle": "#FFFFFF", "dissatisfied": "#F0B7A6", "hatch": "#B03A1E",
    "outline": "#71838B", "zero": "#1C2430", "reach": "#1C2430", "before": "#7B3FB5",
}  # fmt: skip


@dataclass(frozen=True)
class Axis:
    """How far a table's bars reach to either side of zero, in shares."""

    left: float
    right: float

    @property
    def zero(self) -> float:
        """Where zero stands, from 0 to 1."""
        return self.left / (self.left + self.right)

    def at(self, share: float) -> float:
        """Where a share stands; dissatisfied ones are negative."""
        return (self.left + share) / (self.left + self.right)

    @property
    def ticks(self) -> tuple[tuple[float, int], ...]:
        """Where the axis is marked, and with which percentage."""
        step = 25 if self.left + self.right > 0.8 else 10
        marks = range(-int(self.left * 100) // step * step, int(self.right * 100) + 1, step)
        return tuple((self.at(mark / 100), abs(mark)) for mark in marks if -self.left <= mark / 100 <= self.right)


def axis_of(rows: Iterable[Row]) -> Axis:
    """Return the axis that holds every bar and interval of a table."""
    left, right = 0.1, 0.5
    for row in rows:
        if row.satisfied is None:
            continue
        middle = row.shares[Band.MIDDLE].interval.value if Band.MIDDLE in row.shares else 0.0
        right = max(right, row.satisfied.interval.high, row.satisfied.interval.value + middle)
        left = max(left, row.shares[Band.DISSATISFIED].interval.high)
    return Axis(math.ceil(left * 10 - 1e-9) / 10, math.ceil(right * 10 - 1e-9) / 10)


def bar(row: Row, axis: Axis, words: str, before: Row | None = None) -> Markup:
    """Return the bar for a page; `words` say it to those who do not see it."""
    inside = _Bar(axis, None).draw(row, before)
    head = Markup('<svg class="bar" height="{}" role="img" aria-label="{}">').format(HEIGHT, words)
    return head + Markup(inside) + Markup("</svg>")  # noqa: S704 - made of numbers and our own names alone


def paper_bar(row: Row, axis: Axis, width: int = 240, before: Row | None = None) -> str:
    """Return the bar as an SVG picture of its own, for a document."""
    size = f'width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_Bar(axis, width).draw(row, before)}</svg>'


def levels_bar(percent: Mapping[str, float], words: str) -> Markup:
    """Return high, middle and low of a channel as one bar of a hundred, for a page."""
    made = _Bar(Axis(0.0, 1.0), None)
    high, middle = percent["high"] / 100, (percent["high"] + percent["middle"]) / 100
    inside = made.stacked([("very", 0.0, high), ("satisfied", high, middle), ("dissatisfied", middle, 1.0)])
    head = Markup('<svg class="bar" height="{}" role="img" aria-label="{}">').format(HEIGHT, words)
    return head + Markup(inside) + Markup("</svg>")  # noqa: S704 - made of numbers and our own names alone


class _Bar:
    """Draws one bar: on paper with lengths and colours of its own, on a page without."""

    def __init__(self, axis: Axis, width: int | None) -> None:
        self._axis = axis
        self._width = width
        self._hatch = f"hatch-{next(_numbers)}"

    def draw(self, row: Row, before: Row | None) -> str:
        """Return what stands inside the picture."""
        parts = [self._line("zero", 0.0, 0.0, 0, HEIGHT)]
        if row.satisfied is not None:
            parts = [self._pattern(), *self._bands(row), *parts]
            parts += self._reach(row.satisfied.interval)
            lost = row.shares[Band.DISSATISFIED].interval
            parts += self._reach(Interval(-lost.value, -lost.high, -lost.low))
        if before is not None and before.satisfied is not None:
            share = before.satisfied.interval.value
            parts.append(self._line("before", share, share, 0, HEIGHT))
        return "".join(parts)

    def stacked(self, parts: Sequence[tuple[str, float, float]]) -> str:
        """Return parts one after the other, the last hatched."""
        drawn = [self._rect(*part) for part in parts]
        return "".join([self._pattern(), *drawn, self._rect("hatch", *parts[-1][1:])])

    def _bands(self, row: Row) -> list[str]:
        value = {band: share.interval.value for band, share in row.shares.items()}
        satisfied, very = value[Band.SATISFIED], value[Band.VERY]
        lost = value[Band.DISSATISFIED]
        drawn = [
            self._rect("dissatisfied", -lost, 0.0),
            self._rect("hatch", -lost, 0.0),
            self._rect("satisfied", 0.0, satisfied),
            self._rect("very", satisfied, satisfied + very),
        ]
        if middle := value.get(Band.MIDDLE):
            drawn.append(self._rect("middle", satisfied + very, satisfied + very + middle))
        return drawn

    def _reach(self, interval: Interval) -> list[str]:
        """The interval: a line with a foot at each end."""
        middle = BAR_TOP + BAR_HEIGHT // 2
        return [
            self._line("reach", interval.low, interval.high, middle, middle),
            self._line("reach", interval.low, interval.low, middle - 4, middle + 4),
            self._line("reach", interval.high, interval.high, middle - 4, middle + 4),
        ]

    def _pattern(self) -> str:
        stroke = f'stroke="{PAPER_COLOURS["hatch"]}"' if self._width else 'class="bar-hatch-line"'
        return (
            f'<defs><pattern id="{self._hatch}" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)">'
            f'<line x1="0" y1="0" x2="0" y2="6" stroke-width="3" {stroke}/></pattern></defs>'
        )

    def _rect(self, name: str, low: float, high: float) -> str:
        place = f'x="{self._x(low)}" width="{self._length(high - low)}" y="{BAR_TOP}" height="{BAR_HEIGHT}"'
        if name == "hatch":
            return f'<rect {place} fill="url(#{self._hatch})"/>'
        if not self._width:
            return f'<rect {place} class="bar-{name}"/>'
        outline = f' stroke="{PAPER_COLOURS["outline"]}" stroke-dasharray="3 2"' if name == "middle" else ""
        return f'<rect {place} fill="{PAPER_COLOURS[name]}"{outline}/>'

    def _line(self, name: str, low: float, high: float, top: float, bottom: float) -> str:
        place = f'x1="{self._x(low)}" x2="{self._x(high)}" y1="{top}" y2="{bottom}"'
        if not self._width:
            return f'<line {place} class="bar-{name}"/>'
        wide = {"reach": 1.6, "before": 2.5}.get(name, 1)
        dashes = ' stroke-dasharray="4 2"' if name == "before" else ""
        return f'<line {place} stroke="{PAPER_COLOURS[name]}" stroke-width="{wide}"{dashes}/>'

    def _x(self, share: float) -> str:
        return self._length(share + self._axis.left)

    def _length(self, share: float) -> str:
        part = max(0.0, share) / (self._axis.left + self._axis.right)
        return f"{part * self._width:.2f}" if self._width else f"{part * 100:.3f}%"
