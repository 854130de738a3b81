"""The units: their people, and the LINE group that hears of their cases."""

from flask import abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.console.frame import console, me, now, office, parts, unit_name, words
from bot.services.groups import unbind
from handlers.cases.access import may_link_group
from storage.groups import GroupRow, groups
from storage.staff import StaffRow


@console.get("/units")
def units() -> str:
    """The page; a code that was just made stands on it once."""
    with parts().database.reading() as db:
        staff = db.scalars(select(StaffRow).where(StaffRow.active).order_by(StaffRow.role, StaffRow.name)).all()
    people: dict[str, list[StaffRow]] = {}
    for person in staff:
        people.setdefault(person.unit or "", []).append(person)
    return render_template(
        "console/units.html",
        units=office().units,
        people=people,
        groups=_groups(),
        may_link=may_link_group(me().role),
        code=session.pop("group_code", None),
    )


@console.post("/units/<key>/code")
def unit_code(key: str) -> ResponseReturnValue:
    """Make a code that binds a LINE group to the unit."""
    if not may_link_group(me().role):
        abort(403)
    if office().unit(key) is None:
        abort(404)
    session["group_code"] = {"unit": key, "code": parts().desk.link_code(unit=key)}
    return redirect(url_for("console.units", _anchor=f"unit-{key}"))


@console.post("/units/<key>/unbind")
def unit_unbind(key: str) -> ResponseReturnValue:
    """Part the unit from its LINE group, which the account leaves in an hour."""
    if not may_link_group(me().role):
        abort(403)
    with parts().database.begin() as db:
        parted = unbind(db, key, now())
    if parted:
        flash(words().say("group.unbound", unit=unit_name(key)))
    return redirect(url_for("console.units", _anchor=f"unit-{key}"))


def _groups() -> dict[str, GroupRow]:
    with parts().database.reading() as db:
        return groups(db, [unit.group_id for unit in office().units if unit.group_id])
