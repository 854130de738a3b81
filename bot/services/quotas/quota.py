"""The quota of LINE: what a message costs, what is planned, what is left, and what was counted.

For whoever means to send to many: `price` says what it costs, `plan` puts it into the books before it goes and
`close_plan` takes it out again, `remaining` says what is left of the month. All within the caller's transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.quota import (
    LINE_ZONE,
    Purpose,
    Rank,
    Reason,
    Reserves,
    Standing,
    first_day,
    line_day,
    next_first,
    purpose_of,
    rank_of,
    withheld_because,
)
from storage import groups, ledger, offices
from storage.cases import CaseRow
from storage.ledger import Counted, PlanRow, QuotaSeenRow
from storage.outgoing import OutgoingRow
from storage.people import PersonRow

GROUP_UNKNOWN = 10  # what a group is taken to hold until LINE has said


@dataclass(frozen=True)
class Plan:
    """So many pushes that will go at `when`.

    `key` names what will be sent (`wave:12`), `unit` whose budget it uses (None: the office's own), `label` is what
    staff read on the page of the quota.
    """

    key: str
    purpose: Purpose
    amount: int
    when: datetime
    unit: str | None = None
    label: str = ""


@dataclass(frozen=True)
class Remaining:
    """What is left of the month. `left` None: the plan has no limit, or LINE has not been asked yet."""

    limit: int | None
    used: int
    planned: int
    left: int | None
    free: int | None  # what is left when everything planned has gone


def price(db: Session, targets: Iterable[str]) -> int:
    """Return what one message to these LINE ids costs: one a person, one for each member of a group, blocked free."""
    wanted = list(targets)
    crowds = [target for target in wanted if not target.startswith("U")]
    people = [target for target in wanted if target.startswith("U")]
    known = groups.groups(db, list(set(crowds)))
    blocked = _blocked(db, people)
    in_groups = sum(_members(known.get(target)) for target in crowds)
    return in_groups + sum(target not in blocked for target in people)


def plan(db: Session, planned: Plan) -> None:
    """Put into the books what will be sent; the same key again changes the plan."""
    row = PlanRow(
        key=planned.key,
        purpose=planned.purpose,
        unit=planned.unit or "",
        amount=max(0, planned.amount),
        due_at=planned.when,
        label=planned.label[:200],
        closed_at=None,
    )
    db.merge(row)


def close_plan(db: Session, key: str, now: datetime) -> None:
    """Take a plan out of what is still to come: it was sent (its pushes are counted now), or dropped."""
    row = db.get(PlanRow, key)
    if row is not None and row.closed_at is None:
        row.closed_at = now


def remaining(db: Session, now: datetime) -> Remaining:
    """Return what is left of the month that `now` is in."""
    found = standing(db, now)
    return Remaining(found.limit, found.used, found.planned, found.left, found.free)


def standing(db: Session, now: datetime) -> Standing:
    """Return how the month stands: LINE's own figure, and what we have sent since it was asked."""
    today = line_day(now)
    month = first_day(today)
    counted = ledger.pushes_since(db, month)
    seen = ledger.last_seen(db, month)
    used = counted if seen is None else max(seen.used + max(0, counted - seen.counted), counted)
    return Standing(_limit(db, seen), used, ledger.planned(db, month_ends(today)))


def month_ends(today: date) -> datetime:
    """Return the moment at which LINE's month ends."""
    return datetime.combine(next_first(today), time(), LINE_ZONE).astimezone(UTC)


def keep_seen(db: Session, limit: int | None, used: int, now: datetime) -> None:
    """Keep what LINE says of the month, beside what our books say at the same moment."""
    today = line_day(now)
    counted = ledger.pushes_since(db, first_day(today))
    ledger.see(db, QuotaSeenRow(day=today, limit=limit, used=used, counted=counted, asked_at=now))


def book_accepted(db: Session, rows: Sequence[OutgoingRow], now: datetime) -> None:
    """Count a parcel that LINE has accepted, under its first row, which is why it went."""
    lead = rows[0]
    unit, purpose, day = unit_of(db, lead), purpose_of(lead.purpose), line_day(now)
    if lead.via == "reply":
        ledger.book(db, day, unit, purpose, Counted(replies=1))
        return
    cost = price(db, [lead.recipient])
    for row in rows:
        row.recipients = cost
    ledger.book(db, day, unit, purpose, Counted(requests=1, pushes=cost))


def reason_to_wait(db: Session, rows: Sequence[OutgoingRow], now: datetime) -> Reason | None:
    """Return why a push waits, or None where it may go; what goes with a result costs nothing more."""
    if _blocked(db, [rows[0].recipient]):
        return Reason.BLOCKED
    rank = min(rank_of(purpose_of(row.purpose), urgent=row.urgent) for row in rows)
    if rank is Rank.FIRST:
        return None
    lead = rows[0]
    unit = unit_of(db, lead)
    budget = ledger.budget_of(db, unit)
    left = None if budget is None else budget - ledger.pushes_since(db, first_day(line_day(now)), unit)
    return withheld_because(rank, price(db, [lead.recipient]), standing(db, now), left, reserves(db))


def reserves(db: Session) -> Reserves:
    """Return what the administrator keeps back."""
    row = db.get(offices.SettingRow, "quota_reserves")
    said = row.value if row is not None and isinstance(row.value, dict) else {}
    usual = Reserves()
    return Reserves(int(said.get("first", usual.first)), int(said.get("usual", usual.usual)))


def set_reserves(db: Session, kept: Reserves) -> None:
    """Keep what the administrator decided."""
    db.merge(offices.SettingRow(key="quota_reserves", value={"first": kept.first, "usual": kept.usual}))


def unit_of(db: Session, row: OutgoingRow) -> str:
    """Return the unit whose quota a row uses: its own, its case's, its group's; empty for the office as a whole."""
    if row.unit:
        return row.unit
    if row.case_id is not None:
        unit = db.scalar(select(CaseRow.unit).where(CaseRow.id == row.case_id))
        if unit:
            return unit
    bound = None if row.recipient.startswith("U") else offices.unit_by_group(db, row.recipient)
    return bound.key if bound else ""


def _limit(db: Session, seen: QuotaSeenRow | None) -> int | None:
    """A new month begins with the plan of the last one, until LINE is asked again."""
    if seen is not None:
        return seen.limit
    before = ledger.last_seen(db, date.min)
    return before.limit if before else None


def _members(row: groups.GroupRow | None) -> int:
    return GROUP_UNKNOWN if row is None or row.members is None else row.members


def _blocked(db: Session, people: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(people), 500):
        some = people[start : start + 500]
        found.update(
            db.scalars(select(PersonRow.line_id).where(PersonRow.line_id.in_(some), PersonRow.blocked.is_(True)))
        )
    return found
