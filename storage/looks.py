"""Who looked at which case, when and how: rows that are only added, and forgotten when their time is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Index, String, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.looking import Seen
from storage.cases import CaseRow
from storage.database import Base, BigId

AT_ONCE = 1000  # rows of one statement
PAGE = 50


class LookRow(Base):
    """One look. It names no case or account by reference: the trail stays when those go."""

    __tablename__ = "look"
    __table_args__ = (
        Index("uq_look_once", "case_id", "staff_id", "unit", "kind", "slot", unique=True),
        Index("ix_look_staff", "staff_id", "id"),
        Index("ix_look_kind", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int]  # 0: a group, or whoever held the address
    role: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[int]  # 0: a search that found nothing
    kind: Mapped[str] = mapped_column(String(10))
    slot: Mapped[int] = mapped_column(BigInteger)
    detail: Mapped[str] = mapped_column(String(200), default="")


@dataclass(frozen=True)
class Asked:
    """Which looks are asked for."""

    staff_id: int | None = None
    case_id: int | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def add(db: Session, seen: Sequence[Seen]) -> None:
    """Keep looks; those that are one with an earlier one are left out."""
    connection = db.connection()
    insert = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
    for start in range(0, len(seen), AT_ONCE):
        rows = [_values(one) for one in seen[start : start + AT_ONCE]]
        connection.execute(insert(LookRow).on_conflict_do_nothing(), rows)


def page(db: Session, asked: Asked, before: int | None = None, limit: int = PAGE) -> Sequence[LookRow]:
    """Return looks, newest first, `limit` and one more if there are more."""
    conditions: list[ColumnElement[bool]] = []
    exact = ((LookRow.staff_id, asked.staff_id), (LookRow.case_id, asked.case_id), (LookRow.kind, asked.kind))
    conditions += [column == value for column, value in exact if value is not None]
    if asked.since is not None:
        conditions.append(LookRow.at >= asked.since)
    if asked.until is not None:
        conditions.append(LookRow.at < asked.until)
    if before is not None:
        conditions.append(LookRow.id < before)
    return db.scalars(select(LookRow).where(*conditions).order_by(LookRow.id.desc()).limit(limit + 1)).all()


def of_case(db: Session, case_id: int, limit: int = 100) -> Sequence[LookRow]:
    """Return who looked at a case, newest first."""
    return db.scalars(select(LookRow).where(LookRow.case_id == case_id).order_by(LookRow.at.desc()).limit(limit)).all()


def blank_details(db: Session, case_ids: Sequence[int]) -> None:
    """Take the words that somebody searched by out of the looks at some cases: they may name who was erased."""
    rows = select(LookRow).where(LookRow.case_id.in_(case_ids), LookRow.detail != "")
    for row in db.scalars(rows):
        row.detail = ""


def references(db: Session, case_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return reference and category of some cases, for a page that lists looks."""
    rows = db.execute(select(CaseRow.id, CaseRow.reference, CaseRow.category).where(CaseRow.id.in_(set(case_ids))))
    return {case_id: (reference, category) for case_id, reference, category in rows}


def _values(one: Seen) -> dict[str, object]:
    return {
        "at": one.at,
        "staff_id": one.looker.staff_id,
        "role": one.looker.role,
        "unit": one.looker.unit,
        "case_id": one.case_id,
        "kind": one.kind.value,
        "slot": one.slot,
        "detail": one.detail,
    }
