"""Templates of replies: made and changed here, their blanks checked, and shown as a citizen would read them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import console, me, now, office, only, parts, times, words
from handlers.cases.replies import BLANKS, filled, unknown_blanks
from handlers.cases.status import Role
from storage import replies as rows
from storage.replies import TemplateRow

WRITERS = (Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR)
LONGEST_TITLE, LONGEST_TEXT = 80, 900


@console.get("/replies")
@only(*WRITERS)
def replies() -> str:
    """The page."""
    return _page()


@console.post("/replies")
@only(*WRITERS)
def replies_add() -> ResponseReturnValue:
    """Make a template."""
    return _keep(None)


@console.post("/replies/<int:template_id>")
@only(*WRITERS)
def replies_change(template_id: int) -> ResponseReturnValue:
    """Change a template, or take it away."""
    with parts().database.begin() as db:
        row = db.get(TemplateRow, template_id)
        if row is None:
            abort(404)
        if not may_change(row.unit):
            abort(403)
        if "remove" in request.form:
            db.delete(row)
            flash(words().say("replies.removed", title=row.title))
            return redirect(url_for("console.replies"))
    return _keep(template_id)


def may_change(unit: str) -> bool:
    """An officer writes for the own unit; the others for all."""
    return me().role is not Role.OFFICER or (unit != "" and unit == me().unit)


def _keep(template_id: int | None) -> ResponseReturnValue:
    form = request.form
    typed = {name: form.get(name, "").replace("\r\n", "\n").strip() for name in ("title", "text", "unit")}
    if me().role is Role.OFFICER:
        typed["unit"] = me().unit or ""
    trouble = _trouble(typed)
    if trouble:
        return _page(trouble, typed, template_id), 422
    with parts().database.begin() as db:
        row = db.get(TemplateRow, template_id) if template_id else TemplateRow()
        if row is None:
            abort(404)
        row.title, row.text, row.unit = typed["title"], typed["text"], typed["unit"]
        row.changed_at, row.changed_by = now(), me().id
        db.add(row)
    flash(words().say("replies.kept", title=typed["title"]))
    return redirect(url_for("console.replies"))


def _trouble(typed: dict[str, str]) -> str:
    say = words().say
    if not typed["title"] or not typed["text"]:
        return say("replies.empty")
    if len(typed["title"]) > LONGEST_TITLE or len(typed["text"]) > LONGEST_TEXT:
        return say("replies.long", n=LONGEST_TEXT)
    if typed["unit"] and office().unit(typed["unit"]) is None:
        return say("replies.no_unit")
    unknown = unknown_blanks(typed["text"])
    shown = " ".join(name if name in "{}" and name else f"{{{name}}}" for name in unknown)
    return say("replies.unknown", blanks=shown) if unknown else ""


def _page(trouble: str = "", typed: dict[str, str] | None = None, at: int | None = None) -> str:
    with parts().database.reading() as db:
        found = rows.templates(db, every=True)
    thai = words().language == "th"
    names = [name for name in BLANKS if name.isascii() is not thai]
    return render_template(
        "console/alerts/replies.html",
        templates=found,
        sample=lambda text: filled(text, _sample()),
        may_change=may_change,
        units=office().units,
        blanks=names,
        trouble=trouble,
        typed=typed or {},
        at=at,
    )


def _sample() -> dict[str, str]:
    """A made-up case, to show how a template reads."""
    say = words().say
    made = {key: say(f"replies_sample.{key}") for key in ("name", "title", "place", "status", "officer", "unit")}
    known = {"reference": "ร70-000123-4", "due": times().day(times().today)}
    return made | known | {"office": office().name(words().language), "phone": office().telephone}
