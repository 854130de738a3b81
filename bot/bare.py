"""The web process without its pages for people: webhook, health, metrics, files, and a log line for each request."""

import time
import uuid

import structlog
from flask import Flask, Response, g, request

from bot import webhook
from bot.api import health, media, metrics, mydata
from bot.clock import Clock
from bot.logs import log
from bot.parts import make_parts
from bot.settings import Settings

QUIET_PATHS = ("/health/", "/metrics", "/static/")
MOST_BYTES = 25 * 1024 * 1024  # of any request that does not set its own limit


def create_bare_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """The part without people: webhook, health, metrics and the files that messages point to."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=MOST_BYTES)
    parts = make_parts(settings, clock)
    app.extensions["siang"] = parts
    app.before_request(_begin)
    app.after_request(_end)
    for module in (webhook, health, metrics, media, mydata):
        app.register_blueprint(module.blueprint(parts))
    return app


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if given.isascii() and given.isprintable() and 0 < len(given) <= 64 else uuid.uuid4().hex
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(answer: Response) -> Response:
    answer.headers["X-Request-ID"] = g.get("request_id", "")
    if not request.path.startswith(QUIET_PATHS):
        log().info(
            "request",
            sender=request.remote_addr,
            method=request.method,
            path=request.url_rule.rule if request.url_rule else "?",  # the rule: a path may hold a secret address
            status=answer.status_code,
            ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        )
    return answer
