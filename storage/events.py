"""Accepted webhook events: stored raw before LINE gets its 200, kept with what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Index, SmallInteger, String, Text, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage import bell, conversations
from storage.conversations import Conversation
from storage.database import AT_REST, Base, BigId, fixed, only_where

NEW, DONE, FAILED, SKIPPED = "new", "done", "failed", "skipped"


@dataclass(frozen=True)
class Received:
    """One event of a webhook, as it goes into the table."""

    webhook_event_id: str
    conversation: str
    occurred_at: int  # LINE's `timestamp`, milliseconds
    received_at: datetime
    raw: str  # the event's JSON
    state: str = NEW


class WebhookEvent(Base):
    """A row for each event, the raw JSON included."""

    __tablename__ = "webhook_event"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(String(120), unique=True)
    conversation: Mapped[str] = mapped_column(String(120))
    occurred_at: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    raw: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    error: Mapped[str | None] = mapped_column(String(80))
    handled_at: Mapped[datetime | None]

    __table_args__ = (
        # What waits is little beside what is done: both questions asked about it have an index of their own.
        Index("ix_webhook_event_waiting", "id", **only_where("state = 'new'")),
        Index("ix_webhook_event_turn", "conversation", "occurred_at", "id", **only_where("state = 'new'")),
    )


def accept(session: Session, received: Sequence[Received]) -> None:
    """Store events that are not there yet."""
    connection = session.connection()
    insert_ignoring = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
    conversations.ensure(connection, (event.conversation for event in received if event.state == NEW))
    rows = [{**vars(event), "attempts": 0} for event in received]
    connection.execute(insert_ignoring(WebhookEvent).on_conflict_do_nothing(), rows)
    bell.ring(session)


def take(session: Session, now: datetime) -> WebhookEvent | None:
    """The next event to handle, its conversation locked until the transaction ends; None if nothing is due."""
    while (key := _free_conversation(session, now)) is not None:
        # Asked anew under the lock: what the first look saw may have been handled by the lock's last holder.
        waiting = select(WebhookEvent).where(WebhookEvent.conversation == key, WebhookEvent.state.in_(fixed(NEW)))
        event = session.scalar(waiting.order_by(WebhookEvent.occurred_at, WebhookEvent.id).limit(1))
        if event is not None:
            return event
    return None


def _free_conversation(session: Session, now: datetime) -> str | None:
    """Lock the conversation that waits longest and that nobody else holds."""
    free = (Conversation.held_until.is_(None)) | (Conversation.held_until <= now)
    return session.scalar(
        select(Conversation.key)
        .join(WebhookEvent, WebhookEvent.conversation == Conversation.key)
        .where(WebhookEvent.state.in_(fixed(NEW)), free)
        .order_by(WebhookEvent.id)
        .limit(1)
        .with_for_update(of=Conversation, skip_locked=True)
    )


def anything_waits(session: Session, now: datetime) -> bool:
    """A look without a lock, so that idle workers disturb nobody."""
    free = (Conversation.held_until.is_(None)) | (Conversation.held_until <= now)
    waiting = select(WebhookEvent.id).join(Conversation, WebhookEvent.conversation == Conversation.key)
    return session.scalar(waiting.where(WebhookEvent.state.in_(fixed(NEW)), free).limit(1)) is not None


def done(session: Session, event_id: int, now: datetime) -> None:
    """Close an event."""
    closed = update(WebhookEvent).where(WebhookEvent.id == event_id).values(state=DONE, handled_at=now)
    session.execute(closed, execution_options=AT_REST)


def blank(session: Session, event_id: int) -> None:
    """Keep nothing of what an event held; that it was there stays known."""
    emptied = update(WebhookEvent).where(WebhookEvent.id == event_id).values(raw="{}")
    session.execute(emptied, execution_options=AT_REST)


def failed(session: Session, event_id: int, error: str, retry_at: datetime | None, now: datetime) -> None:
    """Note a failed attempt; without `retry_at` it was the last one."""
    after = {"state": FAILED, "handled_at": now} if retry_at is None else {}
    changed = (
        update(WebhookEvent)
        .where(WebhookEvent.id == event_id, WebhookEvent.state == NEW)
        .values(attempts=WebhookEvent.attempts + 1, error=error[:80], **after)
        .returning(WebhookEvent.conversation)
    )
    key = session.scalar(changed)
    if key is not None:
        conversations.hold(session, key, retry_at)


def raw_of(session: Session, event_id: int) -> str:
    """The event as it came."""
    return session.scalars(select(WebhookEvent.raw).where(WebhookEvent.id == event_id)).one()


def waiting(session: Session) -> tuple[int, datetime | None]:
    """How many events wait, and since when the oldest does."""
    row = session.execute(
        select(func.count(), func.min(WebhookEvent.received_at)).where(WebhookEvent.state.in_(fixed(NEW)))
    ).one()
    return row[0], row[1]


def totals(session: Session) -> dict[str, int]:
    """Number of events by state."""
    return dict(session.execute(select(WebhookEvent.state, func.count()).group_by(WebhookEvent.state)).all())
