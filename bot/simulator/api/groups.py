"""Groups and rooms: summary, members, leaving."""

from flask import Blueprint, Response, jsonify

from bot.simulator import people_acts
from bot.simulator.api.people import check_user_id, profile_of
from bot.simulator.errors import NOT_FOUND, Refused
from bot.simulator.platform import platform
from bot.simulator.records import Group

routes = Blueprint("groups", __name__)
GROUP = "/v2/bot/<any(group,room):kind>/<group_id>"


def joined_group(kind: str, group_id: str) -> Group:
    """The group, if the bot is in it."""
    group = platform().chats.groups.get(group_id)
    if group is None or not group.joined or group.kind != kind:
        raise Refused(404, NOT_FOUND)
    return group


@routes.get("/v2/bot/group/<group_id>/summary")
def summary(group_id: str) -> Response:
    group = joined_group("group", group_id)
    told = {"groupId": group.id, "groupName": group.name, "pictureUrl": group.picture}
    return jsonify({key: value for key, value in told.items() if value})


@routes.get(f"{GROUP}/members/count")
def count(kind: str, group_id: str) -> Response:
    return jsonify(count=len(joined_group(kind, group_id).members))


@routes.get(f"{GROUP}/members/ids")
def member_ids(kind: str, group_id: str) -> Response:
    if not platform().config.verified_account:
        raise Refused(403, "Access to this API is not available for your account")
    return jsonify(memberIds=joined_group(kind, group_id).members)


@routes.get(f"{GROUP}/member/<user_id>")
def member(kind: str, group_id: str, user_id: str) -> Response:
    """Known for every member, friend or not, blocked or not."""
    check_user_id(user_id)
    group, person = joined_group(kind, group_id), platform().chats.people.get(user_id)
    if person is None or user_id not in group.members:
        raise Refused(404, NOT_FOUND)
    return jsonify(profile_of(person))


@routes.post(f"{GROUP}/leave")
def leave(kind: str, group_id: str) -> Response:
    """The bot goes by itself: no leave event follows."""
    group, line = joined_group(kind, group_id), platform()
    with line.lock:
        people_acts.bot_leaves(line, group, told=False)
    return jsonify({})
