"""The public front page: whose Siang this is, and the ways in."""

from flask import Blueprint, Flask, Response, make_response, render_template, request

from bot.console.assets import address
from bot.console.frame import icon
from bot.console.guard import HEADERS
from bot.console.words import LANGUAGES, phrasebook
from bot.home.logins import demo_logins
from bot.parts import Parts

STEPS = (("how_1", "message"), ("how_2", "clipboard"), ("how_3", "route"), ("how_4", "smile"))


def register(app: Flask, parts: Parts) -> None:
    """Add the page at `/`. It reads no cookie and sets none."""
    routes = Blueprint("home", __name__, template_folder="templates")

    @routes.get("/")
    def page() -> Response:
        language = request.args.get("lang", LANGUAGES[0])
        words = phrasebook().wording(language)
        office = parts.desk.office()
        answer = make_response(
            render_template(
                "home/index.html",
                t=words.say,
                language=words.language,
                icon=icon,
                asset=address,
                office=office.name(words.language),
                local_line=parts.settings.local_line,
                logins=demo_logins(office, parts.settings, words.language),
                steps=STEPS,
            )
        )
        answer.headers.update(HEADERS)
        return answer

    app.register_blueprint(routes)
