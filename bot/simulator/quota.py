"""How many messages the bot has sent this month and each day, and how many it may send."""

from dataclasses import dataclass, field

from bot.simulator.archive import Archive
from bot.simulator.clock import Clock
from bot.simulator.records import Json, Record
from bot.simulator.table import Table


@dataclass
class Month(Record):
    month: str  # yyyyMM in UTC+9, as LINE counts
    used: int = 0
    days: dict[str, dict[str, int]] = field(default_factory=dict)  # day -> reply, push ... -> messages


class Quota:
    """One message object or five to one person cost 1; to a group, one for each member."""

    def __init__(self, archive: Archive | None, clock: Clock, limit: int | None) -> None:
        self._table = Table("month", Month, "month", archive)
        self._clock, self._first_limit = clock, limit
        self.limit, self.reserved = limit, 0

    def _month(self) -> Month:
        month = self._clock.day()[:6]
        return self._table.get(month) or Month(month)

    @property
    def used(self) -> int:
        return self._month().used

    @used.setter
    def used(self, value: int) -> None:
        month = self._month()
        month.used = value
        self._table.keep(month)

    def allows(self, cost: int) -> bool:
        """A running narrowcast reserves its whole reach, so a send can be refused with quota left."""
        return self.limit is None or self.used + self.reserved + cost <= self.limit

    def count(self, via: str, messages: int) -> None:
        """Count messages of one kind today; replies are counted but free."""
        month = self._month()
        today = month.days.setdefault(self._clock.day(), {})
        today[via] = today.get(via, 0) + messages
        month.used += 0 if via == "reply" else messages
        self._table.keep(month)

    def sent_on(self, day: str, via: str) -> int:
        month = self._table.get(day[:6])
        return month.days.get(day, {}).get(via, 0) if month else 0

    def to_json(self) -> Json:
        return {"limit": self.limit, "used": self.used, "reserved": self.reserved}

    def reset(self) -> None:
        self._table.clear()
        self.limit, self.reserved = self._first_limit, 0
