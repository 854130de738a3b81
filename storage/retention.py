"""What goes when its time is over, a small piece at a time, and the log of what went."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, Integer, Select, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.cases.status import GROUPS, Group
from storage.cases import CaseRow
from storage.database import AT_REST, Base, BigId, Moment
from storage.erasure import empty_cases
from storage.events import NEW, WebhookEvent
from storage.labels import LabelRow
from storage.looks import LookRow
from storage.media import Media
from storage.outgoing import QUEUED, SENDING, WITHHELD, OutgoingRow

PAGE = 500  # rows a transaction looks at
_CLOSED = [status.value for status, group in GROUPS.items() if group is Group.CLOSED]


class RetentionRow(Base):
    """What went on one night: so many of a kind that were from before a moment. Nothing of what they said."""

    __tablename__ = "retention"
    __table_args__ = (Index("ix_retention_kind", "kind", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    before: Mapped[datetime] = mapped_column(Moment)
    removed: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Moment)


def drop_events(db: Session, before: datetime, after: int) -> tuple[int, int | None]:
    """Drop events that were handled; what still waits stays, however old. `after` and what is returned: see `_page`."""
    page = select(WebhookEvent.id, WebhookEvent.received_at, WebhookEvent.state != NEW)
    ids, last = _page(db, page.where(WebhookEvent.id > after).order_by(WebhookEvent.id), before)
    db.execute(delete(WebhookEvent).where(WebhookEvent.id.in_(ids)), execution_options=AT_REST)
    return len(ids), last


def blank_sent(db: Session, before: datetime, after: int, mark: str) -> tuple[int, int | None]:
    """Take the words out of what was sent; the row stays, for LINE's quota is counted from it."""
    wordy = OutgoingRow.state.not_in((QUEUED, SENDING, WITHHELD)) & (OutgoingRow.size > 0)
    page = select(OutgoingRow.seq, OutgoingRow.created_at, wordy)
    numbers, last = _page(db, page.where(OutgoingRow.seq > after).order_by(OutgoingRow.seq), before)
    blank = {"messages": [{"type": "text", "text": mark}], "size": 0, "reply_token": None}
    db.execute(update(OutgoingRow).where(OutgoingRow.seq.in_(numbers)).values(blank), execution_options=AT_REST)
    return len(numbers), last


def _page(db: Session, rows: Select[int, datetime, bool], before: datetime) -> tuple[list[int], int | None]:
    """Return which of the next rows go, and the number to go on after; None where what follows is too young.

    Rows are numbered as they come, so a walk by number needs no index on their time.
    """
    page = db.execute(rows.limit(PAGE)).all()
    old = [(number, goes) for number, at, goes in page if at < before]
    further = len(old) == PAGE
    return [number for number, goes in old if goes], old[-1][0] if further else None


def drop_labels(db: Session, before: datetime, limit: int) -> int:
    """Drop labels, which hold somebody's words."""
    ids = db.scalars(select(LabelRow.id).where(LabelRow.at < before).order_by(LabelRow.id).limit(limit)).all()
    db.execute(delete(LabelRow).where(LabelRow.id.in_(ids)), execution_options=AT_REST)
    return len(ids)


def drop_looks(db: Session, before: datetime, limit: int) -> int:
    """Drop notes of who looked."""
    ids = db.scalars(select(LookRow.id).where(LookRow.at < before).order_by(LookRow.id).limit(limit)).all()
    db.execute(delete(LookRow).where(LookRow.id.in_(ids)), execution_options=AT_REST)
    return len(ids)


def closed_cases(db: Session, before: datetime, limit: int, mark: str) -> Sequence[CaseRow]:
    """Return cases that were closed before a moment and still say something."""
    told = (CaseRow.status.in_(_CLOSED), CaseRow.changed_at < before, CaseRow.text != mark)
    return db.scalars(select(CaseRow).where(*told).order_by(CaseRow.id).limit(limit)).all()


def media_of_cases(db: Session, case_ids: Sequence[int]) -> Sequence[Media]:
    """Return what was kept of pictures and files of some cases."""
    return db.scalars(select(Media).where(Media.case_id.in_(case_ids), Media.path.is_not(None))).all()


def empty(db: Session, cases: Sequence[CaseRow], mark: str, now: datetime) -> None:
    """Take everything that anybody wrote out of some cases; what remains are their numbers, dates and steps."""
    empty_cases(db, cases, mark, now, everybody=True)


def note(db: Session, kind: str, before: datetime, removed: int, now: datetime) -> None:
    """Write into the log what went."""
    db.add(RetentionRow(kind=kind, before=before, removed=removed, at=now))


def latest(db: Session) -> dict[str, RetentionRow]:
    """Return the last note of each kind."""
    last = select(func.max(RetentionRow.id)).group_by(RetentionRow.kind)
    return {row.kind: row for row in db.scalars(select(RetentionRow).where(RetentionRow.id.in_(last)))}


def totals(db: Session) -> dict[str, int]:
    """Return how much has gone of each kind in all."""
    counted = select(RetentionRow.kind, func.sum(RetentionRow.removed)).group_by(RetentionRow.kind)
    return {kind: int(total) for kind, total in db.execute(counted)}
