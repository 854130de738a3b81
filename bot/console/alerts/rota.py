"""The on-call rota: a week at a time, for the whole office or one unit, with stand-ins and the days off marked."""

from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.console.alerts.alerts import PLANNERS
from bot.console.frame import console, me, office, only, parts, times, words
from bot.services.alerts.plans import MOST_WEEKS, PlanError, keep_week
from handlers.alerts.rota import WHOLE_OFFICE, Duty, duty_day, week_of
from storage.alerts import duty
from storage.staff import StaffRow

FARTHEST = timedelta(days=800)


@console.get("/rota")
def rota() -> str:
    """The page."""
    return _page(_monday(request.args.get("week", "")), _unit(request.args.get("unit", "")))


@console.post("/rota")
@only(*PLANNERS)
def rota_keep() -> ResponseReturnValue:
    """Keep a week as it was filled in, and as many after it as were asked for."""
    monday, unit = _monday(request.form.get("week", "")), _unit(request.form.get("unit", ""))
    duties = [duty for day in week_of(monday) if (duty := _filled(day, unit)) is not None]
    weeks = request.form.get("weeks", 1, type=int)
    try:
        with parts().database.begin() as db:
            keep_week(db, unit, duties, monday, weeks)
    except PlanError as refused:
        return _page(monday, unit, duties, words().say(f"alerts_fault.{refused.fault}")), 422
    flash(words().say("rota.kept_weeks" if weeks > 1 else "rota.kept", n=min(weeks, MOST_WEEKS)))
    return redirect(url_for("console.rota", week=monday.isoformat(), unit=unit))


def _filled(day: date, unit: str) -> Duty | None:
    form = request.form
    staff_id = form.get(f"who-{day}", type=int)
    if staff_id is None:
        return None
    return Duty(day, unit, staff_id, form.get(f"stand-{day}", type=int), f"away-{day}" in form)


def _monday(asked: str) -> date:
    try:
        day = date.fromisoformat(asked) if asked else times().today
    except ValueError:
        abort(404)
    if abs(day - times().today) > FARTHEST:
        abort(404)
    return week_of(day)[0]


def _unit(asked: str) -> str:
    if asked != WHOLE_OFFICE and office().unit(asked) is None:
        abort(404)
    return asked


def _page(monday: date, unit: str, filled: list[Duty] | None = None, trouble: str = "") -> str:
    week = week_of(monday)
    with parts().database.reading() as db:
        people = db.scalars(select(StaffRow).where(StaffRow.active).order_by(StaffRow.name)).all()
        kept = duty.between(db, week[0], week[-1])
    shown = filled if filled is not None else [one for one in kept if one.unit == unit]
    policy = office().policy
    return render_template(
        "console/alerts/rota.html",
        week=week,
        unit=unit,
        units=office().units,
        people=[one for one in people if one.role in ("officer", "head", "registrar")],
        names={one.id: one.name for one in people},
        duties={one.day: one for one in shown},
        holidays=office().holidays,
        today=duty_day(times().now, policy.duty_changes_at, office().utc_offset_hours),
        before=week[0] - timedelta(days=7),
        after=week[0] + timedelta(days=7),
        planner=me().role in PLANNERS,
        changes_at=policy.duty_changes_at,
        most_weeks=MOST_WEEKS,
        trouble=trouble,
    )
