"""What the page of the quota shows: the month so far and to come, by unit and purpose, and what is held back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.quotas import quota
from handlers.quota import Purpose, Reason, Reserves, Spent, Standing, by_day, first_day, forecast, line_day, purpose_of
from storage import ledger
from storage.ledger import LedgerRow, PlanRow
from storage.outgoing import WITHHELD, OutgoingRow


@dataclass(frozen=True)
class UnitMonth:
    """One unit's month; key "" is the office as a whole."""

    key: str
    pushes: int
    budget: int | None
    purposes: Mapping[Purpose, int]

    @property
    def over(self) -> bool:
        """Whether the budget is used up."""
        return self.budget is not None and self.pushes >= self.budget


@dataclass(frozen=True)
class Held:
    """So many messages that wait, and why."""

    reason: str
    purpose: Purpose
    count: int


@dataclass(frozen=True)
class QuotaView:
    """The page."""

    standing: Standing
    reserves: Reserves
    forecast: int
    counted: int
    replies: int
    line_used: int | None
    asked_at: datetime | None
    days: Mapping[date, int]
    units: Sequence[UnitMonth]
    purposes: Mapping[Purpose, int]
    plans: Sequence[PlanRow] = ()
    held: Sequence[Held] = field(default_factory=tuple)

    @property
    def empty(self) -> bool:
        """Whether nothing was sent, planned or asked yet."""
        return not self.counted and not self.replies and not self.plans and self.asked_at is None

    @property
    def short(self) -> bool:
        """Whether the month will probably not suffice."""
        return self.standing.limit is not None and self.forecast > self.standing.limit


def view(db: Session, unit_keys: Sequence[str], now: datetime) -> QuotaView:
    """Return the month that `now` is in."""
    today = line_day(now)
    rows = ledger.booked(db, first_day(today), today)
    standing = quota.standing(db, now)
    spent = [Spent(row.day, Purpose(row.purpose), row.pushes) for row in rows]
    seen = ledger.last_seen(db, first_day(today))
    return QuotaView(
        standing=standing,
        reserves=quota.reserves(db),
        forecast=forecast(spent, standing.used, standing.planned, today),
        counted=sum(row.pushes for row in rows),
        replies=sum(row.replies for row in rows),
        line_used=seen.used if seen else None,
        asked_at=seen.asked_at if seen else None,
        days=by_day(spent, today),
        units=_units(rows, ledger.budgets(db), unit_keys),
        purposes={purpose: total for purpose in Purpose if (total := _sum(rows, purpose))},
        plans=ledger.plans(db, quota.month_ends(today)),
        held=_held(db),
    )


def _units(rows: Sequence[LedgerRow], budgets: Mapping[str, int], unit_keys: Sequence[str]) -> list[UnitMonth]:
    keys = ["", *unit_keys, *sorted({row.unit for row in rows} - {"", *unit_keys})]
    found = []
    for key in keys:
        own = [row for row in rows if row.unit == key]
        purposes = {purpose: total for purpose in Purpose if (total := _sum(own, purpose))}
        found.append(UnitMonth(key, sum(purposes.values()), budgets.get(key), purposes))
    return found


def _sum(rows: Sequence[LedgerRow], purpose: Purpose) -> int:
    return sum(row.pushes for row in rows if row.purpose == purpose)


def _held(db: Session) -> list[Held]:
    """What waits, by reason and purpose; who it is for is nobody's business here."""
    count = func.count()
    waiting = select(OutgoingRow.error_code, OutgoingRow.purpose, count).where(OutgoingRow.state == WITHHELD)
    sums: dict[tuple[str, Purpose], int] = {}
    for code, word, number in db.execute(waiting.group_by(OutgoingRow.error_code, OutgoingRow.purpose)):
        key = (code or Reason.MONTH.value, purpose_of(word))
        sums[key] = sums.get(key, 0) + number
    return [Held(reason, purpose, number) for (reason, purpose), number in sorted(sums.items())]
