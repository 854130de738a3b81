"""Saved views: keep a list under a name, share it with the unit, open the console with it, delete it and undo that."""

from urllib.parse import parse_qsl, urlencode

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.frame import console, me, now, parts, words
from bot.console.lists.filters import KEPT
from storage.finding import views
from storage.finding.views import ViewRow

LONGEST_NAME = 60


@console.post("/views")
def view_save() -> ResponseReturnValue:
    """Keep the list that the form stands on."""
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    address = _clean(request.form.get("address", ""))
    if not name:
        flash(words().say("find_view.nameless"))
        return redirect(f"{url_for('console.inbox')}?{address}")
    with parts().database.begin() as db:
        own = [view for view in views.views_of(db, me().id, me().unit) if view.staff_id == me().id]
        if len(own) >= views.MOST:
            flash(words().say("find_view.many", n=views.MOST))
            return redirect(f"{url_for('console.inbox')}?{address}")
        same = next((view for view in own if view.name == name), None)
        row = same or ViewRow(staff_id=me().id, name=name, created_at=now())
        row.address, row.unit, row.shared = address, me().unit or "", request.form.get("shared") == "1"
        db.add(row)
        db.flush()
        if request.form.get("first") == "1":
            views.choose_first(db, me().id, row.id)
    flash(words().say("find_view.saved", name=name))
    return redirect(f"{url_for('console.inbox')}?{address}&view={row.id}")


@console.post("/views/<int:view_id>/first")
def view_first(view_id: int) -> ResponseReturnValue:
    """Open the console with this view from now on, or no longer."""
    with parts().database.begin() as db:
        row = next((view for view in views.views_of(db, me().id, me().unit) if view.id == view_id), None) or abort(404)
        current = views.first_view(db, me().id, me().unit)
        stop = current is not None and current.id == view_id
        views.choose_first(db, me().id, None if stop else view_id)
    flash(words().say("find_view.no_first" if stop else "find_view.is_first", name=row.name))
    return redirect(f"{url_for('console.inbox')}?{row.address}&view={row.id}")


@console.post("/views/<int:view_id>/delete")
def view_delete(view_id: int) -> ResponseReturnValue:
    """Delete a view of one's own; the page that follows offers to undo it."""
    with parts().database.begin() as db:
        row = views.own_view(db, view_id, me().id) or abort(404)
        row.deleted_at = now()
    flash(words().say("find_view.deleted", name=row.name))
    return redirect(f"{url_for('console.inbox')}?{row.address}&undo={row.id}")


@console.post("/views/<int:view_id>/undo")
def view_undo(view_id: int) -> ResponseReturnValue:
    """Bring a deleted view back."""
    with parts().database.begin() as db:
        row = views.own_view(db, view_id, me().id) or abort(404)
        row.deleted_at = None
    flash(words().say("find_view.back", name=row.name))
    return redirect(f"{url_for('console.inbox')}?{row.address}&view={row.id}")


def _clean(address: str) -> str:
    """Only what belongs to a filter, whatever the form held."""
    fields = parse_qsl(address[:2000].lstrip("?"))
    return urlencode([(name, value[:200]) for name, value in fields if name in KEPT])
