"""Ratings by faces, counted: of cases by channel, unit, category and officer, of counters; and the use of channels."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from handlers.cases.access import Sight
from storage.cases import CaseRow
from storage.finding.worklist import visible
from storage.labels import PollRow
from storage.surveys.counters import CounterVoteRow, ServicePointRow

Found = dict[str, dict[int, int]]  # what was rated -> score -> how many

CASE_SIDES: dict[str, InstrumentedAttribute[Any]] = {
    "channel": CaseRow.channel,
    "unit": CaseRow.unit,
    "category": CaseRow.category,
    "staff": CaseRow.officer_id,
}


def case_scores(db: Session, sight: Sight, side: str, since: datetime | None = None) -> Found:
    """Return how cases were rated, by one side of them, cut to what someone may see; cases without that side apart."""
    column = CASE_SIDES[side]
    those: list[ColumnElement[bool]] = [visible(sight), column.is_not(None)]
    if since is not None:
        those.append(PollRow.at >= since)
    counted = select(column, PollRow.score, func.count()).join(CaseRow, CaseRow.id == PollRow.case_id).where(*those)
    return _found(db.execute(counted.group_by(column, PollRow.score)).all())


def counter_scores(db: Session, unit: str | None, since: date | None = None) -> Found:
    """Return how counters were rated, by their id; those of one unit where one is given."""
    those: list[ColumnElement[bool]] = []
    if since is not None:
        those.append(CounterVoteRow.voted_on >= since)
    if unit is not None:
        those.append(ServicePointRow.unit == unit)
    counted = select(CounterVoteRow.counter_id, CounterVoteRow.score, func.count())
    counted = counted.join(ServicePointRow, ServicePointRow.id == CounterVoteRow.counter_id).where(*those)
    return _found(db.execute(counted.group_by(CounterVoteRow.counter_id, CounterVoteRow.score)).all())


def counters_rated(db: Session) -> dict[str, ServicePointRow]:
    """Return every counter, also those no longer in use, by its id."""
    return {str(row.id): row for row in db.scalars(select(ServicePointRow).order_by(ServicePointRow.id))}


def channel_uses(db: Session, sight: Sight, years: Sequence[tuple[datetime, datetime]]) -> dict[str, tuple[int, ...]]:
    """Return how many matters came by each channel in each of some years (begin, end), the most used first."""
    sums = [func.sum(case((CaseRow.opened_at.between(begin, end), 1), else_=0)) for begin, end in years]
    counted = select(CaseRow.channel, *sums).where(visible(sight), CaseRow.opened_at >= years[0][0])
    rows = db.execute(counted.group_by(CaseRow.channel)).all()
    found = {channel: tuple(int(n or 0) for n in uses) for channel, *uses in rows}
    return dict(sorted(found.items(), key=lambda one: (-sum(one[1]), one[0])))


def counter_uses(db: Session, unit: str | None, years: Sequence[tuple[date, date]]) -> tuple[int, ...]:
    """Return how often counters were rated in each of some years (first day, last day), of one unit or all."""
    sums = [func.sum(case((CounterVoteRow.voted_on.between(begin, end), 1), else_=0)) for begin, end in years]
    counted = select(*sums).join(ServicePointRow, ServicePointRow.id == CounterVoteRow.counter_id)
    if unit is not None:
        counted = counted.where(ServicePointRow.unit == unit)
    return tuple(int(n or 0) for n in db.execute(counted).one())


def _found(rows: Iterable[Any]) -> Found:
    found: Found = {}
    for key, score, n in rows:
        found.setdefault(str(key), {})[int(score)] = int(n)
    return found
