"""The time of the local LINE, which can be frozen and moved forward."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from threading import Lock

JAPAN = timezone(timedelta(hours=9))  # LINE counts its days and months in UTC+9


class Clock:
    """Seconds since the epoch, by an outer clock plus an offset, or standing still."""

    def __init__(self, outer: Callable[[], float]) -> None:
        self._outer = outer
        self._offset = 0.0
        self._frozen_at: float | None = None
        self._lock = Lock()

    def now(self) -> float:
        with self._lock:
            return self._outer() + self._offset if self._frozen_at is None else self._frozen_at

    def now_ms(self) -> int:
        return int(self.now() * 1000)

    def freeze(self, at: float | None = None) -> None:
        """Stand still, now or at a given time."""
        moment = self.now() if at is None else at
        with self._lock:
            self._frozen_at = moment

    def run(self) -> None:
        """Go on from where the clock stands."""
        moment = self.now()
        with self._lock:
            self._frozen_at, self._offset = None, moment - self._outer()

    def advance(self, seconds: float) -> None:
        with self._lock:
            if self._frozen_at is None:
                self._offset += seconds
            else:
                self._frozen_at += seconds

    def reset(self) -> None:
        with self._lock:
            self._frozen_at, self._offset = None, 0.0

    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    def day(self) -> str:
        """Today as LINE writes it in delivery counts (yyyyMMdd, UTC+9)."""
        return datetime.fromtimestamp(self.now(), JAPAN).strftime("%Y%m%d")

    def iso(self) -> str:
        return datetime.fromtimestamp(self.now(), UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
