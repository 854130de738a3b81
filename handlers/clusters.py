"""Points of a map drawn together where they would lie upon one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CELLS = 12  # along the longer side of what is on the screen


@dataclass(frozen=True)
class Cluster:
    """Points that lie close together: their middle, and the keys of those who make it."""

    latitude: float
    longitude: float
    keys: tuple[int, ...]


def clusters(points: Iterable[tuple[int, float, float]], size: float) -> Sequence[Cluster]:
    """Return points (key, latitude, longitude) drawn together in squares of `size` degrees; 0 leaves each alone."""
    cells: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
    for number, point in enumerate(points):
        cell = (int(point[1] // size), int(point[2] // size)) if size > 0 else (number, 0)
        cells.setdefault(cell, []).append(point)
    return [
        Cluster(
            sum(one[1] for one in found) / len(found),
            sum(one[2] for one in found) / len(found),
            tuple(one[0] for one in found),
        )
        for found in cells.values()
    ]


def cell_size(south: float, west: float, north: float, east: float) -> float:
    """Return how large squares suit a frame; none in one so small that points lie apart by themselves."""
    longer = max(north - south, east - west)
    return 0.0 if longer <= SMALL else longer / CELLS


SMALL = 0.004  # degrees, some 400 metres
