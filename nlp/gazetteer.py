"""The office's own places, handed to the reader by whoever knows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One place of the office's list: a village, sub-district, road, soi or landmark."""

    key: str
    kind: str  # village | subdistrict | road | soi | landmark
    name: str
    aliases: tuple[str, ...] = ()
    number: int | None = None  # of a village: 5 for หมู่ที่ 5


@dataclass(frozen=True)
class Gazetteer:
    """All places of one office; equal lists compare equal, so a reader may keep what it derived from one."""

    places: tuple[Place, ...] = ()
