"""Erasing a person: their rows go, and what must stay for the statistics stays without them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, true, update
from sqlalchemy.orm import Session

from handlers.cases.status import Role
from storage import looks
from storage.alerts.posts import PostRow
from storage.cases import CaseRow, EntryRow
from storage.events import WebhookEvent
from storage.finding.joiners import joined_by
from storage.history import erase_words
from storage.labels import LabelRow, PollRow
from storage.media import Media
from storage.menuwishes import MenuWishRow
from storage.outgoing import QUEUED, SENDING, WITHHELD, OutgoingRow
from storage.people import PersonRow
from storage.sources import SourceRow
from storage.staff import StaffRow
from storage.surveys import privacy as surveyprivacy
from storage.talks import TalkRow

NOBODY = "erased"  # who a parcel went to whose recipient is no more
_QUIETLY = {"synchronize_session": False}


def empty_cases(
    db: Session, cases: Sequence[CaseRow], mark: str, now: datetime, *, everybody: bool = False
) -> None:
    """Take everything of the citizen out of cases, which stay as numbers; of `everybody`: what staff wrote as well."""
    ids = [case.id for case in cases]
    texts = [case.text for case in cases]
    for case in cases:
        case.text = case.title = mark
        case.person_id, case.contact = None, "anonymous"
        case.phone = case.person_named = case.place = ""
        case.latitude = case.longitude = None
    for case in cases:
        whose = true() if everybody else EntryRow.role == Role.CITIZEN
        told = (EntryRow.case_id == case.id, whose, (EntryRow.note != "") | (EntryRow.seq == 1))
        erase_words(db, case, dict.fromkeys(db.scalars(select(EntryRow.seq).where(*told)), mark), now, Role.SYSTEM)
    db.execute(update(PollRow).where(PollRow.case_id.in_(ids)).values(why=""), execution_options=_QUIETLY)
    db.execute(delete(SourceRow).where(SourceRow.case_id.in_(ids)), execution_options=_QUIETLY)
    db.execute(delete(LabelRow).where(LabelRow.text.in_(texts)), execution_options=_QUIETLY)
    posted = update(PostRow).where(PostRow.case_id.in_(ids))
    db.execute(posted.values(subject=mark, text=mark), execution_options=_QUIETLY)
    blank = update(OutgoingRow).where(OutgoingRow.case_id.in_(ids))
    db.execute(blank.values(messages=[{"type": "text", "text": mark}], size=1), execution_options=_QUIETLY)
    looks.blank_details(db, ids)


def leave_joined(db: Session, person: PersonRow) -> None:
    """Take the person out of the cases of others that they joined, with what they told of them."""
    for joiner, _case in joined_by(db, person.id):
        for source in db.scalars(select(SourceRow).where(SourceRow.case_id == joiner.case_id)):
            if source.words in joiner.words:
                db.delete(source)
        db.delete(joiner)
    db.flush()


def drop_person(db: Session, person: PersonRow, conversation: str, mark: str) -> None:
    """Remove the person, their open conversation, what they sent and the words that were sent to them.

    That something was sent stays in the books: LINE's quota is counted from them.
    """
    line_id = person.line_id
    leave_joined(db, person)
    waiting = OutgoingRow.state.in_((QUEUED, SENDING, WITHHELD))
    sent = update(OutgoingRow).where(OutgoingRow.recipient == line_id, ~waiting)
    blank = {"recipient": NOBODY, "messages": [{"type": "text", "text": mark}], "size": 1, "reply_token": None}
    db.execute(sent.values(blank), execution_options=_QUIETLY)
    db.execute(delete(MenuWishRow).where(MenuWishRow.line_id == line_id), execution_options=_QUIETLY)
    db.execute(delete(TalkRow).where(TalkRow.line_id == line_id), execution_options=_QUIETLY)
    theirs = WebhookEvent.conversation == conversation
    db.execute(update(WebhookEvent).where(theirs).values(raw="{}"), execution_options=_QUIETLY)
    db.execute(update(StaffRow).where(StaffRow.line_id == line_id).values(line_id=None), execution_options=_QUIETLY)
    surveyprivacy.cut_off(db, person.id, mark)
    db.delete(person)
    db.flush()


def media_of(db: Session, conversation: str) -> Sequence[Media]:
    """Return the media that someone sent."""
    return db.scalars(select(Media).where(Media.conversation == conversation, Media.message_id.is_not(None))).all()
