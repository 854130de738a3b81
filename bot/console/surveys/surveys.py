"""Questionnaires: the list, and the builder with its preview; every edit is a plain form, and can be taken back."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import console, me, only, parts, words
from bot.console.surveys.preview import face, percent, preview
from bot.services.surveys.builder import Builder, NotLinkedError, UnfinishedError, title_of
from handlers.cases.status import Role
from handlers.surveys import building
from handlers.surveys.checking import Problem, problems, untranslated
from handlers.surveys.questionnaire import Ask, Questionnaire, load
from handlers.surveys.rights import may_send_surveys, may_write_surveys
from storage.surveys import surveys as rows
from storage.surveys.surveys import SurveyRow

WRITERS = tuple(role for role in Role if may_write_surveys(role))
BEGINNINGS = ("short", "full", "empty")


def builder() -> Builder:
    """Return the builder's use cases."""
    here = parts()
    return Builder(here.settings, here.database, here.clock)


@console.get("/surveys")
@only(*WRITERS)
def surveys() -> str:
    """The list of questionnaires."""
    away = request.args.get("away") == "1"
    with parts().database.reading() as db:
        found = rows.surveys(db, archived=away)
        shown = [(row, load(row.draft), rows.newest_version(db, row.id), rows.waves(db, row.id)) for row in found]
    return render_template(
        "console/surveys/list.html", surveys=shown, away=away, beginnings=BEGINNINGS, titled=_titled
    )


@console.post("/surveys")
@only(*WRITERS)
def surveys_new() -> ResponseReturnValue:
    """Begin one from a form of the guide or empty, or copy one."""
    form = request.form
    name, copied = form.get("from", ""), form.get("copy", "")
    try:
        if copied.isdigit() and len(copied) < 10:
            made = builder().copy(int(copied), me().id, words().say("builder.copy_mark"))
        elif name in BEGINNINGS:
            made = builder().begin(name, me().id)
        else:
            abort(400)
    except LookupError:
        abort(404)
    return redirect(url_for("console.survey", survey_id=made))


@console.get("/surveys/<int:survey_id>")
@only(*WRITERS)
def survey(survey_id: int) -> str:
    """The builder."""
    return _page(survey_id, at=request.args.get("at", ""))


@console.post("/surveys/<int:survey_id>/edit")
@only(*WRITERS)
def survey_edit(survey_id: int) -> ResponseReturnValue:
    """Make one edit of the draft."""
    fields = {name: value[:8_000] for name, value in request.form.items()}
    act, key = fields.get("act", ""), fields.get("key", "")
    change = _EDITS.get(act)
    edition = fields.get("edition", "")
    if change is None or not edition.isdigit() or len(edition) > 9:
        abort(400)
    _row(survey_id)
    after: dict[str, str] = {}

    def changed(form: Questionnaire) -> Questionnaire:
        made = change(form, key, fields)
        added = [one.key for one in made.questions if form.question(one.key) is None]
        after["at"] = added[0] if added else key if made.question(key) and act != "change" else ""
        return made

    if not builder().edit(survey_id, int(edition), changed, me().id):
        return _page(survey_id, trouble=words().say("builder.stale")), 409
    if act == "delete":
        flash(words().say("builder.deleted"))
    anchor = after.get("at") or key
    return redirect(url_for("console.survey", survey_id=survey_id, at=after.get("at") or None, _anchor=f"q-{anchor}"))


@console.post("/surveys/<int:survey_id>/undo")
@only(*WRITERS)
def survey_undo(survey_id: int) -> ResponseReturnValue:
    """Take the last edit back."""
    _row(survey_id)
    flash(words().say("builder.undone" if builder().undo(survey_id, me().id) else "builder.nothing_to_undo"))
    return redirect(url_for("console.survey", survey_id=survey_id))


@console.post("/surveys/<int:survey_id>/publish")
@only(*WRITERS)
def survey_publish(survey_id: int) -> ResponseReturnValue:
    """Freeze the draft as a version."""
    _row(survey_id)
    try:
        version = builder().publish(survey_id, me().id)
    except UnfinishedError:
        return _page(survey_id, trouble=words().say("builder.unfinished")), 422
    flash(words().say("builder.published", n=version))
    return redirect(url_for("console.survey", survey_id=survey_id))


