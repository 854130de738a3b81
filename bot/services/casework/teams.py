"""Working groups: units are appointed, do their parts, and the case follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.cases.chain import canonical
from handlers.cases.facts import Actor
from handlers.cases.parts import (
    MAY_ADD,
    PART_MOVES,
    Part,
    PartAct,
    PartStatus,
    part_denial,
    seats,
)
from handlers.cases.status import Brought, Denied, Plan, Status
from handlers.dates import local, working_day_after
from handlers.office import Office
from storage.cases import CaseRow, EntryRow
from storage.parts import PartRow, part_by_id, parts_of

LONGEST_TASK = 500


@dataclass(frozen=True)
class PartBrought:
    """What comes with an act on a part."""

    note: str = ""
    has_picture: bool = False
    days: int | None = None


def part_facts(row: PartRow) -> Part:
    """Return a part as the rules read it."""
    return Part(row.id, row.unit, PartStatus(row.status), row.lead, row.due, row.officer_id, row.task)


def live_parts(db: Session, case_id: int) -> list[Part]:
    """Return the parts that count."""
    return [part_facts(row) for row in parts_of(db, case_id) if row.status != PartStatus.RELEASED]


def appoint(db: Session, row: CaseRow, brought: Brought, office: Office, now: datetime) -> None:
    """Make the working group as the head wants it: the leading unit and the others, each with its part."""
    lead = brought.unit or ""
    plans = {plan.unit: plan for plan in brought.parts}
    plans.setdefault(lead, Plan(lead))
    there = {part.unit: part for part in parts_of(db, row.id) if part.status != PartStatus.RELEASED}
    for part in there.values():
        part.lead = part.unit == lead
        if part.unit not in plans:
            part.status, part.changed_at = PartStatus.RELEASED, now
    for unit, plan in plans.items():
        if unit in there:
            part = there[unit]
            part.task, part.changed_at = plan.task[:LONGEST_TASK] or part.task, now
            part.due = _due(plan, row, office, now) or part.due
            part.status = PartStatus.ASSIGNED if part.status == PartStatus.DONE else part.status
        else:
            db.add(_new(row, plan, office, now, lead=unit == lead))
    db.flush()
    keep_partners(db, row)


def add_part(
    db: Session, row: CaseRow, actor: Actor, plan: Plan, note: str, office: Office, now: datetime
) -> PartRow | Denied:
    """Bring another unit in, with the reason."""
    if actor.role not in MAY_ADD:
        return Denied.ROLE
    if Status(row.status) not in (Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING):
        return Denied.STATUS
    if not note.strip():
        return Denied.NOTE
    there = {part.unit for part in live_parts(db, row.id)}
    if not there or office.unit(plan.unit) is None or plan.unit in there:
        return Denied.TARGET_UNIT
    part = _new(row, plan, office, now, lead=False)
    db.add(part)
    db.flush()
    keep_partners(db, row)
    return part


def act_on_part(
    db: Session, row: CaseRow, part_id: int, act: PartAct, actor: Actor, brought: PartBrought, office: Office,
    now: datetime,
) -> PartRow | Denied:  # fmt: skip
    """Do something to a part, or say why not."""
    part = part_by_id(db, row.id, part_id)
    if part is None:
        return Denied.TARGET_UNIT
    facts = part_facts(part)
    mine = seats(actor.role, actor.unit, facts, row.unit)
    denied = part_denial(act, facts, Status(row.status), mine, note=brought.note, has_picture=brought.has_picture)
    if denied is not None:
        return denied
    if act is PartAct.RELEASE and part.lead:
        return Denied.PARTS  # a group has one who leads: another is appointed first
    part.status = PART_MOVES[act].target or part.status
    part.changed_at = now
    if act is PartAct.ACCEPT:
        part.officer_id = actor.staff_id
    if act is PartAct.REPORT:
        part.report = brought.note
    if act in (PartAct.EXTEND, PartAct.RETURN) and brought.days is not None:
        part.due = working_day_after(_today(now, office), brought.days, office.holidays)
    db.flush()
    keep_partners(db, row)
    return part


def part_entry(row: CaseRow, part: PartRow, act: str, actor: Actor, note: str, now: datetime) -> EntryRow:
    """Return the entry of a step of a part."""
    detail = {"part": part.id, "unit": part.unit, "status": part.status}
    if part.due is not None:
        detail["due"] = part.due.isoformat()
    return EntryRow(
        case_id=row.id, at=now, role=actor.role, staff_id=actor.staff_id, before=row.status, after=row.status,
        unit=row.unit, note=note, public=False, act=f"part_{act}", detail=canonical(detail),
    )  # fmt: skip


def keep_partners(db: Session, row: CaseRow) -> None:
    """Keep with the case which units have a part: they see it."""
    row.partners = [part.unit for part in live_parts(db, row.id) if part.unit != row.unit]


def change_lead(db: Session, row: CaseRow, unit: str, office: Office, now: datetime) -> None:
    """The case was handed on: the unit that has it now leads the group."""
    with db.no_autoflush:
        parts: Sequence[PartRow] = [part for part in parts_of(db, row.id) if part.status != PartStatus.RELEASED]
    if not parts:
        return
    for part in parts:
        part.lead = part.unit == unit
    if not any(part.lead for part in parts):
        db.add(_new(row, Plan(unit), office, now, lead=True))
    db.flush()
    keep_partners(db, row)


def _new(row: CaseRow, plan: Plan, office: Office, now: datetime, *, lead: bool) -> PartRow:
    return PartRow(
        case_id=row.id,
        unit=plan.unit,
        lead=lead,
        task=plan.task[:LONGEST_TASK],
        status=PartStatus.ASSIGNED,
        due=_due(plan, row, office, now) or row.due,
        made_at=now,
        changed_at=now,
    )


def _due(plan: Plan, row: CaseRow, office: Office, now: datetime) -> date | None:
    if plan.days is None:
        return None
    due = working_day_after(_today(now, office), plan.days, office.holidays)
    return min(due, row.due) if row.due and row.due >= _today(now, office) else due


def _today(now: datetime, office: Office) -> date:
    return local(now, office.utc_offset_hours).date()
