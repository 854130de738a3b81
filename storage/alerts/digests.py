"""What the day's digest counts, for a unit, for one officer, or for all that somebody sees."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from handlers.alerts.digest import Tally
from handlers.cases.access import RESTRICTED
from handlers.cases.status import GROUPS, Status
from storage.cases import CaseRow

_QUIET = tuple(status.value for status in GROUPS)  # closed, or waiting for the citizen
_OPEN = tuple(status.value for status in Status if status.value not in _QUIET)


def scope(unit: str | None = None, officer_id: int | None = None, *, restricted: bool = False) -> ColumnElement[bool]:
    """Return the condition of whose cases are counted; matters about staff only for those who see them."""
    found: list[ColumnElement[bool]] = [CaseRow.status.in_((*_OPEN, Status.WAITING.value))]
    if not restricted:
        found.append(CaseRow.category.not_in(RESTRICTED))
    if unit is not None:
        found.append(CaseRow.unit == unit)
    if officer_id is not None:
        found.append(CaseRow.officer_id == officer_id)
    return and_(*found)


def tally(db: Session, of: ColumnElement[bool], new: Sequence[str], today: date) -> Tally:
    """Count; `new` are the statuses in which nobody has begun yet."""
    working = CaseRow.status.in_(_OPEN)
    counted = [
        CaseRow.status.in_(new),
        and_(working, CaseRow.due == today),
        and_(working, CaseRow.due == today + timedelta(days=1)),
        and_(working, CaseRow.due < today),
        CaseRow.status == Status.WAITING.value,
    ]
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in counted]
    return Tally(*(int(number) for number in db.execute(select(*sums).where(of)).one()))


def pressing(db: Session, of: ColumnElement[bool], today: date, limit: int = 3) -> Sequence[CaseRow]:
    """Return the cases that are due next or overdue, urgent ones first."""
    due = and_(of, CaseRow.status.in_(_OPEN), CaseRow.due <= today + timedelta(days=1))
    return db.scalars(
        select(CaseRow).where(due).order_by(CaseRow.urgent.desc(), CaseRow.due, CaseRow.id).limit(limit)
    ).all()
