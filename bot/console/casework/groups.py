"""What is done in a working group from the page of its case, and that those above were reported to."""

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.casework.case import LONGEST_NOTE, Trouble, page, stale
from bot.console.casework.dossier import Dossier, open_case
from bot.console.casework.uploads import UploadRefusedError, chosen, keep
from bot.console.frame import actor, console, me, parts, words
from bot.services.casework.cases import MoveDeniedError
from bot.services.casework.teams import PartBrought, part_facts
from handlers.cases.parts import MAY_ADD, PartAct, part_denial, seats
from handlers.cases.status import Denied, Plan, Status
from handlers.cases.superiors import REPORTERS, Superior

MOST_DAYS = 365


@console.post("/cases/<int:case_id>/parts/<int:part_id>/<act>")
def part(case_id: int, part_id: int, act: str) -> ResponseReturnValue:
    """Do something to a unit's part."""
    dossier = open_case(case_id)
    row = next((one for one in dossier.parts if one.id == part_id), None)
    if row is None or act not in set(PartAct):
        abort(404)
    form, typed = f"part-{part_id}-{act}", {"note": _text("note"), "days": _text("days")}
    try:
        files = chosen(request.files.getlist("pictures"))
        brought = PartBrought(typed["note"].strip(), bool(files), days())
        facts = part_facts(row)
        mine = seats(me().role, me().unit, facts, dossier.case.unit)
        status = Status(dossier.case.status)
        denied = part_denial(PartAct(act), facts, status, mine, note=brought.note, has_picture=brought.has_picture)
        if denied is Denied.ROLE:
            abort(403)
        if version() not in (None, dossier.case.version):
            raise MoveDeniedError(Denied.CHANGED)
        if denied is not None:
            raise MoveDeniedError(denied)
        uploads = keep(files, "after")
    except UploadRefusedError as refused:
        return page(dossier, trouble=Trouble(form, str(refused), typed)), 422
    except MoveDeniedError as refused:
        return _denied(case_id, form, refused.denied, typed)
    desk = parts().desk
    return _act(
        case_id, form, typed, words().say(f"part_act.{act}"),
        lambda: desk.move_part(case_id, part_id, PartAct(act), actor(), brought, version=version(), uploads=uploads),
    )  # fmt: skip


@console.post("/cases/<int:case_id>/parts")
def part_add(case_id: int) -> ResponseReturnValue:
    """Bring another unit in."""
    open_case(case_id)
    if me().role not in MAY_ADD:
        abort(403)
    typed = {name: _text(name) for name in ("unit", "task", "days", "note")}
    plan = Plan(typed["unit"], typed["task"], days())
    act = words().say("group.add")
    desk = parts().desk
    return _act(
        case_id, "part-add", typed, act,
        lambda: desk.join_group(case_id, plan, actor(), typed["note"].strip(), version=version()),
    )  # fmt: skip


@console.post("/cases/<int:case_id>/reports")
def report_upwards(case_id: int) -> ResponseReturnValue:
    """Keep that the ministry or the governor was reported to."""
    open_case(case_id)
    if me().role not in REPORTERS:
        abort(403)
    to, typed = request.form.get("to", ""), {"note": _text("note"), "to": _text("to")}
    if to not in set(Superior):
        abort(400)
    desk = parts().desk
    return _act(
        case_id, "superior", typed, words().say(f"superior.{to}"),
        lambda: desk.report_out(case_id, Superior(to), actor(), typed["note"].strip(), version=version()),
    )  # fmt: skip


def _act(
    case_id: int, form: str, typed: dict[str, str], said: str, act: Callable[[], object]
) -> ResponseReturnValue:
    try:
        act()
    except MoveDeniedError as refused:
        return _denied(case_id, form, refused.denied, typed)
    flash(words().say("group.done", act=said))
    return redirect(url_for("console.case", case_id=case_id, _anchor="group"))


def _denied(case_id: int, form: str, denied: Denied, typed: dict[str, str]) -> ResponseReturnValue:
    dossier: Dossier = open_case(case_id)
    if denied is Denied.CHANGED:
        return stale(dossier, form, typed, request.form.get("entry", type=int) or 0), 409
    said = words().say(f"denied.{denied}")
    return page(dossier, trouble=Trouble(form, said, typed)), 403 if denied is Denied.ROLE else 422


def _text(name: str) -> str:
    return request.form.get(name, "")[:LONGEST_NOTE]


def days(name: str = "days") -> int | None:
    """The number of working days that was typed, if it is one."""
    typed = request.form.get(name, type=int)
    return typed if typed is not None and 0 < typed <= MOST_DAYS else None


def version() -> int | None:
    """The version of the case that the reader saw."""
    return request.form.get("version", type=int)
