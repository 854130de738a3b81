"""Whom to ask: how many people for a wanted margin, and a random sample that anybody can draw again from its seed."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from handlers.surveys.precision import sample_size

MARGINS = (3, 4, 5, 7, 10)  # percent points to either side
USUAL_RATE = 30  # percent of those asked who answer, where nobody knows better


class Who(StrEnum):
    """Who is asked in a wave."""

    ALL = "all"
    SEGMENT = "segment"
    SAMPLE = "sample"
    CODE = "code"  # nobody is written to; whoever has the code answers


@dataclass(frozen=True)
class Audience:
    """Who is asked: everybody, those a choice describes, or a random sample of them. Empty means any.

    `since` to `until` is when they were served; `margin` and `rate` (percent) say how large a sample is.
    """

    who: Who = Who.ALL
    areas: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    margin: int = 5
    rate: int = USUAL_RATE

    @property
    def served(self) -> bool:
        """Tell whether only people who were served are asked; a sample is always of those."""
        return self.who is Who.SAMPLE or bool(self.areas or self.categories or self.since or self.until)

    def dump(self) -> dict[str, Any]:
        """Return the audience as JSON values."""
        return {
            "who": str(self.who),
            "areas": list(self.areas),
            "categories": list(self.categories),
            "languages": list(self.languages),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "margin": self.margin,
            "rate": self.rate,
        }

    @classmethod
    def load(cls, raw: dict[str, Any]) -> "Audience":
        """Return the audience that `dump` wrote."""
        return cls(
            who=Who(raw.get("who", "all")),
            areas=tuple(raw.get("areas", ())),
            categories=tuple(raw.get("categories", ())),
            languages=tuple(raw.get("languages", ())),
            since=date.fromisoformat(raw["since"]) if raw.get("since") else None,
            until=date.fromisoformat(raw["until"]) if raw.get("until") else None,
            margin=int(raw.get("margin", 5)),
            rate=int(raw.get("rate", USUAL_RATE)),
        )


@dataclass(frozen=True)
class Estimate:
    """What a wave would come to: the people it could ask, the answers it needs (a sample), and whom it asks."""

    population: int
    needed: int | None
    asked: int
    reminders: int = field(default=0)

    @property
    def pushes(self) -> int:
        """The most that it costs: one for each who is asked, and one for each who is reminded."""
        return self.asked + self.reminders


def estimate(audience: Audience, population: int, *, remind: bool) -> Estimate:
    """Return what a wave would come to with so many people to choose from."""
    needed, asked = None, population
    if audience.who is Who.CODE:
        return Estimate(population, None, 0)
    if audience.who is Who.SAMPLE and population > 0:
        needed = sample_size(audience.margin / 100, population)
        asked = min(population, math.ceil(needed * 100 / audience.rate))
    silent = math.ceil(asked * (100 - audience.rate) / 100) if remind else 0
    return Estimate(population, needed, asked, silent)


def draw(people: Sequence[int], size: int, seed: str) -> list[int]:
    """Return `size` people by chance; the same people, size and seed always give the same ones.

    Each gets a number out of the seed and their own id, and the lowest numbers are drawn: anybody can check it.
    """
    return sorted(sorted(people, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())[:size])
