"""The register's use cases: open a case, move it, add to it; each keeps an entry and yields what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from bot.services.casework.clocks import clock_of_new, set_clock
from bot.services.casework.facts import case_facts
from bot.services.casework.joining import with_behind
from bot.services.casework.merging import merge_target
from bot.services.casework.teams import appoint, change_lead, live_parts
from handlers.cases.chain import canonical
from handlers.cases.deadlines import CHOSEN, Pause
from handlers.cases.facts import (
    SYSTEM,
    Actor,
    Added,
    CaseFacts,
    Contact,
    Draft,
    Happened,
    Moved,
    Opened,
    Replied,
    Way,
)
from handlers.cases.parts import unfinished
from handlers.cases.policy import barred_units, due_day, next_by_itself, way_of
from handlers.cases.reference import find_reference, fiscal_year, make_reference
from handlers.cases.status import MOVES, NOTHING, Brought, Denied, MoveName, Needs, Role, Status, denial
from handlers.dates import local
from handlers.office import Office
from nlp.reading import Kind
from storage import cases as rows
from storage import prints
from storage.cases import CaseRow, EntryRow
from storage.labels import LabelRow
from storage.people import PersonRow
from storage.pictures import AFTER, BEFORE, attach_messages, attach_uploads

LONGEST_TITLE = 200


class MoveDeniedError(Exception):
    """A move may not be made; `denied` says why, and has a sentence in the texts."""

    def __init__(self, denied: Denied) -> None:
        super().__init__(denied)
        self.denied = denied


@dataclass(frozen=True)
class Step:
    """What comes with a move besides what the rules ask for: uploaded pictures, and pictures that came in LINE."""

    uploads: Sequence[int] = ()
    messages: Sequence[str] = ()


BARE = Step()


def open_case(
    db: Session, draft: Draft, person: PersonRow | None, office: Office, now: datetime, by: Actor | None = None
) -> list[Happened]:
    """Register a matter, told by its citizen or written down `by` staff; the standing order carries it to its unit."""
    year = fiscal_year(local(now, office.utc_offset_hours).date())
    reference = make_reference(draft.kind, year, rows.next_number(db, year))
    row = _new_row(draft, reference, office, now)
    row.person_id = person.id if person else None
    row.step_due = clock_of_new(row, office).step_due
    db.add(row)
    db.flush()
    db.add(new_entry(row, by or Actor(Role.CITIZEN), None, None, now))
    attach_messages(db, row.id, draft.pictures)
    opened = case_facts(db, row)
    followed = follow_up(db, row, opened, office, now)
    # The receipt names the unit, which the standing order has chosen meanwhile.
    return [Opened(followed[-1].case if followed else opened), *followed]


def move_case(
    db: Session,
    case_id: int,
    name: MoveName,
    actor: Actor,
    office: Office,
    now: datetime,
    brought: Brought = NOTHING,
    step: Step = BARE,
    version: int | None = None,
) -> list[Happened]:
    """Make a move and what follows by itself. Raises MoveDeniedError; LookupError where there is no such case."""
    row = for_change(db, case_id, version)
    moved = make_move(db, row, name, actor, office, now, brought, step)
    if name is MoveName.RAISE:  # the head is asked in person: no standing order answers for them
        return [moved]
    return [moved, *follow_up(db, row, moved.case, office, now)]


def for_change(db: Session, case_id: int, version: int | None) -> CaseRow:
    row = rows.case_for_change(db, case_id)
    if row is None:
        raise LookupError(case_id)
    if version is not None and version != row.version:
        raise MoveDeniedError(Denied.CHANGED)
    return row


def add_to_case(
    db: Session, case_id: int, text: str, messages: Sequence[str], now: datetime, *, quiet: bool = False
) -> list[Happened]:
    """Keep what the citizen told further."""
    row = rows.case_for_change(db, case_id)
    if row is None:
        raise LookupError(case_id)
    entry = new_entry(row, Actor(Role.CITIZEN), None, row.status, now, note=text)
    keep_entry(db, row, entry, now)
    attach_messages(db, case_id, messages, entry.id)
    return [Added(case_facts(db, row), text, quiet=quiet)]


def reply_to_citizen(
    db: Session, case_id: int, actor: Actor, text: str, uploads: Sequence[int], now: datetime, seen: int | None = None
) -> list[Happened]:
    """Write to the citizen through the case. Raises MoveDeniedError where a colleague wrote after entry `seen`."""
    row = rows.case_for_change(db, case_id)
    if row is None:
        raise LookupError(case_id)
    if seen is not None and rows.written_since(db, case_id, seen, actor.staff_id):
        raise MoveDeniedError(Denied.CHANGED)
    entry = new_entry(row, actor, None, row.status, now, note=text)
    keep_entry(db, row, entry, now)
    attach_uploads(db, case_id, uploads, entry.id)
    return [Replied(case_facts(db, row), text, actor)]


def relabel_case(db: Session, case_id: int, actor: Actor, field: str, value: str, now: datetime) -> CaseRow:
    """Set kind or category right; the history keeps it, and the reader learns from it. LookupError without the case."""
    row = rows.case_for_change(db, case_id)
    if row is None:
        raise LookupError(case_id)
    before = getattr(row, field)
    if before != value:
        db.add(LabelRow(field=field, text=row.text, guessed=before, chosen=value, by=actor.role, at=now))
        setattr(row, field, value)
        note_case(db, row, actor, f"{field}: {before} → {value}", now)
    return row


def note_case(db: Session, row: CaseRow, actor: Actor, note: str, now: datetime) -> EntryRow:
    """Write something for the office's own eyes into a case's history."""
    entry = new_entry(row, actor, None, row.status, now, note=note)
    entry.public = False
    keep_entry(db, row, entry, now)
    return entry


def carry_on(db: Session, row: CaseRow, office: Office, now: datetime) -> list[Happened]:
    """Let a case that waited for its pictures to be read go on by itself; the caller holds its row."""
    return follow_up(db, row, case_facts(db, row), office, now)


def follow_up(db: Session, row: CaseRow, case: CaseFacts, office: Office, now: datetime) -> list[Happened]:
    happened: list[Happened] = []
    reopened = case.status is Status.REPORTED and (
        any(entry.move == MoveName.REOPEN for entry in rows.entries_of(db, row.id))
        # After-photos are read by the worker first; what is doubtful about them is for the head to judge.
        or prints.being_read(db, row.id)
        or prints.held(db, row.id)
    )
    while (following := next_by_itself(case, office, reopened=reopened)) is not None:
        name, brought = following
        moved = make_move(db, row, name, SYSTEM, office, now, brought, BARE)
        happened.append(moved)
        case = moved.case
    return happened


def make_move(
    db: Session, row: CaseRow, name: MoveName, actor: Actor, office: Office, now: datetime, brought: Brought, step: Step
) -> Moved:
    before, kind = Status(row.status), Kind(row.kind)
    same_unit = actor.unit is not None and actor.unit == row.unit
    denied = denial(name, before, actor.role, same_unit=same_unit, brought=brought, kind=kind)
    if denied is None and _unexplained(db, row, name, actor, brought):
        denied = Denied.NOTE
    if denied is not None:
        raise MoveDeniedError(denied)
    if brought.unit is not None and office.unit(brought.unit) is None:
        raise MoveDeniedError(Denied.TARGET_UNIT)
    target = merge_target(db, row, brought.target_case) if name is MoveName.MERGE else row.merged_into
    if name is MoveName.MERGE and target is None:
        raise MoveDeniedError(Denied.TARGET_CASE)
    _refuse_unfit(db, row, name, brought, office)
    if name is MoveName.HAND_ON and row.unit and brought.unit:  # staff's word on where such a matter belongs
        db.add(LabelRow(field="unit", text=row.text, guessed=row.unit, chosen=brought.unit, by=actor.role, at=now))
    _apply(row, name, actor, now, brought)
    _group(db, row, name, brought, office, now)
    row.merged_into = target if name is MoveName.MERGE else None
    entry = new_entry(row, actor, name, before, now, note=brought.note)
    detail = ({"pause": row.pause} if row.pause else {}) | set_clock(db, row, office, now)
    entry.detail = canonical(detail) if detail else ""
    entry.other_case = target if name in (MoveName.MERGE, MoveName.UNMERGE) else None
    keep_entry(db, row, entry, now)
    attach_uploads(db, row.id, step.uploads, entry.id)
    attach_messages(db, row.id, step.messages, entry.id, AFTER if name is MoveName.REPORT else BEFORE)
    times = rows.times_made(db, row.id, name) if name is MoveName.HAND_ON else 1
    moved = Moved(case_facts(db, row), name, before, actor, brought.note, now, times)
    return with_behind(db, moved, row)


def _refuse_unfit(db: Session, row: CaseRow, name: MoveName, brought: Brought, office: Office) -> None:
    """What only the register can tell: units that there are or that are complained of, parts that are not done."""
    sent = {plan.unit for plan in brought.parts} | {brought.unit}
    if sent != {None} and sent & barred_units(case_facts(db, row), office):
        raise MoveDeniedError(Denied.COMPLAINED)
    if name is MoveName.HOLD and brought.reason not in CHOSEN:
        raise MoveDeniedError(Denied.REASON)
    if name is MoveName.CONVENE and any(office.unit(plan.unit) is None for plan in brought.parts):
        raise MoveDeniedError(Denied.PARTS)
    if name is MoveName.REPORT and unfinished(live_parts(db, row.id)):
        raise MoveDeniedError(Denied.UNFINISHED)


def _group(db: Session, row: CaseRow, name: MoveName, brought: Brought, office: Office, now: datetime) -> None:
    if name is MoveName.CONVENE:
        appoint(db, row, brought, office, now)
    elif Needs.UNIT in MOVES[name].needs and brought.unit is not None:
        change_lead(db, row, brought.unit, office, now)


def _unexplained(db: Session, row: CaseRow, name: MoveName, actor: Actor, brought: Brought) -> bool:
    """Whether a doubtful picture is about to be approved without a word on it."""
    by_hand = name is MoveName.APPROVE and actor.role is not Role.SYSTEM and not brought.note.strip()
    return by_hand and prints.held(db, row.id)


def _apply(row: CaseRow, name: MoveName, actor: Actor, now: datetime, brought: Brought) -> None:
    row.status = MOVES[name].target
    row.pause = {MoveName.ASK: Pause.CITIZEN.value, MoveName.HOLD: brought.reason}.get(name)
    row.way = {MoveName.DISPATCH: Way.URGENT, MoveName.CONVENE: Way.JOINT}.get(name, Way(row.way))
    if brought.unit is not None and Needs.UNIT in MOVES[name].needs:
        row.unit, row.officer_id = brought.unit, None
    if name is MoveName.ACCEPT:
        row.officer_id = actor.staff_id or row.officer_id
    if name is MoveName.ANSWER:
        row.answered_at = now


def keep_entry(db: Session, row: CaseRow, entry: EntryRow, now: datetime) -> None:
    row.changed_at = now
    flag_modified(row, "changed_at")  # the version grows with every entry, also of two in the same moment
    db.add(entry)
    db.flush()


def new_entry(
    row: CaseRow, actor: Actor, move: MoveName | None, before: str | None, now: datetime, note: str = ""
) -> EntryRow:
    return EntryRow(
        case_id=row.id,
        at=now,
        role=actor.role,
        staff_id=actor.staff_id,
        move=move,
        before=before,
        after=row.status,
        unit=row.unit,
        note=note,
        public=move is None or MOVES[move].told or actor.role is Role.CITIZEN,
    )


def _new_row(draft: Draft, reference: str, office: Office, now: datetime) -> CaseRow:
    return CaseRow(
        reference=reference,
        digits=find_reference(reference) or "",
        kind=draft.kind,
        channel=draft.channel,
        category=draft.category,
        title=(draft.title or draft.text)[:LONGEST_TITLE],
        text=draft.text,
        status=Status.RECEIVED,
        way=way_of(draft),
        urgent=draft.urgent,
        emergency=draft.emergency,
        unit=None,
        contact=draft.contact,
        phone=draft.phone if draft.contact is Contact.PHONE else "",
        person_named=draft.person_named[:LONGEST_TITLE],
        against=draft.against,
        place=draft.place,
        area=draft.area,
        latitude=draft.point.latitude if draft.point else None,
        longitude=draft.point.longitude if draft.point else None,
        due=min(filter(None, (due_day(now, draft.category, office, urgent=draft.urgent), draft.due_by))),
        due_by=draft.due_by,
        partners=[],
        opened_at=now,
        changed_at=now,
        wants_staff=draft.wants_staff,
    )

