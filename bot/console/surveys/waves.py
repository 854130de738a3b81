"""Waves: whom to ask and what it costs before anything goes, how the sending stands, pause, end, poster."""

from datetime import date, timedelta
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from bot.console.frame import asked_by_itself, console, me, now, office, only, parts, words
from bot.console.posting import poster_of
from bot.console.surveys.surveys import WRITERS, builder
from bot.services.quotas import quota
from bot.services.surveys import waves
from bot.services.surveys.builder import UnfinishedError, title_of
from bot.services.surveys.waves import NewWave
from handlers.cases.access import RESTRICTED
from handlers.cases.status import Role
from handlers.dates import local
from handlers.surveys.questionnaire import Questionnaire, load
from handlers.surveys.rights import may_send_surveys
from handlers.surveys.sampling import MARGINS, Audience, Estimate, Who
from nlp.taxonomy import CATEGORY_KEYS
from storage.surveys import invitations, surveys
from storage.surveys.invitations import CAME, LEFT_OUT, PUSHED, WAITING
from storage.surveys.responses import responses_of, waiting_in_urn
from storage.surveys.surveys import CLOSED, PAUSED, SENDING, WaveRow

SENDERS = tuple(role for role in Role if may_send_surveys(role))
PACES = (600, 1_800, 6_000, 30_000, 120_000)  # invitations an hour
USUAL_DAYS = 14
LONGEST_DAYS = 120


@console.get("/surveys/<int:survey_id>/waves/new")
@only(*SENDERS)
def wave_new(survey_id: int) -> str:
    """Choose whom to ask; the price is told with every change."""
    return _form(survey_id, request.args)


@console.post("/surveys/<int:survey_id>/waves")
@only(*SENDERS)
def wave_launch(survey_id: int) -> ResponseReturnValue:
    """Publish the draft as it stands and send it."""
    fields = request.form
    audience, closes = _audience(fields), _day(fields.get("closes", ""))
    today = local(now(), office().utc_offset_hours).date()
    name = fields.get("name", "").strip()[:120]
    trouble = _trouble(survey_id, name, closes, today)
    if trouble or closes is None:
        return _form(survey_id, fields, trouble), 422
    try:
        version = builder().publish(survey_id, me().id)
    except LookupError:
        abort(404)
    except UnfinishedError:
        return _form(survey_id, fields, words().say("builder.unfinished")), 422
    remind = _number(fields.get("remind", ""), 0, 60)
    new = NewWave(survey_id, name, audience, closes, _pace(fields), remind or None)
    with parts().database.begin() as db:
        wave = waves.prepare(db, new, version, me().id, now())
        told = waves.launch(db, wave, office(), now())
        wave_id = wave.id
    flash(words().say("waves.launched", n=told.asked) if told.asked else words().say("waves.opened"))
    return redirect(url_for("console.wave", wave_id=wave_id))


@console.get("/waves/<int:wave_id>")
@only(*WRITERS)
def wave(wave_id: int) -> str:
    """How a wave stands."""
    return render_template("console/surveys/wave.html", **_standing(wave_id))


@console.get("/waves/<int:wave_id>/live")
@only(*WRITERS)
def wave_live(wave_id: int) -> str:
    """The numbers of a wave, asked again while the page is open."""
    return render_template("console/surveys/wave_live.html", **_standing(wave_id))


asked_by_itself(wave_live)


@console.post("/waves/<int:wave_id>/<act>")
@only(*SENDERS)
def wave_act(wave_id: int, act: str) -> ResponseReturnValue:
    """Pause, go on, or end a wave."""
    if act not in ("pause", "resume", "close"):
        abort(404)
    with parts().database.begin() as db:
        row = surveys.wave_for_change(db, wave_id) if wave_id < 2**31 else None
        if row is None:
            abort(404)
        if act == "pause":
            waves.pause(row)
        elif act == "resume":
            waves.go_on(row)
        else:
            waves.close(db, row, now())
    flash(words().say(f"waves_done.{act}"))
    return redirect(url_for("console.wave", wave_id=wave_id))


@console.get("/waves/<int:wave_id>/poster.pdf")
@only(*WRITERS)
def wave_poster(wave_id: int) -> Response:
    """A poster whose code opens the questionnaire."""
    row, form = _wave(wave_id)
    title = title_of(form, "th", "")
    return poster_of(row.code, "แบบสอบถาม", title, form.intro.get("th", ""), f"survey-{row.id}")


