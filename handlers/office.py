"""What the heart must know of the office it speaks for: units, places, promises and numbers to call, all data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from handlers.cases.deadlines import Term

DAMRONGDHAM = "1567"  # the national line for complaints, day and night

Names = Mapping[str, str]  # language code -> name


@dataclass(frozen=True)
class Unit:
    """A unit of the office. `group_id` is its LINE group, where it has bound one."""

    id: int
    key: str
    names: Names
    group_id: str | None = None

    def name(self, language: str) -> str:
        """Return the unit's name in `language`, else in Thai."""
        return self.names.get(language) or self.names["th"]


@dataclass(frozen=True)
class Rule:
    """A routing rule: every condition that is given must hold. Rules are tried in order; the first that fits wins."""

    unit: str
    kind: str | None = None
    category: str | None = None
    area: str | None = None
    words: tuple[str, ...] = ()
    channel: str | None = None
    on: bool = True


@dataclass(frozen=True)
class Promise:
    """In how many working days a matter of a category is answered."""

    category: str
    days: int


@dataclass(frozen=True)
class Place:
    """A village or landmark of the office's own list; `area` is the key of the village that it lies in."""

    key: str
    kind: str
    names: Names
    latitude: float
    longitude: float
    aliases: tuple[str, ...] = ()
    number: int | None = None

    def name(self, language: str) -> str:
        """Return the place's name in `language`, else in Thai."""
        return self.names.get(language) or self.names["th"]


@dataclass(frozen=True)
class Quiet:
    """The hours in which nothing is pushed that can wait (local time; may span midnight)."""

    begins: time
    ends: time


@dataclass(frozen=True)
class Policy:
    """How the office works.

    `standing_order`: general matters are decided and approved by the head's delegation, each written into the history.
    `confirm_days`: how long "solved?" waits before the case closes as unconfirmed. `pictures`: most per case.
    `take_minutes`: how long an urgent case may wait for somebody before the next are called. `digest_at`: when the
    day's digest goes out, `duty_changes_at`: when the rota's day begins (both local time).
    """

    standing_order: bool = True
    confirm_days: int = 7
    draft_days: int = 7
    remind_before: int = 1  # working days before a deadline
    chase_every: int = 3  # working days between two chasers
    chasers: int = 2  # before the head hears of it
    governor_after: int = 15  # working days late, when a case is listed for the governor
    pause_citizen: int = 10  # working days a case, that waiting for the citizen takes out of the clock
    pause_agency: int = 15
    pause_force_majeure: int = 30
    default_days: int = 7
    pictures: int = 10
    quiet: Quiet | None = None
    take_minutes: int = 15
    digest_at: time = time(8, 15)
    duty_changes_at: time = time(8)


@dataclass(frozen=True)
class Office:
    """One office: everything that flows, rules and notices need to know of it.

    `heads` are the LINE ids of those who decide, `numbers` the telephone numbers that differ from the national ones.
    """

    names: Names
    units: tuple[Unit, ...]
    rules: tuple[Rule, ...]
    promises: tuple[Promise, ...] = ()
    places: tuple[Place, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    policy: Policy = Policy()
    notice_version: str = "1"
    utc_offset_hours: int = 7
    heads: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def name(self, language: str) -> str:
        """Return the office's name in `language`, else in Thai."""
        return self.names.get(language) or self.names["th"]

    @property
    def telephone(self) -> str:
        """Return the office's telephone number, or else the national line for complaints: a way on there always is."""
        return self.numbers.get("office") or DAMRONGDHAM

    def unit(self, key: str | None) -> Unit | None:
        """Return the unit with this key."""
        return next((unit for unit in self.units if unit.key == key), None)

    def place(self, key: str | None) -> Place | None:
        """Return the place with this key."""
        return next((place for place in self.places if place.key == key), None)

    def days_for(self, category: str) -> int:
        """Return the promised working days of a category."""
        return next((p.days for p in self.promises if p.category == category), self.policy.default_days)
