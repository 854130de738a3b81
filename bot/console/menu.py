"""The console's menu: one entry a page, in groups; and the page that shows all of it on a telephone."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template, request

from bot.console.frame import console, me
from handlers.cases.status import Role
from handlers.surveys.rights import may_write_surveys

STAFF = frozenset({Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR})
WORKERS = frozenset({Role.REGISTRAR, Role.OFFICER, Role.HEAD})
SURVEYORS = frozenset(role for role in Role if may_write_surveys(role))
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
WRITERS = WORKERS | ADMINISTRATOR
GROUPS = ("work", "hearing", "office", "mine")  # `nav_group.<group>` in the texts


@dataclass(frozen=True)
class Entry:
    """A page in the menu. Its name is `nav.<page>`; `within` are the beginnings of endpoints that belong to it."""

    page: str
    group: str
    icon: str
    roles: frozenset[Role] = STAFF
    endpoint: str = ""  # where it is not the page's own name
    within: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """The endpoint that it opens."""
        return f"console.{self.endpoint or self.page}"

    def holds(self, endpoint: str) -> bool:
        """Tell whether a page that is open belongs to this entry."""
        return endpoint == self.target or endpoint.startswith(tuple(f"console.{name}" for name in self.within))


# The place to add a page. On a telephone the first three that somebody may open stand at the foot of every page.
MENU: tuple[Entry, ...] = (
    Entry("inbox", "work", "inbox", within=("inbox", "case", "move", "reply", "label")),
    Entry("register", "work", "plus", WORKERS, within=("register",)),
    Entry("late", "work", "alert", endpoint="late_cases"),
    Entry("results", "hearing", "smile", endpoint="results_list", within=("results_",)),
    Entry("letters", "work", "clipboard", within=("letter",)),
    Entry("map", "work", "pin", endpoint="case_map", within=("map_",)),
    Entry("surveys", "hearing", "clipboard", SURVEYORS, within=("survey", "wave")),
    Entry("counters", "hearing", "smile", SURVEYORS, within=("counters",)),
    Entry("rules", "office", "route", STAFF - {Role.OFFICER}, within=("rules",)),
    Entry("imports", "office", "plus", frozenset({Role.HEAD, Role.ADMINISTRATOR}), within=("imports",)),
    Entry("units", "office", "building", within=("unit",)),
    Entry("replies", "office", "clipboard", WRITERS, within=("replies",)),
    Entry("deadlines", "office", "clock", STAFF - {Role.OFFICER}, within=("deadline",)),
    Entry("absences", "office", "coffee", within=("absence",)),
    Entry("alerts", "office", "megaphone", within=("alerts",)),
    Entry("rota", "office", "calendar", within=("rota",)),
    Entry("quota", "office", "send", STAFF - {Role.OFFICER}, within=("quota",)),
    Entry("people", "office", "users", ADMINISTRATOR, within=("people",)),
    Entry("audit", "office", "eye", frozenset({Role.ADMINISTRATOR, Role.AUDITOR}), within=("audit",)),
    Entry("retention", "office", "hourglass", frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR})),
    Entry("account", "mine", "user", within=("account", "second_step")),
)
AT_HAND = 3  # entries at the foot of a telephone's page, beside the one that opens the whole menu


@dataclass(frozen=True)
class Group:
    """The entries of a group that the reader may open."""

    key: str
    entries: tuple[Entry, ...]


def groups() -> Iterator[Group]:
    """Yield the groups of which the reader may open something."""
    for key in GROUPS:
        entries = tuple(entry for entry in MENU if entry.group == key and me().role in entry.roles)
        if entries:
            yield Group(key, entries)


def at_hand() -> frozenset[str]:
    """Return the pages that stand at the foot on a telephone."""
    return frozenset(entry.page for group in groups() for entry in group.entries[:AT_HAND] if group.key == GROUPS[0])


def current() -> str:
    """Return the entry that the open page belongs to."""
    endpoint = request.endpoint or ""
    exact = next((entry.page for entry in MENU if entry.target == endpoint), "")
    return exact or next((entry.page for entry in MENU if entry.holds(endpoint)), "")


@console.get("/menu")
def menu() -> str:
    """The whole menu."""
    return render_template("console/menu.html")
