"""The books of LINE's quota: pushes by day, unit and purpose; what LINE itself counts; budgets; what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Index, Integer, String, delete, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, only_where


class LedgerRow(Base):
    """What LINE accepted on one day (by LINE's calendar) of one unit for one purpose. No person is in it."""

    __tablename__ = "push_ledger"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    unit: Mapped[str] = mapped_column(String(40), primary_key=True)  # empty: the office as a whole
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    replies: Mapped[int] = mapped_column(Integer, default=0)  # requests that were free
    requests: Mapped[int] = mapped_column(Integer, default=0)  # requests that were pushes
    pushes: Mapped[int] = mapped_column(Integer, default=0)  # what they cost: one for each person reached


class QuotaSeenRow(Base):
    """What LINE said of the month, last asked on a day. `counted` is what our books said at that moment."""

    __tablename__ = "quota_seen"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    limit: Mapped[int | None] = mapped_column("month_limit", Integer)
    used: Mapped[int] = mapped_column(Integer)
    counted: Mapped[int] = mapped_column(Integer)
    asked_at: Mapped[datetime]


class BudgetRow(Base):
    """How many pushes a month a unit may use for what is neither urgent nor a result."""

    __tablename__ = "quota_budget"

    unit: Mapped[str] = mapped_column(String(40), primary_key=True)
    pushes: Mapped[int] = mapped_column(Integer)
    changed_by: Mapped[int | None] = mapped_column(Integer)
    changed_at: Mapped[datetime]


class PlanRow(Base):
    """Pushes that somebody means to send; `key` names the wave or message, so that planning again changes it."""

    __tablename__ = "quota_plan"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(40))
    amount: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime]
    label: Mapped[str] = mapped_column(String(200), default="")
    closed_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_quota_plan_open", "due_at", **only_where("closed_at IS NULL")),)


@dataclass(frozen=True)
class Counted:
    """What is added to the books."""

    replies: int = 0
    requests: int = 0
    pushes: int = 0


def book(db: Session, day: date, unit: str, purpose: str, counted: Counted) -> None:
    """Add to the books of a day; sums stay right however many processes write at once."""
    insert: Any = postgres_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    added = vars(counted)
    row = insert(LedgerRow).values(day=day, unit=unit, purpose=purpose, **added)
    sums = {name: getattr(LedgerRow, name) + value for name, value in added.items()}
    db.execute(row.on_conflict_do_update(index_elements=["day", "unit", "purpose"], set_=sums))


def booked(db: Session, since: date, until: date) -> Sequence[LedgerRow]:
    """Return the books from one day to another, both included."""
    rows = select(LedgerRow).where(LedgerRow.day >= since, LedgerRow.day <= until)
    return db.scalars(rows.order_by(LedgerRow.day, LedgerRow.unit, LedgerRow.purpose)).all()


def pushes_since(db: Session, since: date, unit: str | None = None) -> int:
    """Return the sum of pushes from a day on, of one unit where it is named."""
    total = select(func.coalesce(func.sum(LedgerRow.pushes), 0)).where(LedgerRow.day >= since)
    return int(db.scalar(total if unit is None else total.where(LedgerRow.unit == unit)) or 0)


def see(db: Session, seen: QuotaSeenRow) -> None:
    """Keep what LINE said; the last word of a day stays."""
    db.merge(seen)


def last_seen(db: Session, since: date) -> QuotaSeenRow | None:
    """Return what LINE said last, not before a day."""
    rows = select(QuotaSeenRow).where(QuotaSeenRow.day >= since)
    return db.scalar(rows.order_by(QuotaSeenRow.day.desc()).limit(1))


def budgets(db: Session) -> dict[str, int]:
    """Return the budgets by unit."""
    return {row.unit: row.pushes for row in db.scalars(select(BudgetRow))}


def budget_of(db: Session, unit: str) -> int | None:
    """Return the budget of a unit, or None where it has none."""
    return db.scalar(select(BudgetRow.pushes).where(BudgetRow.unit == unit))


def set_budget(db: Session, unit: str, pushes: int | None, by: int | None, now: datetime) -> None:
    """Give a unit a budget, or take it away."""
    if pushes is None:
        db.execute(delete(BudgetRow).where(BudgetRow.unit == unit))
    else:
        db.merge(BudgetRow(unit=unit, pushes=pushes, changed_by=by, changed_at=now))


def plans(db: Session, before: datetime) -> Sequence[PlanRow]:
    """Return what is planned and neither sent nor dropped, due before a moment."""
    rows = select(PlanRow).where(PlanRow.closed_at.is_(None), PlanRow.due_at < before)
    return db.scalars(rows.order_by(PlanRow.due_at, PlanRow.key)).all()


def planned(db: Session, before: datetime) -> int:
    """Return the sum of what is planned before a moment."""
    total = select(func.coalesce(func.sum(PlanRow.amount), 0))
    return int(db.scalar(total.where(PlanRow.closed_at.is_(None), PlanRow.due_at < before)) or 0)
