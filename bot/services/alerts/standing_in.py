"""Where LINE did not take an alert, an e-mail stands in for it: once for each alert, to those it was meant for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.alerts.alerting import Alerting, colleagues
from bot.settings import Settings
from handlers.alerts.people import Colleague, Means, crew
from storage.alerts import posts
from storage.alerts.posts import Post
from storage.cases import CaseRow
from storage.database import Database
from storage.offices import unit_by_group
from storage.outgoing import REFUSED, UNKNOWN, WITHHELD, OutgoingRow

SINCE = timedelta(days=1)
STAFF_PURPOSES = ("alert", "digest")


def stand_in_for_line(settings: Settings, database: Database, now: datetime) -> int:
    """Write to those whom LINE did not reach; returns how many e-mails that makes."""
    if Means.EMAIL not in Alerting(settings).usable:
        return 0
    with database.begin() as db:
        people = colleagues(db)
        return sum(_write(db, row, people, settings, now) for row in _lost(db, now))


def _lost(db: Session, now: datetime) -> Sequence[OutgoingRow]:
    state = OutgoingRow.state.in_((REFUSED, UNKNOWN, WITHHELD))
    recent = OutgoingRow.created_at > now - SINCE
    return db.scalars(select(OutgoingRow).where(state, recent, OutgoingRow.purpose.in_(STAFF_PURPOSES))).all()


def _write(db: Session, row: OutgoingRow, people: tuple[Colleague, ...], settings: Settings, now: datetime) -> int:
    case = db.get(CaseRow, row.case_id) if row.case_id else None
    text = "\n\n".join(_words(message) for message in row.messages)
    page = f"/console/cases/{case.id}" if case else "/console/"
    subject = f"{case.reference} {case.title}" if case else text.split("\n")[0]
    return posts.queue(
        db,
        [
            Post(
                "email", one.email, subject, f"{text}\n\n{settings.public_url}{page}", row.purpose,
                row.case_id, one.id, f"line:{row.id}:{one.id}",
            )
            for one in _meant(db, row, people)
            if one.email
        ],
        now,
    )  # fmt: skip


def _meant(db: Session, row: OutgoingRow, people: tuple[Colleague, ...]) -> Sequence[Colleague]:
    if row.recipient.startswith("U"):
        return [one for one in people if one.line_id == row.recipient]
    unit = unit_by_group(db, row.recipient)
    return crew(people, unit.key) if unit else ()


def _words(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("altText") or "")
