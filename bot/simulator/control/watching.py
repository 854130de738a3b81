"""`/sim/…` to look: chats, calls, violations, deliveries, and the live stream of the page."""

import json
import time
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.simulator import samples
from bot.simulator.errors import Refused
from bot.simulator.platform import Platform, platform
from bot.simulator.records import Json

routes = Blueprint("watching", __name__)
LONGEST_WAIT = 25.0
SHOWN = 200


def _number(name: str, default: float = 0) -> float:
    try:
        return float(request.args.get(name, default))
    except ValueError:
        raise Refused(400, f"{name} must be a number") from None


def _wait() -> float:
    return max(0.0, min(_number("wait"), LONGEST_WAIT))


@routes.get("/state")
def state() -> Response:
    """Everything that a page needs to begin."""
    line = platform()
    with line.lock:
        return jsonify(
            bot=_bot(line),
            people=[person.to_json() for person in line.chats.people],
            groups=[group.to_json() for group in line.chats.groups],
            boot=line.boot,
            last=line.feed.last,
            loading=line.loading_now(),
            violations=len(line.violations()),
            samples=samples.names(),
        )


def _bot(line: Platform) -> Json:
    config = line.config
    told = {"id": config.bot_user_id, "name": config.bot_name, "basic_id": config.basic_id}
    return told | {"picture": config.bot_picture}


@routes.get("/chats")
def chats() -> Response:
    line = platform()
    with line.lock:
        named = {chat.id: chat.name for chat in (*line.chats.people, *line.chats.groups)}
        counts = [{"id": chat, "name": name, "count": len(line.chats.of(chat))} for chat, name in named.items()]
        return jsonify(chats=counts)


@routes.get("/messages")
def all_messages() -> Response:
    """The newest messages of every chat at once, at most `limit` of each."""
    line, limit = platform(), int(_number("limit", SHOWN))
    with line.lock:
        chats = [chat.id for chat in (*line.chats.people, *line.chats.groups)]
        return jsonify(chats={chat: [message.to_json() for message in line.chats.of(chat)[-limit:]] for chat in chats})


@routes.get("/chats/<chat>/messages")
def messages(chat: str) -> Response:
    """Messages new or changed since `after` (a `rev`), waiting up to `wait` seconds for the first."""
    line, after, until = platform(), int(_number("after")), time.monotonic() + _wait()
    if chat not in line.chats:
        raise Refused(404, "No such chat")
    found, last = _messages(line, chat, after)
    while not found and (left := until - time.monotonic()) > 0:
        news = line.feed.wait(last, left)
        if any(item["kind"] == "message" and item["message"]["chat"] == chat for _, item in news):
            found, last = _messages(line, chat, after)
        elif news:
            last = news[-1][0]
    return jsonify(messages=found, last=last)


def _messages(line: Platform, chat: str, after: int) -> tuple[list[Json], int]:
    with line.lock:
        return [message.to_json() for message in line.chats.of(chat) if message.rev > after], line.feed.last


@routes.get("/content/<content_id>")
def content(content_id: str) -> Response:
    """The bytes of what a person sent, for the page."""
    found = platform().media.get(content_id)
    if found is None:
        raise Refused(404, "No such content")
    media_type, data = found
    answer = Response(data, mimetype=media_type)
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    answer.headers["Content-Security-Policy"] = "sandbox"  # an uploaded page must not act as ours
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@routes.get("/richmenu/<user_id>")
def rich_menu(user_id: str) -> Response:
    menu = platform().rich_menus.seen_by(user_id)
    return jsonify(menu=menu.shown() if menu and menu.image else None)


def _newest(rows: list[Any]) -> list[Json]:
    after, limit = int(_number("after")), int(_number("limit", SHOWN))
    return [row.to_json() for row in rows if row.n > after][-limit:]


@routes.get("/calls")
def calls() -> Response:
    line = platform()
    with line.lock:
        return jsonify(calls=_newest(list(line.calls)))


@routes.get("/violations")
def violations() -> Response:
    line = platform()
    with line.lock:
        return jsonify(violations=line.violations())


@routes.get("/deliveries")
def deliveries() -> Response:
    """Attempts to hand webhooks over; `settle` waits up to so many seconds until none is under way."""
    courier = platform().courier
    settled = courier.settle(_number("settle")) if "settle" in request.args else True
    return jsonify(deliveries=_newest(list(courier.deliveries)), waiting=courier.waiting, settled=settled)


@routes.get("/stream")
def stream() -> Response:
    """News as server-sent events, from Last-Event-ID or `after` on; ends after a while and is then renewed."""
    line = platform()
    after = int(request.headers.get("Last-Event-ID") or _number("after", line.feed.last))
    answer = Response(_events(line, after), mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def _events(line: Platform, after: int) -> Iterator[str]:
    until = time.monotonic() + line.config.stream_seconds
    boot = {"kind": "boot", "id": line.boot}  # another one than before: the page must begin anew
    yield f"retry: 100\ndata: {json.dumps(boot)}\n\n"
    while (left := until - time.monotonic()) > 0:
        for number, item in line.feed.wait(after, left):
            after = number
            yield f"id: {number}\ndata: {json.dumps(item, ensure_ascii=False)}\n\n"
