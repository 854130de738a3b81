"""What is done to a case from its page: a move, words to the citizen, a corrected kind or category."""

import threading
from datetime import timedelta

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.casework.case import LONGEST_NOTE, LONGEST_REPLY, Trouble, page, stale
from bot.console.casework.dossier import Dossier, open_case
from bot.console.casework.groups import days
from bot.console.casework.uploads import UploadRefusedError, chosen, keep
from bot.console.frame import actor, console, me, now, office, parts, words
from bot.services.casework.cases import MoveDeniedError
from handlers.cases.access import may_see
from handlers.cases.reference import find_reference
from handlers.cases.status import MOVES, Brought, Denied, MoveName, Needs, Plan, Status, denial
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS
from storage.cases import case_by_digits, case_by_id

TWICE = timedelta(minutes=2)  # the same act by the same person within it is one press too many, not a new act
_replying = threading.Lock()  # looking for the first of two equal replies and keeping it is one step


@console.post("/cases/<int:case_id>/moves/<name>")
def move(case_id: int, name: str) -> ResponseReturnValue:
    """Make a move with what its form brought."""
    dossier = open_case(case_id)
    if name not in set(MoveName):
        abort(404)
    typed = {field: request.form.get(field, "")[:LONGEST_NOTE] for field in ("note", "unit", "other", "reason")}
    typed |= _typed_parts()
    try:
        files = chosen(request.files.getlist("pictures"))
        brought = _brought(dossier, MoveName(name), typed, bool(files))
        _refuse_early(dossier, MoveName(name), brought)
        uploads = keep(files, "after") if brought.has_picture else []
        parts().desk.move(case_id, MoveName(name), actor(), brought, version=_number("version"), uploads=uploads)
    except UploadRefusedError as refused:
        return page(dossier, trouble=Trouble(name, str(refused), typed)), 422
    except MoveDeniedError as refused:
        return _denied(case_id, name, refused.denied, typed)
    flash(words().say("act.done", move=words().say(f"move.{name}")))
    return _onward(case_id)


@console.post("/cases/<int:case_id>/reply")
def reply(case_id: int) -> ResponseReturnValue:
    """Write to the citizen."""
    dossier = open_case(case_id)
    if not dossier.writable:
        abort(403)
    text = request.form.get("text", "").replace("\r\n", "\n").strip()
    try:
        if not text:
            raise UploadRefusedError(words().say("reply.empty"))
        if len(text) > LONGEST_REPLY:
            raise UploadRefusedError(words().say("reply.long", n=LONGEST_REPLY))
    except UploadRefusedError as refused:
        return page(dossier, trouble=Trouble("reply", str(refused), {"text": text})), 422
    with _replying:
        if _said_already(open_case(case_id), text, _number("entry")):
            flash(words().say("reply.twice"))
        else:
            try:
                parts().desk.reply(case_id, actor(), text, seen=_number("entry"))
            except MoveDeniedError:
                return stale(open_case(case_id), "reply", {"text": text}, _number("entry") or 0), 409
            flash(words().say("reply.sent"))
    return _onward(case_id)


@console.post("/cases/<int:case_id>/label")
def label(case_id: int) -> ResponseReturnValue:
    """Set kind and category right."""
    dossier = open_case(case_id)
    if not dossier.writable:
        abort(403)
    kind, category = request.form.get("kind", ""), request.form.get("category", "")
    if kind not in set(Kind) or category not in CATEGORY_KEYS:
        abort(400)
    new_kind = kind if kind != dossier.case.kind else None
    new_category = category if category != dossier.case.category else None
    if new_kind is None and new_category is None:
        flash(words().say("label.same"))
        return _onward(case_id)
    changed = parts().desk.relabel(case_id, actor(), kind=new_kind, category=new_category)
    flash(words().say("label.done" if may_see(me().role, me().unit, me().id, changed) else "label.gone"))
    return _onward(case_id)


