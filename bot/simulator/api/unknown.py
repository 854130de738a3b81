"""Everything that LINE does not have, or that this stand-in leaves out: 404 in LINE's words."""

from typing import NoReturn

from flask import Blueprint

from bot.simulator.errors import NOT_FOUND, Refused

routes = Blueprint("unknown", __name__)
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]


@routes.route("/v2/<path:rest>", methods=METHODS)
@routes.route("/oauth2/<path:rest>", methods=METHODS)
@routes.route("/bot/<path:rest>", methods=METHODS)
@routes.route("/v3/<path:rest>", methods=METHODS)
def unknown(rest: str) -> NoReturn:
    raise Refused(404, NOT_FOUND)
