"""What is done in a working group, and to those above the office: each is one transaction with its entry."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.services.casework.cases import (
    BARE,
    MoveDeniedError,
    Step,
    follow_up,
    for_change,
    keep_entry,
    make_move,
    new_entry,
)
from bot.services.casework.facts import case_facts
from bot.services.casework.teams import PartBrought, act_on_part, add_part, live_parts, part_entry
from handlers.cases.chain import canonical
from handlers.cases.facts import SYSTEM, Actor, Happened, PartMoved
from handlers.cases.parts import SUMMED_UP, PartAct, follows
from handlers.cases.status import Brought, Denied, MoveName, Plan, Status
from handlers.cases.superiors import Superior, report_denial
from handlers.office import Office
from storage.cases import CaseRow, EntryRow
from storage.parts import PartRow, parts_of
from storage.pictures import AFTER, attach_messages, attach_uploads


def move_part(
    db: Session,
    case_id: int,
    part_id: int,
    act: PartAct,
    actor: Actor,
    office: Office,
    now: datetime,
    brought: PartBrought,
    step: Step = BARE,
    version: int | None = None,
) -> list[Happened]:
    """Do something to a part of a working group, and what follows for the case."""
    row = for_change(db, case_id, version)
    happened: list[Happened] = []
    if act is PartAct.RETURN and Status(row.status) in SUMMED_UP:
        back = Brought(note=brought.note)
        happened.append(make_move(db, row, MoveName.RETURN, actor, office, now, back, BARE))
    part = act_on_part(db, row, part_id, act, actor, brought, office, now)
    if isinstance(part, Denied):
        raise MoveDeniedError(part)
    if part.lead and act is PartAct.ACCEPT:
        row.officer_id = actor.staff_id
    _part_entry(db, row, part, act, actor, brought.note, now, step)
    happened.append(PartMoved(case_facts(db, row), act, part.unit, actor, brought.note))
    return [*happened, *_from_parts(db, row, office, now)]


def join_group(
    db: Session, case_id: int, plan: Plan, actor: Actor, office: Office, now: datetime, note: str,
    version: int | None = None,
) -> list[Happened]:  # fmt: skip
    """Bring another unit into the working group."""
    row = for_change(db, case_id, version)
    part = add_part(db, row, actor, plan, note, office, now)
    if isinstance(part, Denied):
        raise MoveDeniedError(part)
    _part_entry(db, row, part, "add", actor, note, now, BARE)
    return [PartMoved(case_facts(db, row), "add", part.unit, actor, note)]


def report_out(
    db: Session, case_id: int, to: Superior, actor: Actor, now: datetime, note: str, letter: int | None = None,
    version: int | None = None,
) -> EntryRow:  # fmt: skip
    """Keep that the ministry or the governor was reported to, with the letter where there is one."""
    row = for_change(db, case_id, version)
    denied = report_denial(actor.role, Status(row.status), note)
    if denied is not None:
        raise MoveDeniedError(denied)
    entry = new_entry(row, actor, None, row.status, now, note=note)
    entry.act, entry.public = f"report_{to}", False
    entry.detail = canonical({"to": to, "letter": letter} if letter is not None else {"to": to})
    keep_entry(db, row, entry, now)
    return entry


def _part_entry(
    db: Session, row: CaseRow, part: PartRow, act: str, actor: Actor, note: str, now: datetime, step: Step
) -> None:
    entry = part_entry(row, part, act, actor, note, now)
    keep_entry(db, row, entry, now)
    attach_uploads(db, row.id, step.uploads, entry.id)
    attach_messages(db, row.id, step.messages, entry.id, AFTER)


def _from_parts(db: Session, row: CaseRow, office: Office, now: datetime) -> list[Happened]:
    """The case is taken when the first unit began, and reported when all have done their part."""
    happened: list[Happened] = []
    while (name := follows(Status(row.status), live_parts(db, row.id))) is not None:
        reports = "\n".join(part.report for part in parts_of(db, row.id) if part.report)
        brought = Brought(note=reports if name is MoveName.REPORT else "", has_picture=True)
        moved = make_move(db, row, name, SYSTEM, office, now, brought, BARE)
        happened += [moved, *follow_up(db, row, moved.case, office, now)]
    return happened
