"""The office's own map as data: roads, waters, villages and landmarks, read from a TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LatLon = tuple[float, float]  # degrees (WGS 84)

DEMO_TOWN = Path(__file__).with_name("demo_town.toml")


@dataclass(frozen=True)
class Name:
    """A name in the languages of the office."""

    th: str
    en: str = ""

    def in_language(self, language: str) -> str:
        """The name as its readers know it; Thai where there is no other."""
        name = (self.en if language == "en" else self.th) or self.th
        # On one line, and nothing in it that has no shape: the shaper refuses both.
        return "".join(character for character in " ".join(name.split()) if character.isprintable())


@dataclass(frozen=True)
class Road:
    """A line that people go along: `highway`, `street`, `lane` or `rail`."""

    name: Name
    kind: str
    line: tuple[LatLon, ...]


@dataclass(frozen=True)
class Water:
    """A `river` or `canal` along its line, or a `pond` within it."""

    name: Name
    kind: str
    line: tuple[LatLon, ...]
    width_m: float = 10


@dataclass(frozen=True)
class Area:
    """A village (`moo` is its number), with its outline where it is known."""

    name: Name
    moo: int
    centre: LatLon
    outline: tuple[LatLon, ...] = ()


@dataclass(frozen=True)
class Landmark:
    """A place that everybody knows."""

    name: Name
    kind: str
    lat: float
    lon: float


@dataclass(frozen=True)
class OfficeMap:
    """What is drawn. An empty one is drawn as a grid."""

    roads: tuple[Road, ...] = ()
    waters: tuple[Water, ...] = ()
    areas: tuple[Area, ...] = ()
    landmarks: tuple[Landmark, ...] = ()


def load(path: Path = DEMO_TOWN) -> OfficeMap:
    """Read an office's map from a file; a wrong one is a `KeyError`, `ValueError` or `TypeError`."""
    return office_map(tomllib.loads(path.read_text(encoding="utf-8")))


def office_map(town: Mapping[str, Any]) -> OfficeMap:
    """Return the map that an office's own lines and places make; what is missing is not drawn."""
    return OfficeMap(
        roads=tuple(Road(_name(road), road["kind"], _line(road["line"])) for road in town.get("roads", ())),
        waters=tuple(
            Water(_name(water), water["kind"], _line(water["line"]), water.get("width_m", 10))
            for water in town.get("waters", ())
        ),
        areas=tuple(
            Area(_name(area), area["moo"], (area["lat"], area["lon"]), _line(area.get("outline", ())))
            for area in town.get("villages", ())
        ),
        landmarks=tuple(
            Landmark(_name(place), place["kind"], place["lat"], place["lon"]) for place in town.get("landmarks", ())
        ),
    )


def _name(entry: dict[str, Any]) -> Name:
    return Name(entry["name_th"], entry.get("name_en", ""))


def _line(points: Any) -> tuple[LatLon, ...]:
    return tuple((float(lat), float(lon)) for lat, lon in points)
