"""The lists of the console: which cases someone sees, how many, filtered, searched and turned page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, func, literal, literal_column, or_, select, text, true
from sqlalchemy.orm import Session

from handlers.cases.access import DESK_FOR_RESTRICTED, RESTRICTED, Sight
from handlers.cases.reference import find_reference
from handlers.cases.status import GROUPS, Group
from nlp.terms import query_terms
from storage.cases import CLOSED_WORDS, CaseRow, EntryRow
from storage.finding.index import Question, mark, narrow, order_column
from storage.media import KEPT, Media
from storage.parts import PartRow

PAGE = 30
MOST_COUNTED = 999  # a tab says "999+" rather than have the database count a whole register
MOST_TERMS = 8  # of one search; the rest of a pasted letter would find nothing anyway
_FAR = date(9999, 12, 31)  # where a case without a deadline stands among those that have one

CLOSED = tuple(status.value for status, group in GROUPS.items() if group is Group.CLOSED)
WAITING = tuple(status.value for status, group in GROUPS.items() if group is Group.WAITING)


class Sort(StrEnum):
    """In which order a list stands."""

    PRESSING = "pressing"  # urgent ones, then by deadline
    NEWEST = "newest"
    OLDEST = "oldest"
    CHANGED = "changed"


@dataclass(frozen=True)
class Wanted:
    """What of the visible cases is wanted. `todo` are the statuses whose next step is the reader's.

    `groups` are the terms to look for where they are not simply those of `words`: of each group one must be there.
    """

    tab: str = "all"  # todo, open, waiting, overdue, closed or all
    words: str = ""
    unit: str | None = None
    category: str | None = None
    kind: str | None = None
    status: str | None = None
    channel: str | None = None
    area: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    urgent: bool = False
    overdue: bool = False
    mine: bool = False
    todo: tuple[str, ...] = ()
    staff_id: int | None = None
    sort: Sort | None = None
    groups: tuple[tuple[str, ...], ...] | None = None

    @property
    def order(self) -> Sort:
        """The order asked for, or the one that suits the list."""
        return self.sort or (Sort.NEWEST if self.tab in ("closed", "all") else Sort.PRESSING)

    @property
    def asked(self) -> tuple[tuple[str, ...], ...]:
        """The groups of terms that are looked for."""
        if self.groups is not None:
            return self.groups
        return tuple((term,) for term in query_terms(self.words)[:MOST_TERMS])


@dataclass(frozen=True)
class Place:
    """Where a page begins: after this case, as the list was sorted."""

    urgent: bool
    due: date
    id: int
    changed_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """One page of a list; `after` is where the next begins, None on the last."""

    cases: Sequence[CaseRow]
    after: Place | None = None
    pictures: dict[int, str] = field(default_factory=dict)


def visible(sight: Sight, *, in_order: bool = False) -> ColumnElement[bool]:
    """The condition that cuts every list to what someone may see; says the same as `access.may_see`.

    With `in_order` the database is kept from gathering all that a unit ever had before it sorts: it goes through the
    list in its order, and stops when the page is full.
    """
    if sight.nothing:
        return text("1 = 0")  # type: ignore[return-value]
    conditions: list[ColumnElement[bool]] = [true()]
    if not sight.restricted:
        conditions.append(CaseRow.category.not_in(RESTRICTED))
    if sight.unit is not None:
        theirs = select(PartRow.case_id).where(PartRow.unit == sight.unit, PartRow.status != "released")
        unit = CaseRow.unit.concat("") if in_order else CaseRow.unit
        number: ColumnElement[int] = CaseRow.id + 0 if in_order else CaseRow.id  # type: ignore[assignment]
        conditions.append(or_(unit == sight.unit, number.in_(theirs)))
    return and_(*conditions)


def page(db: Session, sight: Sight, wanted: Wanted, today: date, after: Place | None = None) -> Page:
    """Return one page of a list, with the first picture of each case."""
    many = not wanted.words and wanted.tab in ("closed", "all") and count(db, sight, wanted, today) > MOST_COUNTED
    query = _ordered(db, chosen(db, select(CaseRow), sight, wanted, today, in_order=many), wanted, after)
    rows = db.scalars(query.limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    last = shown[-1] if len(rows) > PAGE else None
    place = Place(last.urgent, last.due or _FAR, last.id, last.changed_at) if last else None
    return Page(shown, place, first_pictures(db, [row.id for row in shown]))


def counts(db: Session, sight: Sight, wanted: Wanted, tabs: Sequence[str], today: date) -> dict[str, int]:
    """Return how many cases each of the lists holds that `wanted` would be on another tab."""
    return {tab: count(db, sight, replace(wanted, tab=tab), today) for tab in tabs}


def count(db: Session, sight: Sight, wanted: Wanted, today: date) -> int:
    """Return how many cases a list holds; at most one more than MOST_COUNTED."""
    some = chosen(db, select(literal(1)).select_from(CaseRow), sight, wanted, today)
    return db.scalar(select(func.count()).select_from(some.limit(MOST_COUNTED + 1).subquery())) or 0


def chosen(
    db: Session, query: Select[Any], sight: Sight, wanted: Wanted, today: date, *, in_order: bool = False
) -> Select[Any]:
    """Cut a query over cases to what is wanted of those that someone sees. Everything that lists cases goes by it."""
    in_order = in_order or wanted.tab not in ("closed", "all")  # open cases are few and have an index in their order
    tab = _tab(wanted, sight, today)
    if in_order and wanted.tab == "closed":
        tab = CaseRow.status.concat("").in_(CLOSED)
    query = query.where(visible(sight, in_order=in_order), tab, *_narrowed(wanted, today))
    digits = find_reference(wanted.words)
    if digits is not None:
        return query.where(CaseRow.digits == digits)
    if not wanted.asked:
        return query if not wanted.words else query.where(text("1 = 0"))
    return narrow(db, query, Question(wanted.asked, sight.restricted, _marks(wanted)))


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


def _narrowed(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    """The filters, whatever the tab."""
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (CaseRow.unit, wanted.unit),
        (CaseRow.category, wanted.category),
        (CaseRow.kind, wanted.kind),
        (CaseRow.status, wanted.status),
        (CaseRow.channel, wanted.channel),
        (CaseRow.area, wanted.area),
        (CaseRow.officer_id, wanted.staff_id if wanted.mine else None),
    ):
        if value:
            found.append(column == value)
    if wanted.since is not None:
        found.append(CaseRow.opened_at >= wanted.since)
    if wanted.until is not None:
        found.append(CaseRow.opened_at < wanted.until)
    if wanted.urgent:
        found.append(CaseRow.urgent.is_(True))
    return [*found, *(_overdue(today) if wanted.overdue else ())]


def _marks(wanted: Wanted) -> tuple[str, ...]:
    """What of the filters the index of words can cut by itself, so that a common word costs no more than a rare one."""
    kept = {"u": wanted.unit, "c": wanted.category, "k": wanted.kind, "s": wanted.status,
            "h": wanted.channel, "a": wanted.area}  # fmt: skip
    marks = [mark(name, value) for name, value in kept.items() if value]
    if wanted.tab in ("open", "overdue") or wanted.overdue:
        marks.append(mark("open"))
    elif wanted.tab == "closed":
        marks.append(mark("closed"))
    return (*marks, *((mark("urgent"),) if wanted.urgent else ()))


def _open() -> ColumnElement[bool]:
    """Written out, so that the database sees that its index of open cases will do."""
    return text(f"case_file.status NOT IN ({CLOSED_WORDS})")  # type: ignore[return-value]


def _overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    return (CaseRow.due < today, _open(), CaseRow.status.not_in(WAITING))


def _tab(wanted: Wanted, sight: Sight, today: date) -> ColumnElement[bool]:
    if wanted.tab == "todo":
        return and_(_open(), _todo(wanted, sight))
    if wanted.tab == "open":
        return _open()
    if wanted.tab == "waiting":
        return and_(_open(), CaseRow.status.in_(WAITING))
    if wanted.tab == "overdue":
        return and_(*_overdue(today))
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


def _ordered(db: Session, query: Select[Any], wanted: Wanted, after: Place | None) -> Select[Any]:
    if wanted.order is Sort.PRESSING:
        return _most_pressing_first(query, after)
    if wanted.order is Sort.CHANGED:
        return _latest_change_first(query, after)
    newest = wanted.order is Sort.NEWEST
    by_words = bool(wanted.asked) and find_reference(wanted.words) is None
    number = order_column(db) if by_words else CaseRow.id
    if after:
        query = query.where(number < after.id if newest else number > after.id)
    return query.order_by(number.desc() if newest else number.asc())


def _latest_change_first(query: Select[Any], after: Place | None) -> Select[Any]:
    if after:
        same = and_(CaseRow.changed_at == after.changed_at, CaseRow.id < after.id)
        query = query.where(or_(CaseRow.changed_at < after.changed_at, same))
    return query.order_by(CaseRow.changed_at.desc(), CaseRow.id.desc())


def _most_pressing_first(query: Select[Any], after: Place | None) -> Select[Any]:
    due: ColumnElement[date] = literal_column("coalesce(case_file.due, '9999-12-31')", Date())  # as in the index
    if after:
        later = or_(due > after.due, and_(due == after.due, CaseRow.id > after.id))
        calm = CaseRow.urgent.is_(False)
        query = query.where(or_(calm, later) if after.urgent else and_(calm, later))
    return query.order_by(CaseRow.urgent.desc(), due, CaseRow.id)
