"""Tells a citizen, kindly and once, that something they sent did not arrive, and what they can do instead."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line.errors import GONE as TAKEN_BACK
from bot.services.words import phrasebook
from storage import outgoing
from storage.media import FAILED, GONE, Media
from storage.outgoing import QUEUED, WITHHELD, Outgoing, OutgoingRow
from storage.people import person_by_line_id

PURPOSE = "media"


def could_not_be_had(changes: Mapping[str, object]) -> bool:
    """Tell whether a thing is lost; one that its sender took back is not."""
    return changes.get("state") in (FAILED, GONE) and changes.get("error") != TAKEN_BACK


def tell_of_lost_media(db: Session, media: Media, now: datetime) -> None:
    """Queue the words, unless such words wait already; whoever is in a group is not written to."""
    kind, _, line_id = (media.conversation or "").partition(":")
    if kind != "user" or not line_id or _waits_already(db, line_id):
        return
    person = person_by_line_id(db, line_id)
    wording = phrasebook().wording(person.language if person else phrasebook().default)
    words = {"type": "text", "text": wording.say(f"media.lost_{media.kind}")}
    outgoing.queue(db, [Outgoing(line_id, (words,), PURPOSE, keep=False, case_id=media.case_id)], now)


def _waits_already(db: Session, line_id: str) -> bool:
    waiting = (OutgoingRow.recipient == line_id, OutgoingRow.state.in_((QUEUED, WITHHELD)))
    return db.scalar(select(OutgoingRow.seq).where(*waiting, OutgoingRow.purpose == PURPOSE).limit(1)) is not None
