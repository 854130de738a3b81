"""The animation of somebody about to answer, shown to whoever waits for slow work; it is no message, and free."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.line.client import LineClient
from bot.line.errors import LineError
from bot.line.events import reply_token
from bot.logs import log

SLOW = 0.7  # seconds of work before the animation begins
SECONDS = 10  # it lasts, unless the answer comes before; LINE takes 5 to 60 in steps of 5
LOOK = 0.2


@dataclass
class Busy:
    """Somebody waits for an answer."""

    user_id: str
    since: float
    shown: bool = False


class Loading:
    """Watches the work in hand from a thread of its own, so that no answer ever waits for the animation."""

    def __init__(self, line: LineClient, slow: float = SLOW) -> None:
        self._line = line
        self._slow = slow
        self._numbers = itertools.count()
        self._busy: dict[int, Busy] = {}
        self._lock = threading.Lock()

    @contextmanager
    def while_busy(self, raw: Any) -> Iterator[None]:
        """Around the work on an event; only whoever writes alone with the account and can be answered sees it."""
        user_id = _who_waits(raw)
        if user_id is None:
            yield
            return
        number = next(self._numbers)
        with self._lock:
            self._busy[number] = Busy(user_id, time.monotonic())
        try:
            yield
        finally:
            with self._lock:
                self._busy.pop(number, None)

    def watch(self, stop: threading.Event) -> None:
        """Look until told to stop."""
        while not stop.wait(LOOK):
            self.look()

    def look(self) -> None:
        """Show the animation to everybody who has waited long enough and does not see it yet."""
        moment = time.monotonic()
        with self._lock:
            waiting = [busy for busy in self._busy.values() if not busy.shown and moment - busy.since >= self._slow]
            for busy in waiting:
                busy.shown = True
        for busy in waiting:
            try:
                self._line.show_loading(busy.user_id, SECONDS)
            except LineError as problem:
                log().info("no loading animation", reason=str(problem))  # it only decorates


def _who_waits(raw: Any) -> str | None:
    source = raw.get("source") if isinstance(raw, dict) else None
    alone = isinstance(source, dict) and source.get("type") == "user" and raw.get("mode") != "standby"
    wants_answer = alone and raw.get("type") in ("message", "postback") and reply_token(raw) is not None
    user_id = source.get("userId") if wants_answer and isinstance(source, dict) else None
    return user_id if isinstance(user_id, str) else None
