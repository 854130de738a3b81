"""The piece of the world that a picture shows, flat: right for the few kilometres of a municipality."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.maps.town import LatLon

METRES_PER_DEGREE = 111_320.0

XY = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """A picture of `width` x `height` pixels around `centre`, `metres` wide."""

    centre: LatLon
    width: int
    height: int
    metres: float

    def xy(self, place: LatLon) -> XY:
        """Where a place stands in the picture; up is north."""
        lat, lon = self.centre
        east = (place[1] - lon) * METRES_PER_DEGREE * math.cos(math.radians(lat))
        north = (place[0] - lat) * METRES_PER_DEGREE
        return self.width / 2 + self.pixels(east), self.height / 2 - self.pixels(north)

    def line(self, places: tuple[LatLon, ...]) -> list[XY]:
        """A line of places."""
        return [self.xy(place) for place in places]

    def pixels(self, metres: float) -> float:
        """How long a distance is in the picture."""
        return metres * self.width / self.metres

    def shows(self, spot: XY, margin: float = 0) -> bool:
        """Whether a spot is in the picture, `margin` pixels from its edge."""
        return margin <= spot[0] <= self.width - margin and margin <= spot[1] <= self.height - margin

    def touches(self, spots: list[XY]) -> bool:
        """Whether the box around a line meets the picture; all else need not be drawn."""
        xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
        return max(xs) >= 0 and min(xs) <= self.width and max(ys) >= 0 and min(ys) <= self.height

    def parts(self, line: list[XY]) -> Iterator[tuple[XY, XY]]:
        """The straight parts of a line, cut off at the picture's edges."""
        for start, end in pairwise(line):
            first, last = _within(start[0], end[0], self.width)
            low, high = _within(start[1], end[1], self.height)
            if (begin := max(first, low)) < (stop := min(last, high)):
                yield between(start, end, begin), between(start, end, stop)


def between(start: XY, end: XY, share: float) -> XY:
    """The spot after a share (0 to 1) of the way."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def steps(start: XY, end: XY, length: float) -> Iterator[tuple[XY, XY]]:
    """The way in whole steps of a length."""
    way = math.dist(start, end)
    for at in range(int(way / length)):
        yield between(start, end, at * length / way), between(start, end, (at + 1) * length / way)


def _within(start: float, end: float, most: float) -> tuple[float, float]:
    """Between which shares of the way from `start` to `end` one is between 0 and `most`; none if the first is later."""
    if start == end:
        return (0.0, 1.0) if 0 <= start <= most else (1.0, 0.0)
    first, last = sorted((-start / (end - start), (most - start) / (end - start)))
    return max(0.0, first), min(1.0, last)


def rounded(line: list[XY], closed: bool = False, times: int = 2) -> list[XY]:
    """A line whose corners are cut again and again (Chaikin): waters have none."""
    for _ in range(times):
        pairs = list(pairwise([*line, line[0]] if closed else line))
        cut = [spot for start, end in pairs for spot in (between(start, end, 0.25), between(start, end, 0.75))]
        line = cut if closed else [line[0], *cut[1:-1], line[-1]]
    return line
