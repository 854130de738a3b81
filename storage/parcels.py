"""The queries of the outbox: which row is next, what may go with it, and what became of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.database import AT_REST, fixed
from storage.outgoing import QUEUED, SENDING, WITHHELD, OutgoingRow
from storage.workers import Worker

OPEN = (QUEUED, SENDING, WITHHELD)  # as in the index of what is not settled


def next_due(session: Session, now: datetime) -> OutgoingRow | None:
    """The row to send next, locked: due, and nothing earlier to the same recipient is on its way."""
    row, earlier = OutgoingRow, aliased(OutgoingRow)
    # A row that is only held for later (never tried, not due) keeps nobody waiting; a failed one keeps its place,
    # and so does one that was never to wait, if the clock of who queued it is ahead of ours.
    not_held = or_(earlier.due_at <= now, earlier.attempts > 0, earlier.due_at <= earlier.created_at)
    in_the_way = or_(earlier.state == SENDING, and_(earlier.state == QUEUED, not_held))
    still = earlier.state.in_(fixed(*OPEN))
    blocked = exists().where(earlier.recipient == row.recipient, earlier.seq < row.seq, still, in_the_way)
    due = select(row).where(row.state.in_(fixed(QUEUED, WITHHELD)), row.due_at <= now, ~blocked)
    return session.scalar(
        due.order_by(row.urgent.desc(), row.due_at, row.seq).limit(1).with_for_update(of=row, skip_locked=True)
    )


def anything_due(session: Session, now: datetime) -> bool:
    """A look without a lock, so that idle workers disturb nobody."""
    due = (OutgoingRow.state.in_(fixed(QUEUED, WITHHELD))) & (OutgoingRow.due_at <= now)
    return session.scalar(select(OutgoingRow.seq).where(due).limit(1)) is not None


def open_rows(session: Session, recipient: str) -> Sequence[OutgoingRow]:
    """Everything not yet settled for a recipient, in order."""
    rows = select(OutgoingRow).where(
        OutgoingRow.recipient == recipient, OutgoingRow.state.in_(fixed(*OPEN))
    )
    return session.scalars(rows.order_by(OutgoingRow.seq).with_for_update(skip_locked=True)).all()


def rows_of(session: Session, parcel: str) -> Sequence[OutgoingRow]:
    """The rows that were sent together, in the order in which they were."""
    return session.scalars(select(OutgoingRow).where(OutgoingRow.parcel == parcel).order_by(OutgoingRow.place)).all()


def in_hand(session: Session, parcel: str, worker_id: str) -> Sequence[OutgoingRow]:
    """A parcel's rows, locked, as long as they are still this worker's to settle."""
    mine = (OutgoingRow.parcel == parcel) & (OutgoingRow.state == SENDING) & (OutgoingRow.claimed_by == worker_id)
    return session.scalars(select(OutgoingRow).where(mine).order_by(OutgoingRow.place).with_for_update()).all()


def hurry(session: Session, recipient: str, now: datetime) -> None:
    """Somebody has just written: LINE reaches them, so what waits for its next try need not wait longer."""
    failed = and_(OutgoingRow.state == QUEUED, OutgoingRow.attempts > 0)
    was_blocked = and_(OutgoingRow.state == WITHHELD, OutgoingRow.error_code == "blocked")
    waiting = and_(OutgoingRow.recipient == recipient, or_(failed, was_blocked))
    later = update(OutgoingRow).where(waiting, OutgoingRow.due_at > now).values(due_at=now)
    session.execute(later, execution_options=AT_REST)


def take_up_abandoned(session: Session, now: datetime, claimed_before: datetime) -> int:
    """Give back what a dead or stuck worker was sending; whether LINE got it is not known."""
    gone = OutgoingRow.claimed_by.not_in(select(Worker.id)) | (OutgoingRow.claimed_at < claimed_before)
    given_back = update(OutgoingRow).where(OutgoingRow.state.in_(fixed(SENDING)), gone)
    return int(session.execute(given_back.values(state=QUEUED, doubtful=True, due_at=now)).rowcount)  # type: ignore[attr-defined]
