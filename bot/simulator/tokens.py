"""Reply tokens (once, for a minute) and retry keys (for 24 hours)."""

import uuid

from bot.simulator.archive import Archive
from bot.simulator.clock import Clock
from bot.simulator.ids import reply_token
from bot.simulator.records import Accepted, ReplyToken
from bot.simulator.table import Table

LIVES_AFTER_DELIVERY = 60
LIVES_AFTER_EVENT = 20 * 60
RETRY_KEY_LIVES = 24 * 3600


class ReplyTokens:
    """A token may be used once, within a minute of the last delivery and 20 minutes of the event."""

    def __init__(self, archive: Archive | None, clock: Clock) -> None:
        self._table = Table("reply_token", ReplyToken, "token", archive)
        self._clock = clock

    def issue(self, chat: str) -> str:
        now = self._clock.now()
        self._drop_old(now)
        return self._table.keep(ReplyToken(reply_token(), chat, now, now)).token

    def _drop_old(self, now: float) -> None:
        while (token := self._table.oldest()) and now - token.event_at > 2 * LIVES_AFTER_EVENT:
            self._table.drop(token.token)

    def delivered(self, token: str) -> None:
        """The bot is given the token, for the first time or again: its minute begins anew."""
        if row := self._table.get(token):
            row.given_at = self._clock.now()
            self._table.keep(row)

    def chat_for(self, token: str) -> str | None:
        """The chat that a token still opens, or None."""
        row, now = self._table.get(token), self._clock.now()
        if row is None or row.used:
            return None
        alive = now - row.given_at <= LIVES_AFTER_DELIVERY and now - row.event_at <= LIVES_AFTER_EVENT
        return row.chat if alive else None

    def spend(self, token: str) -> None:
        if row := self._table.get(token):
            row.used = True
            self._table.keep(row)

    def clear(self) -> None:
        self._table.clear()


class RetryKeys:
    """The keys of accepted requests: a second request with one is answered 409 for a day."""

    def __init__(self, archive: Archive | None, clock: Clock) -> None:
        self._table = Table("retry_key", Accepted, "key", archive)
        self._clock = clock

    @staticmethod
    def is_valid(key: str) -> bool:
        try:
            return str(uuid.UUID(key)) == key.lower()
        except ValueError:
            return False

    def find(self, key: str) -> Accepted | None:
        row = self._table.get(key.lower())
        if row and self._clock.now() - row.at > RETRY_KEY_LIVES:
            self._table.drop(row.key)
            return None
        return row

    def accept(self, row: Accepted) -> None:
        row.key = row.key.lower()
        self._table.drop(row.key)  # an outlived one of the same name would be the oldest
        while (old := self._table.oldest()) and row.at - old.at > 2 * RETRY_KEY_LIVES:
            self._table.drop(old.key)
        self._table.keep(row)

    def clear(self) -> None:
        self._table.clear()
