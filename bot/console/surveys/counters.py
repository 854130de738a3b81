"""Counters that are rated by QR: the list with what they got this month, a new one, its poster, closing one."""

import secrets

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.console.frame import console, now, office, only, parts, words
from bot.console.posting import poster_of
from bot.console.surveys.surveys import WRITERS
from handlers.codes import make_code
from handlers.dates import local
from handlers.surveys.facts import CounterFacts
from storage.staff import StaffRow
from storage.surveys import counters as rows
from storage.surveys.counters import ServicePointRow


@console.get("/counters")
@only(*WRITERS)
def counters() -> str:
    """The list."""
    return _page()


@console.post("/counters")
@only(*WRITERS)
def counters_add() -> ResponseReturnValue:
    """Make a counter with a code of its own."""
    form = request.form
    name, service = form.get("name", "").strip()[:80], form.get("service", "").strip()[:80]
    if not name:
        return _page(words().say("counters.no_name")), 422
    unit = office().unit(form.get("unit", ""))
    staff = form.get("staff", "")
    with parts().database.begin() as db:
        who = db.get(StaffRow, int(staff)) if staff.isdigit() and len(staff) < 9 else None
        db.add(
            ServicePointRow(
                code=make_code(secrets.choice),
                names={"th": name} | ({"en": form["name_en"].strip()[:80]} if form.get("name_en", "").strip() else {}),
                service={"th": service} if service else {},
                unit=unit.key if unit else None,
                staff_id=who.id if who else None,
                created_at=now(),
            )
        )
    flash(words().say("counters.added", name=name))
    return redirect(url_for("console.counters"))


@console.post("/counters/<int:counter_id>/active")
@only(*WRITERS)
def counters_active(counter_id: int) -> ResponseReturnValue:
    """Take a counter out of use, or put it back."""
    active = request.form.get("active") == "1"
    with parts().database.begin() as db:
        row = db.get(ServicePointRow, counter_id) if counter_id < 2**31 else None
        if row is None:
            abort(404)
        row.active = active
    flash(words().say("counters.opened" if active else "counters.closed"))
    return redirect(url_for("console.counters"))


@console.get("/counters/<int:counter_id>/poster.pdf")
@only(*WRITERS)
def counters_poster(counter_id: int) -> Response:
    """The poster to print and put up."""
    with parts().database.reading() as db:
        row = db.get(ServicePointRow, counter_id) if counter_id < 2**31 else None
        if row is None:
            abort(404)
        who = db.get(StaffRow, row.staff_id) if row.staff_id else None
    counter = CounterFacts(row.id, row.names, row.service, who.name if who else "")
    name, _, rest = counter.name("th").partition(" · ")
    return poster_of(row.code, "ให้คะแนน", name, rest, f"counter-{row.id}")


def _page(trouble: str = "") -> str:
    first = local(now(), office().utc_offset_hours).date().replace(day=1)
    with parts().database.reading() as db:
        found, closed = rows.counters(db), rows.counters(db, active=False)
        scores = rows.scores_since(db, first)
        staff = db.scalars(select(StaffRow).where(StaffRow.active).order_by(StaffRow.name)).all()
    return render_template(
        "console/surveys/counters.html",
        counters=found,
        closed=closed,
        scores=scores,
        staff=staff,
        units=office().units,
        names={one.id: one.name for one in staff},
        trouble=trouble,
        adding=bool(trouble) or not found,
    )
