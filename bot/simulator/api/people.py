"""Profiles, followers, loading animation, read marks."""

from typing import Any

from flask import Blueprint, Response, jsonify

from bot.simulator.api.body import errors, json_body, need
from bot.simulator.errors import NOT_FOUND, Refused, violation
from bot.simulator.ids import USER_ID
from bot.simulator.platform import platform
from bot.simulator.records import Json, Person

routes = Blueprint("people", __name__)


def profile_of(person: Person, *more: str) -> Json:
    """A profile as LINE shows it; what is empty is left out."""
    profile: dict[str, Any] = {"userId": person.id, "displayName": person.name, "pictureUrl": person.picture}
    if "language" in more:
        profile |= {"language": person.language, "statusMessage": person.status_message}
    return {key: value for key, value in profile.items() if value}


def check_user_id(user_id: str) -> None:
    if not USER_ID.fullmatch(user_id):
        raise violation("The value for the 'userId' parameter is invalid")


@routes.get("/v2/bot/profile/<user_id>")
def profile(user_id: str) -> Response:
    """404 for whoever is unknown, has blocked the bot, gave no consent, or neither added it nor ever wrote."""
    check_user_id(user_id)
    person = platform().chats.people.get(user_id)
    known = person and person.consent and not person.blocked and (person.friend or person.wrote_at)
    if not person or not known:
        raise Refused(404, NOT_FOUND)
    return jsonify(profile_of(person, "language"))


@routes.get("/v2/bot/followers/ids")
def followers() -> Response:
    line = platform()
    if not line.config.verified_account:
        raise Refused(403, "Access to this API is not available for your account")
    return jsonify(userIds=[person.id for person in line.chats.people if person.friend and not person.blocked])


@routes.post("/v2/bot/chat/loading/start")
def loading() -> tuple[Response, int]:
    """1:1 chats only, 5 to 60 seconds in steps of 5."""
    body, line = json_body(), platform()
    need(body, chatId=str)
    check_user_id(body["chatId"])
    seconds = body.get("loadingSeconds", 20)
    if seconds not in range(5, 61, 5):
        errors([{"message": "Must be a multiple of 5 between 5 and 60", "property": "loadingSeconds"}])
    with line.lock:
        line.show_loading(body["chatId"], seconds)
    return jsonify({}), 202


@routes.post("/v2/bot/chat/markAsRead")
def mark_as_read() -> Response:
    body, line = json_body(), platform()
    need(body, markAsReadToken=str)
    with line.lock:
        found = [message for message in line.chats.messages if message.read_token == body["markAsReadToken"]]
        if not found:
            raise Refused(400, "Invalid mark as read token")
        for message in line.chats.of(found[0].chat):
            if message.seq <= found[0].seq and not message.read:
                message.read = True
                line.chats.changed(message)
    return jsonify({})