def _brought(dossier: Dossier, name: MoveName, typed: dict[str, str], has_picture: bool) -> Brought:
    """What the form brought, cut to what the move asks for: no form changes a unit by the way."""
    needs = MOVES[name].needs
    return Brought(
        note=typed["note"].strip(),
        unit=typed["unit"] or None if Needs.UNIT in needs else None,
        has_picture=has_picture and Needs.PROOF in needs,
        reason=typed["reason"] or None if Needs.REASON in needs else None,
        parts=_plans(typed) if Needs.PARTS in needs else (),
        target_case=_other(dossier, typed["other"]) if Needs.TARGET in needs else None,
    )


def _typed_parts() -> dict[str, str]:
    """What was typed for each unit that is to take part, by the names of the fields."""
    found: dict[str, str] = {}
    for unit in office().units:
        if unit.key in request.form.getlist("part"):
            found[f"part_{unit.key}"] = "1"
        for field in ("task", "days"):
            if written := request.form.get(f"{field}_{unit.key}", "").strip()[:LONGEST_NOTE]:
                found[f"{field}_{unit.key}"] = written
    return found


def _plans(typed: dict[str, str]) -> tuple[Plan, ...]:
    """The parts that the form brought; the leading unit has one whether it is ticked or not."""
    chosen_units = [unit.key for unit in office().units if f"part_{unit.key}" in typed or unit.key == typed["unit"]]
    return tuple(Plan(key, typed.get(f"task_{key}", ""), days(f"days_{key}")) for key in chosen_units)


def _refuse_early(dossier: Dossier, name: MoveName, brought: Brought) -> None:
    """Say no before any picture is kept; the desk asks the same again under its lock."""
    if _number("version") not in (None, dossier.case.version):
        raise MoveDeniedError(Denied.CHANGED)
    same_unit = me().unit is not None and me().unit == dossier.case.unit
    status, kind = Status(dossier.case.status), Kind(dossier.case.kind)
    denied = denial(name, status, me().role, same_unit=same_unit, brought=brought, kind=kind)
    if denied:
        raise MoveDeniedError(denied)


def _denied(case_id: int, name: str, denied: Denied, typed: dict[str, str]) -> ResponseReturnValue:
    """The case may have changed under the reader's eyes: read it again, and say so kindly."""
    dossier = open_case(case_id)
    if denied in (Denied.CHANGED, Denied.STATUS) and _done_already(dossier, name):
        flash(words().say("stale.yours"))
        return _onward(case_id)
    if denied is Denied.CHANGED:
        return stale(dossier, name, typed, _number("entry") or 0), 409
    forbidden = denied in (Denied.ROLE, Denied.UNIT)
    trouble = Trouble(name, words().say(f"denied.{denied}"), typed)
    return page(dossier, trouble=trouble), 403 if forbidden else 422


def _done_already(dossier: Dossier, name: str) -> bool:
    """Whether the reader made this very move since they opened the page: a second press, not a conflict."""
    since = _number("entry") or 0
    return any(
        entry.move == name and entry.staff_id == me().id and entry.id > since and now() - entry.at < TWICE
        for entry in dossier.entries
    )


def _said_already(dossier: Dossier, text: str, since: int | None) -> bool:
    return any(
        entry.move is None and entry.staff_id == me().id and entry.note == text
        for entry in dossier.entries
        if entry.id > (since or 0) and now() - entry.at < TWICE
    )


def _other(dossier: Dossier, typed: str) -> int | None:
    """The case that a typed reference names, if there is one that the reader may see, and it is another one."""
    digits = find_reference(typed)
    if digits is None:
        return None
    with parts().database.reading() as db:
        row = case_by_digits(db, digits)
    if row is None or row.id == dossier.case.id or not may_see(me().role, me().unit, me().id, row):
        return None
    return row.id


def _onward(case_id: int) -> ResponseReturnValue:
    """To the case, or to the inbox where the act took it out of the reader's sight."""
    with parts().database.reading() as db:
        row = case_by_id(db, case_id)
    if row is not None and may_see(me().role, me().unit, me().id, row):
        return redirect(url_for("console.case", case_id=case_id))
    return redirect(url_for("console.inbox"))


def _number(name: str) -> int | None:
    return request.form.get(name, type=int)
