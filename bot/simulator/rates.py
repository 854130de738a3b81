"""LINE's rate limits: a token bucket for each method and address."""

from threading import Lock

from bot.simulator.clock import Clock

# "METHOD /template" -> (requests, seconds); the others fall to OTHER. From LINE's reference, section "Rate limits".
LIMITS: dict[str, tuple[int, float]] = {
    "POST /v2/bot/message/narrowcast": (60, 3600),
    "POST /v2/bot/message/broadcast": (60, 3600),
    "POST /v2/bot/message/multicast": (200, 1),
    "POST /v2/bot/chat/loading/start": (100, 1),
    "POST /v2/bot/richmenu": (100, 3600),
    "DELETE /v2/bot/richmenu/<menu_id>": (100, 3600),
    "DELETE /v2/bot/richmenu/alias/<alias_id>": (100, 3600),
    "GET /v2/bot/richmenu/progress/batch": (100, 3600),
    "GET /v2/bot/richmenu/list": (10, 1),
    "POST /v2/bot/richmenu/batch": (3, 3600),
    "PUT /v2/bot/channel/webhook/endpoint": (1000, 60),
    "GET /v2/bot/channel/webhook/endpoint": (1000, 60),
    "POST /v2/bot/channel/webhook/test": (60, 3600),
    "GET /v2/bot/insight/message/delivery": (60, 3600),
    "GET /v2/bot/insight/followers": (60, 3600),
    "GET /v2/bot/insight/demographic": (60, 3600),
    "POST /v2/oauth/accessToken": (370, 1),
}
OTHER = (2000, 1.0)


class Rates:
    """Buckets that fill up again with the local LINE's own clock."""

    def __init__(self, clock: Clock, on: bool) -> None:
        self._clock, self.on = clock, on
        self._buckets: dict[str, tuple[float, float]] = {}  # endpoint -> (tokens left, at)
        self._lock = Lock()

    def allows(self, endpoint: str) -> bool:
        """Take one token for a request, if there is one."""
        if not self.on:
            return True
        size, seconds = LIMITS.get(endpoint, OTHER)
        now = self._clock.now()
        with self._lock:
            left, at = self._buckets.get(endpoint, (float(size), now))
            left = min(size, left + max(0.0, now - at) * size / seconds)
            allowed = left >= 1
            self._buckets[endpoint] = (left - 1 if allowed else left, now)
        return allowed

    def reset(self) -> None:
        with self._lock:
            self._buckets.clear()
