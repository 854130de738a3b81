"""Reply, push, multicast, narrowcast, broadcast and their validation."""

import hashlib
import json
from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from bot.simulator import sending
from bot.simulator.api.body import errors, json_body
from bot.simulator.errors import ALREADY_ACCEPTED, INVALID_REPLY_TOKEN, MONTHLY_LIMIT, Refused, violation
from bot.simulator.ids import USER_ID
from bot.simulator.platform import Platform, platform
from bot.simulator.records import Accepted, Json
from bot.simulator.schema.messages import check_messages
from bot.simulator.schema.requests import check_request
from bot.simulator.tokens import RetryKeys

routes = Blueprint("messages", __name__)


def sound_body(via: str) -> Json:
    """The body of a send, with every message object checked."""
    body = json_body()
    errors(check_request(via, body))
    _check(body["messages"], via)
    return body


def _check(messages: list[Json], via: str) -> None:
    if found := check_messages(messages, platform().config.local_http, via):
        raise violation(found.message, found.details)


@routes.post("/v2/bot/message/reply")
def reply() -> Response:
    if request.headers.get("X-Line-Retry-Key") is not None:
        raise violation("The 'X-Line-Retry-Key' header cannot be used with this endpoint")
    body, line = sound_body("reply"), platform()
    with line.lock:
        chat = line.reply_tokens.chat_for(body["replyToken"])
        if chat is None:
            raise Refused(400, INVALID_REPLY_TOKEN)
        _check_quotes(line, chat, body["messages"])
        line.reply_tokens.spend(body["replyToken"])
        return jsonify(sentMessages=sending.deliver(line, chat, body["messages"], "reply"))


@routes.post("/v2/bot/message/push")
def push() -> Response:
    body, line = sound_body("push"), platform()
    with line.lock:
        if known := _known_key(line):
            raise _conflict(line, known)
        chat = sending.check_recipient(line, body["to"])
        _check_quotes(line, chat, body["messages"])
        _check_quota(line, sending.reached(line, chat))
        sent = sending.deliver(line, chat, body["messages"], "push")
        _remember_key(line, sent)
        return jsonify(sentMessages=sent)


def _send_to_many(via: str, body: Json, people: list[str]) -> Json:
    """Multicast, broadcast, narrowcast: the same messages to each person."""
    line = platform()
    with line.lock:
        if known := _known_key(line):
            raise _conflict(line, known)
        _check_quota(line, sum(sending.reached(line, person) for person in people))
        for person in people:
            sending.deliver(line, person, body["messages"], via)
        _remember_key(line, None)
    return {}


@routes.post("/v2/bot/message/multicast")
def multicast() -> Response:
    body = sound_body("multicast")
    people = body["to"]
    if not all(isinstance(person, str) and USER_ID.fullmatch(person) for person in people):
        raise violation("The property, 'to', in the request body is invalid (line: -, column: -)")
    return jsonify(_send_to_many("multicast", body, list(dict.fromkeys(people))))


@routes.post("/v2/bot/message/broadcast")
def broadcast() -> Response:
    return jsonify(_send_to_many("broadcast", sound_body("broadcast"), sending.everyone(platform())))


@routes.post("/v2/bot/message/narrowcast")
def narrowcast() -> tuple[Response, int]:
    """Without audiences here, a narrowcast reaches every friend; its progress is asked for by request id."""
    body, line = sound_body("narrowcast"), platform()
    people = sending.everyone(line)
    limit = (body.get("limit") or {}).get("max")
    people = people[:limit] if isinstance(limit, int) else people
    answer = _send_to_many("narrowcast", body, people)
    count = len(people)
    line.narrowcasts[g.call.request_id] = {
        "phase": "succeeded",
        "successCount": count,
        "failureCount": 0,
        "targetCount": count,
        "acceptedTime": line.clock.iso(),
        "completedTime": line.clock.iso(),
    }
    return jsonify(answer), 202


@routes.get("/v2/bot/message/progress/narrowcast")
def narrowcast_progress() -> Response:
    progress = platform().narrowcasts.get(request.args.get("requestId", ""))
    if progress is None:
        raise Refused(404, "Not found")
    return jsonify(progress)


@routes.post("/v2/bot/message/validate/<any(reply,push,multicast,narrowcast,broadcast):via>")
def validate(via: str) -> Response:
    """Checks the messages only; a refusal here is an answer that was asked for, not a violation."""
    body = json_body()
    try:
        errors(check_request("validate", body))
        _check(body["messages"], via)
    except Refused as refused:
        refused.violations = []
        raise
    return jsonify({})


# ---- retry keys and quota


def _fingerprint() -> str:
    return hashlib.sha256(json.dumps(request.get_json(), sort_keys=True).encode()).hexdigest()


def _known_key(line: Platform) -> Accepted | None:
    key = request.headers.get("X-Line-Retry-Key")
    if key is None:
        return None
    if not RetryKeys.is_valid(key):
        raise violation("The value of the 'X-Line-Retry-Key' header is invalid")
    return line.retry_keys.find(key)


def _conflict(line: Platform, known: Accepted) -> Refused:
    """409 is success told twice; the same key with another body is the bot's fault."""
    more: dict[str, Any] = {} if known.sent is None else {"sentMessages": known.sent}
    refused = Refused(409, ALREADY_ACCEPTED, **more)
    refused.headers["x-line-accepted-request-id"] = known.request_id
    if known.fingerprint != _fingerprint() or known.endpoint != g.call.endpoint:
        refused.violations = [{"message": "Retry key used again with another body or endpoint"}]
    return refused


def _remember_key(line: Platform, sent: list[Json] | None) -> None:
    if key := request.headers.get("X-Line-Retry-Key"):
        now, call = line.clock.now(), g.call
        line.retry_keys.accept(Accepted(key, now, call.request_id, call.endpoint, _fingerprint(), sent))


def _check_quota(line: Platform, cost: int) -> None:
    if not line.quota.allows(cost):
        raise Refused(429, MONTHLY_LIMIT)


def _check_quotes(line: Platform, chat: str, messages: list[Json]) -> None:
    """A quote token opens only a message of the same chat."""
    known = {message.quote_token for message in line.chats.of(chat) if message.quote_token}
    for index, message in enumerate(messages):
        if message.get("quoteToken") not in known | {None}:
            where = {"message": "Invalid quote token", "property": f"messages[{index}].quoteToken"}
            raise violation("The request body has 1 error(s)", [where])
