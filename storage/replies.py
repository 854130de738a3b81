"""Templates of replies: words that staff often write, with blanks that each case fills."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base


class TemplateRow(Base):
    """One template; an empty `unit` is for all units."""

    __tablename__ = "reply_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(40), default="")
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


def templates(db: Session, unit: str | None = None, *, every: bool = False) -> Sequence[TemplateRow]:
    """Return the templates for a unit and those for all; with `every`, those of every unit."""
    asked = select(TemplateRow).order_by(TemplateRow.unit, TemplateRow.title)
    if not every:
        asked = asked.where(or_(TemplateRow.unit == "", TemplateRow.unit == (unit or "")))
    return db.scalars(asked.limit(200)).all()
