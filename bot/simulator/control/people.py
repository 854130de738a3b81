"""`/sim/people` and `/sim/groups`: who there is."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.simulator import ids, people_acts
from bot.simulator.errors import Refused
from bot.simulator.ids import CHAT_ID
from bot.simulator.platform import platform
from bot.simulator.records import Group, Json, Person

routes = Blueprint("people", __name__)
PERSON_FIELDS = {"name", "picture", "language", "status_message", "friend", "blocked", "consent"}


def given() -> Json:
    """The JSON object that came with a request."""
    body = request.get_json(silent=True) if request.content_length else {}
    if not isinstance(body, dict):
        raise Refused(400, "A JSON object is expected, with Content-Type application/json")
    return body


def new_id(wanted: Any, letter: str) -> str:
    if wanted is None:
        return ids.chat_id(letter)
    if not isinstance(wanted, str) or not CHAT_ID.fullmatch(wanted) or wanted[0] != letter:
        raise Refused(400, f"An id is {letter} and 32 hexadecimal digits in lower case")
    return wanted


def group_of(group_id: str) -> Group:
    group = platform().chats.groups.get(group_id)
    if group is None:
        raise Refused(404, "No such group")
    return group


@routes.get("/people")
def list_people() -> Response:
    return jsonify(people=[person.to_json() for person in platform().chats.people])


@routes.post("/people")
def add_person() -> tuple[Response, int]:
    """A new person, or the known one with this id changed; `friend` makes no follow event, `…/follow` does."""
    body, line = given(), platform()
    if not body.get("name"):
        raise Refused(400, "A person needs a name")
    with line.lock:
        user_id = new_id(body.get("id"), "U")
        person = line.chats.people.get(user_id) or Person(user_id, "")
        return jsonify(_changed(person, body)), 201


@routes.get("/people/<user_id>")
def show_person(user_id: str) -> Response:
    person = platform().chats.people.get(user_id)
    if person is None:
        raise Refused(404, "No such person")
    return jsonify(person.to_json())


@routes.patch("/people/<user_id>")
def change_person(user_id: str) -> Response:
    line = platform()
    with line.lock:
        person = line.chats.people.get(user_id)
        if person is None:
            raise Refused(404, "No such person")
        return jsonify(_changed(person, given()))


def _changed(person: Person, body: Json) -> Json:
    for name in PERSON_FIELDS & body.keys():
        setattr(person, name, body[name])
    return platform().chats.keep_person(person).to_json()


@routes.delete("/<any(people,groups):kind>/<chat>")
def remove(kind: str, chat: str) -> Response:
    line = platform()
    with line.lock:
        if chat not in line.chats:
            raise Refused(404, "No such chat")
        line.chats.forget(chat)
    return jsonify({})


@routes.post("/people/<user_id>/<any(follow,unblock):how>")
def follow(user_id: str, how: str) -> Response:
    return jsonify(people_acts.follows(platform(), user_id).to_json())


@routes.post("/people/<user_id>/<any(unfollow,block):how>")
def unfollow(user_id: str, how: str) -> Response:
    return jsonify(people_acts.unfollows(platform(), user_id).to_json())


@routes.get("/groups")
def list_groups() -> Response:
    return jsonify(groups=[group.to_json() for group in platform().chats.groups])


@routes.post("/groups")
def add_group() -> tuple[Response, int]:
    """`joined: true` brings the bot in silently; `POST …/bot` does it with a join event."""
    body, line = given(), platform()
    kind = body.get("kind", "group")
    if not body.get("name") or kind not in {"group", "room"}:
        raise Refused(400, "A group needs a name; its kind is group or room")
    with line.lock:
        members = [str(member) for member in body.get("members", [])]
        strangers = [member for member in members if member not in line.chats.people]
        if strangers:
            raise Refused(404, f"No such person: {strangers[0]}")
        group_id = new_id(body.get("id"), "C" if kind == "group" else "R")
        joined = bool(body.get("joined", False))
        group = Group(group_id, body["name"], members, body.get("picture"), joined, kind)
        return jsonify(line.chats.keep_group(group).to_json()), 201


@routes.post("/groups/<group_id>/bot")
def bot_joins(group_id: str) -> Response:
    group = group_of(group_id)
    people_acts.bot_joins(platform(), group)
    return jsonify(group.to_json())


@routes.delete("/groups/<group_id>/bot")
def bot_removed(group_id: str) -> Response:
    group = group_of(group_id)
    people_acts.bot_leaves(platform(), group)
    return jsonify(group.to_json())


@routes.post("/groups/<group_id>/members")
def add_members(group_id: str) -> Response:
    group, people = group_of(group_id), [str(user_id) for user_id in given().get("members", [])]
    if not all(user_id in platform().chats.people for user_id in people):
        raise Refused(404, "No such person")
    people_acts.members_join(platform(), group, people)
    return jsonify(group.to_json())


@routes.delete("/groups/<group_id>/members/<user_id>")
def remove_member(group_id: str, user_id: str) -> Response:
    group = group_of(group_id)
    people_acts.member_leaves(platform(), group, user_id)
    return jsonify(group.to_json())
