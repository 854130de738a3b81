"""Stored event to turn to outgoing rows: one transaction for each event, one conversation's events one by one."""

import json
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.line.events import reply_token
from bot.loading import Loading
from bot.logs import log
from storage import events, outgoing, parcels
from storage.database import Database
from storage.outgoing import Answering, Outgoing

# LINE's reply tokens live a minute after LINE's own clock says the webhook was received; ours may be behind.
TOKEN_FRESH = timedelta(seconds=20)

# After a failed attempt the event waits, and its conversation with it; after the last one it is kept as failed.
WAITS = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=20), timedelta(seconds=60))


@dataclass(frozen=True)
class Meta:
    """What is known of a stored event beside its raw JSON."""

    id: int
    webhook_event_id: str
    conversation: str
    received_at: datetime
    attempts: int


Decide = Callable[[Session, Any, Meta, datetime], Sequence[Outgoing]]
Apologise = Callable[[Session, Any, datetime], Sequence[Outgoing]]


def say_nothing(session: Session, raw: Any, now: datetime) -> Sequence[Outgoing]:
    """For whoever does not answer people."""
    return ()


class Inbox:
    """Handles what the webhook stored; `apologise` says what a person hears whose event could not be handled at all."""

    def __init__(
        self,
        database: Database,
        decide: Decide,
        clock: Clock,
        apologise: Apologise = say_nothing,
        loading: Loading | None = None,
    ) -> None:
        self._database = database
        self._decide = decide
        self._apologise = apologise
        self._clock = clock
        self._loading = loading

    def handle_next(self) -> bool:
        """Handle one event; False if none was due."""
        if not self._anything_waits():
            return False
        meta: Meta | None = None
        try:
            with self._database.begin() as session:
                event = events.take(session, self._clock.now())
                if event is not None:
                    meta = Meta(
                        event.id, event.webhook_event_id, event.conversation, event.received_at, event.attempts
                    )
                    self._handle(session, event.raw, meta)
        except Exception as problem:
            if meta is None:
                raise
            self._note_failure(meta, problem)
        return meta is not None

    def _anything_waits(self) -> bool:
        with self._database.reading() as session:
            return events.anything_waits(session, self._clock.now())

    def _handle(self, session: Session, stored: str, meta: Meta) -> None:
        now, raw, recipient = self._clock.now(), json.loads(stored), _recipient(meta.conversation)
        with self._loading.while_busy(raw) if self._loading else nullcontext():
            said = self._decide(session, raw, meta, now)
        if recipient:
            parcels.hurry(session, recipient, now)
        answering = Answering(meta.id, recipient, reply_token(raw), meta.received_at + TOKEN_FRESH)
        outgoing.queue(session, said, now, answering)
        events.done(session, meta.id, now)

    def _note_failure(self, meta: Meta, problem: Exception) -> None:
        tried, now = meta.attempts + 1, self._clock.now()
        retry_at = now + WAITS[tried - 1] if tried <= len(WAITS) else None
        with self._database.begin() as session:
            events.failed(session, meta.id, type(problem).__name__, retry_at, now)
        if retry_at is None:
            self._say_sorry(meta, now)
        log().error("event failed", event_id=meta.id, attempt=tried, last=retry_at is None, exc_info=problem)

    def _say_sorry(self, meta: Meta, now: datetime) -> None:
        """Tell the person, in a transaction of its own: what failed once must not take the note of it along."""
        try:
            with self._database.begin() as session:
                raw = json.loads(events.raw_of(session, meta.id))
                outgoing.queue(session, self._apologise(session, raw, now), now)
        except Exception as problem:
            log().error("no apology", event_id=meta.id, exc_info=problem)


def _recipient(conversation: str) -> str | None:
    """The LINE id in a conversation's key."""
    return conversation.partition(":")[2] or None
