"""The control API (`/sim`): plays the people, and turns the knobs that the real LINE hides."""

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from bot.simulator.control import acting, knobs, people, watching
from bot.simulator.errors import Refused

PARTS = (people, acting, watching, knobs)


def blueprint() -> Blueprint:
    sim = Blueprint("sim", __name__, url_prefix="/sim")
    for part in PARTS:
        sim.register_blueprint(part.routes)
    sim.before_request(_same_site)
    sim.register_error_handler(Refused, _refuse)
    for mistake in (TypeError, ValueError):  # a number that is none, a field of the wrong kind
        sim.register_error_handler(mistake, lambda error: (jsonify(message=str(error)), 400))
    sim.register_error_handler(HTTPException, lambda error: (jsonify(message=error.description), error.code or 500))
    return sim


def _same_site() -> None:
    """Other web sites that a developer visits must not play with the local LINE."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Refused(403, "Not from another site")


def _refuse(refused: Refused) -> tuple[Response, int]:
    return jsonify(refused.body), refused.status
