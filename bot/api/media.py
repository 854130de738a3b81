"""The files that messages point to, under addresses that only who was given them knows."""

import re

from flask import Blueprint, Response, abort, send_file

from bot.parts import Parts
from bot.pictures import placeholder
from handlers.looking import STRANGER, Look, looks
from storage.media import KEPT, WANTED, by_token

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
# Shown in the browser as what they are; everything else is offered for saving, never run.
SHOWN = ("image/", "video/", "audio/")


def blueprint(parts: Parts) -> Blueprint:
    """`/media/<token>` and `/media/<token>/small`."""
    routes = Blueprint("media", __name__, url_prefix="/media")
    waiting = placeholder()

    @routes.get("/<token>", defaults={"size": "full"})
    @routes.get("/<token>/<any(small):size>")
    def show(token: str, size: str) -> Response:
        if not TOKEN.fullmatch(token):
            abort(404)
        with parts.database.reading() as session:
            media = by_token(session, token)
        if media is not None and media.case_id:
            parts.lookout.note(looks(STRANGER, Look.LINK, [media.case_id], parts.clock.now()))
        if media is not None and media.state == WANTED:
            answer = Response(waiting, mimetype="image/png")
            answer.headers["Cache-Control"] = "no-store"
            return answer
        path = parts.media.file(media, small=size == "small") if media is not None and media.state == KEPT else None
        if media is None or path is None:
            abort(404)
        mime = "image/jpeg" if path.name.endswith("-small") else media.mime or "application/octet-stream"
        answer = send_file(path, mimetype=mime, as_attachment=not mime.startswith(SHOWN))
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cache-Control"] = "private, max-age=3600"
        return answer

    return routes
