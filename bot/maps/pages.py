"""The map pictures of cards, under addresses that only this service can make."""

import math
from collections.abc import Callable

from flask import Blueprint, Flask, Response, abort, request

from bot.line.addresses import Addresses
from bot.maps.drawing import draw_map
from bot.maps.town import OfficeMap

# What stands under an address changes only when the office redraws its map.
KEPT_SECONDS = 30 * 24 * 3600
LANGUAGES = ("th", "en")


def register(app: Flask, addresses: Addresses, office_map: Callable[[], OfficeMap]) -> None:
    """Serve the maps of the addresses that `addresses` makes."""
    pages = Blueprint("maps", __name__)

    @pages.get("/map/<signature>/<place>.png")
    def picture(signature: str, place: str) -> Response:
        if not addresses.is_ours(place, signature):
            abort(404)
        language = request.args.get("language", LANGUAGES[0])
        png = draw_map(office_map(), _point(place), language=language if language in LANGUAGES else LANGUAGES[0])
        answer = Response(png, mimetype="image/png")
        answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}, immutable"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer

    app.register_blueprint(pages)


def _point(place: str) -> tuple[float, float]:
    """The numbers of a place that was signed, so written by us."""
    latitude, longitude = map(float, place.split(","))
    assert math.isfinite(latitude) and math.isfinite(longitude)
    return latitude, longitude
