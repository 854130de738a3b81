"""Sets of routing rules: the one that is being drafted, and every one that was in force, with who, when and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.cases import CaseRow
from storage.database import Base
from storage.offices import RuleRow

DRAFT, LIVE = "draft", "live"


class RuleSetRow(Base):
    """A whole set of rules. Those that were in force are never changed; there is at most one draft."""

    __tablename__ = "rule_set"
    __table_args__ = (Index("ix_rule_set_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    rules: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it from the class)


def draft(db: Session, *, change: bool = False) -> RuleSetRow | None:
    """Return the set that is being drafted; with `change` nobody else changes it before this transaction ends."""
    asked = select(RuleSetRow).where(RuleSetRow.state == DRAFT).order_by(RuleSetRow.id).limit(1)
    return db.scalars(asked.with_for_update() if change else asked).first()


def past(db: Session, limit: int = 20) -> Sequence[RuleSetRow]:
    """Return the sets that were in force, newest first."""
    return db.scalars(
        select(RuleSetRow).where(RuleSetRow.state == LIVE).order_by(RuleSetRow.id.desc()).limit(limit)
    ).all()


def replace_rules(db: Session, rules: Sequence[dict[str, Any]]) -> None:
    """Put a set into force."""
    db.execute(delete(RuleRow))
    for position, rule in enumerate(rules, start=1):
        same = {name: rule[name] for name in ("unit", "kind", "category", "area", "channel", "words")}
        db.add(RuleRow(position=position, active=rule["on"], **same))
    db.flush()


def last_cases(db: Session, visible: Any, limit: int) -> Sequence[Any]:
    """Return the newest cases that someone may see, as far as rules ask about them."""
    columns = (CaseRow.id, CaseRow.reference, CaseRow.title, CaseRow.kind, CaseRow.category, CaseRow.area,
               CaseRow.text, CaseRow.channel, CaseRow.against)  # fmt: skip
    return db.execute(select(*columns).where(visible).order_by(CaseRow.id.desc()).limit(limit)).all()
