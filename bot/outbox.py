"""Claim, send, record: a parcel is marked as being sent and committed, sent with no transaction open, and settled."""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.line.client import Accepted, LineClient
from bot.line.errors import UNAUTHORIZED, LineError, LineRefused, LineUnreachable
from bot.logs import log, short
from bot.parcel import Try, Verdict, Way, company, fresh_token, verdict, wait, way_again
from bot.services.groups import count_again
from bot.services.quotas import quota
from handlers.quota import Reason
from storage import parcels
from storage.database import Database
from storage.outgoing import QUESTIONNAIRE, QUEUED, REFUSED, SENDING, SENT, UNKNOWN, WITHHELD, OutgoingRow

MONTHLY_LIMIT = Reason.MONTH.value
LOOK_AGAIN = timedelta(days=30)  # whether somebody has let the account in again; their return is told by LINE itself
GONE_FOR_GOOD = timedelta(days=60)
WITHHOLDING = frozenset(Reason)
TOO_OLD = timedelta(hours=24)  # what need not be kept is not sent any more after so long
MONTH_BEGINS_AT = 9  # o'clock: what waited for the new month's quota does not come at midnight


@dataclass(frozen=True)
class Load:
    """A claimed parcel: what is sent, and what is needed to judge the outcome."""

    key: str
    to: str
    messages: list[dict[str, Any]]
    reply_token: str | None
    tried: Try
    attempts: int


@dataclass(frozen=True)
class Outcome:
    """What a try led to."""

    verdict: Verdict
    request_id: str | None
    error_code: str | None = None
    error_text: str | None = None
    wait: timedelta = timedelta(0)


