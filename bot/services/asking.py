"""Asks LINE how the month's quota stands, and frees what was withheld where there is room again."""

from datetime import datetime

from sqlalchemy import update

from bot.line.client import LineClient
from bot.line.errors import LineError
from bot.services.quotas import quota
from handlers.quota import Rank, Reason, withheld_because
from storage import bell
from storage.database import Database
from storage.outgoing import WITHHELD, OutgoingRow

WAITING_FOR_ROOM = (Reason.MONTH.value, Reason.RESERVE.value, Reason.BUDGET.value)


def ask_quota(line: LineClient, database: Database, now: datetime) -> bool:
    """Keep what LINE says; False where it does not answer. The outbox judges each freed message anew."""
    try:
        found = line.quota()
    except LineError:
        return False
    with database.begin() as db:
        quota.keep_seen(db, found.limit, found.used, now)
        if withheld_because(Rank.LATER, 1, quota.standing(db, now), None, quota.reserves(db)) is None:
            waiting = (OutgoingRow.state == WITHHELD, OutgoingRow.error_code.in_(WAITING_FOR_ROOM))
            later = (OutgoingRow.due_at > now,)
            db.execute(update(OutgoingRow).where(*waiting, *later).values(due_at=now))
            bell.ring(db)
    return True
