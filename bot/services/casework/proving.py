"""Proves that no history was altered behind the program's back, and seals what happened since the last seal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.cases.chain import START, Finding, Flaw, check_case, key_name, seal_hash, sign
from storage import guards, proofs
from storage.database import Database
from storage.history import SealRow
from storage.proofs import Told

MOST = 1000  # findings that are named; a history with more is past naming


@dataclass(frozen=True)
class Proof:
    """What a proof came to. `seal` is the hash of the newest seal, to be kept where nobody here can change it."""

    at: datetime
    cases: int
    entries: int
    seals: int
    seal: str
    findings: tuple[Finding, ...]


def prove(
    database: Database,
    now: datetime,
    keys: Sequence[bytes] = (),
    only: int | None = None,
    step: Callable[[int], None] = lambda _: None,
) -> Proof:
    """Check every history (or that of one case), each step and seal; `step` hears how many entries were checked."""
    findings: list[Finding] = []
    cases = entries = 0
    with database.reading() as db:
        since = proofs.first_seal(db)
        for told in proofs.told_cases(db, only):
            findings += _of_case(told, keys, since)
            cases, entries = cases + 1, entries + len(told.entries)
            step(len(told.entries))
        count, newest = 0, START
        if only is None:
            count, newest, flaws = _of_seals(db, keys)
            findings += flaws
            findings += [Finding(Flaw.NUMBER, reference=digits) for digits in proofs.missing_numbers(db)]
            if guards.standing(db.connection()) != guards.names():
                findings.append(Finding(Flaw.GUARD))
    return Proof(now, cases, entries, count, newest, tuple(findings[:MOST]))


def _of_case(told: Told, keys: Sequence[bytes], since: datetime | None) -> Iterator[Finding]:
    found = check_case(told.entries, told.heads, keys, since)
    if told.status is None:
        found = [Finding(Flaw.GONE)]
    elif told.entries and (told.entries[-1].link.after, told.entries[-1].link.unit) != (told.status, told.unit):
        found.append(Finding(Flaw.STATE, told.case_id, told.entries[-1].link.seq))
    for finding in found:
        yield replace(finding, case_id=told.case_id, reference=told.reference)


def _of_seals(db: Session, keys: Sequence[bytes]) -> tuple[int, str, list[Finding]]:
    found: list[Finding] = []
    number, previous = 0, START
    for row, heads in proofs.seals(db):
        whole = row.number == number + 1 and row.previous == previous
        if not whole or seal_hash(row.previous, row.number, row.at, heads) != row.hash or not _signed(row, keys):
            found.append(Finding(Flaw.SEAL, seq=row.number))
        number, previous = row.number, row.hash
    return number, previous, found


def _signed(row: SealRow, keys: Sequence[bytes]) -> bool:
    if not keys or not row.signature:
        return True
    return any(row.signature == sign(key, row.hash) for key in keys if row.signature.startswith(key_name(key)))


def seal_all(database: Database, now: datetime) -> int:
    """Seal everything that is not sealed yet; returns how many seals were made."""
    made = 0
    while True:
        with database.begin() as db:
            if proofs.seal(db, now) is None:
                return made
        made += 1
