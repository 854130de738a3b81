"""Two reports, one matter? The rule by words, place and time, as a table that can be argued over."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.cases.duplicates import SHOW, Reason, Told, Why, may_offer, metres, score
from handlers.messages import Point

NOW = datetime(2026, 7, 1, 3, tzinfo=UTC)
WAT = Point(14.0301, 99.5201)


def east(distance: float) -> Point:
    return Point(WAT.latitude, WAT.longitude + distance / (111_320 * 0.9702))


def told(category: str = "streetlight", days: float = 0, **where: object) -> Told:
    return Told(category, NOW - timedelta(days=days), **where)  # type: ignore[arg-type]


# new, old, likeness of words, shown to the office?, asked of the citizen?
TABLE = [
    ("the same lamp, 20 m away, today, other words", told(point=WAT), told(point=east(20)), 0.05, True, True),
    ("the same lamp, 120 m away, two days before", told(point=WAT), told(days=2, point=east(120)), 0.1, True, True),
    ("200 m away, much the same words", told(point=WAT), told(days=1, point=east(200)), 0.4, True, True),
    ("200 m away, other words", told(point=WAT), told(days=1, point=east(200)), 0.0, True, False),
    ("450 m away, other words", told(point=WAT), told(days=1, point=east(450)), 0.05, False, False),
    ("two kilometres away, other words", told(point=WAT), told(point=east(2000)), 0.1, False, False),
    ("two kilometres away, the very same words", told(point=WAT), told(point=east(2000)), 1.0, True, False),
    ("the same place by name", told(place="หน้าวัดบ้านใหม่"), told(days=3, place="หน้าวัด บ้านใหม่"), 0.1, True, True),
    ("the same village, other words", told(area="moo5"), told(days=1, area="moo5"), 0.0, False, False),
    ("the same village, the same words", told(area="moo5"), told(days=1, area="moo5"), 0.6, True, True),
    ("no place at all, other words", told(), told(), 0.1, False, False),
    ("no place at all, the very same words", told(), told(), 0.9, True, False),
    ("another kind of matter at the very spot", told(point=WAT), told("road", point=east(5)), 0.0, False, False),
    ("another kind, the same words, the very spot", told(point=WAT), told("road", point=east(5)), 0.5, True, False),
    ("the same spot a month ago", told(point=WAT), told(days=29, point=east(20)), 0.1, True, True),
    ("the same spot three months ago", told(point=WAT), told(days=90, point=WAT), 1.0, False, False),
    ("one knows the point, the other the village", told(point=WAT, area="moo5"), told(area="moo5"), 0.1, False, False),
]


@pytest.mark.parametrize(
    ("new", "old", "words", "shown", "asked"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_rule(new, old, words, shown, asked):
    found = score(new, old, words)
    assert (found.points >= SHOW, may_offer(found)) == (shown, asked), found


def test_each_score_gives_its_reasons():
    found = score(told(point=WAT), told(days=2.4, point=east(83)), 0.47)
    assert found.reasons == (Reason(Why.WORDS, 47), Reason(Why.METRES, 80), Reason(Why.DAYS, 2))
    by_name = score(told(place="ตลาด"), told(place=" ตลาด"), 0.0)
    assert by_name.reasons == (Reason(Why.PLACE), Reason(Why.DAYS, 0))


def test_nearer_later_and_likelier_never_score_less():
    for words in (0.0, 0.2, 0.5, 1.0):
        for days in (0, 5, 20, 50):
            points = [score(told(point=WAT), told(days=days, point=east(d)), words).points for d in (10, 100, 250, 400)]
            assert points == sorted(points, reverse=True)
    assert 0 <= min(points) <= max(points) <= 1


def test_a_hundred_metres_are_a_hundred_metres():
    assert metres(WAT, east(100)) == pytest.approx(100, abs=1)
