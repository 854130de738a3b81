"""Brings an office's own data from its file into the database; again after each change, matched by keys."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from nlp.taxonomy import CATEGORY_KEYS
from storage.offices import PlaceRow, PromiseRow, RuleRow, SettingRow, UnitRow, touch

SAID = ("names", "numbers", "policy", "closed_days", "notice_version")


def load(db: Session, told: dict[str, Any]) -> None:
    """Bring the office's data to what `told` says. Raises ValueError where it names what there is not."""
    _check(told)
    for unit in told["unit"]:
        row = db.scalar(select(UnitRow).where(UnitRow.key == unit["key"])) or UnitRow(key=unit["key"])
        row.names = {"th": unit["th"], "en": unit["en"]}
        db.add(row)
    for place in told.get("place", []):
        _keep_place(db, place)
    for table in (RuleRow, PromiseRow):
        db.execute(delete(table))
    db.add_all(_rules(told))
    db.add_all(PromiseRow(category=category, days=days) for category, days in told.get("days", {}).items())
    for key in SAID:
        if key in told:
            db.merge(SettingRow(key=key, value=told[key]))
    touch(db)


def _check(told: dict[str, Any]) -> None:
    keys = {unit["key"] for unit in told["unit"]}
    if told["rest"] not in keys:
        raise ValueError(f"`rest` names the unit {told['rest']!r}, which is not in the file")
    named = {*told.get("days", {}), *(one for unit in told["unit"] for one in unit.get("categories", []))}
    if unknown := named - set(CATEGORY_KEYS):
        raise ValueError(f"there are no such categories: {', '.join(sorted(unknown))}")


def _rules(told: dict[str, Any]) -> Iterator[RuleRow]:
    pairs = [(unit["key"], category) for unit in told["unit"] for category in unit.get("categories", [])]
    for position, (unit, category) in enumerate(pairs, start=1):
        yield RuleRow(position=position, unit=unit, category=category)
    yield RuleRow(position=len(pairs) + 1, unit=told["rest"])


def _keep_place(db: Session, place: dict[str, Any]) -> None:
    row = db.scalar(select(PlaceRow).where(PlaceRow.key == place["key"])) or PlaceRow(key=place["key"])
    row.names = {"th": place["th"], "en": place["en"]}
    row.kind, row.number, row.aliases = place["kind"], place.get("number"), place.get("aliases", [])
    row.latitude, row.longitude = place["latitude"], place["longitude"]
    db.add(row)
