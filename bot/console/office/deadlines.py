"""Deadlines: the terms of each step, the office's own days, who is away, what is late; a preview before each change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.console.frame import actor, console, me, now, office, only, parts, times, words
from bot.console.looked import looked
from bot.services.casework.clocks import Change, changes, reckon_anew
from bot.services.office.offices import public_holidays
from handlers.cases.access import sight_of
from handlers.cases.deadlines import USUAL, Priority, Step, Term, days_of
from handlers.cases.status import Role
from handlers.looking import Look
from handlers.office import Office
from nlp.taxonomy import CATEGORY_KEYS
from storage import late
from storage.deadlines import CLOSED, HALF, OPEN, AbsenceRow, OfficeDayRow, TermRow, absences_ahead, office_days
from storage.offices import touch
from storage.staff import StaffRow

EDITORS = (Role.ADMINISTRATOR, Role.HEAD)
KINDS = (CLOSED, OPEN, HALF)
MOST_DAYS = 365
SHOWN = 60  # of the cases that a change would move; the rest are counted


@console.get("/deadlines")
@only(*EDITORS, Role.AUDITOR, Role.REGISTRAR)
def deadlines() -> str:
    """The page."""
    return _page()


@console.post("/deadlines/terms")
@only(*EDITORS)
def deadline_term() -> ResponseReturnValue:
    """Set in how many working days a step is done, or show first what that would change."""
    form = request.form
    category, step, priority = form.get("category", ""), form.get("step", ""), form.get("priority", "")
    days = form.get("days", type=int)
    if step not in set(Step) or priority not in set(Priority) or category not in ("", *CATEGORY_KEYS):
        abort(400)
    if days is not None and not 0 <= days <= MOST_DAYS:
        return _page(trouble=words().say("deadline.wrong_days", n=MOST_DAYS)), 422
    kept = [one for one in office().terms if (one.category, one.step, one.priority) != (category, step, priority)]
    wanted = kept if days is None else [Term(Step(step), days, category, Priority(priority)), *kept]

    def write(db: Session) -> None:
        db.execute(delete(TermRow).where(TermRow.category == category, TermRow.step == step,
                                         TermRow.priority == priority))  # fmt: skip
        if days is not None:
            db.add(TermRow(category=category, step=step, priority=priority, days=days))

    return _change(replace(office(), terms=tuple(wanted)), write, "terms", url_for("console.deadline_term"))


@console.post("/deadlines/days")
@only(*EDITORS)
def deadline_day() -> ResponseReturnValue:
    """Keep a day on which the office is closed, open or open for half, or forget one; shown first, then done."""
    day, kind, name = _day("day"), request.form.get("kind", ""), request.form.get("name", "").strip()[:200]
    if day is None or kind not in (*KINDS, "forget") or (not name and kind != "forget"):
        return _page(trouble=words().say("deadline.wrong_day")), 422
    public = day in public_holidays(now().year)
    closed = kind == CLOSED or (public and kind in (HALF, "forget"))
    holidays = office().holidays | {day} if closed else office().holidays - {day}

    def write(db: Session) -> None:
        db.execute(delete(OfficeDayRow).where(OfficeDayRow.day == day))
        if kind != "forget":
            db.add(OfficeDayRow(day=day, kind=kind, name=name, announced_at=now(), staff_id=me().id))

    return _change(replace(office(), holidays=frozenset(holidays)), write, "calendar", url_for("console.deadline_day"))


@console.post("/absences")
def absence_add() -> ResponseReturnValue:
    """Say that somebody is away and who stands in: everybody for themselves, the head and the administrator for all."""
    staff_id = request.form.get("staff", type=int) or me().id
    begins, ends, deputy = _day("begins"), _day("ends"), request.form.get("deputy", type=int)
    if staff_id != me().id and me().role not in EDITORS:
        abort(403)
    with parts().database.begin() as db:
        person, other = db.get(StaffRow, staff_id), db.get(StaffRow, deputy) if deputy else None
        fits = other is None or (other.id != staff_id and other.active and person and other.role == person.role)
        if person is None or begins is None or ends is None or ends < begins or not fits:
            return _away(trouble=words().say("absence.wrong")), 422
        db.add(AbsenceRow(staff_id=staff_id, begins=begins, ends=ends, deputy_id=other.id if other else None))
    flash(words().say("absence.saved"))
    return redirect(url_for("console.absences"))


@console.post("/absences/<int:absence_id>/end")
def absence_end(absence_id: int) -> ResponseReturnValue:
    """Take an absence back."""
    with parts().database.begin() as db:
        row = db.get(AbsenceRow, absence_id)
        if row is None:
            abort(404)
        if row.staff_id != me().id and me().role not in EDITORS:
            abort(403)
        db.delete(row)
    flash(words().say("absence.ended"))
    return redirect(url_for("console.absences"))


@console.get("/absences")
def absences() -> str:
    """Who is away, and who stands in."""
    return _away()


@console.get("/late")
def late_cases() -> str:
    """What is late, the latest first, as the report to the governor lists it."""
    with parts().database.reading() as db:
        found = late.late_cases(db, sight_of(me().role, me().unit), times().today)
    looked(Look.LIST, [one.id for one in found])
    return render_template("console/late.html", cases=found, after=office().policy.governor_after)


def _change(wanted: Office, write: Callable[[Session], None], why: str, address: str) -> ResponseReturnValue:
    if request.form.get("sure") != "1":
        with parts().database.reading() as db:
            found = list(changes(db, wanted, now()))
        return _page(preview=found, asked=dict(request.form), address=address)
    with parts().database.begin() as db:
        write(db)
        touch(db)
    changed = reckon_anew(parts().database, parts().desk.office(), now(), why, actor())
    flash(words().say("deadline.saved", n=changed))
    return redirect(url_for("console.deadlines"))


def _page(
    trouble: str = "", preview: list[Change] | None = None, asked: dict[str, str] | None = None, address: str = ""
) -> str:
    today = times().today
    with parts().database.reading() as db:
        own = office_days(db, today)
    ahead = sorted((day, name) for day, name in public_holidays(today.year).items() if day >= today)[:18]
    grid = [
        (step, [days_of(office().terms, step, "", priority) for priority in Priority])
        for step in Step
        if step is not Step.TOTAL
    ]
    return render_template(
        "console/deadlines.html", trouble=trouble, preview=preview, shown=SHOWN, asked=asked or {}, address=address,
        own=own, ahead=ahead, grid=grid, terms=office().terms, usual=USUAL, steps=list(Step), kinds=KINDS,
        priorities=list(Priority), categories=CATEGORY_KEYS, promises=office().promises, policy=office().policy,
        may_edit=me().role in EDITORS,
    )  # fmt: skip


def _away(trouble: str = "") -> str:
    with parts().database.reading() as db:
        rows = absences_ahead(db, times().today)
        people = db.scalars(select(StaffRow).where(StaffRow.active).order_by(StaffRow.name)).all()
    mine = me().role in EDITORS
    return render_template(
        "console/absences.html", rows=rows, people=people, names={one.id: one.name for one in people}, trouble=trouble,
        whose=people if mine else [one for one in people if one.id == me().id],
        deputies=[one for one in people if mine or one.role == me().role], may_all=mine,
    )  # fmt: skip


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None
