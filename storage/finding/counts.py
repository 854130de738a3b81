"""Cases as they are counted for reports: few columns of many rows, cut to what someone may see."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.cases.access import Sight
from handlers.cases.status import MoveName
from storage.cases import CaseRow, EntryRow
from storage.finding.worklist import visible


class Counted(NamedTuple):
    """What of a case is counted."""

    category: str
    contact: str
    channel: str
    unit: str | None
    area: str | None
    status: str
    opened_at: datetime
    answered_at: datetime | None
    due: date | None
    reopened: bool


def since(db: Session, sight: Sight, begin: datetime, kind: str | None) -> Iterator[Counted]:
    """Yield the cases that were opened from then on, of one kind or all."""
    again = select(EntryRow.id).where(EntryRow.case_id == CaseRow.id, EntryRow.move == MoveName.REOPEN).exists()
    found = select(
        CaseRow.category, CaseRow.contact, CaseRow.channel, CaseRow.unit, CaseRow.area, CaseRow.status,
        CaseRow.opened_at, CaseRow.answered_at, CaseRow.due, again,
    ).where(visible(sight), CaseRow.opened_at >= begin)  # fmt: skip
    if kind is not None:
        found = found.where(CaseRow.kind == kind)
    for row in db.execute(found.execution_options(yield_per=5_000)):
        yield Counted._make(row)
