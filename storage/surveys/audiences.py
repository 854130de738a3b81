"""Who can be asked: people who agreed, who want messages and are no staff, by language and by what they were served."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from handlers.person import Updates
from storage.cases import CaseRow
from storage.people import PersonRow
from storage.staff import StaffRow


def people(
    notice: str,
    *,
    languages: Sequence[str] = (),
    served: bool = False,
    areas: Sequence[str] = (),
    categories: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    unseen: Sequence[str] = (),
) -> Select[int]:
    """Return the question for the people of an audience; `unseen` are categories that choose nobody."""
    found = select(PersonRow.id).where(*reachable(notice))
    if languages:
        found = found.where(PersonRow.language.in_(languages))
    if served:
        found = found.where(_was_served(areas, categories, since, until, unseen))
    return found


def reachable(notice: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which somebody may be asked at all."""
    staff = exists().where(StaffRow.line_id == PersonRow.line_id)
    return (
        PersonRow.notice == notice,
        PersonRow.blocked.is_(False),
        PersonRow.updates != Updates.RESULT,
        ~staff,
    )


def how_many(db: Session, found: Select[int]) -> int:
    """Return how many an audience holds."""
    return db.scalar(select(func.count()).select_from(found.subquery())) or 0


def _was_served(
    areas: Sequence[str],
    categories: Sequence[str],
    since: datetime | None,
    until: datetime | None,
    unseen: Sequence[str],
) -> ColumnElement[bool]:
    served = exists().where(CaseRow.person_id == PersonRow.id, CaseRow.answered_at.is_not(None))
    if unseen:
        served = served.where(CaseRow.category.not_in(unseen))
    if areas:
        served = served.where(CaseRow.area.in_(areas))
    if categories:
        served = served.where(CaseRow.category.in_(categories))
    if since:
        served = served.where(CaseRow.answered_at >= since)
    if until:
        served = served.where(CaseRow.answered_at < until)
    return served
