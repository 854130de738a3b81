"""Aliases of rich menus, by which a menu switches to another."""

from flask import Blueprint, Response, jsonify

from bot.simulator.api.body import errors, json_body
from bot.simulator.api.richmenus import found_menu
from bot.simulator.errors import Refused, violation
from bot.simulator.platform import platform
from bot.simulator.records import Json
from bot.simulator.richmenus import Alias
from bot.simulator.schema import richmenu as schema

routes = Blueprint("richmenu_aliases", __name__)
MAX_ALIASES = 1000


def _found(alias_id: str) -> Alias:
    alias = platform().rich_menus.aliases.get(alias_id)
    if alias is None:
        raise Refused(404, "richmenu alias not found")
    return alias


def _shown(alias: Alias) -> Json:
    return {"richMenuAliasId": alias.id, "richMenuId": alias.menu_id}


def _existing_menu(menu_id: str) -> str:
    """A menu that an alias may point to: it must exist and have its picture."""
    try:
        menu = found_menu(menu_id)
    except Refused as refused:
        raise violation("richmenu not found") from refused
    if not menu.image:
        raise violation("must upload richmenu image before applying it to user")
    return menu.id


@routes.post("/v2/bot/richmenu/alias")
def create() -> Response:
    line, body = platform(), json_body()
    errors(schema.check(schema.CREATE_ALIAS, body))
    alias_id, menu_id = body["richMenuAliasId"], _existing_menu(body["richMenuId"])
    with line.lock:
        if alias_id in line.rich_menus.aliases:
            raise Refused(400, "conflict richmenu alias id")
        if len(line.rich_menus.aliases) >= MAX_ALIASES:
            raise violation("exceeded the maximum number of richmenu aliases")
        line.rich_menus.aliases.keep(Alias(alias_id, menu_id))
    return jsonify({})


@routes.get("/v2/bot/richmenu/alias/list")
def list_aliases() -> Response:
    return jsonify(aliases=[_shown(alias) for alias in platform().rich_menus.aliases])


@routes.get("/v2/bot/richmenu/alias/<alias_id>")
def show(alias_id: str) -> Response:
    return jsonify(_shown(_found(alias_id)))


@routes.post("/v2/bot/richmenu/alias/<alias_id>")
def update(alias_id: str) -> Response:
    line, alias, body = platform(), _found(alias_id), json_body()
    errors(schema.check(schema.UPDATE_ALIAS, body))
    menu_id = _existing_menu(body["richMenuId"])
    with line.lock:
        alias.menu_id = menu_id
        line.rich_menus.aliases.keep(alias)
    return jsonify({})


@routes.delete("/v2/bot/richmenu/alias/<alias_id>")
def delete(alias_id: str) -> Response:
    line, alias = platform(), _found(alias_id)
    with line.lock:
        line.rich_menus.aliases.drop(alias.id)
    return jsonify({})
