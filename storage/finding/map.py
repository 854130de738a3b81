"""Cases as points on a map: those that a list would show, within a frame, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.cases.access import Sight
from storage.cases import CaseRow
from storage.finding.worklist import Wanted, chosen

MOST = 10_000  # points of one answer; more of them no map can show


@dataclass(frozen=True)
class Frame:
    """What of the world is on the screen, in degrees."""

    south: float = -90.0
    west: float = -180.0
    north: float = 90.0
    east: float = 180.0


@dataclass(frozen=True)
class Spot:
    """Where a case is."""

    case_id: int
    latitude: float
    longitude: float
    urgent: bool


def spots(db: Session, sight: Sight, wanted: Wanted, frame: Frame, today: date) -> Sequence[Spot]:
    """Return the places of the cases that a list of `wanted` would show."""
    columns: Any = select(CaseRow.id, CaseRow.latitude, CaseRow.longitude, CaseRow.urgent)
    query = chosen(db, columns, sight, wanted, today).where(
        CaseRow.latitude.between(frame.south, frame.north), CaseRow.longitude.between(frame.west, frame.east)
    )
    return [Spot(*row) for row in db.execute(query.order_by(CaseRow.id.desc()).limit(MOST))]


def cases_at(db: Session, case_ids: Sequence[int]) -> dict[int, CaseRow]:
    """Return some cases by their number."""
    return {row.id: row for row in db.scalars(select(CaseRow).where(CaseRow.id.in_(case_ids)))}
