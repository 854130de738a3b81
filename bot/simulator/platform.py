"""One local LINE: all its parts, under one lock."""

import itertools
from collections import deque
from threading import RLock

from flask import current_app

from bot.simulator import ids
from bot.simulator.archive import Archive
from bot.simulator.chats import Chats
from bot.simulator.clock import Clock
from bot.simulator.config import LineConfig
from bot.simulator.courier import Courier
from bot.simulator.faults import Faults
from bot.simulator.feed import Feed
from bot.simulator.media import Media
from bot.simulator.quota import Quota
from bot.simulator.rates import Rates
from bot.simulator.records import Call, Delivery, Json
from bot.simulator.richmenus import RichMenus
from bot.simulator.tokens import ReplyTokens, RetryKeys

CALLS_KEPT = 5_000


class Platform:
    """What the LINE platform is for one channel."""

    def __init__(self, config: LineConfig) -> None:
        self.config = config
        self.boot = ids.request_id()  # tells pages that the process is another one
        self.lock = RLock()
        self.clock = Clock(config.clock)
        self.archive = Archive(config.state_file) if config.state_file else None
        self.feed = Feed(self.lock)
        self.media = Media(self.archive)
        self.chats = Chats(self.archive, self.feed, self.clock)
        self.reply_tokens = ReplyTokens(self.archive, self.clock)
        self.retry_keys = RetryKeys(self.archive, self.clock)
        self.quota = Quota(self.archive, self.clock, config.monthly_quota)
        self.rich_menus = RichMenus(self.archive, self.media)
        self.rates = Rates(self.clock, config.strict_rates)
        self.faults = Faults()
        self.courier = Courier(config, self.clock, self.reply_tokens, self._delivered)
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self._call_numbers = itertools.count(1)
        self.issued_tokens: dict[str, float] = {}  # access token -> end, for tokens issued by /oauth2
        self.narrowcasts: dict[str, Json] = {}
        self.batches: dict[str, str] = {}  # request id of a rich menu batch -> when it was done
        self.link_tokens: dict[str, tuple[str, float]] = {}  # link token -> (user id, end)
        self.transcodings: dict[str, str | float] = {}  # message id -> processing, failed, or when it succeeds
        self._loading: dict[str, float] = {}  # chat -> end of its loading animation

    def next_call(self) -> int:
        return next(self._call_numbers)

    def log_call(self, call: Call) -> None:
        with self.lock:
            self.calls.append(call)
            self.feed.tell("call", call=call.to_json())

    def _delivered(self, delivery: Delivery) -> None:
        """A webhook attempt has ended: tell the page; what the bot has accepted counts as read."""
        with self.lock:
            self.feed.tell("delivery", delivery=delivery.to_json())
            if delivery.reason:
                return
            for event in delivery.events:
                message = self.chats.messages.get(str(event.get("message", {}).get("id", "")))
                if message and not message.read:
                    message.read = True
                    self.chats.changed(message)

    def show_loading(self, chat: str, seconds: int) -> None:
        """Begin the loading animation in a chat, or end it (0)."""
        self._loading[chat] = self.clock.now() + seconds
        self.feed.tell("loading", chat=chat, seconds=seconds)

    def loading_now(self) -> dict[str, float]:
        """Chats with a loading animation, and the seconds each has left."""
        now = self.clock.now()
        return {chat: end - now for chat, end in self._loading.items() if end > now}

    def transcoding(self, message_id: str) -> str:
        """processing, failed or succeeded: LINE prepares films and sounds before it hands them out."""
        state = self.transcodings.get(message_id, "succeeded")
        if isinstance(state, str):
            return state
        return "processing" if self.clock.now() < state else "succeeded"

    def violations(self) -> list[Json]:
        return [
            {"call": call.n, "at": call.at, "endpoint": call.endpoint, "request_id": call.request_id, **found}
            for call in self.calls
            for found in call.violations
        ]

    def reset(self) -> None:
        """Forget everything, as if just started."""
        with self.lock:
            for part in (self.courier, self.chats, self.reply_tokens, self.retry_keys, self.media, self.faults):
                part.clear()
            for resettable in (self.clock, self.quota, self.rates, self.rich_menus):
                resettable.reset()
            for kept in (
                self.calls,
                self.issued_tokens,
                self.narrowcasts,
                self.batches,
                self.link_tokens,
                self.transcodings,
                self._loading,
            ):
                kept.clear()
            if self.archive:
                self.archive.clear()
            self.feed.tell("reset")


def platform() -> Platform:
    """The local LINE that answers the current request."""
    found: Platform = current_app.extensions["local_line"]
    return found
