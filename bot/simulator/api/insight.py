"""Insight: the few figures that a local LINE can know."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.simulator.errors import violation
from bot.simulator.platform import platform

routes = Blueprint("insight", __name__)


def _past_day() -> str | None:
    """The asked day, or None when its figures are not ready yet."""
    day = request.args.get("date", "")
    if len(day) != 8 or not day.isdigit():
        raise violation("The value for the 'date' parameter is invalid")
    return day if day < platform().clock.day() else None


@routes.get("/v2/bot/insight/message/delivery")
def deliveries() -> Response:
    day, quota = _past_day(), platform().quota
    if day is None:
        return jsonify(status="unready")
    counts = {"apiReply": "reply", "apiPush": "push", "apiMulticast": "multicast", "apiBroadcast": "broadcast"}
    return jsonify(status="ready", **{name: quota.sent_on(day, via) for name, via in counts.items()})


@routes.get("/v2/bot/insight/followers")
def followers() -> Response:
    if _past_day() is None:
        return jsonify(status="unready")
    people = list(platform().chats.people)
    blocks = sum(person.blocked for person in people)
    friends = sum(person.friend for person in people)
    return jsonify(status="ready", followers=friends, targetedReaches=friends - blocks, blocks=blocks)


@routes.get("/v2/bot/insight/demographic")
def demographic() -> Response:
    return jsonify(available=False)


@routes.get("/v2/bot/insight/message/event")
def message_event() -> Response:
    """Opens and clicks of narrowcasts and broadcasts: LINE hides such figures below 20 people."""
    overview: dict[str, Any] = {"requestId": request.args.get("requestId", ""), "timestamp": None, "delivered": None}
    return jsonify(overview=overview, messages=[], clicks=[])
