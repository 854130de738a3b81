"""Answered cases whose citizen never said whether the matter is solved: closed as unconfirmed, counted apart."""

from datetime import datetime

from bot.services.casework.cases import MoveDeniedError, move_case
from bot.services.knowing import Knowing
from bot.settings import Settings
from handlers.cases.facts import SYSTEM
from handlers.cases.policy import waited_since
from handlers.cases.status import MoveName
from storage.cases import answered_before
from storage.database import Database


def close_unconfirmed(settings: Settings, database: Database, now: datetime) -> int:
    """Close what has waited long enough, each case in a transaction of its own; returns how many."""
    knowing = Knowing(settings)
    with database.reading() as db:
        office = knowing.office(db, now)
        due = answered_before(db, waited_since(now, office))
    closed = 0
    for case_id in due:
        try:
            with database.begin() as db:
                move_case(db, case_id, MoveName.EXPIRE, SYSTEM, office, now)
            closed += 1
        except MoveDeniedError:  # the citizen answered in the meantime
            continue
    return closed
