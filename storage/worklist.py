"""The lists of the console: which cases someone sees, how many, filtered, searched and turned page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, or_, select, true
from sqlalchemy.orm import Session

from handlers.cases.access import DESK_FOR_RESTRICTED, RESTRICTED, Sight
from handlers.cases.reference import find_reference
from handlers.cases.status import GROUPS, Group
from storage.cases import CaseRow, EntryRow
from storage.media import KEPT, Media

PAGE = 30
MOST_COUNTED = 999  # a tab says "999+" rather than have the database count a whole register
_FAR = date(9999, 12, 31)  # where a case without a deadline stands among those that have one

CLOSED = tuple(status.value for status, group in GROUPS.items() if group is Group.CLOSED)
WAITING = tuple(status.value for status, group in GROUPS.items() if group is Group.WAITING)


@dataclass(frozen=True)
class Wanted:
    """What of the visible cases is wanted. `todo` are the statuses whose next step is the reader's."""

    tab: str = "all"  # todo, open, waiting, overdue, closed or all
    words: str = ""
    unit: str | None = None
    category: str | None = None
    kind: str | None = None
    status: str | None = None
    todo: tuple[str, ...] = ()
    staff_id: int | None = None


@dataclass(frozen=True)
class Place:
    """Where a page begins: after this case, as the list was sorted."""

    urgent: bool
    due: date
    id: int


@dataclass(frozen=True)
class Page:
    """One page of a list; `after` is where the next begins, None on the last."""

    cases: Sequence[CaseRow]
    after: Place | None = None
    pictures: dict[int, str] = field(default_factory=dict)


def visible(sight: Sight) -> ColumnElement[bool]:
    """The condition that cuts every list to what someone may see; says the same as `access.may_see`."""
    if sight.nothing:
        return false()
    conditions: list[ColumnElement[bool]] = [true()]
    if not sight.restricted:
        conditions.append(CaseRow.category.not_in(RESTRICTED))
    if sight.unit is not None:
        conditions.append(CaseRow.unit == sight.unit)
    return and_(*conditions)


def page(db: Session, sight: Sight, wanted: Wanted, today: date, after: Place | None = None) -> Page:
    """Return one page of a list, with the first picture of each case."""
    by_time = wanted.tab in ("closed", "all")
    query = select(CaseRow).where(visible(sight), *_conditions(wanted, sight, today))
    query = _newest_first(query, after) if by_time else _most_pressing_first(query, after)
    rows = db.scalars(query.limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    last = shown[-1] if len(rows) > PAGE else None
    place = Place(last.urgent, last.due or _FAR, last.id) if last else None
    return Page(shown, place, first_pictures(db, [row.id for row in shown]))


def counts(db: Session, sight: Sight, wanted: Wanted, tabs: Sequence[str], today: date) -> dict[str, int]:
    """Return how many cases each of the lists holds that `wanted` would be on another tab."""
    if wanted.words:  # words are looked for in every case: once for all lists, not once for each
        sums = [func.sum(case((_tab(replace(wanted, tab=tab), sight, today), 1), else_=0)) for tab in tabs]
        row = db.execute(select(*sums).where(visible(sight), *_narrowed(wanted))).one()
        return {tab: number or 0 for tab, number in zip(tabs, row, strict=True)}
    return {tab: _count(db, sight, replace(wanted, tab=tab), today) for tab in tabs}


def _count(db: Session, sight: Sight, wanted: Wanted, today: date) -> int:
    """At most one more than MOST_COUNTED."""
    some = select(literal(1)).select_from(CaseRow).where(visible(sight), *_conditions(wanted, sight, today))
    return db.scalar(select(func.count()).select_from(some.limit(MOST_COUNTED + 1).subquery())) or 0


def newest_entry(db: Session) -> int:
    """Return a number that grows whenever anything happens to any case: cheap to ask, to see whether to look."""
    return db.scalar(select(func.max(EntryRow.id))) or 0


def first_pictures(db: Session, case_ids: Sequence[int]) -> dict[int, str]:
    """Return the token of each case's first kept picture."""
    if not case_ids:
        return {}
    firsts = (
        select(func.min(Media.id))
        .where(Media.case_id.in_(case_ids), Media.kind == "image", Media.state == KEPT)
        .group_by(Media.case_id)
    )
    rows = db.execute(select(Media.case_id, Media.token).where(Media.id.in_(firsts)))
    return {case_id: token for case_id, token in rows if case_id is not None}


def _conditions(wanted: Wanted, sight: Sight, today: date) -> list[ColumnElement[bool]]:
    return [_tab(wanted, sight, today), *_narrowed(wanted)]


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters and words, whatever the tab."""
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (CaseRow.unit, wanted.unit),
        (CaseRow.category, wanted.category),
        (CaseRow.kind, wanted.kind),
        (CaseRow.status, wanted.status),
    ):
        if value:
            found.append(column == value)
    found.extend(_matches(wanted.words))
    return found


def _tab(wanted: Wanted, sight: Sight, today: date) -> ColumnElement[bool]:
    if wanted.tab == "todo":
        return _todo(wanted, sight)
    if wanted.tab == "open":
        return CaseRow.status.not_in(CLOSED)
    if wanted.tab == "waiting":
        return CaseRow.status.in_(WAITING)
    if wanted.tab == "overdue":
        return and_(CaseRow.due < today, CaseRow.status.not_in(CLOSED), CaseRow.status.not_in(WAITING))
    if wanted.tab == "closed":
        return CaseRow.status.in_(CLOSED)
    return true()


def _todo(wanted: Wanted, sight: Sight) -> ColumnElement[bool]:
    """Mine to do: the status says so, and nobody else has taken it."""
    mine = CaseRow.status.in_(wanted.todo)
    if sight.unit is not None:
        return and_(mine, or_(CaseRow.officer_id.is_(None), CaseRow.officer_id == wanted.staff_id))
    if wanted.todo and sight.restricted:
        desk = tuple(status.value for status in DESK_FOR_RESTRICTED)
        return or_(mine, and_(CaseRow.category.in_(RESTRICTED), CaseRow.status.in_(desk)))
    return mine


def _matches(words: str) -> list[ColumnElement[bool]]:
    """A true reference finds its case; other words must all stand somewhere in it."""
    digits = find_reference(words)
    if digits is not None:
        return [CaseRow.digits == digits]
    return [
        or_(
            *(
                column.icontains(word, autoescape=True)
                for column in (CaseRow.title, CaseRow.text, CaseRow.place, CaseRow.reference)
            )
        )
        for word in words.split()[:8]
    ]


def _newest_first(query: Select[CaseRow], after: Place | None) -> Select[CaseRow]:
    if after:
        query = query.where(CaseRow.id < after.id)
    return query.order_by(CaseRow.id.desc())


def _most_pressing_first(query: Select[CaseRow], after: Place | None) -> Select[CaseRow]:
    due = func.coalesce(CaseRow.due, _FAR)
    if after:
        later = or_(due > after.due, and_(due == after.due, CaseRow.id > after.id))
        calm = CaseRow.urgent.is_(False)
        query = query.where(or_(calm, later) if after.urgent else and_(calm, later))
    return query.order_by(CaseRow.urgent.desc(), due, CaseRow.id)
