"""Proof by pictures: what makes an after-photo doubtful, judged by how alike pictures are and what the camera wrote."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.messages import Point

SAME = 3  # of 64 bits of the perceptual hash: the same picture, saved again or made smaller
ALIKE = 7  # the same picture with something changed in it; two pictures of one place lie twice as far apart
ALIKE_GRADIENT = 10  # the second hash must agree, so that two dark pictures are not taken for one
FAR = 300.0  # metres from the case; a telephone in a street is seldom wrong by more
EARTH = 6_371_000.0
CLOCK_WRONG = timedelta(hours=2)  # a camera's clock may be off that much

EDITORS = (
    "photoshop", "lightroom", "gimp", "snapseed", "picsart", "canva", "facetune", "meitu", "pixlr", "affinity",
    "afterlight", "vsco", "remini", "firefly", "midjourney", "dall", "stable diffusion",
)  # fmt: skip


class Flag(StrEnum):
    """Why an after-photo is doubtful; each has a sentence in the console's texts under `photo_flag.*`."""

    IS_BEFORE = "is_before"  # it is the before-photo
    LIKE_BEFORE = "like_before"  # it is the before-photo with something changed
    USED_HERE = "used_here"  # it proved an earlier report of this case
    USED_ELSEWHERE = "used_elsewhere"
    LIKE_ELSEWHERE = "like_elsewhere"
    TAKEN_BEFORE = "taken_before"  # before the case was opened
    EDITED = "edited"  # a program for editing wrote it
    FAR_AWAY = "far_away"
    NO_CAMERA = "no_camera"  # no camera wrote anything: worth knowing, and no reason to hold anything


HOLDING = frozenset(Flag) - {Flag.NO_CAMERA}


@dataclass(frozen=True)
class Print:
    """What is known of a picture: two hashes of 64 bits (None where it is too plain to tell), and what was written."""

    media_id: int
    case_id: int | None
    after: bool
    phash: int | None
    dhash: int | None
    taken_at: datetime | None = None
    software: str = ""
    camera: str = ""
    point: Point | None = None
    uploaded: bool = False  # LINE takes out what a camera wrote, so only an upload can be asked for it


@dataclass(frozen=True)
class Doubt:
    """One flag on a picture: the other picture and its case, where it is about one, and how much (bits, metres)."""

    flag: Flag
    other_media: int | None = None
    other_case: int | None = None
    amount: int = 0


def distance(one: int, other: int) -> int:
    """Return in how many bits two hashes differ."""
    return (one ^ other).bit_count()


def nearness(one: Print, other: Print) -> int | None:
    """Return how many bits lie between two pictures that are the same one, changed or not; None where they are two."""
    if one.phash is None or other.phash is None or one.dhash is None or other.dhash is None:
        return None
    apart = distance(one.phash, other.phash)
    return apart if apart <= ALIKE and distance(one.dhash, other.dhash) <= ALIKE_GRADIENT else None


def doubts(picture: Print, others: Iterable[Print], opened_at: datetime, place: Point | None) -> tuple[Doubt, ...]:
    """Return what is doubtful about an after-photo, beside the pictures that resemble it; one flag of each kind."""
    found: dict[Flag, Doubt] = {}
    for other in others:
        apart = nearness(picture, other) if other.media_id != picture.media_id else None
        if apart is not None:
            doubt = Doubt(_resembles(picture, other, apart), other.media_id, other.case_id, apart)
            found.setdefault(doubt.flag, doubt)
    if picture.taken_at is not None and picture.taken_at < opened_at - CLOCK_WRONG:
        found[Flag.TAKEN_BEFORE] = Doubt(Flag.TAKEN_BEFORE, amount=(opened_at - picture.taken_at).days)
    if any(editor in picture.software.casefold() for editor in EDITORS):
        found[Flag.EDITED] = Doubt(Flag.EDITED)
    metres = _metres(picture.point, place) if picture.point and place else 0.0
    if metres > FAR:
        found[Flag.FAR_AWAY] = Doubt(Flag.FAR_AWAY, amount=round(metres))
    if picture.uploaded and not picture.camera:
        found[Flag.NO_CAMERA] = Doubt(Flag.NO_CAMERA)
    return tuple(found.values())


def _resembles(picture: Print, other: Print, apart: int) -> Flag:
    if other.case_id == picture.case_id and other.case_id is not None:
        if other.after:
            return Flag.USED_HERE
        return Flag.IS_BEFORE if apart <= SAME else Flag.LIKE_BEFORE
    return Flag.USED_ELSEWHERE if apart <= SAME else Flag.LIKE_ELSEWHERE


def _metres(one: Point, other: Point) -> float:
    """The great circle between two points (haversine)."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


def bands(phash: int) -> tuple[int, int, int, int]:
    """Return a hash in four bands of sixteen bits, for an index."""
    return (phash & 0xFFFF, phash >> 16 & 0xFFFF, phash >> 32 & 0xFFFF, phash >> 48 & 0xFFFF)


def neighbours(band: int) -> tuple[int, ...]:
    """Return a band and all that differ from it in one bit.

    Of two hashes that differ in at most seven bits, one of the four bands differs in at most one: no pair is missed.
    """
    return (band, *(band ^ 1 << bit for bit in range(16)))
