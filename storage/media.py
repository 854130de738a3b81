"""Pictures, films, sounds and files: what is wanted from LINE, what is kept, and under which unguessable name."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, SmallInteger, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage import bell
from storage.database import Base, BigId, fixed, only_where

WANTED, KEPT, GONE, FAILED = "wanted", "kept", "gone", "failed"


@dataclass(frozen=True)
class Wish:
    """Something in a message that is to be fetched from LINE."""

    message_id: str
    conversation: str
    kind: str  # image, video, audio or file
    set_id: str | None = None  # pictures sent as one set carry the same id
    set_index: int | None = None


class Media(Base):
    """One picture, film, sound or file."""

    __tablename__ = "media"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)  # its address, which nobody can guess
    conversation: Mapped[str | None] = mapped_column(String(120))
    message_id: Mapped[str | None] = mapped_column(String(120), unique=True)
    case_id: Mapped[int | None] = mapped_column(BigId, index=True)
    entry_id: Mapped[int | None] = mapped_column(BigId)
    role: Mapped[str] = mapped_column(String(8), default="said")  # said, before, after or letter
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8))
    mime: Mapped[str | None] = mapped_column(String(100))
    bytes: Mapped[int | None] = mapped_column(Integer)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    sha256: Mapped[str | None] = mapped_column(String(64))
    path: Mapped[str | None] = mapped_column(String(200))  # below the media folder; `-small` beside it
    set_id: Mapped[str | None] = mapped_column(String(120))
    set_index: Mapped[int | None] = mapped_column(SmallInteger)
    taken_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]  # when it is fetched, or fetched again
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    error: Mapped[str | None] = mapped_column(String(40))

    __table_args__ = (Index("ix_media_wanted", "due_at", **only_where("state = 'wanted'")),)


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def want(session: Session, wish: Wish, now: datetime) -> Media:
    """Note that a message's content is to be fetched; asked twice, or after it was taken back, nothing changes."""
    found = by_message(session, wish.message_id)
    if found is not None:
        return found
    media = Media(token=new_token(), state=WANTED, created_at=now, due_at=now, **vars(wish))
    session.add(media)
    session.flush()
    bell.ring(session)
    return media


def by_message(session: Session, message_id: str) -> Media | None:
    return session.scalar(select(Media).where(Media.message_id == message_id))


def by_token(session: Session, token: str) -> Media | None:
    return session.scalar(select(Media).where(Media.token == token))


def take_wanted(session: Session, now: datetime, again_at: datetime) -> Media | None:
    """The next one to fetch; if the fetcher dies, it is due again at `again_at`."""
    due = select(Media).where(Media.state.in_(fixed(WANTED)), Media.due_at <= now).order_by(Media.due_at).limit(1)
    media = session.scalar(due.with_for_update(skip_locked=True))
    if media is not None:
        media.due_at, media.attempts = again_at, media.attempts + 1
    return media


def anything_wanted(session: Session, now: datetime) -> bool:
    """A look without a lock."""
    wanted = select(Media.id).where(Media.state.in_(fixed(WANTED)), Media.due_at <= now)
    return session.scalar(wanted.limit(1)) is not None


def settle(session: Session, media_id: int, **changes: Any) -> bool:
    """Write down what became of a wish; False if it was taken back meanwhile."""
    changed = update(Media).where(Media.id == media_id, Media.state == WANTED).values(**changes)
    return bool(session.execute(changed).rowcount)  # type: ignore[attr-defined]


def take_back(session: Session, message_id: str, conversation: str, kind: str, now: datetime) -> str | None:
    """The sender unsent it: only a mark stays, so that it is never fetched. Returns the path of what was kept."""
    media = by_message(session, message_id)
    if media is None:
        mark = Media(token=new_token(), message_id=message_id, conversation=conversation, kind=kind, state=GONE)
        mark.created_at = now
        session.add(mark)
        return None
    path = media.path
    empty(media)
    return path


def empty(media: Media) -> None:
    """Say that it is gone: nothing of what it was stays in the row."""
    media.state, media.path, media.sha256, media.mime, media.bytes = GONE, None, None, None, None
    media.width = media.height = media.taken_at = None


def totals(session: Session) -> dict[str, int]:
    """Number of rows by state."""
    return dict(session.execute(select(Media.state, func.count()).group_by(Media.state)).all())
