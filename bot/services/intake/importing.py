"""Importing an old register: read and shown first, then brought in by pieces that go on after a crash, undone whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.casework.cases import keep_entry, new_entry
from bot.services.casework.desk import Desk
from bot.sheets.reading import Rows, read_sheet
from handlers.cases.access import RESTRICTED
from handlers.cases.facts import SYSTEM, Actor, Contact, Way
from handlers.cases.importing import Plan, Reading, Record, guess_columns, read_rows
from handlers.cases.policy import due_day
from handlers.cases.reference import find_reference, fiscal_year, make_reference
from handlers.cases.routing import choose_unit, complained_of
from handlers.cases.status import Status
from handlers.office import Office
from nlp.reading import Kind
from storage import imports as rows
from storage.cases import CaseRow, next_number
from storage.database import Database
from storage.imports import DONE, READ, RUNNING, UNDOING, UNDONE, ImportedRow, ImportRow
from storage.intake import IntakeRow

PIECE = 100  # rows of one transaction: others are never kept waiting for long
CLOSED = (Status.UNCONFIRMED, Status.REFUSED, Status.REFERRED, Status.WITHDRAWN)


class ImportRefusedError(Exception):
    """Something cannot be done with an import; `code` has a sentence under `import_refused.*`."""

    def __init__(self, code: str, number: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.number = number


class Importing:
    """Brings old registers in."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._zone = zone

    def take(self, name: str, raw: bytes, actor: Actor | None) -> int:
        """Read a file and keep it to be looked over; nothing is in the register yet. Raises SheetRefusedError."""
        sheet: Rows = read_sheet(raw)
        heads = [" ".join(str(cell or "").split())[:100] for cell in sheet[0][1]]
        now = self._clock.now()
        with self._database.begin() as db:
            row = ImportRow(
                name=name[:200], state=READ, heads=heads, rows=[[number, _plain(cells)] for number, cells in sheet[1:]],
                plan={"columns": guess_columns(heads), "words": {}}, total=len(sheet) - 1,
                staff_id=actor.staff_id if actor else None, at=now, changed_at=now,
            )  # fmt: skip
            db.add(row)
            db.flush()
            return row.id

    def batch(self, batch_id: int) -> ImportRow | None:
        """Return an import."""
        with self._database.reading() as db:
            return rows.batch(db, batch_id)

    def batches(self) -> Sequence[ImportRow]:
        """Return the newest imports."""
        with self._database.reading() as db:
            return rows.batches(db)

    def look(self, row: ImportRow) -> Reading:
        """Return what a file would come to, as its plan stands: the dry run."""
        with self._database.reading() as db:
            return self._read(db, row)

    def first(self, reading: Reading, count: int) -> list[Record]:
        """Return the first matters as they would stand in the register."""
        office = self._desk.office()
        return [self._completed(record, office) for record in reading.records[:count]]

    def change(self, batch_id: int, columns: Mapping[str, int], words: Mapping[str, str]) -> None:
        """Read the columns otherwise, or name the words that nobody knows."""
        with self._database.begin() as db:
            row = _of_state(db, batch_id, READ)
            row.plan = {"columns": dict(columns), "words": dict(words)}

    def drop(self, batch_id: int) -> None:
        """Throw away a file that was not brought in."""
        with self._database.begin() as db:
            db.delete(_of_state(db, batch_id, READ))

    def begin(self, batch_id: int) -> None:
        """Let a file be brought in by the worker. Raises ImportRefusedError while any row is wrong."""
        with self._database.begin() as db:
            row = _of_state(db, batch_id, READ)
            read = self._read(db, row)
            if read.faults or not read.records:
                raise ImportRefusedError("faults", len(read.faults))
            row.total, row.done, row.state = len(read.records), 0, RUNNING

    def undo(self, batch_id: int) -> None:
        """Let a whole import be taken back. Raises ImportRefusedError where somebody has worked on a case of it."""
        with self._database.begin() as db:
            row = _of_state(db, batch_id, DONE)
            if touched := rows.worked_on(db, batch_id):
                raise ImportRefusedError("worked", touched)
            row.state, row.done = UNDOING, 0

    def work(self, batch_id: int) -> tuple[int, int]:
        """Do the next piece of what is under way: how far it is, of how many. No crash loses a piece or doubles one."""
        now = self._clock.now()
        with self._database.begin() as db:
            row = rows.batch(db, batch_id, change=True)
            if row is None or row.state not in (RUNNING, UNDOING):
                return (row.done, row.total) if row else (0, 0)
            if row.state == RUNNING:
                self._bring(db, row, now)
            else:
                _take_back(db, row, now)
            row.changed_at = now
            return row.done, row.total

    def work_on_all(self) -> None:
        """Finish everything that is under way."""
        with self._database.reading() as db:
            waiting = list(rows.at_work(db))
        for batch_id in waiting:
            while (batch := self.batch(batch_id)) and batch.state in (RUNNING, UNDOING):
                self.work(batch_id)

    def _read(self, db: Session, row: ImportRow, known: bool = True) -> Reading:
        office = self._desk.office()
        plan = Plan(row.plan["columns"], row.plan["words"])
        place = plan.columns.get("number")
        cells = [(number, [_alive(one) for one in some]) for number, some in row.rows]
        numbers = [] if place is None else [str(some[place]) for _, some in cells if place < len(some) and some[place]]
        held = rows.known_numbers(db, numbers) if known else frozenset()
        return read_rows(cells, plan, office, self._today(), held)

    def _today(self) -> date:
        return self._clock.now().astimezone(self._zone).date()

    def _bring(self, db: Session, row: ImportRow, now: datetime) -> None:
        office = self._desk.office()
        records = self._read(db, row, known=False).records
        for record in records[row.done : row.done + PIECE]:
            self._file(db, row, record, office, now)
        row.done = min(row.done + PIECE, len(records))
        if row.done >= len(records):
            row.state, row.rows = DONE, []

    def _file(self, db: Session, batch: ImportRow, record: Record, office: Office, now: datetime) -> None:
        record = self._completed(record, office)
        opened = datetime.combine(record.opened, time(9), self._zone)
        reference = make_reference(record.kind or Kind.COMPLAINT, fiscal_year(record.opened),
                                   next_number(db, fiscal_year(record.opened)))  # fmt: skip
        status = record.status if record.status in CLOSED else Status.ASSIGNED if record.unit else Status.RECEIVED
        case = CaseRow(
            reference=reference, digits=find_reference(reference) or "", kind=record.kind, channel=record.channel,
            category=record.category, title=record.title, text=record.text, status=status, way=Way.GENERAL,
            urgent=False, unit=record.unit or None, contact=Contact.PHONE if record.phone else Contact.NONE,
            phone=record.phone, place=record.place, due=due_day(opened, record.category, office), partners=[],
            opened_at=opened, changed_at=now,
        )  # fmt: skip
        db.add(case)
        db.flush()
        note = " ".join(filter(None, (f"{batch.name} · {record.row}", record.result)))
        entry = new_entry(case, Actor(SYSTEM.role, batch.staff_id), None, None, now, note)
        entry.public = False
        keep_entry(db, case, entry, now)
        db.add(IntakeRow(case_id=case.id, name=record.name, outside_number=record.number))
        db.add(ImportedRow(case_id=case.id, batch_id=batch.id, row=record.row, version=case.version))

    def _completed(self, record: Record, office: Office) -> Record:
        """Guess what the file does not say: kind and category by the words, the unit by the rules."""
        reading = self._desk.read(record.text)
        guessed = Kind.COMPLAINT if reading.kind is Kind.OTHER else reading.kind
        kind, category = record.kind or guessed, record.category or reading.categories[0].key
        against = complained_of(f"{record.title} {record.text}", office.units)
        rules = [rule for rule in office.rules if office.unit(rule.unit)]
        named = "" if category in RESTRICTED and record.unit in against else record.unit
        unit = named or choose_unit(rules, kind, category, None, record.text, record.channel, against) or ""
        return replace(record, kind=kind, category=category, unit=unit, title=record.title or reading.title)


