"""Hands webhooks to the bot: signed, in order for each chat, within a deadline, again when that fails."""

import base64
import hashlib
import heapq
import hmac
import itertools
import json
import random
import time
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, field
from threading import Condition, Thread

import urllib3

from bot.simulator.clock import Clock
from bot.simulator.config import LineConfig
from bot.simulator.records import Delivery, Json, Record
from bot.simulator.tokens import ReplyTokens

KEPT = 2_000


@dataclass
class Policy(Record):
    """How webhooks are delivered. LINE keeps count and interval of redeliveries secret: here they are chosen."""

    count: int = 0  # redeliveries after a failure; LINE's console has them off by default
    interval: float = 10.0  # seconds before each, doubled every time
    shuffle: bool = False  # hand waiting webhooks out in any order
    duplicate: bool = False  # deliver everything twice, the second time with isRedelivery false
    hold: bool = False  # gather events until released
    batch: int = 1  # events in one webhook when held events are released
    standby: bool = False  # another module has the chat: mode "standby", no reply tokens


@dataclass(order=True)
class Parcel:
    """Events that go out in one webhook."""

    due: float
    number: int
    events: list[Json] = field(compare=False)
    attempt: int = field(default=1, compare=False)


def signature(secret: str, body: bytes) -> str:
    """The value of x-line-signature."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def chat_of(event: Json) -> str:
    source = event.get("source") or {}
    return str(source.get("groupId") or source.get("roomId") or source.get("userId") or "")


class Courier:
    """One queue for each chat, a few threads for all, one thread that waits for redeliveries."""

    def __init__(
        self, config: LineConfig, clock: Clock, tokens: ReplyTokens, on_delivery: Callable[[Delivery], None]
    ) -> None:
        self.config, self.clock, self.tokens, self.on_delivery = config, clock, tokens, on_delivery
        self.url, self.policy = config.webhook_url, Policy()
        self.deliveries: deque[Delivery] = deque(maxlen=KEPT)
        self._queues: dict[str, deque[Parcel]] = defaultdict(deque)
        self._busy: set[str] = set()
        self._held: list[Json] = []
        self._later: list[Parcel] = []
        self._numbers = itertools.count(1)
        self._change = Condition()
        self._pool: ThreadPoolExecutor | None = None
        self._http = urllib3.PoolManager(maxsize=config.webhook_threads, retries=False)

    # ---- taking events

    def take(self, *events: Json) -> None:
        """Accept events for delivery; each goes out in a webhook of its own unless they are held."""
        made = [self._in_mode(event) for event in events]
        with self._change:
            if self.policy.hold:
                self._held += made
                return
            for event in made:
                self._enqueue([event])

    def _in_mode(self, event: Json) -> Json:
        if not self.policy.standby:
            return event
        return {key: value for key, value in event.items() if key != "replyToken"} | {"mode": "standby"}

    def release(self) -> int:
        """Send the held events, `batch` in each webhook; returns how many there were."""
        with self._change:
            held, self._held = self._held, []
            if self.policy.shuffle:
                random.shuffle(held)
            size = max(1, self.policy.batch)
            for start in range(0, len(held), size):
                self._enqueue(held[start : start + size])
            return len(held)

    def _enqueue(self, events: list[Json], attempt: int = 1) -> None:
        """Queue a parcel behind the others of its chat; the caller holds the lock."""
        if not self.url:
            return
        self._start()
        copies = 2 if self.policy.duplicate and attempt == 1 else 1
        for _ in range(copies):
            chat = chat_of(events[0])
            self._queues[chat].append(Parcel(0, next(self._numbers), deepcopy(events), attempt))
            if chat not in self._busy:
                self._busy.add(chat)
                assert self._pool is not None
                self._pool.submit(self._work, chat)

    def _start(self) -> None:
        """Start the threads with the first event, so that a server may fork before."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.config.webhook_threads, thread_name_prefix="line-webhook")
            Thread(target=self._redeliver, name="line-redelivery", daemon=True).start()

    # ---- delivering

    def _work(self, chat: str) -> None:
        while True:
            with self._change:
                queue = self._queues[chat]
                if not queue:
                    self._busy.discard(chat)
                    del self._queues[chat]
                    self._change.notify_all()
                    return
                if self.policy.shuffle:
                    queue.rotate(-random.randrange(len(queue)))  # noqa: S311 - play, not secrecy
                parcel = queue.popleft()
            self._deliver(parcel)

    def _deliver(self, parcel: Parcel) -> None:
        for event in parcel.events:
            if token := event.get("replyToken"):
                self.tokens.delivered(token)
        delivery = Delivery(parcel.number, self.clock.now_ms(), self.url, parcel.events, parcel.attempt)
        started = time.monotonic()
        delivery.status, delivery.reason = self.post(self.url, parcel.events)
        delivery.milliseconds = round((time.monotonic() - started) * 1000, 1)
        self.deliveries.append(delivery)
        if delivery.reason and parcel.attempt <= self.policy.count:
            self._put_off(parcel)
        self.on_delivery(delivery)

    def post(self, url: str, events: list[Json]) -> tuple[int | None, str | None]:
        """One signed webhook: the status and, if it failed, LINE's word for why."""
        payload = {"destination": self.config.bot_user_id, "events": events}
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "x-line-signature": signature(self.config.channel_secret, body),
        }
        timeout = urllib3.Timeout(total=self.config.webhook_timeout)
        try:
            answer = self._http.request("POST", url, body=body, headers=headers, timeout=timeout, redirect=False)
        except urllib3.exceptions.TimeoutError as error:
            refused = isinstance(error, urllib3.exceptions.NewConnectionError)
            return None, "could_not_connect" if refused else "request_timeout"
        except urllib3.exceptions.HTTPError:
            return None, "could_not_connect"
        ok = 200 <= answer.status < 300
        return answer.status, None if ok else "error_status_code"

    # ---- redelivering

    def _put_off(self, parcel: Parcel) -> None:
        wait = self.policy.interval * 2 ** (parcel.attempt - 1)
        events = deepcopy(parcel.events)
        for event in events:
            event["deliveryContext"] = {"isRedelivery": True}
        again = Parcel(self.clock.now() + wait, parcel.number, events, parcel.attempt + 1)
        with self._change:
            heapq.heappush(self._later, again)
            self._change.notify_all()

    def clock_changed(self) -> None:
        with self._change:
            self._change.notify_all()

    def _redeliver(self) -> None:
        with self._change:
            while True:
                now = self.clock.now()
                while self._later and self._later[0].due <= now:
                    parcel = heapq.heappop(self._later)
                    self._enqueue(parcel.events, parcel.attempt)
                self._change.wait(min(1.0, max(0.01, self._later[0].due - now)) if self._later else None)

    # ---- looking

    @property
    def waiting(self) -> int:
        """Webhooks that are queued, under way, held or put off."""
        with self._change:
            queued = sum(len(queue) for queue in self._queues.values())
            return queued + len(self._busy) + len(self._held) + len(self._later)

    def settle(self, seconds: float) -> bool:
        """Wait until nothing is queued or under way (what is held or put off may stay)."""
        with self._change:
            return self._change.wait_for(lambda: not self._busy, seconds)

    def clear(self) -> None:
        with self._change:
            self._held.clear()
            self._later.clear()
            for queue in self._queues.values():
                queue.clear()
            self.deliveries.clear()
            self.policy, self.url = Policy(), self.config.webhook_url
