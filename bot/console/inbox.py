"""The inbox: lists of cases by what they wait for, with counts, filters, search, and news without a reload."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.frame import asked_by_itself, console, me, office, parts, times, words
from bot.console.looked import looked
from handlers.cases.access import RESTRICTED, sight_of, waits_for
from handlers.cases.status import Role, Status
from handlers.looking import Look
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS
from storage import worklist
from storage.worklist import MOST_COUNTED, Page, Place, Wanted

TABS: dict[Role, tuple[str, ...]] = {
    Role.REGISTRAR: ("todo", "open", "waiting", "overdue", "closed", "all"),
    Role.OFFICER: ("todo", "unit", "waiting", "overdue", "closed", "all"),
    Role.HEAD: ("todo", "open", "waiting", "overdue", "closed", "all"),
    Role.ADMINISTRATOR: ("open", "waiting", "overdue", "closed", "all"),
    Role.AUDITOR: ("open", "waiting", "overdue", "closed", "all"),
}
FILTERS = ("unit", "category", "kind", "status")


@dataclass(frozen=True)
class Tab:
    """One list: its key, its text key and how many it holds."""

    key: str
    count: str
    chosen: bool
    address: str


@dataclass(frozen=True)
class View:
    """Everything that the inbox shows."""

    wanted: Wanted
    tab: str
    page: Page
    tabs: tuple[Tab, ...]
    seen: int
    filters: int
    address: str
    next: str | None


@console.get("/")
def inbox() -> str:
    """The page."""
    view = _view()
    return render_template("console/inbox.html", view=view, choices=_choices(), restricted=RESTRICTED)


@console.get("/inbox/live")
@asked_by_itself
def inbox_live() -> ResponseReturnValue:
    """The list again if anything happened since; nothing (204) if not."""
    seen = request.args.get("seen", type=int) or 0
    with parts().database.reading() as db:
        if worklist.newest_entry(db) == seen:
            return Response(status=204)
    return render_template("console/inbox_list.html", view=_view(), restricted=RESTRICTED)


def _view() -> View:
    tabs = TABS.get(me().role) or abort(403)
    tab = request.args.get("tab", "")
    searched = request.args.get("q", "").strip()[:200]
    if tab not in tabs:
        tab = "all" if searched else tabs[0]
    wanted = _wanted(tab, searched)
    today = times().today
    sight = sight_of(me().role, me().unit)
    with parts().database.reading() as db:
        page = worklist.page(db, sight, wanted, today, _place(request.args.get("after", "")))
        counted = worklist.counts(db, sight, wanted, [_list_of(key) for key in tabs], today)
        seen = worklist.newest_entry(db)
    _note(page, searched)
    chips = tuple(Tab(key, _number(counted[_list_of(key)]), key == tab, _address(tab=key, after=None)) for key in tabs)
    onward = _address(tab=tab, after=_after(page.after)) if page.after else None
    used = sum(1 for name in FILTERS if getattr(wanted, name))
    return View(wanted, tab, page, chips, seen, used, _address(tab=tab, after=request.args.get("after")), onward)


def _note(page: Page, searched: str) -> None:
    found = [case.id for case in page.cases]
    if searched:
        looked(Look.SEARCH, found or [0], searched)
    elif found:
        looked(Look.LIST, found)


def _list_of(tab: str) -> str:
    return "open" if tab == "unit" else tab  # an officer sees no other unit's anyway


def _wanted(tab: str, searched: str) -> Wanted:
    chosen = {name: request.args.get(name) or None for name in FILTERS}
    todo = tuple(status.value for status in waits_for(me().role))
    return Wanted(tab=_list_of(tab), words=searched, todo=todo, staff_id=me().id, **chosen)


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What the filters offer; restricted categories only to those who see such matters."""
    say = words().say
    sight = sight_of(me().role, me().unit)
    categories = [key for key in CATEGORY_KEYS if sight.restricted or key not in RESTRICTED]
    found = {
        "kind": [(kind.value, say(f"kind.{kind}")) for kind in Kind],
        "category": [(key, say(f"category.{key}")) for key in categories],
        "status": [(status.value, say(f"status.{status}")) for status in Status],
    }
    if sight.unit is None:
        found["unit"] = [(unit.key, unit.name(words().language)) for unit in office().units]
    return found


def _address(**changed: Any) -> str:
    asked = {name: request.args.get(name) for name in ("tab", "q", *FILTERS, "after")} | changed
    return urlencode({name: value for name, value in asked.items() if value})


def _number(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def _after(place: Place) -> str:
    return f"{int(place.urgent)}.{place.due:%Y%m%d}.{place.id}"


def _place(asked: str) -> Place | None:
    try:
        urgent, due, case_id = asked.split(".")
        return Place(urgent == "1", date.fromisoformat(due), int(case_id))
    except ValueError:
        return None
