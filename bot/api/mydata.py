"""`GET /my-data/<token>`: a person's own data as a file; the chat hands out the address, good for half an hour."""

import json

from flask import Blueprint, Response, abort

from bot.parts import Parts
from bot.services.exporting import Exports, export_person


def blueprint(parts: Parts) -> Blueprint:
    """Return the route; whoever holds the address holds the data, so it is short-lived and kept by nobody."""
    routes = Blueprint("mydata", __name__)
    exports = Exports(parts.settings.secret_key)

    @routes.get("/my-data/<token>")
    def download(token: str) -> Response:
        owner = exports.owner(token)
        if owner is None:
            abort(404)
        with parts.database.reading() as db:
            found = export_person(db, owner, parts.settings.public_url)
        if found is None:
            abort(404)
        answer = Response(json.dumps(found, ensure_ascii=False, indent=2), mimetype="application/json")
        answer.headers["Content-Disposition"] = "attachment; filename=my-data.json"
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    return routes
