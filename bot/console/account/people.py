"""The administrator's page of accounts: list, add, close and open, new password."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.console.frame import accounts, console, me, now, office, only, parts, words
from bot.services.staff.accounts import STAFF_ROLES, AccountError, AccountFault, NewAccount, TwoStep
from bot.services.staff.passwords import PasswordFault
from bot.services.staff.signins import now_locked
from handlers.cases.status import Role
from storage.factors import with_factor
from storage.staff import StaffRow


@console.get("/people")
@only(Role.ADMINISTRATOR)
def people() -> str:
    """The page."""
    return _page()


@console.post("/people")
@only(Role.ADMINISTRATOR)
def people_add() -> ResponseReturnValue:
    """Make an account."""
    form = request.form
    typed = {name: form.get(name, "").strip()[:100] for name in ("username", "name", "role", "unit")}
    try:
        if typed["role"] not in set(STAFF_ROLES):
            raise AccountError(AccountFault.ROLE)
        unit = office().unit(typed["unit"])
        new = NewAccount(
            typed["username"], typed["name"], Role(typed["role"]), unit.key if unit else None, form.get("password", "")
        )
        accounts().add(new)
    except AccountError as refused:
        return _page(trouble=sentence(refused.fault), typed=typed), 422
    flash(words().say("people.added", name=new.name))
    return redirect(url_for("console.people"))


@console.post("/people/<int:staff_id>/active")
@only(Role.ADMINISTRATOR)
def people_active(staff_id: int) -> ResponseReturnValue:
    """Close or open an account."""
    row = _row(staff_id)
    active = request.form.get("active") == "1"
    try:
        accounts().set_active(staff_id, active)
    except AccountError as refused:
        return _page(trouble=sentence(refused.fault), at=staff_id), 422
    flash(words().say("people.activated" if active else "people.deactivated", name=row.name))
    return redirect(url_for("console.people") if staff_id != me().id else url_for("console.sign_in", why="out"))


@console.post("/people/<int:staff_id>/password")
@only(Role.ADMINISTRATOR)
def people_password(staff_id: int) -> ResponseReturnValue:
    """Set a new password, which frees a locked account and ends its sessions."""
    row = _row(staff_id)
    try:
        accounts().set_password(staff_id, request.form.get("password", ""))
    except AccountError as refused:
        return _page(trouble=sentence(refused.fault), at=staff_id), 422
    flash(words().say("people.reset_done", name=row.name))
    return redirect(url_for("console.people") if staff_id != me().id else url_for("console.sign_in", why="out"))


@console.post("/people/<int:staff_id>/second-step")
@only(Role.ADMINISTRATOR)
def people_second_step(staff_id: int) -> ResponseReturnValue:
    """Take the second step from somebody who lost telephone and codes."""
    row = _row(staff_id)
    accounts().drop_factor(staff_id)
    flash(words().say("people.second_step_dropped", name=row.name))
    return redirect(url_for("console.people") if staff_id != me().id else url_for("console.sign_in", why="out"))


@console.post("/people/two-step")
@only(Role.ADMINISTRATOR)
def people_two_step() -> ResponseReturnValue:
    """Say who must have a second step."""
    who = request.form.get("who", "")
    if who not in set(TwoStep):
        abort(422)
    accounts().set_two_step(TwoStep(who))
    flash(words().say("people.two_step_done"))
    return redirect(url_for("console.people"))


def sentence(fault: PasswordFault | AccountFault) -> str:
    """Why an account or password was not taken."""
    return words().say(f"{'password' if isinstance(fault, PasswordFault) else 'account_fault'}.{fault}")


def _row(staff_id: int) -> StaffRow:
    with parts().database.reading() as db:
        row = db.get(StaffRow, staff_id)
    if row is None:
        abort(404)
    return row


def _page(trouble: str = "", typed: dict[str, str] | None = None, at: int | None = None) -> str:
    with parts().database.reading() as db:
        rows = db.scalars(select(StaffRow).order_by(StaffRow.active.desc(), StaffRow.role, StaffRow.name)).all()
        secured = with_factor(db)
    shown: dict[str, Any] = {
        "people": rows,
        "locked": {row.id for row in rows if now_locked(row, now())},
        "secured": secured,
        "two_step": accounts().two_step(),
        "two_step_choices": list(TwoStep),
        "roles": STAFF_ROLES,
        "units": office().units,
        "trouble": trouble,
        "typed": typed or {},
        "adding": typed is not None,
        "at": at,
    }
    return render_template("console/people.html", **shown)
