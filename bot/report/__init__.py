"""The public form for those without LINE, and the page that shows what became of a matter; neither needs a script."""

from typing import Any, cast

from flask import Blueprint, Flask, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from bot.console.assets import address
from bot.console.frame import icon
from bot.console.guard import HEADERS
from bot.console.words import LANGUAGES, Times, phrasebook
from bot.parts import Parts
from bot.report.form import FIELDS, MOST_BODY, Public, Refused
from bot.report.seals import COOKIE, LIVES, Seals, new_visitor
from bot.services.words import phrasebook as chat
from handlers.cases.progress import accent_of, steps_done
from handlers.cases.status import Status
from handlers.conversation.wording import Wording
from handlers.danger import NATIONAL

REPORTS = "6 per 10 minutes; 40 per day"  # from one address: a village may share one
LOOKS = "12 per minute; 60 per hour"
CALLS = ("police", "fire", "medical")


def register(app: Flask, parts: Parts) -> None:
    """Add `/report` and `/report/status`."""
    routes = Blueprint("report", __name__, template_folder="templates", url_prefix="/report")
    pages = Pages(parts)
    routes.get("")(pages.page)
    routes.post("")(pages.send)
    routes.get("/received/<token>")(pages.received)
    routes.get("/status")(pages.status)
    routes.post("/status")(pages.look)
    routes.post("/solved")(pages.solved)
    routes.before_request(_narrow)
    routes.after_request(_seal)
    app.register_blueprint(routes)
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)
    for name, often in (("send", REPORTS), ("look", LOOKS)):
        view = app.view_functions[f"report.{name}"]
        limited = limiter.limit(often, on_breach=lambda _limit: make_response(pages.too_often(), 429))
        app.view_functions[f"report.{name}"] = cast(Any, limited(view))


def _narrow() -> None:
    request.max_content_length = MOST_BODY


def _seal(answer: Response) -> Response:
    answer.headers.update(HEADERS)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class Pages:
    """The public pages."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._seals = Seals(parts.settings.secret_key)
        self._public = Public(parts, self._seals)

    def page(self) -> ResponseReturnValue:
        """An empty form."""
        return self._form({})

    def send(self) -> ResponseReturnValue:
        """File what was written, once however often it is sent."""
        told = {name: request.form.get(name, "") for name in FIELDS}
        try:
            token = self._public.file(told, request.files.getlist("pictures"), request.cookies.get(COOKIE, ""))
        except Refused as refused:
            return self._form(told, refused), 422
        return redirect(url_for("report.received", token=token, lang=self._words().language))

    def received(self, token: str) -> ResponseReturnValue:
        """The reference, and how to follow it."""
        found = self._parts.register.filed(token, None) if 10 <= len(token) <= 43 else None
        if found is None:
            abort(404)
        case, came = found
        return self._shown("received", case=case, code=came.follow_code if came else "")

    def status(self) -> ResponseReturnValue:
        """The page that asks for reference and telephone number or code."""
        return self._shown("status", typed=request.args.get("reference", "")[:40], trouble="")

    def look(self) -> ResponseReturnValue:
        """What became of a matter."""
        reference, proof = request.form.get("reference", "")[:60], request.form.get("proof", "")[:60]
        found = self._parts.following.find(reference, proof)
        if found is None:
            return self._shown("status", typed=reference, trouble=self._words().say("report.not_found")), 422
        return self._followed(found)

    def solved(self) -> ResponseReturnValue:
        """The citizen's word: solved, or not and why."""
        case_id = self._seals.case_of(request.form.get("seal", ""))
        found = self._parts.following.shown(case_id, self._parts.clock.now()) if case_id else None
        if case_id is None or found is None:
            return self._shown("status", typed="", trouble=self._words().say("report.old")), 422
        solved, words = request.form.get("solved") == "1", request.form.get("why", "").strip()[:1000]
        if not solved and not words:
            return self._followed(found, self._words().say("report.why_not")), 422
        self._parts.following.judge(case_id, solved=solved, words=words)
        return self._followed(self._parts.following.shown(case_id, self._parts.clock.now()))

    def too_often(self) -> str:
        """Asked too often from one address."""
        return self._rendered("status", typed="", trouble=self._words().say("report.too_often"))

    def _followed(self, found: Any, trouble: str = "") -> Response:
        status = Status(found.case.status)
        return self._shown(
            "followed", case=found.case, steps=found.steps[::-1], done=steps_done(status), trouble=trouble,
            accent=accent_of(status).value, seal=self._seals.link(found.case.id),
            status_words=chat().wording(self._words().language).say(f"status.{status}"),
            entry_words=lambda one: chat().wording(self._words().language).say(f"entry.{one.move}") if one.move else "",
        )  # fmt: skip

    def _form(self, told: dict[str, str], refused: Refused | None = None) -> Response:
        visitor = request.cookies.get(COOKIE, "") or new_visitor()
        seal = self._seals.form(visitor, refused.token if refused else "")
        numbers = self._parts.desk.office().numbers
        answer = self._shown("form", told=told, refused=refused, seal=seal,
                             calls=[numbers.get(name) or NATIONAL[name] for name in CALLS])  # fmt: skip
        secure = self._parts.settings.public_url.startswith("https://")
        answer.set_cookie(COOKIE, visitor, LIVES, path="/report", httponly=True, samesite="Strict", secure=secure)
        return answer

    def _words(self) -> Wording:
        return phrasebook().wording(request.values.get("lang", LANGUAGES[0]))

    def _shown(self, name: str, **more: Any) -> Response:
        return make_response(self._rendered(name, **more))

    def _rendered(self, name: str, **more: Any) -> str:
        words, office = self._words(), self._parts.desk.office()
        zone = self._parts.settings.office_zone
        return render_template(
            f"report/{name}.html", t=words.say, language=words.language, icon=icon, asset=address,
            office=office.name(words.language), units=office, phone=office.telephone,
            times=Times(words, zone, self._parts.clock.now()), **more,
        )  # fmt: skip
