"""The demonstration's office: its units, rules, promises, places, numbers and staff. All of it is invented."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy.orm import Session

from storage.offices import PlaceRow, PromiseRow, RuleRow, SettingRow, UnitRow, touch
from storage.staff import StaffRow

UNITS = {
    "electric": ("งานไฟฟ้าสาธารณะ กองช่าง", "Public Lighting"),
    "works": ("กองช่าง", "Public Works"),
    "health": ("กองสาธารณสุขและสิ่งแวดล้อม", "Health and Environment"),
    "water": ("กองการประปา", "Waterworks"),
    "order": ("งานเทศกิจ", "City Order"),
    "clerk": ("สำนักปลัดเทศบาล", "Office of the Clerk"),
    "finance": ("กองคลัง", "Finance"),
    "education": ("กองการศึกษา", "Education"),
    "welfare": ("กองสวัสดิการสังคม", "Social Welfare"),
    "audit": ("หน่วยตรวจสอบภายใน", "Internal Audit"),
}

# Unit -> the categories that go to it; what is in no list goes to the clerk's office.
CATEGORIES = {
    "audit": ("staff_conduct", "corruption"),
    "electric": ("streetlight", "traffic_signal", "cables"),
    "works": ("road", "sidewalk", "bridge", "drainage", "flooding", "canal", "construction", "signs", "public_space"),
    "health": ("waste", "animals", "noise", "air", "trees", "health"),
    "water": ("water_supply",),
    "order": ("obstruction", "vendors", "parking", "traffic", "transport"),
    "finance": ("tax_registry",),
    "education": ("education",),
    "welfare": ("welfare", "homeless"),
}

DAYS = {"streetlight": 3, "waste": 3, "water_supply": 3, "cables": 3, "traffic_signal": 3, "flooding": 5, "road": 15,
        "bridge": 15, "drainage": 10, "construction": 15, "staff_conduct": 15, "corruption": 15}  # fmt: skip

NAMES = {"th": "เทศบาลตำบลบ้านใหม่สามัคคี", "en": "Ban Mai Samakkhi Municipality"}
NUMBERS = {"office": "044-000-000"}

# username, name, role, unit
STAFF = (
    ("registrar", "ปริก ทะเบียนดี", "registrar", None),
    ("officer", "แสง ช่างไฟ", "officer", "electric"),
    ("works", "ดิน ช่างทาง", "officer", "works"),
    ("health", "ใบ รักสะอาด", "officer", "health"),
    ("head", "เมฆ หัวหน้างาน", "head", None),
    ("admin", "ฟ้า ดูแลระบบ", "administrator", None),
    ("auditor", "นิล ตรวจทาน", "auditor", None),
)
PASSWORD = "baan-mai-2569"  # noqa: S105 - the demonstration's, shown on its first page


def seed_town(db: Session, hash_password: Callable[[str], str], now: datetime) -> None:
    """Fill an empty database with the demonstration's office."""
    db.add_all(UnitRow(key=key, names={"th": th, "en": en}) for key, (th, en) in UNITS.items())
    db.add_all(_rules())
    db.add_all(PromiseRow(category=category, days=days) for category, days in DAYS.items())
    town = tomllib.loads((files("bot.maps") / "demo_town.toml").read_text(encoding="utf-8"))
    db.add_all(_places(town))
    said = {"names": NAMES, "numbers": NUMBERS, "map": town}
    db.add_all(SettingRow(key=key, value=value) for key, value in said.items())
    hashed = hash_password(PASSWORD)
    for username, name, role, unit in STAFF:
        db.add(StaffRow(username=username, name=name, role=role, unit=unit, password_hash=hashed, created_at=now))
    touch(db)


def _rules() -> list[RuleRow]:
    pairs = [(unit, category) for unit, categories in CATEGORIES.items() for category in categories]
    rules = [RuleRow(position=at, unit=unit, category=category) for at, (unit, category) in enumerate(pairs, start=1)]
    return [*rules, RuleRow(position=len(rules) + 1, unit="clerk")]


def _places(town: dict[str, Any]) -> list[PlaceRow]:
    rows = [_place(entry, "village", entry["lat"], entry["lon"]) for entry in town["villages"]]
    rows += [_place(entry, "landmark", entry["lat"], entry["lon"]) for entry in town["landmarks"]]
    for road in town["roads"]:
        middle = road["line"][len(road["line"]) // 2]
        rows.append(_place(road, "soi" if road["key"].startswith("soi") else "road", *middle))
    return rows


def _place(entry: dict[str, Any], kind: str, latitude: float, longitude: float) -> PlaceRow:
    return PlaceRow(
        key=entry["key"],
        kind=kind,
        names={"th": entry["name_th"], "en": entry["name_en"]},
        aliases=entry.get("aliases", []),
        number=entry.get("moo") if kind == "village" else None,
        latitude=latitude,
        longitude=longitude,
    )