class Outbox:
    """Sends what is to be said, for one worker process."""

    def __init__(
        self,
        database: Database,
        line: LineClient,
        clock: Clock,
        zone: ZoneInfo,
        worker_id: str,
        luck: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._line = line
        self._clock = clock
        self._zone = zone
        self._worker_id = worker_id
        self._luck = luck

    def send_next(self) -> bool:
        """Claim one parcel, send it, settle it; False if nothing is due."""
        load = self.claim()
        if load is None:
            return False
        self.send(load)
        return True

    def claim(self) -> Load | None:
        """Take what is next, for this worker alone."""
        while self._anything_due():
            with self._database.begin() as session:
                lead = parcels.next_due(session, self._clock.now())
                if lead is None:
                    return None
                load = self._load(session, lead, self._clock.now())
            if load is not None:
                return load
        return None

    def send(self, load: Load) -> None:
        """Send a claimed parcel and write down what became of it."""
        started = self._clock.now()
        outcome = self._judge(load)
        with self._database.begin() as session:
            rows = parcels.in_hand(session, load.key, self._worker_id)
            self._settle(rows, outcome, self._clock.now())
            if rows and outcome.verdict == Verdict.SENT:
                quota.book_accepted(session, rows, self._clock.now())
            if outcome.verdict == Verdict.REFUSED and not load.to.startswith("U"):
                count_again(session, load.to)  # is the account in that group at all?
        log().info(
            "parcel tried",
            to=short(load.to),
            parcel=load.key,
            via=load.tried.way.value,
            attempt=load.attempts,
            outcome=outcome.verdict.value,
            code=outcome.error_code,
            line_request_id=outcome.request_id,
            ms=round((self._clock.now() - started).total_seconds() * 1000),
        )

    def take_up_abandoned(self, lease: timedelta) -> int:
        """Give back what dead or stuck workers left in the middle of sending."""
        now = self._clock.now()
        with self._database.begin() as session:
            return parcels.take_up_abandoned(session, now, now - lease)

    def _anything_due(self) -> bool:
        with self._database.reading() as session:
            return parcels.anything_due(session, self._clock.now())

    def _load(self, session: Session, lead: OutgoingRow, now: datetime) -> Load | None:
        if lead.parcel is None:
            rows: Sequence[OutgoingRow] = company(lead, parcels.open_rows(session, lead.recipient), now)
            way: Way | None = Way.REPLY if fresh_token(rows, now) else Way.PUSH
            # The key is the row's own id. Only after a refusal is it a new one, as the company may be another.
            key = lead.id if lead.attempts == 0 else str(uuid.uuid4())
        else:
            rows = parcels.rows_of(session, lead.parcel)
            way, key = way_again(rows, now), lead.parcel
        if way is None:
            for row in rows:
                row.state, row.claimed_by = UNKNOWN, None
            return None
        if way == Way.PUSH and lead.parcel is None:
            reason = quota.reason_to_wait(session, rows, now)
            if reason is not None:
                self._withhold(rows, reason, now)
                return None
        return self._claimed(rows, way, key, now)

    def _claimed(self, rows: Sequence[OutgoingRow], way: Way, key: str, now: datetime) -> Load:
        first_try = rows[0].parcel != key or rows[0].via != way
        for place, row in enumerate(rows):
            row.state, row.parcel, row.place, row.via = SENDING, key, place, way.value
            row.claimed_by, row.claimed_at, row.attempts = self._worker_id, now, row.attempts + 1
            if first_try:
                row.first_tried_at, row.doubtful = now, False
        return Load(
            key=key,
            to=rows[0].recipient,
            messages=[message for row in rows for message in row.messages],
            reply_token=next((row.reply_token for row in rows if row.reply_token), None) if way == Way.REPLY else None,
            tried=Try(way, rows[0].doubtful, len(rows)),
            attempts=max(row.attempts for row in rows),
        )

    def _judge(self, load: Load) -> Outcome:
        """Make the call; no transaction is open here."""
        pause = wait(load.attempts, self._luck())
        try:
            return Outcome(Verdict.SENT, self._call(load).request_id)
        except LineUnreachable as problem:
            return Outcome(verdict(load.tried, problem), problem.request_id, problem.reason, wait=pause)
        except LineRefused as problem:
            found = verdict(load.tried, problem)
            code = problem.code
            if code == UNAUTHORIZED:
                log().critical("LINE refuses the access token: nothing can be sent until it is replaced")
            if found == Verdict.LIMITED and load.tried.way == Way.PUSH and self._month_is_used_up(problem):
                code = MONTHLY_LIMIT
            return Outcome(found, problem.request_id, code, problem.text, pause)

    def _call(self, load: Load) -> Accepted:
        if load.reply_token is not None:
            return self._line.reply(load.reply_token, load.messages)
        return self._line.push(load.to, load.messages, load.key)

    def _month_is_used_up(self, problem: LineRefused) -> bool:
        """429 has several meanings and its text is not guaranteed: the quota tells, the text only if that fails."""
        try:
            return self._line.quota().spent
        except LineError:
            return "monthly limit" in problem.text.lower()

    def _settle(self, rows: Sequence[OutgoingRow], outcome: Outcome, now: datetime) -> None:
        for row in rows:
            withheld = row.error_code if row.error_code in WITHHOLDING else None
            row.line_request_id, row.claimed_by = outcome.request_id, None
            row.error_code, row.error_text = outcome.error_code, outcome.error_text
            if outcome.verdict == Verdict.SENT:
                row.state, row.sent_at, row.doubtful = SENT, now, False
            elif outcome.verdict == Verdict.REFUSED:
                row.state = REFUSED
            elif outcome.verdict == Verdict.AGAIN or (outcome.verdict == Verdict.LIMITED and row.doubtful):
                row.state, row.doubtful, row.due_at = QUEUED, True, now + outcome.wait
            else:
                self._set_free(row, outcome, withheld, now)
            if row.purpose == QUESTIONNAIRE and row.state in (SENT, REFUSED):
                row.messages = []

    def _withhold(self, rows: Sequence[OutgoingRow], reason: Reason, now: datetime) -> None:
        """Keep back what would cost too much now: it rides on the next free reply, or waits for the new month."""
        later = now + LOOK_AGAIN if reason is Reason.BLOCKED else self._next_month(now)
        for row in rows:
            row.state, row.error_code, row.due_at = WITHHELD, reason.value, later
            if reason is Reason.BLOCKED and now - row.created_at > GONE_FOR_GOOD:
                row.state = REFUSED

    def _set_free(self, row: OutgoingRow, outcome: Outcome, withheld: str | None, now: datetime) -> None:
        """LINE certainly has not got it: the row may go again, in other company."""
        row.parcel = row.place = row.via = None
        if row.claimed_at is not None and row.due_at > row.claimed_at:
            # It was only riding along, and goes back to waiting for its own time.
            row.attempts, row.state, row.error_code = 0, WITHHELD if withheld else QUEUED, withheld
            return
        row.state, row.due_at = QUEUED, now + outcome.wait
        if outcome.error_code == MONTHLY_LIMIT:
            row.state, row.due_at = WITHHELD, self._next_month(now)
        elif outcome.verdict == Verdict.STALE_TOKEN:
            row.reply_token, row.due_at = None, now
        elif outcome.verdict == Verdict.APART:
            row.alone, row.due_at = True, now
        elif not row.keep and now - row.created_at > TOO_OLD:
            row.state = REFUSED

    def _next_month(self, now: datetime) -> datetime:
        """The morning of the first day of the next month, in the office's zone."""
        local = now.astimezone(self._zone)
        first = (local.replace(day=1) + timedelta(days=32)).replace(day=1)
        return first.replace(hour=MONTH_BEGINS_AT, minute=0, second=0, microsecond=0)
