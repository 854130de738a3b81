"""The whole pump in one process: the web application and a local LINE over real HTTP, one clock, a worker by hand."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import urllib3
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bare import create_bare_app
from bot.clock import SetClock
from bot.inbox import Decide, Inbox, Meta
from bot.line.client import LineClient
from bot.outbox import Outbox
from bot.parts import Parts
from bot.pulse import Pulse
from bot.settings import LOCAL_SECRET, LOCAL_TOKEN, Settings
from bot.simulator.app import LineConfig, create_line
from bot.simulator.client import LocalLine
from storage import outgoing
from storage.database import Database
from storage.events import WebhookEvent
from storage.outgoing import Outgoing, OutgoingRow
from tests.serving import served


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def echo(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
    """Answers what was said with the same words."""
    message = raw.get("message", {})
    if message.get("type") != "text":
        return []
    return [Outgoing(raw["source"]["userId"], (text(f"you said {message['text']}"),), "answer", in_answer=True)]


def sign(body: bytes, secret: str = LOCAL_SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


SOMEBODY = "U" + "a" * 32
TEN_O_CLOCK = 1_782_874_800_000


def event(words: str = "hello", person: str = SOMEBODY, at: int = TEN_O_CLOCK, **more: Any) -> dict[str, Any]:
    """A text message as LINE sends it; no reply token unless given one."""
    made = {
        "type": "message",
        "mode": "active",
        "timestamp": at,
        "source": {"type": "user", "userId": person},
        "webhookEventId": uuid.uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "message": {"type": "text", "id": uuid.uuid4().hex, "text": words, "quoteToken": "q"},
    }
    return made | more


@dataclass
class Pump:
    """Everything between LINE's webhook and LINE's API."""

    parts: Parts
    line: LocalLine
    clock: SetClock
    inbox: Inbox
    outbox: Outbox
    client: LineClient
    url: str
    http: urllib3.PoolManager

    def post(self, *events: Any, body: bytes | None = None, signature: str | None = None) -> int:
        """Call the webhook as LINE does; the status of the answer."""
        if body is None:
            body = json.dumps({"destination": "U" + "0" * 32, "events": events}).encode()
        headers = {"X-Line-Signature": sign(body) if signature is None else signature}
        return self.http.request("POST", f"{self.url}/callback", body=body, headers=headers).status

    def hear(self) -> None:
        """Handle all stored events."""
        self.line.deliveries(settle=5)
        while self.inbox.handle_next():
            pass

    def work(self) -> None:
        """Handle and send until nothing is due."""
        self.hear()
        while self.outbox.send_next():
            pass

    def advance(self, seconds: float) -> None:
        self.clock.move(timedelta(seconds=seconds))

    def work_for(self, seconds: float, step: float = 1.0) -> None:
        """Work while so much time goes by."""
        for _ in range(round(seconds / step)):
            self.work()
            self.advance(step)
        self.work()

    def say(self, *parcels: Outgoing) -> None:
        """Queue something that nobody has asked for, as the console does."""
        with self.parts.database.begin() as session:
            outgoing.queue(session, parcels, self.clock.now())

    def events(self) -> list[WebhookEvent]:
        with self.parts.database.reading() as session:
            return list(session.scalars(select(WebhookEvent).order_by(WebhookEvent.id)))

    def rows(self) -> list[OutgoingRow]:
        with self.parts.database.reading() as session:
            return list(session.scalars(select(OutgoingRow).order_by(OutgoingRow.seq)))

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]

    def tries(self) -> list[tuple[str, int]]:
        """The calls that were meant to say something: by which way, and with what status."""
        calls = self.line.calls("POST /v2/bot/message")
        return [(call["endpoint"].rpartition("/")[2], call["status"]) for call in calls]

    def said(self, chat: str) -> list[str]:
        """All that somebody has been told, in order."""
        told = self.line.request("GET", f"chats/{chat}/messages", after=0, wait=0)["messages"]
        bot = sorted((message for message in told if message["author"] == "bot"), key=lambda message: message["seq"])
        return [message["body"]["text"] for message in bot]


@contextmanager
def pump(settings: Settings, database: Database, clock: SetClock, decide: Decide = echo) -> Iterator[Pump]:
    """Start web application and local LINE, and wire them to each other."""
    with ExitStack() as stack:
        local = create_line(LineConfig(LOCAL_SECRET, LOCAL_TOKEN, clock=lambda: clock.now().timestamp()))
        line_url = stack.enter_context(served(local))
        settings = replace(
            settings, database_url=database.url, line_api_url=line_url, line_data_api_url=line_url, local_line=False
        )
        app = create_bare_app(settings, clock)
        url = stack.enter_context(served(app))
        parts: Parts = app.extensions["siang"]
        line = LocalLine(line_url)
        line.webhook(f"{url}/callback")
        client = LineClient(LOCAL_TOKEN, line_url, timeout=(1.0, 0.5))  # short: a hanging LINE shall not hang the test
        inbox = Inbox(parts.database, decide, clock)
        stack.callback(parts.database.close)
        yield Pump(parts, line, clock, inbox, outbox(parts, client), client, url, urllib3.PoolManager(maxsize=20))


def outbox(parts: Parts, client: LineClient) -> Outbox:
    """The outbox of a worker of its own."""
    pulse = Pulse(parts.database, parts.clock)
    pulse.begin()
    zone = parts.settings.office_zone
    return Outbox(parts.database, client, parts.clock, zone, pulse.worker_id, luck=lambda: 0.5)
