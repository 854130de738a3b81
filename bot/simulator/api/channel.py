"""The channel itself: quota and counts, webhook address, bot info, account link tokens."""

from flask import Blueprint, Response, jsonify, request

from bot.simulator import ids
from bot.simulator.api.body import json_body, need
from bot.simulator.api.people import check_user_id
from bot.simulator.errors import NOT_FOUND, Refused, violation
from bot.simulator.platform import platform

routes = Blueprint("channel", __name__)
LINK_TOKEN_LIVES = 600
DETAILS = {
    None: "OK",
    "error_status_code": "An error HTTP status code was returned",
    "could_not_connect": "Could not connect to the webhook URL",
    "request_timeout": "The request timed out",
}


@routes.get("/v2/bot/message/quota")
def quota() -> Response:
    limit = platform().quota.limit
    return jsonify({"type": "none"} if limit is None else {"type": "limited", "value": limit})


@routes.get("/v2/bot/message/quota/consumption")
def consumption() -> Response:
    return jsonify(totalUsage=platform().quota.used)


@routes.get("/v2/bot/message/delivery/<any(reply,push,multicast,broadcast,narrowcast,pnp):via>")
def delivered(via: str) -> Response:
    """Counts of a day; those of today are not ready yet."""
    day, line = request.args.get("date", ""), platform()
    if len(day) != 8 or not day.isdigit():
        raise violation("The value for the 'date' parameter is invalid")
    if day >= line.clock.day():
        return jsonify(status="unready")
    return jsonify(status="ready", success=line.quota.sent_on(day, via))


@routes.get("/v2/bot/info")
def info() -> Response:
    config = platform().config
    told = {
        "userId": config.bot_user_id,
        "basicId": config.basic_id,
        "displayName": config.bot_name,
        "pictureUrl": config.bot_picture,
        "chatMode": "bot",
        "markAsReadMode": "auto",
    }
    return jsonify({key: value for key, value in told.items() if value})


@routes.get("/v2/bot/channel/webhook/endpoint")
def webhook_endpoint() -> Response:
    url = platform().courier.url
    if not url:
        raise Refused(404, NOT_FOUND)
    return jsonify(endpoint=url, active=True)


@routes.put("/v2/bot/channel/webhook/endpoint")
def set_webhook_endpoint() -> Response:
    body, line = json_body(), platform()
    need(body, endpoint=str)
    local = line.config.local_http and body["endpoint"].startswith(("http://127.0.0.1", "http://localhost"))
    if not (local or body["endpoint"].startswith("https://")) or len(body["endpoint"]) > 500:
        raise violation("Invalid webhook endpoint URL")
    line.courier.url = body["endpoint"]
    return jsonify({})


@routes.post("/v2/bot/channel/webhook/test")
def test_webhook() -> Response:
    """An empty list of events to the address, now."""
    line = platform()
    given = json_body() if request.content_length else {}
    status, reason = line.courier.post(given.get("endpoint") or line.courier.url, [])
    return jsonify(
        success=reason is None,
        timestamp=line.clock.iso(),
        statusCode=status or 0,
        reason="OK" if reason is None else reason.upper(),
        detail=str(status) if status else DETAILS[reason],
    )


@routes.post("/v2/bot/user/<user_id>/linkToken")
def link_token(user_id: str) -> Response:
    check_user_id(user_id)
    line = platform()
    if user_id not in line.chats.people:
        raise Refused(404, NOT_FOUND)
    token = ids.opaque_token()
    line.link_tokens[token] = (user_id, line.clock.now() + LINK_TOKEN_LIVES)
    return jsonify(linkToken=token)
