"""The colours of the cards in LINE as the console's own: one source for both."""

from flask import Response

from bot.console.frame import asked_by_itself, console, open_to_all
from bot.line.cards.palette import css


@console.get("/palette.css")
@open_to_all
@asked_by_itself
def palette() -> Response:
    """The palette as CSS variables."""
    answer = Response(css(), mimetype="text/css")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
