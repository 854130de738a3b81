"""Alerts: how I am reached, how the office alerts, which means there are, and what became of e-mails and SMS."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import console, me, office, only, parts, times, words
from bot.console.posted import post_state
from bot.services.alerts.alerting import Alerting
from bot.services.alerts.plans import PlanError, Reached, keep_office, keep_reach
from handlers.alerts.people import Means
from handlers.cases.status import Role
from storage.alerts import posts, reach

PLANNERS = (Role.HEAD, Role.ADMINISTRATOR)


@console.get("/alerts")
def alerts() -> str:
    """The page."""
    return _page()


@console.post("/alerts/mine")
def alerts_mine() -> ResponseReturnValue:
    """Keep how I am reached."""
    form = request.form
    begins, ends = form.get("quiet_from", "")[:5], form.get("quiet_to", "")[:5]
    chosen = form.get("quiet", "")
    quiet = f"{begins}-{ends}" if chosen == "own" else "off" if chosen == "off" else ""
    typed = Reached(form.get("email", "")[:300], form.get("phone", "")[:40], quiet, "digest" in form)
    try:
        with parts().database.begin() as db:
            keep_reach(db, me().id, typed)
    except PlanError as refused:
        return _page(mine=words().say(f"alerts_fault.{refused.fault}"), typed=typed), 422
    flash(words().say("alerts.mine_kept"))
    return redirect(url_for("console.alerts"))


@console.post("/alerts/office")
@only(*PLANNERS)
def alerts_office() -> ResponseReturnValue:
    """Keep how the office alerts."""
    form = request.form
    quiet = f"{form.get('quiet_from', '')[:5]}-{form.get('quiet_to', '')[:5]}" if "quiet" in form else "off"
    try:
        with parts().database.begin() as db:
            keep_office(db, form.get("minutes", ""), form.get("digest_at", ""), form.get("duty_changes_at", ""), quiet)
    except PlanError as refused:
        return _page(whole=words().say(f"alerts_fault.{refused.fault}")), 422
    flash(words().say("alerts.office_kept"))
    return redirect(url_for("console.alerts"))


def _page(mine: str = "", whole: str = "", typed: Reached | None = None) -> str:
    planner = me().role in PLANNERS
    with parts().database.reading() as db:
        own = typed or reach.reach_of(db, me().id)
        newest = posts.newest(db) if planner else []
    usable = Alerting(parts().settings).usable
    return render_template(
        "console/alerts/alerts.html",
        mine=mine,
        whole=whole,
        own=own,
        planner=planner,
        policy=office().policy,
        means=[(means.value, means in usable) for means in (Means.LINE, Means.EMAIL, Means.SMS)],
        posts=newest,
        post_state=lambda post: post_state(post, times()),
    )
