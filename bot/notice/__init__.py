"""The privacy notice as a public page, to which the chat's consent card links."""

from flask import Blueprint, Flask, Response, render_template, request

from bot.console.assets import address
from bot.console.frame import icon
from bot.console.guard import HEADERS
from bot.console.words import LANGUAGES, phrasebook
from bot.notice.text import blanks_of_office, read_notice
from bot.parts import Parts


def register(app: Flask, parts: Parts) -> None:
    """Add the page at `/privacy`. It reads no cookie and sets none."""
    routes = Blueprint(
        "notice", __name__, template_folder="templates", static_folder="static", static_url_path="/privacy/static"
    )

    @routes.get("/privacy")
    def page() -> str:
        words = phrasebook().wording(request.args.get("lang", LANGUAGES[0]))
        office = parts.desk.office()
        return render_template(
            "notice/page.html",
            t=words.say,
            language=words.language,
            icon=icon,
            asset=address,
            office=office.name(words.language),
            notice=read_notice(words.language).filled(blanks_of_office(office, words.language)),
        )

    @routes.after_request
    def seal(answer: Response) -> Response:
        answer.headers.update(HEADERS)
        return answer

    app.register_blueprint(routes)
