"""The on-call rota: a row for each day and unit, who has it and who stands in."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Date, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.alerts.rota import Duty
from storage.database import Base


class DutyRow(Base):
    """A day of the rota of a unit; an empty `unit` is the rota of the whole office."""

    __tablename__ = "duty"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    unit: Mapped[str] = mapped_column(String(40), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    away: Mapped[bool] = mapped_column(default=False)


def between(db: Session, first: date, last: date) -> Sequence[Duty]:
    """Return the rota from one day to another, both included."""
    rows = db.scalars(select(DutyRow).where(DutyRow.day >= first, DutyRow.day <= last).order_by(DutyRow.day))
    return [Duty(row.day, row.unit, row.staff_id, row.stand_in_id, row.away) for row in rows]


def put(db: Session, duties: Sequence[Duty], first: date, last: date, unit: str) -> None:
    """Make the rota of a unit from one day to another exactly these."""
    db.execute(delete(DutyRow).where(DutyRow.day >= first, DutyRow.day <= last, DutyRow.unit == unit))
    db.flush()
    db.add_all(DutyRow(**vars(duty)) for duty in duties)
    db.flush()
