"""Addresses of the static files, each with its own version, so that a browser asks for it once."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, request, url_for

_STATIC = Path(__file__).parent / "static"
_FOR_GOOD = "public, max-age=31536000, immutable"


@cache
def version(name: str) -> str:
    """Return a short word that changes when the file does."""
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:10]


def address(name: str) -> str:
    """Return the address of a static file."""
    return url_for("console.static", filename=name, v=version(name))


def keep(answer: Response) -> Response:
    """Let a file that was asked for by its version be kept for good; fonts never change under their name."""
    lasting = request.args.get("v") or "/static/fonts/" in request.path
    if lasting and answer.status_code in (200, 304):
        answer.headers["Cache-Control"] = _FOR_GOOD
    return answer
