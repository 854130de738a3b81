"""What a proof of the histories reads: cases with their entries in order, and the seals over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from handlers.cases.chain import START, Head, Kept, Link, seal_hash, sign
from storage.cases import CaseRow, CounterRow, EntryRow
from storage.history import HeadRow, SealedRow, SealRow

CASES = 500  # read together
HEADS = 5000  # under one seal


@dataclass(frozen=True)
class Told:
    """One case as it stands, with its entries and what was noted elsewhere of how many there should be."""

    case_id: int
    reference: str
    status: str | None  # None where there is no such case any more
    unit: str | None
    entries: Sequence[Kept]
    heads: Sequence[tuple[int, str]]


def seal(db: Session, now: datetime) -> SealRow | None:
    """Seal what changed since the last seal, at most HEADS cases; None where nothing did."""
    last = db.scalar(select(SealRow).order_by(SealRow.number.desc()).limit(1).with_for_update())
    changed = (
        select(HeadRow).where(HeadRow.entries != HeadRow.sealed).order_by(HeadRow.case_id).limit(HEADS)
        .with_for_update(skip_locked=True)
    )  # fmt: skip
    heads: list[Head] = [(row.case_id, row.entries, row.hash) for row in db.scalars(changed)]
    if not heads:
        return None
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    hashed = seal_hash(previous, number, now, heads)
    signature = sign(db.info.get("history_key", b""), hashed)
    made = SealRow(number=number, at=now, cases=len(heads), previous=previous, hash=hashed, signature=signature)
    db.add(made)
    db.add_all(SealedRow(case_id=one, number=number, entries=count, hash=last) for one, count, last in heads)
    db.execute(
        update(HeadRow).where(HeadRow.case_id.in_([one for one, _, _ in heads])).values(sealed=HeadRow.entries),
        execution_options={"synchronize_session": False},
    )
    db.flush()
    return made


def seals(db: Session) -> Iterator[tuple[SealRow, list[Head]]]:
    """Yield every seal with the heads under it."""
    for row in db.scalars(select(SealRow).order_by(SealRow.number)):
        columns = (SealedRow.case_id, SealedRow.entries, SealedRow.hash)
        under = db.execute(select(*columns).where(SealedRow.number == row.number).order_by(SealedRow.case_id))
        yield row, [(case_id, entries, hashed) for case_id, entries, hashed in under]


def first_seal(db: Session) -> datetime | None:
    """Return when the first seal was made: until then entries may lack a signature."""
    return db.scalar(select(func.min(SealRow.at)))


def volume(db: Session) -> int:
    """Return how many entries there are."""
    return db.scalar(select(func.count()).select_from(EntryRow)) or 0


def told_cases(db: Session, only: int | None = None) -> Iterator[Told]:
    """Yield every case that there is, or that left a trace, in the order of their ids."""
    after = 0
    while True:
        ids = [only] if only is not None else _next_ids(db, after)
        if not ids:
            return
        yield from _read(db, ids)
        if only is not None:
            return
        after = ids[-1]


def _next_ids(db: Session, after: int) -> list[int]:
    """The ids of cases, entries, heads and seals alike: what was removed from one is found by another."""
    found: set[int] = set()
    for column in (CaseRow.id, EntryRow.case_id, HeadRow.case_id, SealedRow.case_id):
        found.update(db.scalars(select(column).where(column > after).distinct().order_by(column).limit(CASES)))
    return sorted(found)[:CASES]


def _read(db: Session, ids: Sequence[int]) -> Iterator[Told]:
    columns = (CaseRow.id, CaseRow.reference, CaseRow.status, CaseRow.unit, CaseRow.text)
    cases = {row.id: row for row in db.execute(select(*columns).where(CaseRow.id.in_(ids)))}
    entries: dict[int, list[Any]] = {}
    chosen = [column for column in EntryRow.__table__.columns if column.name != "id"]
    for row in db.execute(
        select(*chosen).where(EntryRow.case_id.in_(ids)).order_by(EntryRow.case_id, EntryRow.seq, EntryRow.id)
    ):
        entries.setdefault(row.case_id, []).append(row)
    heads: dict[int, list[tuple[int, str]]] = {}
    for table in (HeadRow, SealedRow):
        for case_id, count, hashed in db.execute(
            select(table.case_id, table.entries, table.hash).where(table.case_id.in_(ids))
        ):
            heads.setdefault(case_id, []).append((count, hashed))
    for case_id in ids:
        case = cases.get(case_id)
        kept = [_kept(row, case.text if case else "") for row in entries.get(case_id, [])]
        yield Told(
            case_id,
            case.reference if case else "",
            case.status if case else None,
            case.unit if case else None,
            kept,
            heads.get(case_id, []),
        )


def _kept(row: Any, text: str) -> Kept:
    link = Link(
        row.case_id, row.seq, row.at, row.role, row.staff_id, row.move, row.act, row.before, row.after, row.unit,
        row.public, row.words, row.detail, row.other_case,
    )  # fmt: skip
    first = row.seq == 1 and row.move is None and row.act is None
    return Kept(link, row.previous, row.hash, row.signature, row.salt, text if first else row.note)


def missing_numbers(db: Session, most: int = 100) -> list[str]:
    """Return the digits of reference numbers that a year gave out and no case has, without their check digit."""
    found: list[str] = []
    for year, last in db.execute(select(CounterRow.year, CounterRow.last).order_by(CounterRow.year)).all():
        start = f"{year % 100:02d}-"
        there = (CaseRow.digits >= f"{start}000000", CaseRow.digits <= f"{start}{last:06d}-9")
        if (db.scalar(select(func.count()).select_from(CaseRow).where(*there)) or 0) >= last:
            continue
        numbers = {int(digits[3:9]) for digits in db.scalars(select(CaseRow.digits).where(*there))}
        found += [f"{start}{number:06d}" for number in range(1, last + 1) if number not in numbers]
    return found[:most]


def has_seal(db: Session, hashed: str) -> bool:
    """Tell whether a seal that somebody kept elsewhere is there."""
    return bool(db.scalar(select(exists().where(SealRow.hash.startswith(hashed, autoescape=True)))))
