"""Whether two reports tell of the same thing: by words, by place and by time, with the reasons; a pure rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import cos, hypot, radians

from handlers.messages import Point

SHOW = 0.40  # from here on the office is shown that two may be the same
OFFER = 0.55  # from here on a citizen is asked
OFFERED = 3  # so many at most: who has to read more files anew
METRES_PER_DEGREE = 111_320.0
LONGEST_DAYS = 60.0  # what was told longer ago is another story, whatever its words

# How near is how much worth; the first that fits counts.
_NEAR = ((50.0, 1.0), (150.0, 0.85), (300.0, 0.55), (500.0, 0.25))
_SAME_PLACE, _SAME_AREA = 0.9, 0.3
_LATELY = ((3.0, 1.0), (14.0, 0.7), (30.0, 0.45), (LONGEST_DAYS, 0.25))
_SAME_WORDS = 0.5  # likeness of words that says as much as words can
_WORDS, _PLACE, _TIME = 0.35, 0.5, 0.15
_OTHER_CATEGORY = 0.6


class Why(StrEnum):
    """What speaks for two reports being the same."""

    WORDS = "words"
    METRES = "metres"
    PLACE = "place"
    AREA = "area"
    DAYS = "days"


@dataclass(frozen=True)
class Told:
    """What of a report is compared."""

    category: str
    at: datetime
    point: Point | None = None
    place: str = ""
    area: str | None = None


@dataclass(frozen=True)
class Reason:
    """One reason, with its measure: per cent of words, metres, days."""

    why: Why
    number: int = 0


@dataclass(frozen=True)
class Score:
    """How likely two reports are the same, 0 to 1, and why."""

    points: float
    reasons: tuple[Reason, ...] = ()
    here: bool = False  # whether place or words are strong enough to ask a citizen


def score(new: Told, old: Told, likeness: float) -> Score:
    """Return how likely `new` tells of what `old` tells of; `likeness` is the share of their words, 0 to 1."""
    days = abs((new.at - old.at).total_seconds()) / 86_400
    if days > LONGEST_DAYS:
        return Score(0.0)
    where, reasons = _where(new, old)
    words = min(1.0, likeness / _SAME_WORDS)
    points = _WORDS * words + _PLACE * where + _TIME * _worth(days, _LATELY)
    if where == 0.0 and words < 1.0:
        points *= 0.5  # the same words in another place are the same matter, but not the same lamp
    if new.category != old.category:
        points *= _OTHER_CATEGORY
    if words >= 0.3:
        reasons = (Reason(Why.WORDS, round(likeness * 100)), *reasons)
    strong = where >= 0.5 or (where > 0.0 and words >= 0.6)
    here = strong and new.category == old.category
    return Score(round(min(1.0, points), 3), (*reasons, Reason(Why.DAYS, int(days))), here)


def may_offer(found: Score) -> bool:
    """Tell whether a citizen is asked about it: same kind of matter, near enough, likely enough."""
    return found.here and found.points >= OFFER


def metres(one: Point, other: Point) -> float:
    """Return how far two points lie apart; over a few kilometres the earth is flat enough."""
    north = (one.latitude - other.latitude) * METRES_PER_DEGREE
    east = (one.longitude - other.longitude) * METRES_PER_DEGREE * cos(radians(one.latitude))
    return hypot(north, east)


def _where(new: Told, old: Told) -> tuple[float, tuple[Reason, ...]]:
    """How near two reports are. Points say it best; else the same place by name, else the same village."""
    if new.point is not None and old.point is not None:
        apart = metres(new.point, old.point)
        worth = _worth(apart, _NEAR)
        return worth, ((Reason(Why.METRES, round(apart / 10) * 10),) if worth else ())
    if new.place and _plain(new.place) == _plain(old.place):
        return _SAME_PLACE, (Reason(Why.PLACE),)
    if new.area is not None and new.area == old.area:
        return _SAME_AREA, (Reason(Why.AREA),)
    return 0.0, ()


def _worth(number: float, steps: Sequence[tuple[float, float]]) -> float:
    return next((worth for most, worth in steps if number <= most), 0.0)


def _plain(place: str) -> str:
    return "".join(place.split()).casefold()
