"""Telling people without LINE what became of their matter: what is to be told, and what they said to it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.casework.cases import move_case, note_case
from bot.services.casework.desk import Desk
from handlers.cases.facts import Actor, Channel, Contact
from handlers.cases.status import NOTHING, Brought, MoveName, Role
from handlers.cases.tellback import Outcome, Step, outcomes, step_to_tell
from storage.cases import CaseRow, case_for_change, entries_of
from storage.database import Database
from storage.intake import ToldRow, told_of


@dataclass(frozen=True)
class Task:
    """A person is to be told of a step: which, by which way, what can come of it, and how often it was tried."""

    step: Step
    way: Contact
    outcomes: tuple[Outcome, ...]
    tries: int


def task_of(db: Session, case: CaseRow) -> Task | None:
    """Return what the person of a case must still be told, or None."""
    if case.channel == Channel.LINE:
        return None
    steps = [Step(one.id, MoveName(one.move) if one.move else None, Role(one.role)) for one in entries_of(db, case.id)]
    told = told_of(db, case.id)
    way = Contact(case.contact)
    step = step_to_tell(Channel(case.channel), way, steps, {one.entry_id for one in told if one.reached})
    if step is None:
        return None
    return Task(step, way, outcomes(step.move), sum(1 for one in told if one.entry_id == step.id))


class TellBack:
    """Keeps what was told to people without LINE, and moves the case by what they said."""

    def __init__(self, database: Database, clock: Clock, desk: Desk) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk

    def keep(self, case_id: int, entry_id: int, outcome: Outcome, note: str, actor: Actor, words: str) -> bool:
        """Keep the outcome of telling; False where it was told already. `words` say so in the history.

        Who says that it is solved, or is not, moves the case as a citizen would; the history names who wrote it down.
        """
        now = self._clock.now()
        with self._database.begin() as db:
            case = case_for_change(db, case_id)
            task = task_of(db, case) if case else None
            if case is None or task is None or task.step.id != entry_id or outcome not in task.outcomes:
                return False
            reached = outcome is not Outcome.NOT_REACHED
            db.add(ToldRow(case_id=case_id, entry_id=entry_id, way=task.way, reached=reached,
                           staff_id=actor.staff_id, at=now))  # fmt: skip
            note = f"{words}\n{note}".strip() if note else words
            moved = {Outcome.SOLVED: MoveName.CONFIRM, Outcome.UNSOLVED: MoveName.REOPEN}.get(outcome)
            if moved is None:
                note_case(db, case, actor, note, now)
                return True
            office = self._desk.office()
            by = Actor(Role.CITIZEN, actor.staff_id, name=actor.name)
            happened = move_case(db, case_id, moved, by, office, now, Brought(note=note) if note else NOTHING)
            self._desk.tell(db, happened, office, now)
        return True