def _take_back(db: Session, row: ImportRow, now: datetime) -> None:
    """Withdraw a piece of the cases: a history is never removed, so they stay as taken back, out of every open list."""
    for case, imported in rows.next_cases(db, row.id, PIECE):
        before = case.status
        case.status = Status.WITHDRAWN
        entry = new_entry(case, Actor(SYSTEM.role, row.staff_id), None, before, now, row.name)
        entry.public = False
        keep_entry(db, case, entry, now)
        came = db.get(IntakeRow, case.id)
        if came is not None:
            came.outside_number = ""  # the file may be brought in again
        db.delete(imported)
        row.done += 1
    db.flush()
    if row.done >= row.total:
        row.state = UNDONE


def _of_state(db: Session, batch_id: int, state: str) -> ImportRow:
    row = rows.batch(db, batch_id, change=True)
    if row is None or row.state != state:
        raise ImportRefusedError("state")
    return row


def _plain(cells: Sequence[object]) -> list[Any]:
    """Cells as JSON holds them; dates keep that they are dates."""
    kept: list[Any] = []
    for cell in cells:
        if isinstance(cell, datetime | date):
            kept.append({"day": cell.isoformat()[:10]})
        elif isinstance(cell, int | float | bool) or cell is None:
            kept.append(cell)
        else:
            kept.append(str(cell)[:20_000])
    return kept


def _alive(cell: Any) -> object:
    return date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell
