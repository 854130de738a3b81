"""The office's own data: units, routing rules, promises, places and settings."""

from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base


class UnitRow(Base):
    """A unit of the office; `group_id` is the LINE group that hears of its cases."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    group_id: Mapped[str | None] = mapped_column(String(64), unique=True)


class RuleRow(Base):
    """A routing rule; lower positions are tried first."""

    __tablename__ = "routing_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(index=True)
    unit: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str | None] = mapped_column(String(20))
    category: Mapped[str | None] = mapped_column(String(40))
    area: Mapped[str | None] = mapped_column(String(60))
    words: Mapped[list[str]] = mapped_column(JSON, default=list)
    channel: Mapped[str | None] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(default=True)


class PromiseRow(Base):
    """The promised working days of a category."""

    __tablename__ = "promise"

    category: Mapped[str] = mapped_column(String(40), primary_key=True)
    days: Mapped[int]


class PlaceRow(Base):
    """A village or landmark of the office's own list."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    number: Mapped[int | None]
    latitude: Mapped[float]
    longitude: Mapped[float]


class SettingRow(Base):
    """A setting of the office by key, any JSON value."""

    __tablename__ = "office_setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


def settings(db: Session) -> dict[str, Any]:
    """Return all settings of the office."""
    return {row.key: row.value for row in db.scalars(select(SettingRow))}


def unit_by_group(db: Session, group_id: str) -> UnitRow | None:
    """Return the unit that has bound a LINE group."""
    return db.scalar(select(UnitRow).where(UnitRow.group_id == group_id))


def unit_by_key(db: Session, key: str) -> UnitRow | None:
    """Return a unit by its key."""
    return db.scalar(select(UnitRow).where(UnitRow.key == key))


def bind_group(db: Session, key: str, group_id: str) -> UnitRow:
    """Give a unit its LINE group; a group speaks for one unit, a unit in one group. LookupError without the unit."""
    unit = unit_by_key(db, key)
    if unit is None:
        raise LookupError(key)
    other = unit_by_group(db, group_id)
    if other is not None and other.id != unit.id:
        other.group_id = None
        db.flush()
    unit.group_id = group_id
    touch(db)
    return unit


def version(db: Session) -> int:
    """Return a number that grows whenever the office's data change."""
    row = db.get(SettingRow, "version", populate_existing=True)
    return int(row.value) if row else 0


def touch(db: Session) -> None:
    """Say that the office's data changed, so that every process reads them anew."""
    row = db.get(SettingRow, "version", with_for_update=True, populate_existing=True)
    if row is None:
        db.add(SettingRow(key="version", value=1))
    else:
        row.value = int(row.value) + 1
    db.flush()
