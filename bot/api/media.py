"""The files that messages point to, under addresses that only who was given them knows."""

import hashlib
import re
from typing import BinaryIO, cast

from flask import Blueprint, Response, abort, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

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
        small = size == "small" and media is not None and media.kind == "image"
        opened = parts.media.open(media, small=small) if media is not None and media.state == KEPT else None
        if media is None or opened is None:
            abort(404)
        mime = "image/jpeg" if small else media.mime or "application/octet-stream"
        answer = _streamed(*opened, mime, f"{token}{size}")
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cache-Control"] = "private, max-age=3600"
        return answer

    return routes


def _streamed(stream: BinaryIO, length: int, mime: str, name: str) -> Response:
    """Send a file as it is read, in parts where parts are asked for (films are), or not at all if it is known."""
    download = not mime.startswith(SHOWN)
    answer = send_file(stream, mime, as_attachment=download, download_name="file" if download else None, etag=False)
    answer.content_length = length
    answer.set_etag(hashlib.sha256(name.encode()).hexdigest()[:32])  # what lies under an address never changes
    try:
        return cast(Response, answer.make_conditional(request, accept_ranges=True, complete_length=length))
    except RequestedRangeNotSatisfiable:
        stream.close()
        raise
