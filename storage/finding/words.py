"""Which words a case is found by, and by whom; kept in the index whenever the case changes."""

import threading
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.cases.access import RESTRICTED
from handlers.cases.facts import Contact
from handlers.cases.status import Group, Status, group_of
from nlp.reading import Kind
from nlp.terms import index_terms
from storage.cases import CaseRow
from storage.finding.index import Terms, learn, mark, notes_of, put
from storage.finding.joiners import words_joined
from storage.intake import IntakeRow
from storage.people import PersonRow
from storage.upkeep import renewers

_learnt: dict[str, set[str]] = {}  # words that this process knows to be in the vocabulary, by database
_learning = threading.Lock()
MOST_LEARNT = 50_000


def renew(db: Session, case_ids: Sequence[int]) -> None:
    """Index cases anew as they stand in this transaction."""
    rows = db.scalars(select(CaseRow).where(CaseRow.id.in_(case_ids))).all()
    if not rows:
        return
    notes = notes_of(db, [row.id for row in rows])
    names = _names(db, rows)
    joined = words_joined(db, case_ids)
    papers = {one.case_id: one for one in db.scalars(select(IntakeRow).where(IntakeRow.case_id.in_(case_ids)))}
    found = []
    for row in rows:
        paper = papers.get(row.id)
        told = (*notes.get(row.id, ()), *joined.get(row.id, ()))
        numbers = (paper.agency, paper.letter_number, paper.outside_number, paper.held_at) if paper else ()
        people = (paper.name, paper.address, paper.email) if paper else (names.get(row.person_id or 0, ""),)
        found.append(terms_of(row, (*told, *numbers), "\n".join(people)))
    put(db, found)
    _learn(db, {word for one in found for word in one.known})


def terms_of(row: CaseRow, notes: Sequence[str], name: str = "") -> Terms:
    """Return what a case is found by. Of a restricted one nothing is found by those who may not see such."""
    told = index_terms("\n".join((row.reference, row.title, row.text, row.place, *notes)))
    named = index_terms(row.person_named)
    people = index_terms(f"{row.phone}\n{'' if row.contact == Contact.ANONYMOUS else name}")
    marks = _marks(row)
    if row.category in RESTRICTED:
        hidden = {f"s_{term}" for term in told | named | people}
        return Terms(row.id, row.version, frozenset(hidden | marks), frozenset())
    # Who is named is shown to all only where they are praised.
    named_terms = {f"{'n' if row.kind == Kind.COMPLIMENT else 's'}_{term}" for term in named}
    open_terms = told | {f"n_{term}" for term in people} | named_terms | marks
    return Terms(row.id, row.version, frozenset(open_terms), frozenset(word for word in told if is_proposed(word)))


def _marks(row: CaseRow) -> set[str]:
    kept = {"u": row.unit, "c": row.category, "k": row.kind, "s": row.status, "h": row.channel, "a": row.area}
    marks = {mark(name, value) for name, value in kept.items() if value}
    marks.add(mark("closed" if group_of(Status(row.status)) is Group.CLOSED else "open"))
    return marks | ({mark("urgent")} if row.urgent else set())


def is_proposed(word: str) -> bool:
    """Numbers are nobody's spelling, and may be somebody's telephone."""
    return len(word) > 2 and not any(letter.isdigit() for letter in word)


def _names(db: Session, rows: Sequence[CaseRow]) -> dict[int, str]:
    wanted = {row.person_id for row in rows if row.person_id is not None and row.contact != Contact.ANONYMOUS}
    if not wanted:
        return {}
    found = db.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(wanted)))
    return {person_id: name for person_id, name in found}  # noqa: C416 - rows, which dict() does not type


def _learn(db: Session, words: set[str]) -> None:
    """Add what is new to the vocabulary; what a transaction that fails would have taught, the nightly look finds."""
    place = str(db.get_bind().engine.url)
    with _learning:
        known = _learnt.setdefault(place, set())
        new = words - known
    learn(db, new)
    with _learning:
        if len(known) < MOST_LEARNT:
            known |= new


renewers.append(renew)
