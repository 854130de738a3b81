"""A local LINE and a small bot beside it, each on a port of its own."""

import base64
import hashlib
import hmac
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import urllib3
from flask import Flask, request
from werkzeug.serving import make_server

from bot.simulator.app import LineConfig, create_line
from bot.simulator.client import LocalLine

SECRET, TOKEN = "channel-secret", "channel-token"
Json = dict[str, Any]

logging.getLogger("werkzeug").setLevel(logging.CRITICAL)


@contextmanager
def served(app: Any) -> Iterator[str]:
    """An application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@dataclass
class Webhook:
    """One request that the bot has received."""

    body: bytes
    signature: str
    at: float

    @property
    def events(self) -> list[Json]:
        return list(json.loads(self.body)["events"])


@dataclass
class TinyBot:
    """Remembers its webhooks, checks their signature and answers as it is told."""

    api: str = ""
    webhooks: list[Webhook] = field(default_factory=list)
    answer: Callable[[], int] = lambda: 200
    on_event: Callable[[Json], None] = lambda event: None
    news: threading.Condition = field(default_factory=threading.Condition)

    def app(self) -> Flask:
        app = Flask("tiny")

        @app.post("/callback")
        def callback() -> tuple[str, int]:
            hook = Webhook(request.get_data(), request.headers["x-line-signature"], time.monotonic())
            with self.news:
                self.webhooks.append(hook)
                self.news.notify_all()
            for event in hook.events:
                self.on_event(event)
            return "", self.answer()

        return app

    @property
    def events(self) -> list[Json]:
        return [event for hook in self.webhooks for event in hook.events]

    def wait(self, count: int, seconds: float = 5) -> list[Json]:
        """All events once there are so many."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.events) >= count, seconds), (
                f"only {len(self.events)} events came"
            )
        return self.events

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> urllib3.BaseHTTPResponse:
        """A call of the bot to the LINE API."""
        sent = {
            "Authorization": f"Bearer {TOKEN}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return urllib3.request(method, self.api + path, json=body, headers=sent, retries=False, timeout=10)

    def push(self, to: str, *messages: Json | str, **headers: str) -> urllib3.BaseHTTPResponse:
        made = [{"type": "text", "text": message} if isinstance(message, str) else message for message in messages]
        return self.call("POST", "/v2/bot/message/push", {"to": to, "messages": made}, **headers)

    def reply(self, token: str, *messages: Json | str, **headers: str) -> urllib3.BaseHTTPResponse:
        made = [{"type": "text", "text": message} if isinstance(message, str) else message for message in messages]
        return self.call("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": made}, **headers)


def signed(body: bytes) -> str:
    return base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()


@pytest.fixture(scope="module")
def _servers() -> Iterator[tuple[LocalLine, TinyBot]]:
    bot = TinyBot()
    with served(bot.app()) as bot_url:
        config = LineConfig(SECRET, TOKEN, f"{bot_url}/callback", bot_name="น้องเสียง", webhook_timeout=0.6)
        with served(create_line(config)) as line_url:
            bot.api = line_url
            yield LocalLine(line_url), bot


@pytest.fixture
def line(_servers: tuple[LocalLine, TinyBot]) -> LocalLine:
    """A local LINE that has just begun."""
    local, bot = _servers
    local.deliveries(settle=5)
    local.reset()
    bot.webhooks.clear()
    bot.answer, bot.on_event = (lambda: 200), (lambda event: None)
    return local


@pytest.fixture
def bot(_servers: tuple[LocalLine, TinyBot]) -> TinyBot:
    return _servers[1]
