"""The inbox: lists of cases by what they wait for, with counts, filters, search, and news without a reload."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from bot.console.frame import asked_by_itself, console, me, parts, times
from bot.console.lists import filters
from bot.console.lists.highlight import marked, terms_of
from bot.console.lists.snippets import snippets
from bot.console.looked import looked
from bot.services.casework.searching import Found, find
from handlers.cases.access import RESTRICTED, sight_of
from handlers.cases.status import Role
from handlers.looking import Look
from storage.finding import views, worklist
from storage.finding.views import ViewRow
from storage.finding.worklist import MOST_COUNTED, Page, Wanted

TABS: dict[Role, tuple[str, ...]] = {
    Role.REGISTRAR: ("todo", "open", "waiting", "overdue", "closed", "all"),
    Role.OFFICER: ("todo", "unit", "waiting", "overdue", "closed", "all"),
    Role.HEAD: ("todo", "open", "waiting", "overdue", "closed", "all"),
    Role.ADMINISTRATOR: ("open", "waiting", "overdue", "closed", "all"),
    Role.AUDITOR: ("open", "waiting", "overdue", "closed", "all"),
}


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
    typed: str
    instead: str
    near: bool
    wrong_day: str
    snippets: Mapping[int, Markup]
    views: Sequence[ViewRow]
    first_view: int | None


@console.get("/")
def inbox() -> ResponseReturnValue:
    """The page; who has chosen a view to begin with and asks for nothing else begins with it."""
    if not request.args:
        with parts().database.reading() as db:
            first = views.first_view(db, me().id, me().unit)
        if first is not None:
            return redirect(f"{url_for('console.inbox')}?{first.address}&view={first.id}")
    return render_template("console/inbox.html", view=_view(), choices=filters.choices(), restricted=RESTRICTED)


@console.get("/inbox/live")
@asked_by_itself
def inbox_live() -> ResponseReturnValue:
    """The list again if anything happened since; nothing (204) if not."""
    seen = request.args.get("seen", type=int) or 0
    with parts().database.reading() as db:
        if worklist.newest_entry(db) == seen:
            return Response(status=204)
    return render_template("console/inbox_list.html", view=_view(), restricted=RESTRICTED)


def chosen_tab() -> str:
    """The tab that the address asks for, or the first of the reader's."""
    tabs = TABS.get(me().role) or abort(403)
    tab = request.args.get("tab", "")
    return tab if tab in tabs else "all" if filters.searched() else tabs[0]


def list_of(tab: str) -> str:
    """The list behind a tab."""
    return "open" if tab == "unit" else tab  # an officer sees no other unit's anyway


def _view() -> View:
    tab = chosen_tab()
    asked = filters.asked_for(list_of(tab))
    today, sight = times().today, sight_of(me().role, me().unit)
    with parts().database.reading() as db:
        found = find(db, sight, asked.wanted, today, filters.page_place(), near=request.args.get("near") == "1")
        counted = worklist.counts(db, sight, found.wanted, [list_of(key) for key in TABS[me().role]], today)
        seen = worklist.newest_entry(db)
        shown = snippets(db, found.page.cases, terms_of(found.wanted))
        mine, first = views.views_of(db, me().id, me().unit), views.first_view(db, me().id, me().unit)
    _note(found.page, asked.wanted.words)
    return View(
        wanted=found.wanted,
        tab=tab,
        page=found.page,
        tabs=_tabs(tab, counted),
        seen=seen,
        filters=asked.used,
        address=filters.address(tab=tab, after=request.args.get("after"), near="1" if found.near else None),
        next=_next(tab, found),
        typed=asked.wanted.words,
        instead=found.instead,
        near=found.near,
        wrong_day=asked.wrong_day,
        snippets=shown,
        views=mine,
        first_view=first.id if first else None,
    )


@console.context_processor
def for_lists() -> dict[str, object]:
    """What templates of lists mark found words with."""
    return {"marked": lambda text, wanted: marked(text, terms_of(wanted))}


def _tabs(chosen: str, counted: Mapping[str, int]) -> tuple[Tab, ...]:
    return tuple(
        Tab(key, _number(counted[list_of(key)]), key == chosen, filters.address(tab=key)) for key in TABS[me().role]
    )


def _next(tab: str, found: Found) -> str | None:
    if found.page.after is None:
        return None
    words = found.instead or filters.searched() or None
    near = "1" if found.near else None
    return filters.address(tab=tab, q=words, near=near, after=filters.page_mark(found.page.after))


def _note(page: Page, typed: str) -> None:
    found = [case.id for case in page.cases]
    if typed:
        looked(Look.SEARCH, found or [0], typed)
    elif found:
        looked(Look.LIST, found)


def _number(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
