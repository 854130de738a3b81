"""Joining somebody's case, and everybody behind one: kept and told in the transaction in hand."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.cases.behind import TOLD
from handlers.cases.facts import Behind, Draft, Moved
from handlers.cases.status import Role
from storage.cases import CaseRow, EntryRow, case_for_change, root_of
from storage.finding.joiners import JoinerRow, behind, has_joined, joiners_of
from storage.finding.likeness import is_compared
from storage.people import PersonRow
from storage.pictures import JOINED, attach_messages
from storage.sources import keep_sources

JOIN = "join"  # the act of the entry that says that somebody joined


def join_case(db: Session, case_id: int, person: PersonRow, draft: Draft, now: datetime) -> tuple[int, bool] | None:
    """Let someone join a case with their words and pictures.

    Returns how many people tell of it now and whether this one did before, or None where it can no longer be joined.
    """
    row = case_for_change(db, case_id)
    row = root_of(db, row) if row is not None else None
    if row is None or not is_compared(row) or row.person_id == person.id:
        return None
    before = has_joined(db, row.id, person.id)
    if before is None:
        db.add(JoinerRow(case_id=row.id, person_id=person.id, at=now, words=draft.text))
        entry = EntryRow(case_id=row.id, at=now, role=Role.CITIZEN, act=JOIN, after=row.status, unit=row.unit)
        entry.public = False
        db.add(entry)
        row.changed_at = now
        db.flush()
        attach_messages(db, row.id, draft.pictures, entry.id, JOINED)
    else:
        before.words = "\n".join(filter(None, (before.words, draft.text)))
        attach_messages(db, row.id, draft.pictures, None, JOINED)
    keep_sources(db, row.id, draft.sources)
    db.flush()
    return 1 + len(joiners_of(db, row.id)), before is not None


def with_behind(db: Session, happened: Moved, row: CaseRow) -> Moved:
    """Return a move that knows whom else it is told to."""
    if happened.move not in TOLD:
        return happened
    people = tuple(
        Behind(
            line_id=person.line_id,
            language=person.language,
            updates=person.updates,
            title=case.title if case else "",
            reference=case.reference if case else "",
        )
        for person, case in behind(db, row.id)
    )
    return replace(happened, case=replace(happened.case, behind=people)) if people else happened

