"""Open cases that a report may be the same as: found by the register's traces, judged by the heart's rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.cases.duplicates import LONGEST_DAYS, OFFERED, SHOW, Score, Told, may_offer, metres, score
from handlers.cases.facts import Similar, Sketch
from handlers.cases.status import Status
from handlers.messages import Point
from nlp.sameness import likeness_packed, packed, signature
from storage.cases import CaseRow
from storage.finding.joiners import people_count
from storage.finding.likeness import TraceRow, candidates, is_compared

SHOWN = 5


@dataclass(frozen=True)
class Twin:
    """An open case that may be the same, with how likely and why."""

    case: CaseRow
    score: Score
    people: int


def scored(db: Session, sketch: Sketch, now: datetime) -> list[tuple[TraceRow, Score]]:
    """Return open cases that a report may be the same as, the likeliest first."""
    told = Told(sketch.category, sketch.at or now, sketch.point, sketch.place, sketch.area)
    since = told.at - timedelta(days=LONGEST_DAYS)
    near = candidates(db, sketch.text, sketch.point, sketch.area, sketch.category, since)
    shares = likeness_packed(packed(signature(sketch.text)), [row.words for row in near])
    found = [(row, score(told, _told(row), share)) for row, share in zip(near, shares, strict=True)]
    return sorted((pair for pair in found if pair[1].points >= SHOW), key=lambda pair: -pair[1].points)


def offers(db: Session, sketch: Sketch, person_id: int | None, now: datetime) -> tuple[Similar, ...]:
    """Return what a citizen is asked about before a complaint is filed: public words only, none of their own cases."""
    found = [
        (row, points)
        for row, points in scored(db, sketch, now)
        if may_offer(points) and row.status != Status.ANSWERED and (row.person_id is None or row.person_id != person_id)
    ][:OFFERED]
    people = people_count(db, [row.case_id for row, _ in found])
    return tuple(
        Similar(
            case_id=row.case_id,
            category=row.category,
            area=row.area,
            status=Status(row.status),
            days=max(0, (now - row.opened_at).days),
            metres=_metres(sketch.point, row),
            people=1 + people.get(row.case_id, 0),
        )
        for row, _ in found
    )


def twins(db: Session, case: CaseRow, now: datetime) -> Sequence[Twin]:
    """Return open cases that an open case may be the same as; of restricted ones there are none."""
    if not is_compared(case):
        return []
    here = case.latitude is not None and case.longitude is not None
    point = Point(case.latitude, case.longitude) if here else None  # type: ignore[arg-type]
    sketch = Sketch(case.category, case.text, point, case.area, case.place, at=case.opened_at)
    found = [(row, points) for row, points in scored(db, sketch, now) if row.case_id != case.id][: 4 * SHOWN]
    people = people_count(db, [row.case_id for row, _ in found])
    cases = {row.case_id: db.get_one(CaseRow, row.case_id) for row, _ in found}
    return [Twin(cases[row.case_id], points, 1 + people.get(row.case_id, 0)) for row, points in found]


def _metres(point: Point | None, row: TraceRow) -> int | None:
    if point is None or row.latitude is None or row.longitude is None:
        return None
    return round(metres(point, Point(row.latitude, row.longitude)) / 10) * 10


def _told(row: TraceRow) -> Told:
    here = row.latitude is not None and row.longitude is not None
    point = Point(row.latitude, row.longitude) if here else None  # type: ignore[arg-type]
    return Told(row.category, row.opened_at, point, row.place, row.area)


