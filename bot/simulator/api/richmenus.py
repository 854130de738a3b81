"""Rich menus: creation, pictures, aliases, and who sees which."""

from flask import Blueprint, Response, jsonify

from bot.simulator.platform import platform

routes = Blueprint("richmenus", __name__)


@routes.get("/v2/bot/richmenu/list")
def list_menus() -> Response:
    return jsonify(richmenus=[menu.shown() for menu in platform().rich_menus.menus])
