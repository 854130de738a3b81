"""The chat page."""

from flask import Blueprint, render_template

routes = Blueprint("page", __name__, template_folder="templates")
POLICY = (
    "default-src 'self'; img-src 'self' data: blob: http: https:; media-src 'self' data: blob: http: https:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)


@routes.get("/")
def index() -> str:
    return render_template("line.html")
