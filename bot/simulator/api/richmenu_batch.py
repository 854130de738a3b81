"""Many people's rich menus replaced or taken away at once; here the work is done before the answer."""

from flask import Blueprint, Response, g, jsonify, request

from bot.simulator.api.body import errors, json_body
from bot.simulator.errors import NOT_FOUND, Refused
from bot.simulator.platform import Platform, platform
from bot.simulator.records import Json
from bot.simulator.richmenus import DEFAULT
from bot.simulator.schema import richmenu as schema

routes = Blueprint("richmenu_batch", __name__)


@routes.post("/v2/bot/richmenu/batch")
def batch() -> tuple[Response, int]:
    body, line = json_body(), platform()
    errors(schema.check(schema.BATCH, body))
    with line.lock:
        for operation in body["operations"]:
            _carry_out(line, operation)
        line.batches[g.call.request_id] = line.clock.iso()
        line.feed.tell("richmenu", user="all")
    return jsonify({}), 202


@routes.post("/v2/bot/richmenu/validate/batch")
def validate() -> Response:
    try:
        errors(schema.check(schema.BATCH, json_body()))
    except Refused as refused:
        refused.violations = []  # a refusal that was asked for
        raise
    return jsonify({})


@routes.get("/v2/bot/richmenu/progress/batch")
def progress() -> Response:
    done = platform().batches.get(request.args.get("requestId", ""))
    if done is None:
        raise Refused(404, NOT_FOUND)
    return jsonify(phase="succeeded", acceptedTime=done, completedTime=done)


def _carry_out(line: Platform, operation: Json) -> None:
    """Replace one menu by another, take one away, or all: of single people, never the default."""
    menus = line.rich_menus
    for link in menus.links:
        ours = link.user != DEFAULT and operation.get("from") in {None, link.menu_id}
        if ours and operation["type"] == "link":
            menus.link(link.user, operation["to"])
        elif ours:
            menus.unlink(link.user)
