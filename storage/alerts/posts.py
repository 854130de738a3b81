"""E-mails and SMS to staff: each is a row before it is sent, and keeps what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage import bell
from storage.database import AT_REST, Base, BigId, only_where
from storage.workers import Worker

QUEUED, SENDING, SENT, REFUSED, WITHHELD = "queued", "sending", "sent", "refused", "withheld"


@dataclass(frozen=True)
class Post:
    """An intent to write to somebody. With a `key` it is kept once, however often it is asked for."""

    means: str  # email or sms
    to: str
    subject: str
    text: str
    about: str
    case_id: int | None = None
    staff_id: int | None = None
    key: str | None = None
    not_before: datetime | None = None


class PostRow(Base):
    """An intent and what became of it. `sent`: the mail server or gateway took it, no more."""

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    means: Mapped[str] = mapped_column(String(8))
    recipient: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int | None] = mapped_column(BigId, index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default=QUEUED)
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(36))
    claimed_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(40))
    detail: Mapped[str | None] = mapped_column(String(300))
    sent_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_post_due", "due_at", **only_where("state = 'queued'")),
        Index("ix_post_sending", "claimed_at", **only_where("state = 'sending'")),
    )


def queue(db: Session, posts: Iterable[Post], now: datetime) -> int:
    """Keep what is to be written; the same key is kept once. Returns how many are new."""
    rows = [
        {
            "key": post.key, "means": post.means, "recipient": post.to, "subject": post.subject[:300],
            "text": post.text, "about": post.about, "case_id": post.case_id, "staff_id": post.staff_id,
            "created_at": now, "due_at": max(now, post.not_before) if post.not_before else now,
            "state": QUEUED, "attempts": 0,
        }
        for post in posts
    ]  # fmt: skip
    if not rows:
        return 0
    connection = db.connection()
    insert_ignoring = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
    kept = connection.execute(insert_ignoring(PostRow).on_conflict_do_nothing(), rows)
    bell.ring(db)
    return int(kept.rowcount)


def claim(db: Session, worker: str, now: datetime) -> PostRow | None:
    """Take the next one that is due, for this worker alone; committed before it is sent."""
    due = select(PostRow).where(PostRow.state == QUEUED, PostRow.due_at <= now).order_by(PostRow.due_at, PostRow.id)
    row = db.scalar(due.limit(1).with_for_update(skip_locked=True))
    if row is not None:
        row.state, row.claimed_by, row.claimed_at, row.attempts = SENDING, worker, now, row.attempts + 1
    return row


def anything_due(db: Session, now: datetime) -> bool:
    """A look without a lock."""
    return db.scalar(select(PostRow.id).where(PostRow.state == QUEUED, PostRow.due_at <= now).limit(1)) is not None


def anything_in_hand(db: Session) -> bool:
    """Tell whether something is being sent, by whomever."""
    return db.scalar(select(PostRow.id).where(PostRow.state == SENDING).limit(1)) is not None


def settle(db: Session, post_id: int, worker: str, **changes: object) -> bool:
    """Write down what became of a try, where it is still this worker's."""
    mine = (PostRow.id == post_id) & (PostRow.state == SENDING) & (PostRow.claimed_by == worker)
    done = update(PostRow).where(mine).values(claimed_by=None, **changes)
    return bool(db.execute(done, execution_options=AT_REST).rowcount)  # type: ignore[attr-defined]


def take_up_abandoned(db: Session, now: datetime, claimed_before: datetime) -> int:
    """Give back what a dead or stuck worker was sending; it goes again under the same number."""
    gone = or_(PostRow.claimed_by.not_in(select(Worker.id)), PostRow.claimed_at < claimed_before)
    back = update(PostRow).where(PostRow.state == SENDING, gone).values(state=QUEUED, claimed_by=None, due_at=now)
    return int(db.execute(back, execution_options=AT_REST).rowcount)  # type: ignore[attr-defined]


def posts_of(db: Session, case_id: int) -> Sequence[PostRow]:
    """Return what was written about a case, oldest first."""
    return db.scalars(select(PostRow).where(PostRow.case_id == case_id).order_by(PostRow.id)).all()


def newest(db: Session, limit: int = 20) -> Sequence[PostRow]:
    """Return the last ones, newest first."""
    return db.scalars(select(PostRow).order_by(PostRow.id.desc()).limit(limit)).all()


def totals(db: Session) -> dict[str, int]:
    """Number of rows by state."""
    return dict(db.execute(select(PostRow.state, func.count()).group_by(PostRow.state)).all())
