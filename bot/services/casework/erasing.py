"""Erases a person: open cases end first, then nothing that tells who they were is left."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.media import MediaStore
from bot.services.casework.cases import move_case
from handlers.cases.facts import SYSTEM, Actor, Happened
from handlers.cases.status import MoveName, Role, Status, denial
from handlers.office import Office
from storage.cases import CaseRow
from storage.erasure import drop_person, empty_cases, media_of
from storage.people import person_by_line_id


def erase_person(
    db: Session, store: MediaStore, office: Office, line_id: str, conversation: str, mark: str, now: datetime
) -> list[Happened]:
    """Erase someone; returns what their units must hear. Nothing happens where there is nobody."""
    person = person_by_line_id(db, line_id)
    if person is None:
        return []
    cases = db.scalars(select(CaseRow).where(CaseRow.person_id == person.id)).all()
    empty_cases(db, cases, mark, now)
    db.flush()
    happened = [one for case in cases for one in _end(db, case, office, now)]
    for media in media_of(db, conversation):
        store.forget(db, media.message_id or "", conversation, media.kind)
    drop_person(db, person, conversation, mark)
    return happened


def _end(db: Session, case: CaseRow, office: Office, now: datetime) -> list[Happened]:
    """An open case ends with its citizen: withdrawn, or closed as unconfirmed where it was answered already."""
    if case.status == Status.ANSWERED:
        return move_case(db, case.id, MoveName.EXPIRE, SYSTEM, office, now)
    if denial(MoveName.WITHDRAW, Status(case.status), Role.CITIZEN) is None:
        return move_case(db, case.id, MoveName.WITHDRAW, Actor(Role.CITIZEN), office, now)
    return []
