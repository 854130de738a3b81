"""The rules of sending, without doing it: what goes together, by reply or push, and what an outcome means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.line.errors import INVALID_TOKEN, LIMIT, LineError, LineRefused, LineUnreachable
from storage.outgoing import MOST_MESSAGES, QUEUED, WITHHELD, OutgoingRow

# A token is first used within 20 s (`reply_until`) and asked about again until 55 s after the event was received.
ASK_AGAIN = timedelta(seconds=35)
KEY_LIVES = timedelta(hours=23, minutes=50)  # LINE remembers a retry key for 24 hours, then it would send again
LONGEST_WAIT = timedelta(minutes=10)
FIRST_WAITS = (timedelta(seconds=0.3), timedelta(seconds=1))  # most faults are over at once


class Way(StrEnum):
    REPLY = "reply"
    PUSH = "push"


class Verdict(StrEnum):
    """What becomes of a parcel after a try."""

    SENT = "sent"
    AGAIN = "again"  # the same parcel, the same key
    ANEW = "anew"  # LINE certainly has not got it: its rows are free again
    APART = "apart"  # LINE refused it in company: each row by itself, so that only the bad one stays behind
    REFUSED = "refused"
    UNKNOWN = "unknown"
    LIMITED = "limited"  # 429: which of its meanings, the quota tells
    STALE_TOKEN = "stale_token"  # noqa: S105 - the reply token is of no use any more: the rows go as a push


@dataclass(frozen=True)
class Try:
    """How a parcel stands when it is tried."""

    way: Way
    doubtful: bool  # an earlier try of it may have been accepted
    rows: int


def company(lead: OutgoingRow, open_rows: Sequence[OutgoingRow], now: datetime) -> list[OutgoingRow]:
    """The rows that go with `lead`: what is due after it, and on the free reply also what was held back."""
    if lead.alone:
        return [lead]
    due = [lead]
    for row in (row for row in open_rows if row.seq > lead.seq):
        if row.parcel is not None or row.alone:
            break  # it is on its way, or must go alone: what comes later stays behind it
        if _is_held(row, now):
            continue
        if _size(due) + row.size > MOST_MESSAGES:
            break
        due.append(row)
    riders: list[OutgoingRow] = []
    if fresh_token(due, now):
        for row in open_rows:
            free = row not in due and row.parcel is None and not row.alone and _is_held(row, now)
            if free and _size(riders) + _size(due) + row.size <= MOST_MESSAGES:
                riders.append(row)
    return riders + due  # the answer last: only the last message shows its quick replies


def fresh_token(rows: Sequence[OutgoingRow], now: datetime) -> OutgoingRow | None:
    """The row whose reply token can be used for the first time."""
    return next((row for row in rows if row.reply_token and row.reply_until and now <= row.reply_until), None)


def way_again(rows: Sequence[OutgoingRow], now: datetime) -> Way | None:
    """How a parcel that may have been accepted is tried again; None if asking further would not be honest."""
    first = rows[0]
    if first.via == Way.PUSH:
        fresh = first.first_tried_at is None or now - first.first_tried_at < KEY_LIVES
        return Way.PUSH if fresh else None
    asking = next((row.reply_until + ASK_AGAIN for row in rows if row.reply_token and row.reply_until), now)
    if now < asking:
        return Way.REPLY  # the token is its own retry key: it works once
    # The minute is over and LINE never said whether it took the reply. A reference number or a result must not be
    # lost, and seeing it twice does no harm; anything else is better missed than doubled.
    return Way.PUSH if any(row.keep for row in rows) else None


def verdict(tried: Try, problem: LineError | None) -> Verdict:
    """What a try's outcome means."""
    if problem is None:
        return Verdict.SENT
    if isinstance(problem, LineUnreachable):
        return Verdict.ANEW if problem.outcome_known and not tried.doubtful else Verdict.AGAIN
    if not isinstance(problem, LineRefused):
        return Verdict.UNKNOWN
    if problem.code == INVALID_TOKEN and tried.way == Way.REPLY:
        # After a try with no clear answer, a token that is no longer good says that LINE took that try.
        return Verdict.SENT if tried.doubtful else Verdict.STALE_TOKEN
    if problem.code == LIMIT:
        return Verdict.LIMITED
    if problem.status == 401:
        return Verdict.AGAIN if tried.doubtful else Verdict.ANEW
    return Verdict.APART if tried.rows > 1 and not tried.doubtful else Verdict.REFUSED


def wait(attempts: int, luck: float) -> timedelta:
    """How long until the next try, after so many; `luck` from 0 to 1 keeps many from coming back at once."""
    if attempts <= len(FIRST_WAITS):
        return FIRST_WAITS[max(attempts, 1) - 1] * (0.75 + luck / 2)
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(attempts - 1, 12))) * (0.75 + luck / 2)


def _is_held(row: OutgoingRow, now: datetime) -> bool:
    # What was never to wait is not held, even if it is due a moment from now by the clock of who queued it.
    return row.state == WITHHELD or (row.state == QUEUED and row.due_at > max(now, row.created_at))


def _size(rows: Sequence[OutgoingRow]) -> int:
    return sum(row.size for row in rows)