@console.post("/surveys/<int:survey_id>/try")
@only(*WRITERS)
def survey_try(survey_id: int) -> ResponseReturnValue:
    """Send the draft to one's own LINE."""
    _row(survey_id)
    try:
        builder().try_out(survey_id, me().id, words().say("builder.test_name"))
    except UnfinishedError:
        return _page(survey_id, trouble=words().say("builder.unfinished")), 422
    except NotLinkedError:
        return _page(survey_id, trouble=words().say("builder.not_linked")), 422
    flash(words().say("builder.tried"))
    return redirect(url_for("console.survey", survey_id=survey_id))


@console.post("/surveys/<int:survey_id>/away")
@only(*WRITERS)
def survey_away(survey_id: int) -> ResponseReturnValue:
    """Put a questionnaire away, or take it out again."""
    _row(survey_id)
    away = request.form.get("away") == "1"
    builder().archive(survey_id, me().id, archived=away)
    flash(words().say("builder.put_away" if away else "builder.taken_out"))
    return redirect(url_for("console.surveys", away=None if away else 1))


def _asks(fields: dict[str, str]) -> tuple[Ask, int]:
    name = fields.get("asks", "")
    if name in ("scale3", "scale5"):
        return Ask.SCALE, int(name[-1])
    return (Ask(name), 3) if name in set(Ask) else (Ask.TEXT, 3)


Edit = Callable[[Questionnaire, str, dict[str, str]], Questionnaire]
_EDITS: dict[str, Edit] = {
    "head": lambda form, key, fields: building.with_head(form, fields),
    "section": lambda form, key, fields: building.with_section(form),
    "section_title": building.with_section_titled,
    "question": lambda form, key, fields: building.with_question(form, key, *_asks(fields)),
    "change": building.with_changed,
    "delete": lambda form, key, fields: building.without(form, key),
    "up": lambda form, key, fields: building.moved(form, key, -1),
    "down": lambda form, key, fields: building.moved(form, key, 1),
}
KINDS = ("scale3", "scale5", "one", "many", "text", "number", "date", "location", "photo")


def _row(survey_id: int) -> SurveyRow:
    with parts().database.reading() as db:
        row = db.get(SurveyRow, survey_id) if survey_id < 2**31 else None
    if row is None:
        abort(404)
    return row


def _titled(form: Questionnaire) -> str:
    return title_of(form, words().language, words().say("builder.untitled"))


def _page(survey_id: int, at: str = "", trouble: str = "") -> str:
    row = _row(survey_id)
    form = load(row.draft)
    with parts().database.reading() as db:
        version = rows.newest_version(db, survey_id)
        waves = rows.waves(db, survey_id)
    language = "en" if request.args.get("in") == "en" else "th"
    found = problems(form)
    shown: dict[str, Any] = {
        "row": row,
        "form": form,
        "version": version,
        "waves": waves,
        "at": at,
        "trouble": trouble,
        "problems": found,
        "by_key": _by_key(found),
        "missing": set(untranslated(form, "en")),
        "kinds": KINDS,
        "preview": list(preview(form, language)) if form.questions else [],
        "preview_language": language,
        "face": face,
        "percent": percent,
        "titled": _titled,
        "may_send": may_send_surveys(me().role),
        "conditions": _conditions,
    }
    return render_template("console/surveys/builder.html", **shown)


def _by_key(found: tuple[Problem, ...]) -> dict[str, list[Problem]]:
    by: dict[str, list[Problem]] = {}
    for problem in found:
        by.setdefault(problem.where, []).append(problem)
    return by


def _conditions(form: Questionnaire, key: str) -> list[tuple[str, str]]:
    """The answers that a question may wait for: of earlier questions with answers to choose."""
    offers: list[tuple[str, str]] = []
    for question in form.questions:
        if question.key == key:
            break
        name = " ".join(filter(None, (question.number, question.words.get("th", ""))))[:60]
        if question.asks is Ask.SCALE:
            low = ",".join(str(code) for code in range(1, question.points // 2 + 1))
            offers.append((f"{question.key}:{low}", words().say("builder.when_low", question=name)))
        offers += [
            (f"{question.key}:{option.code}", words().say("builder.when_is", question=name, answer=option.words["th"]))
            for option in question.options
        ]
    return offers
