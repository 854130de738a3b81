"""Rich menus: creation, pictures, and who sees which."""

from flask import Blueprint, Response, jsonify, request

from bot.simulator.api.body import errors, json_body, need
from bot.simulator.api.people import check_user_id
from bot.simulator.errors import NOT_FOUND, Refused, violation
from bot.simulator.ids import USER_ID
from bot.simulator.platform import platform
from bot.simulator.richmenus import DEFAULT, RichMenu
from bot.simulator.schema import richmenu as schema

routes = Blueprint("richmenus", __name__)
MAX_MENUS, MAX_BULK = 1000, 500


def found_menu(menu_id: str) -> RichMenu:
    menu = platform().rich_menus.menus.get(menu_id)
    if menu is None:
        raise Refused(404, "richmenu not found")
    return menu


def _drawn_menu(menu_id: str) -> RichMenu:
    """A menu must have its picture before anybody can be shown it."""
    menu = found_menu(menu_id)
    if not menu.image:
        raise violation("must upload richmenu image before applying it to user")
    return menu


def _tell(user: str) -> None:
    line = platform()
    with line.lock:
        line.feed.tell("richmenu", user=user)


@routes.post("/v2/bot/richmenu")
def create() -> Response:
    line, body = platform(), json_body()
    errors(schema.check(schema.MENU, body, line.config.local_http))
    if len(line.rich_menus.menus) >= MAX_MENUS:
        raise violation("exceeded the maximum number of richmenus")
    with line.lock:
        return jsonify(richMenuId=line.rich_menus.create(body).id)


@routes.post("/v2/bot/richmenu/validate")
def validate() -> Response:
    body = json_body()
    try:
        errors(schema.check(schema.MENU, body, platform().config.local_http))
    except Refused as refused:
        refused.violations = []  # a refusal that was asked for
        raise
    return jsonify({})


@routes.get("/v2/bot/richmenu/list")
def list_menus() -> Response:
    return jsonify(richmenus=[menu.shown() for menu in platform().rich_menus.menus])


@routes.get("/v2/bot/richmenu/<menu_id>")
def show(menu_id: str) -> Response:
    return jsonify(found_menu(menu_id).shown())


@routes.delete("/v2/bot/richmenu/<menu_id>")
def delete(menu_id: str) -> Response:
    line = platform()
    with line.lock:
        line.rich_menus.delete(found_menu(menu_id).id)
    _tell("all")
    return jsonify({})


@routes.post("/v2/bot/richmenu/<menu_id>/content")
def upload(menu_id: str) -> Response:
    menu, data = found_menu(menu_id), request.get_data()
    if request.mimetype not in {"image/jpeg", "image/png"}:
        raise violation(f"The content type, {request.mimetype or '-'}, is not supported", status=415)
    if menu.image:
        raise violation("An image has already been uploaded to the richmenu")
    if wrong := schema.check_image(request.mimetype, data, menu.menu["size"]):
        raise violation(wrong, status=413 if len(data) > schema.MAX_IMAGE else 400)
    line = platform()
    with line.lock:
        line.rich_menus.set_image(menu, request.mimetype, data)
    return jsonify({})


@routes.get("/v2/bot/richmenu/<menu_id>/content")
def download(menu_id: str) -> Response:
    stored = platform().media.get(found_menu(menu_id).id)
    if stored is None:
        raise Refused(404, NOT_FOUND)
    media_type, data = stored
    return Response(data, mimetype=media_type)


# ---- the default, and the menus of single people


@routes.post("/v2/bot/user/all/richmenu/<menu_id>")
def set_default(menu_id: str) -> Response:
    line, menu = platform(), _drawn_menu(menu_id)
    with line.lock:
        line.rich_menus.link(DEFAULT, menu.id)
    _tell("all")
    return jsonify({})


@routes.get("/v2/bot/user/all/richmenu")
def get_default() -> Response:
    menu_id = platform().rich_menus.linked(DEFAULT)
    if menu_id is None:
        raise Refused(404, "no default richmenu")
    return jsonify(richMenuId=menu_id)


@routes.delete("/v2/bot/user/all/richmenu")
def clear_default() -> Response:
    line = platform()
    with line.lock:
        line.rich_menus.unlink(DEFAULT)
    _tell("all")
    return jsonify({})


@routes.get("/v2/bot/user/<user_id>/richmenu")
def of_user(user_id: str) -> Response:
    check_user_id(user_id)
    menu_id = platform().rich_menus.linked(user_id)
    if menu_id is None:
        raise Refused(404, "the user has no richmenu")
    return jsonify(richMenuId=menu_id)


@routes.post("/v2/bot/user/<user_id>/richmenu/<menu_id>")
def link(user_id: str, menu_id: str) -> Response:
    """200 also for whoever has blocked the bot or is no friend."""
    check_user_id(user_id)
    line, menu = platform(), _drawn_menu(menu_id)
    with line.lock:
        line.rich_menus.link(user_id, menu.id)
    _tell(user_id)
    return jsonify({})


@routes.delete("/v2/bot/user/<user_id>/richmenu")
def unlink(user_id: str) -> Response:
    check_user_id(user_id)
    line = platform()
    with line.lock:
        line.rich_menus.unlink(user_id)
    _tell(user_id)
    return jsonify({})


def _bulk_users() -> list[str]:
    body = json_body()
    need(body, userIds=list)
    users = body["userIds"]
    fine = all(isinstance(user, str) and USER_ID.fullmatch(user) for user in users)
    if not fine or not 1 <= len(users) <= MAX_BULK:
        errors([{"message": f"Must be 1 to {MAX_BULK} user ids", "property": "userIds"}])
    return [str(user) for user in users]


@routes.post("/v2/bot/richmenu/bulk/link")
def bulk_link() -> tuple[Response, int]:
    users, body = _bulk_users(), json_body()
    need(body, richMenuId=str)
    line, menu = platform(), _drawn_menu(body["richMenuId"])
    with line.lock:
        for user in users:
            line.rich_menus.link(user, menu.id)
    _tell("all")
    return jsonify({}), 202


@routes.post("/v2/bot/richmenu/bulk/unlink")
def bulk_unlink() -> tuple[Response, int]:
    users, line = _bulk_users(), platform()
    with line.lock:
        for user in users:
            line.rich_menus.unlink(user)
    _tell("all")
    return jsonify({}), 202
