"""Unfinished reports: kept for a week, asked after once on the next day, in one friendly message."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.conversation.asking import ask
from handlers.conversation.session import Session
from handlers.conversation.summary import KINDS
from handlers.dates import day_words, local
from handlers.messages import Message
from handlers.turn import Known

REMIND_AFTER = timedelta(hours=20)  # the next day, not the same evening


def may_remind(session: Session, now: datetime) -> bool:
    """Tell whether someone is to be asked, once, about what they began."""
    touched = session.touched_at or session.opened_at
    begun = session.flow in KINDS and bool(session.answers.get("what") or session.answers.get("gathered"))
    return begun and not session.reminded and now - touched >= REMIND_AFTER


def remind(session: Session, known: Known) -> tuple[tuple[Message, ...], Session]:
    """Return the reminder, which ends with the open question, and the session that knows of it."""
    ends = (session.touched_at or session.opened_at) + timedelta(days=known.office.policy.draft_days)
    day = day_words(local(ends, known.office.utc_offset_hours).date(), known.wording)
    title = session.answers.get("title") or known.wording.say("flow.untitled")
    said = ask(session, known, (known.wording.say("flow.reminder", title=title, day=day),))
    return said, replace(session, reminded=True)
