"""Counters that are rated by QR: where, which service, who serves; and the votes, which hold no person."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import AT_REST, Base, BigId


class ServicePointRow(Base):
    """Something that can be rated on the spot: a counter, a service there, a member of staff."""

    __tablename__ = "counter"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    service: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    unit: Mapped[str | None] = mapped_column(String(40), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class CounterVoteRow(Base):
    """One vote. The id is random and there is only the day."""

    __tablename__ = "counter_vote"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id"))
    voted_on: Mapped[date]
    score: Mapped[int] = mapped_column(SmallInteger)
    why: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (Index("ix_counter_vote_counter", "counter_id", "voted_on", "score"),)


class CounterVisitRow(Base):
    """Who has just rated a counter, so that nobody does twice; dropped when they may again."""

    __tablename__ = "counter_visit"

    counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    until: Mapped[datetime]


def counters(db: Session, *, active: bool = True) -> Sequence[ServicePointRow]:
    """Return the counters."""
    found = select(ServicePointRow).where(ServicePointRow.active.is_(active))
    return db.scalars(found.order_by(ServicePointRow.id)).all()


def counter_by_code(db: Session, code: str) -> ServicePointRow | None:
    """Return the counter in use that a code stands for."""
    return db.scalar(select(ServicePointRow).where(ServicePointRow.code == code, ServicePointRow.active))


def voted_until(db: Session, counter_id: int, person_id: int, now: datetime) -> datetime | None:
    """Return until when someone may not rate a counter again, or None where they may."""
    row = db.get(CounterVisitRow, (counter_id, person_id))
    return row.until if row and row.until > now else None


def note_visit(db: Session, counter_id: int, person_id: int, until: datetime) -> None:
    """Note that someone has rated a counter."""
    db.merge(CounterVisitRow(counter_id=counter_id, person_id=person_id, until=until))


def forget_visits(db: Session, now: datetime) -> None:
    """Drop the notes of those who may rate again."""
    db.execute(delete(CounterVisitRow).where(CounterVisitRow.until <= now), execution_options=AT_REST)


def scores_since(db: Session, day: date) -> dict[int, tuple[int, float]]:
    """Return for each counter how many votes it got since a day, and their mean."""
    counted = select(CounterVoteRow.counter_id, func.count(), func.avg(CounterVoteRow.score))
    rows = db.execute(counted.where(CounterVoteRow.voted_on >= day).group_by(CounterVoteRow.counter_id))
    return {counter: (n, float(mean)) for counter, n, mean in rows}
