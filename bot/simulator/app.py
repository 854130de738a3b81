"""Puts a local LINE together as a Flask application that can be mounted under any prefix."""

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from bot.simulator import api, control, page
from bot.simulator.config import LineConfig
from bot.simulator.platform import Platform

__all__ = ["LineConfig", "create_line"]

MAX_UPLOAD = 220 * 1024 * 1024  # a little over LINE's 200 MB for films


def create_line(config: LineConfig) -> Flask:
    """The whole platform: LINE API, control API below /sim, and the chat page at the root."""
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = MAX_UPLOAD
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 0
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["local_line"] = Platform(config)
    app.register_blueprint(api.blueprint())
    app.register_blueprint(control.blueprint())
    app.register_blueprint(page.routes)
    app.before_request(_into_the_folder)
    app.after_request(_secure)
    return app


def _into_the_folder() -> AnyResponse | None:
    """`/line` without its slash would make every relative address of the page wrong."""
    if not request.environ.get("PATH_INFO") and request.script_root:
        query = f"?{request.query_string.decode()}" if request.query_string else ""
        return redirect(f"{request.script_root}/{query}")
    return None


def _secure(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", page.POLICY)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "no-referrer")
    return answer
