"""The LINE API: every endpoint of it that a bot calls."""

from flask import Blueprint

from bot.simulator.api import (
    channel,
    content,
    gate,
    groups,
    insight,
    linking,
    messages,
    oauth,
    people,
    richmenu_aliases,
    richmenu_batch,
    richmenus,
    unknown,
)

PARTS = (
    messages,
    people,
    groups,
    content,
    richmenus,
    richmenu_aliases,
    richmenu_batch,
    channel,
    oauth,
    insight,
    linking,
    unknown,
)


def blueprint() -> Blueprint:
    """All endpoints behind the one gate that every request to LINE passes."""
    api = Blueprint("line_api", __name__)
    gate.guard(api)
    for part in PARTS:
        api.register_blueprint(part.routes)
    return api