def _trouble(survey_id: int, name: str, closes: date | None, today: date) -> str:
    if not name:
        return words().say("waves.no_name")
    if closes is None or not today <= closes <= today + timedelta(days=LONGEST_DAYS):
        return words().say("waves.bad_day", n=LONGEST_DAYS)
    with parts().database.reading() as db:
        taken = any(row.name == name for row in surveys.waves(db, survey_id))
    return words().say("waves.name_taken") if taken else ""


def _form(survey_id: int, fields: MultiDict[str, str], trouble: str = "") -> str:
    audience = _audience(fields)
    with parts().database.reading() as db:
        row = db.get(surveys.SurveyRow, survey_id) if survey_id < 2**31 else None
        if row is None:
            abort(404)
        form = load(row.draft)
        remind = _number(fields.get("remind", "3"), 0, 60) or 0
        told: Estimate = waves.price_of(db, audience, office(), remind=remind > 0)
        left = quota.remaining(db, now())
        number = len(surveys.waves(db, survey_id)) + 1
    today = local(now(), office().utc_offset_hours).date()
    pace = _pace(fields)
    shown: dict[str, Any] = {
        "row": row,
        "title": title_of(form, words().language, words().say("builder.untitled")),
        "anonymous": form.anonymous,
        "fields": fields,
        "audience": audience,
        "told": told,
        "left": left,
        "who": list(Who),
        "margins": MARGINS,
        "paces": PACES,
        "pace": pace,
        "remind": remind,
        "hours": -(-told.asked // pace) if told.asked else 0,
        "name": fields.get("name") or words().say("waves.usual_name", n=number, year=today.year + 543),
        "closes": fields.get("closes") or (today + timedelta(days=USUAL_DAYS)).isoformat(),
        "areas": [place for place in office().places if place.kind == "village"],
        "categories": [key for key in CATEGORY_KEYS if key not in RESTRICTED],
        "trouble": trouble,
    }
    return render_template("console/surveys/wave_new.html", **shown)


def _standing(wave_id: int) -> dict[str, Any]:
    row, form = _wave(wave_id)
    with parts().database.reading() as db:
        by = invitations.invitations_by_state(db, wave_id)
        counted = responses_of(db, wave_id)
        in_urn = waiting_in_urn(db, wave_id)
    states = (WAITING, PUSHED, CAME, LEFT_OUT)
    sum_of = {state: sum(n for (one, _), n in by.items() if one == state) for state in states}
    answered = sum(n for (_, done), n in by.items() if done)
    by_push = by.get((PUSHED, True), 0)
    total = sum(sum_of.values()) - sum_of[CAME]
    return {
        "row": row,
        "form": form,
        "title": title_of(form, words().language, words().say("builder.untitled")),
        "audience": Audience.load(row.audience),
        "sum": sum_of,
        "total": total,
        "answered": answered,
        "rate": round(100 * by_push / sum_of[PUSHED], 1) if sum_of[PUSHED] else None,
        "counted": counted,
        "in_urn": in_urn,
        "may_send": may_send_surveys(me().role),
        "states": {"sending": SENDING, "paused": PAUSED, "closed": CLOSED},
        "done_sending": sum_of[WAITING] == 0,
    }


def _wave(wave_id: int) -> tuple[WaveRow, Questionnaire]:
    with parts().database.reading() as db:
        row = db.get(WaveRow, wave_id) if wave_id < 2**31 else None
        if row is None or row.test:
            abort(404)
        return row, load(surveys.form_of(db, row))


def _audience(fields: MultiDict[str, str]) -> Audience:
    who = fields.get("who", "all")
    known = {place.key for place in office().places}
    chosen = Who(who) if who in set(Who) else Who.ALL
    if chosen in (Who.ALL, Who.CODE):
        return Audience(chosen)
    margin = _number(fields.get("margin", ""), 1, 20)
    return Audience(
        chosen,
        areas=tuple(key for key in fields.getlist("area") if key in known),
        categories=tuple(key for key in fields.getlist("category") if key in CATEGORY_KEYS and key not in RESTRICTED),
        languages=tuple(one for one in fields.getlist("language") if one in ("th", "en")),
        since=_day(fields.get("since", "")),
        until=_day(fields.get("until", "")),
        margin=margin if margin in MARGINS else 5,
        rate=_number(fields.get("rate", ""), 5, 100) or 30,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str, low: int, high: int) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1
    return number if low <= number <= high else None


def _pace(fields: MultiDict[str, str]) -> int:
    pace = _number(fields.get("pace", ""), 1, 200_000)
    return pace if pace in PACES else 6_000
