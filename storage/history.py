"""The chain of histories at rest: every entry that is added gets its place, its hash and its signature by itself."""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, event, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.cases.chain import ERASE, START, Link, canonical, link_hash, sign, words_digest
from storage.cases import CaseRow, EntryRow
from storage.database import Base, Moment, only_where


class HeadRow(Base):
    """How many entries a case has, and the last hash; it outlives the case. `sealed` is how many a seal covers."""

    __tablename__ = "history_head"
    __table_args__ = (Index("ix_history_head_open", "case_id", **only_where("entries <> sealed")),)

    case_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[int] = mapped_column(default=0)


class SealRow(Base):
    """A seal over the heads that changed since the seal before; whoever kept its hash can prove what was there."""

    __tablename__ = "history_seal"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    cases: Mapped[int]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(44))


class SealedRow(Base):
    """A head as a seal found it."""

    __tablename__ = "history_sealed"
    __table_args__ = (Index("ix_history_sealed_seal", "number", "case_id"),)

    case_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


def first_words(case: CaseRow | None, entry: EntryRow) -> str:
    """Return the words that an entry's digest is of: the first stands for what was told, the others for their note."""
    told = case is not None and entry.seq == 1 and entry.move is None and entry.act is None
    return case.text if told and case is not None else entry.note


def link_of(entry: EntryRow) -> Link:
    """Return what of an entry is hashed."""
    return Link(
        entry.case_id, entry.seq, entry.at, str(entry.role), entry.staff_id, _plain(entry.move), entry.act,
        _plain(entry.before), str(entry.after), entry.unit, entry.public, entry.words, entry.detail,
        entry.other_case,
    )  # fmt: skip


def _plain(word: str | None) -> str | None:
    return None if word is None else str(word)


@event.listens_for(Session, "before_flush")
def _chain_new_entries(db: Session, _context: Any, _instances: Any) -> None:
    by_case: dict[int, list[EntryRow]] = {}
    for row in db.new:
        if isinstance(row, EntryRow):
            by_case.setdefault(row.case_id, []).append(row)
    for case_id in sorted(by_case):  # always in one order, so that two sessions never wait for each other
        _append(db, case_id, by_case[case_id])


def _append(db: Session, case_id: int, entries: Iterable[EntryRow]) -> None:
    with db.no_autoflush:
        head = db.execute(
            select(HeadRow.entries, HeadRow.hash).where(HeadRow.case_id == case_id).with_for_update()
        ).one_or_none()
        seq, previous = (head.entries, head.hash) if head else (0, START)
        case = db.get(CaseRow, case_id)
        for entry in entries:
            seq += 1
            previous = _link(db, case, entry, seq, previous)
        insert = postgres_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
        values = {"entries": seq, "hash": previous}
        db.execute(
            insert(HeadRow).values(case_id=case_id, sealed=0, **values)
            .on_conflict_do_update(index_elements=[HeadRow.case_id], set_=values)
        )  # fmt: skip


def _link(db: Session, case: CaseRow | None, entry: EntryRow, seq: int, previous: str) -> str:
    entry.note, entry.detail = entry.note or "", entry.detail or ""
    entry.public = True if entry.public is None else entry.public
    entry.seq, entry.previous = seq, previous
    entry.salt = secrets.token_hex(16)
    entry.words = words_digest(entry.salt, first_words(case, entry))
    entry.hash = link_hash(previous, link_of(entry))
    entry.signature = sign(db.info.get("history_key", b""), entry.hash)
    return entry.hash


def erase_words(db: Session, case: CaseRow, changed: Mapping[int, str], now: datetime, role: str) -> None:
    """Write other words into entries of a case (by their `seq`), and an entry that says so.

    What the first entry stands for is the text of the case itself: set that before, and name it here.
    """
    if not changed:
        return
    digests = {}
    chosen = (EntryRow.case_id == case.id, EntryRow.seq.in_(changed), EntryRow.seq > 0)
    rows = db.execute(select(EntryRow.id, EntryRow.seq).where(*chosen)).all()
    for entry_id, seq in rows:
        salt = secrets.token_hex(16)
        digests[seq] = words_digest(salt, changed[seq])
        values = {"salt": salt} if seq == 1 else {"salt": salt, "note": changed[seq]}
        db.execute(update(EntryRow).where(EntryRow.id == entry_id).values(values))
    detail = canonical({"entries": {str(seq): digests[seq] for seq in sorted(digests)}})
    db.add(
        EntryRow(
            case_id=case.id, at=now, role=role, before=case.status, after=case.status, unit=case.unit, public=False,
            act=ERASE, detail=detail,
        )
    )  # fmt: skip
    db.flush()


def detail_of(entry: EntryRow) -> dict[str, Any]:
    """Return what an entry says besides its words."""
    return dict(json.loads(entry.detail)) if entry.detail else {}
