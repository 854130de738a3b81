"""What open cases are compared by: where, when, and the bands of their words; closed and restricted ones leave it.

Only open complaints stand here, so a lookup among a million cases is one among the few thousand that are worked on.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    delete,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.cases.access import RESTRICTED
from handlers.cases.duplicates import METRES_PER_DEGREE
from handlers.cases.status import Group, Status, group_of
from handlers.messages import Point
from nlp.reading import Kind
from nlp.sameness import CROWD, bands, packed, signature
from storage.cases import CaseRow
from storage.database import AT_REST, Base
from storage.upkeep import renewers

AROUND = 500.0  # metres
MOST_NEAR = 200  # the newest around a point, or of a village, that are looked at


class TraceRow(Base):
    """An open complaint as it is compared. `words` is the packed signature of its text."""

    __tablename__ = "case_trace"
    __table_args__ = (
        Index("ix_case_trace_point", "latitude", "longitude"),
        Index("ix_case_trace_area", "area", "category", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    category: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(Text)
    area: Mapped[str | None] = mapped_column(String(60))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    opened_at: Mapped[datetime]
    person_id: Mapped[int | None]
    words: Mapped[bytes] = mapped_column(LargeBinary)


class BandRow(Base):
    """One band of an open complaint's words: near texts share at least one."""

    __tablename__ = "case_band"

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )


def renew(db: Session, case_ids: Sequence[int]) -> None:
    """Keep, change or drop what cases are compared by, as they stand in this transaction."""
    rows = db.scalars(select(CaseRow).where(CaseRow.id.in_(case_ids))).all()
    kept = {row.case_id: row for row in db.scalars(select(TraceRow).where(TraceRow.case_id.in_(case_ids)))}
    for row in rows:
        trace = kept.get(row.id)
        if not is_compared(row):
            if trace is not None:
                _drop(db, row.id)
            continue
        text = signature(row.text)
        if trace is not None and trace.words == packed(text):
            for name, value in values_of(row).items():
                setattr(trace, name, value)
            continue
        _drop(db, row.id)
        db.execute(insert(TraceRow).values(case_id=row.id, words=packed(text), **values_of(row)))
        db.execute(insert(BandRow), [{"band": band, "case_id": row.id} for band in bands(text)])
    db.flush()


def is_compared(row: CaseRow) -> bool:
    """Whether a case is one that others may be the same as: an open complaint that everybody may know of."""
    closed = group_of(Status(row.status)) is Group.CLOSED
    return not closed and row.kind == Kind.COMPLAINT and row.category not in RESTRICTED


def values_of(row: CaseRow) -> dict[str, Any]:
    """What of a case is kept here beside its words."""
    names = ("category", "status", "place", "area", "latitude", "longitude", "opened_at", "person_id")
    return {name: getattr(row, name) for name in names}


def candidates(
    db: Session, text: str, point: Point | None, area: str | None, category: str, since: datetime
) -> Sequence[TraceRow]:
    """Return open complaints that share words with a text, or lie around a point, or in an area."""
    ids = set(_by_words(db, bands(signature(text)))) if text.strip() else set()
    if point is not None:
        ids.update(_around(db, point, since))
    if area is not None:
        here = (TraceRow.area == area, TraceRow.category == category, TraceRow.opened_at >= since)
        ids.update(db.scalars(select(TraceRow.case_id).where(*here).order_by(TraceRow.case_id.desc()).limit(MOST_NEAR)))
    found: list[TraceRow] = []
    for some in _in_parts(sorted(ids), 500):
        found += db.scalars(select(TraceRow).where(TraceRow.case_id.in_(some), TraceRow.opened_at >= since))
    return found


def _by_words(db: Session, wanted: Iterable[int]) -> Sequence[int]:
    parts = [
        select(select(BandRow.case_id).where(BandRow.band == literal(band, BigInteger))
               .order_by(BandRow.case_id.desc()).limit(CROWD).subquery().c.case_id)
        for band in wanted
    ]  # fmt: skip
    return db.scalars(union_all(*parts)).all()


def _around(db: Session, point: Point, since: datetime) -> Sequence[int]:
    high, wide = AROUND / METRES_PER_DEGREE, AROUND / (METRES_PER_DEGREE * 0.9)  # Thailand lies between 5 and 21° north
    box = (
        TraceRow.latitude.between(point.latitude - high, point.latitude + high),
        TraceRow.longitude.between(point.longitude - wide, point.longitude + wide),
        TraceRow.opened_at >= since,
    )
    return db.scalars(select(TraceRow.case_id).where(*box).order_by(TraceRow.case_id.desc()).limit(MOST_NEAR)).all()


def _drop(db: Session, case_id: int) -> None:
    db.execute(delete(BandRow).where(BandRow.case_id == case_id), execution_options=AT_REST)
    db.execute(delete(TraceRow).where(TraceRow.case_id == case_id), execution_options={"synchronize_session": "fetch"})


def _in_parts(ids: Sequence[int], size: int) -> list[Sequence[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


renewers.append(renew)
