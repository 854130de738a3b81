"""The parts of a working group: what each unit has of a matter that several are concerned with."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Moment, only_where

LIVE = "status <> 'released'"


class PartRow(Base):
    """One unit's part: what it has to do, who does it, by when, and how far it is."""

    __tablename__ = "case_part"
    __table_args__ = (
        Index("ix_case_part_case", "case_id", "unit", unique=True, **only_where(LIVE)),
        Index("ix_case_part_unit", "unit", "status"),
        Index("ix_case_part_due", "due", **only_where("status IN ('assigned', 'in_progress')")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"))
    unit: Mapped[str] = mapped_column(String(40))
    lead: Mapped[bool] = mapped_column(default=False)
    task: Mapped[str] = mapped_column(Text, default="")
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    status: Mapped[str] = mapped_column(String(20))
    due: Mapped[date | None] = mapped_column(Date)
    report: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)


def parts_of(db: Session, case_id: int) -> Sequence[PartRow]:
    """Return the parts of a case: the lead first, then as they were made."""
    return db.scalars(
        select(PartRow).where(PartRow.case_id == case_id).order_by(PartRow.lead.desc(), PartRow.id)
    ).all()


def part_by_id(db: Session, case_id: int, part_id: int) -> PartRow | None:
    """Return a part of this case, or None."""
    row = db.get(PartRow, part_id)
    return row if row is not None and row.case_id == case_id else None
