"""What was found when the set-up was looked at last: the access token, the webhook; one row for each thing."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base


class WatchRow(Base):
    """One thing that is looked at from time to time, and what was found."""

    __tablename__ = "watch"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]


def note(db: Session, name: str, found: dict[str, Any], now: datetime) -> None:
    """Keep what was found."""
    db.merge(WatchRow(name=name, found=found, at=now))


def noted(db: Session) -> dict[str, WatchRow]:
    """Return what was found last, by name."""
    return {row.name: row for row in db.scalars(select(WatchRow))}
