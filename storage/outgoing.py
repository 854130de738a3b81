"""What is to be said to LINE: each parcel is a row before it is sent, and keeps its outcome afterwards."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, SmallInteger, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage import bell
from storage.database import AT_REST, Base, BigId, fixed, only_where

MOST_MESSAGES = 5  # LINE takes no more in one request

# What may hold answers of a questionnaire: its words are not kept once it is settled.
QUESTIONNAIRE = "questionnaire"

# Accepted by LINE is `sent`; LINE never tells whether something was delivered or read.
QUEUED, SENDING, SENT, REFUSED, WITHHELD, UNKNOWN = "queued", "sending", "sent", "refused", "withheld", "unknown"


@dataclass(frozen=True)
class Outgoing:
    """An intent to say something: at most five messages to one person or group."""

    to: str  # a LINE id: U…, C… or R…
    messages: tuple[dict[str, Any], ...]  # LINE's own JSON, 1 to 5; more go into further parcels
    purpose: str  # what it is for, as the quota ledger and the console name it
    keep: bool = True  # its content would be missed (a reference number, a result): better twice than lost
    urgent: bool = False  # sent before what is not
    not_before: datetime | None = None  # held until then, unless it can ride on a reply before
    in_answer: bool = False  # may ride on the reply token of the event that is being handled
    case_id: int | None = None
    unit: str | None = None  # whose quota it uses, where that is not the unit of the case or group

    def __post_init__(self) -> None:
        if not 1 <= len(self.messages) <= MOST_MESSAGES:
            raise ValueError(f"a parcel holds 1 to {MOST_MESSAGES} messages, not {len(self.messages)}")


@dataclass(frozen=True)
class Answering:
    """The event that is answered, and its reply token while it has one."""

    event_id: int
    recipient: str | None
    reply_token: str | None
    reply_until: datetime


class OutgoingRow(Base):
    """An intent and what became of it."""

    __tablename__ = "outgoing"

    seq: Mapped[int] = mapped_column(BigId, primary_key=True)  # the order in which things were said
    id: Mapped[str] = mapped_column(String(36), unique=True)
    recipient: Mapped[str] = mapped_column(String(120))
    recipients: Mapped[int | None] = mapped_column(Integer)  # what LINE counts; unknown for a group
    messages: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    size: Mapped[int] = mapped_column(SmallInteger)
    purpose: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[int | None] = mapped_column(BigId, index=True)
    unit: Mapped[str | None] = mapped_column(String(40))
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("webhook_event.id", ondelete="SET NULL"))
    keep: Mapped[bool]
    urgent: Mapped[bool]
    created_at: Mapped[datetime]

    state: Mapped[str] = mapped_column(String(8), default=QUEUED)
    due_at: Mapped[datetime]  # not tried before; moved on after a failure
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    first_tried_at: Mapped[datetime | None]
    doubtful: Mapped[bool] = mapped_column(default=False)  # an earlier try may have been accepted
    alone: Mapped[bool] = mapped_column(default=False)  # LINE refused it in company: send it by itself
    parcel: Mapped[str | None] = mapped_column(String(36), index=True)  # rows sent together; X-Line-Retry-Key
    place: Mapped[int | None] = mapped_column(SmallInteger)  # its place in the parcel
    via: Mapped[str | None] = mapped_column(String(5))  # reply or push
    reply_token: Mapped[str | None] = mapped_column(String(120))
    reply_until: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(36))
    claimed_at: Mapped[datetime | None]
    line_request_id: Mapped[str | None] = mapped_column(String(80))
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_text: Mapped[str | None] = mapped_column(String(500))
    sent_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_outgoing_due", "due_at", **only_where("state IN ('queued', 'withheld')")),
        Index("ix_outgoing_open", "recipient", "seq", **only_where("state IN ('queued', 'sending', 'withheld')")),
        Index("ix_outgoing_sending", "claimed_at", **only_where("state = 'sending'")),
        Index("ix_outgoing_lost", "created_at", **only_where("state IN ('refused', 'unknown', 'withheld')")),
    )


def queue(
    session: Session, parcels: Iterable[Outgoing], now: datetime, answering: Answering | None = None
) -> Sequence[OutgoingRow]:
    """Store what is to be said; the first parcel in answer to an event gets its reply token."""
    parcels = list(parcels)
    rows = [_row(parcel, now, answering) for parcel in parcels]
    if answering and answering.reply_token:
        for parcel, row in zip(parcels, rows, strict=True):
            if parcel.in_answer and parcel.to == answering.recipient:
                row.reply_token, row.reply_until = answering.reply_token, answering.reply_until
                break
    if rows:
        session.add_all(rows)
        session.flush()
        bell.ring(session)
    return rows


def _row(parcel: Outgoing, now: datetime, answering: Answering | None) -> OutgoingRow:
    return OutgoingRow(
        id=str(uuid.uuid4()),
        recipient=parcel.to,
        recipients=1 if parcel.to.startswith("U") else None,
        messages=list(parcel.messages),
        size=len(parcel.messages),
        purpose=parcel.purpose,
        case_id=parcel.case_id,
        unit=parcel.unit,
        event_id=answering.event_id if answering else None,
        keep=parcel.keep,
        urgent=parcel.urgent,
        created_at=now,
        due_at=max(now, parcel.not_before) if parcel.not_before else now,
    )


def waiting_for(session: Session, purpose: str) -> int:
    """Return how many rows of a purpose are not settled yet."""
    still = OutgoingRow.state.in_(fixed(QUEUED, SENDING, WITHHELD))
    return session.scalar(select(func.count()).where(still, OutgoingRow.purpose == purpose)) or 0


def drop_pages(session: Session, recipient: str) -> None:
    """Drop pages of a questionnaire that were not sent yet: whoever handed it in needs them no more."""
    unsent = (OutgoingRow.recipient == recipient, OutgoingRow.state.in_(fixed(QUEUED, WITHHELD)))
    pages = delete(OutgoingRow).where(*unsent, OutgoingRow.purpose == QUESTIONNAIRE, OutgoingRow.parcel.is_(None))
    session.execute(pages, execution_options=AT_REST)


def totals(session: Session) -> dict[str, int]:
    """Number of rows by state."""
    return dict(session.execute(select(OutgoingRow.state, func.count()).group_by(OutgoingRow.state)).all())


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Since when the row that has waited longest could have been sent."""
    open_rows = OutgoingRow.state.in_(fixed(QUEUED, SENDING)) & (OutgoingRow.due_at <= now)
    return session.scalar(select(func.min(OutgoingRow.due_at)).where(open_rows))
