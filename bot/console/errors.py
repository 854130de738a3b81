"""The console's error pages: what happened in one sentence, and what to do next."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound

from bot.console.frame import console

SENTENCES = (400, 403, 404, 413, 429, 500)


@console.errorhandler(HTTPException)
def failed(error: HTTPException) -> ResponseReturnValue:
    """Any refusal, in the same look."""
    code = error.code or 500
    if 300 <= code < 400:
        return error.get_response()
    shown = code if code in SENTENCES else 404 if code == 405 else 400 if code < 500 else 500
    return render_template("console/error.html", shown=shown, signed_in=current_user.is_authenticated), code


@console.errorhandler(InternalServerError)
def broken(error: InternalServerError) -> ResponseReturnValue:
    """A fault of ours; nothing of it is shown, and as little as possible is asked of what may be broken."""
    return render_template("console/error.html", shown=500, signed_in=False), 500


@console.route("/<path:rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def nowhere(rest: str) -> ResponseReturnValue:
    """Every other address below /console/, so that it is answered by a page of the console."""
    raise NotFound
