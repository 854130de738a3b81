"""Worker processes and their signs of life, so that what a dead one left half done is taken up by another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base


class Worker(Base):
    """One run of a worker process."""

    __tablename__ = "worker"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    host: Mapped[str] = mapped_column(String(255))
    pid: Mapped[int] = mapped_column(Integer)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


def seen(session: Session, worker_id: str, now: datetime) -> bool:
    """Note a sign of life; False if the row is gone because others took the worker for dead."""
    found = session.execute(update(Worker).where(Worker.id == worker_id).values(seen_at=now)).rowcount  # type: ignore[attr-defined]
    return bool(found)


def living(session: Session) -> Sequence[Worker]:
    """All workers that have not left."""
    return session.scalars(select(Worker)).all()


def left(session: Session, worker_id: str) -> None:
    """A worker stopped, or is dead."""
    session.execute(delete(Worker).where(Worker.id == worker_id))


def last_seen(session: Session) -> datetime | None:
    """The newest sign of life of any worker."""
    return session.scalar(select(func.max(Worker.seen_at)))
