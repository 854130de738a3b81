"""What happened, in one numbered row, for pages and tests that wait for news."""

import time
from collections import deque
from itertools import islice
from threading import Condition, RLock

from bot.simulator.records import Json

KEPT = 5_000


class Feed:
    """Numbered news items; waiting for the next one needs no sleep."""

    def __init__(self, lock: RLock) -> None:
        self._news = Condition(lock)
        self._items: deque[tuple[int, Json]] = deque(maxlen=KEPT)
        self.last = 0

    def tell(self, kind: str, **data: object) -> int:
        """Add a piece of news and wake everyone who waits; the caller holds the lock."""
        self.last += 1
        self._items.append((self.last, {"kind": kind, **data}))
        self._news.notify_all()
        return self.last

    def next_number(self) -> int:
        return self.last + 1

    def wait(self, after: int, seconds: float) -> list[tuple[int, Json]]:
        """All news after a number, waiting at most so long for the first; the waiter must not hold the lock."""
        deadline = time.monotonic() + seconds
        with self._news:
            while self.last <= after:
                left = deadline - time.monotonic()
                if left <= 0 or not self._news.wait(left):
                    return []
            newest = islice(reversed(self._items), self.last - after)  # numbers have no gaps
            return list(newest)[::-1]
