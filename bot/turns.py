"""A stored event becomes a turn: gather what is known, let the heart decide, do it, and put into rows what is said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.inbox import Meta
from bot.line.events import parse
from bot.parts import Parts
from bot.services.alerts.alerting import Alerting
from bot.services.alerts.telling import ANSWER, Telling, all_notices
from bot.services.knowing import Knowing
from bot.services.looking import note_told
from bot.services.performing import Done, Performer
from bot.services.surveys.facts import in_questionnaire
from bot.services.words import phrasebook
from handlers.events import Event, MediaSent, MessageEdited, PlaceSent, SourceKind, StickerSent, TextSent
from handlers.groups import concerns_us
from handlers.messages import Text
from handlers.take import take
from handlers.turn import Known, Turn
from storage import events
from storage.outgoing import QUESTIONNAIRE, Outgoing
from storage.people import person_by_line_id
from storage.talks import keep_talk
from storage.unsent import drop_words, newer_edit, was_taken_back

MESSAGES = (TextSent, MessageEdited, MediaSent, PlaceSent, StickerSent)  # what can be taken back before it comes


class Turns:
    """What the inbox calls for each event, inside its transaction."""

    def __init__(self, parts: Parts) -> None:
        self._store = parts.media
        self._knowing = Knowing(parts.settings)
        self._telling = Telling(parts.settings)
        self._alerting = Alerting(parts.settings)

    def decide(self, db: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
        """Return what is said because of an event; everything else that it leads to is written already."""
        event = parse(raw, meta.received_at)
        if isinstance(event.what, MESSAGES) and was_taken_back(db, event.what.message_id):
            return ()
        if event.source is not None and event.source.kind is not SourceKind.USER and not concerns_us(event.what):
            drop_words(db, meta.id)
        if isinstance(event.what, MessageEdited) and self._outdated(db, event, meta):
            return ()
        known = self._knowing.gather(db, event, now)
        turn = take(event, known)
        performer = Performer(db, known, self._store, meta.conversation)
        for effect in turn.effects:
            performer.perform(effect)
        if event.source is not None and event.source.kind is SourceKind.USER and known.person.line_id:
            session = turn.session.dump() if turn.session else None
            keep_talk(db, known.person.line_id, session, now)
        if in_questionnaire(known.session, turn.session):
            events.blank(db, meta.id)  # what was answered is in the draft alone, until it is handed in
        return self._said(db, event, known, turn, performer.done, now)

    def _outdated(self, db: Session, event: Event, meta: Meta) -> bool:
        assert isinstance(event.what, MessageEdited)
        at = round(event.at.timestamp() * 1000)
        return newer_edit(db, meta.conversation, event.what.message_id, at)

    def apologise(self, db: Session, raw: Any, now: datetime) -> Sequence[Outgoing]:
        """Return what someone hears whose message could not be handled: that it was so, and what they can do."""
        event = parse(raw, now)
        if event.source is None or event.source.kind is not SourceKind.USER or event.silent or not event.can_reply:
            return ()
        row = person_by_line_id(db, event.source.id)
        wording = phrasebook().wording(row.language if row else phrasebook().default)
        phone = self._knowing.office(db, now).telephone
        return self._telling.push(
            event.source.id, wording.language, (Text(wording.say("trouble.failed", phone=phone)),), "apology", None
        )

    def _said(
        self, db: Session, event: Event, known: Known, turn: Turn, done: Done, now: datetime
    ) -> Sequence[Outgoing]:
        """Return the parcels: what concerns the one who wrote goes as their answer, the rest is pushed."""
        if event.source is None:
            return ()
        here = event.source.id
        told = [*all_notices(done.happened, known.office, now), *done.told]
        own = [message for notice in told if notice.to == here for message in notice.messages]
        said = (*turn.say, *done.said, *own, *turn.then)
        language = self._language(turn, known)
        purpose = QUESTIONNAIRE if in_questionnaire(known.session, turn.session) else ANSWER
        answer = self._telling.answer(here, language, said, keep=turn.keep, purpose=purpose)
        others = self._telling.tell([notice for notice in told if notice.to != here], known.office, now)
        others += self._alerting.after(db, done.happened, known.office, now, here)
        note_told(db, others, now)
        return [*answer, *others]

    def _language(self, turn: Turn, known: Known) -> str:
        saved = [effect.person.language for effect in turn.effects if hasattr(effect, "person")]
        return saved[-1] if saved else known.person.language
