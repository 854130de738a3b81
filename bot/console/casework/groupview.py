"""How a working group and the clock of a case look on its page: who has what, by when, at a glance."""

from dataclasses import dataclass

from bot.console.casework.dossier import Dossier
from bot.console.frame import me, now, office
from bot.services.casework.clocks import passages, rules_of
from bot.services.casework.teams import part_facts
from handlers.cases.deadlines import CHOSEN, Clock, Pause, clock
from handlers.cases.parts import MAY_ADD, PART_MOVES, WORKING, PartAct, PartStatus, open_acts, seats
from handlers.cases.status import Needs, Status
from handlers.cases.superiors import Superior, may_report
from handlers.dates import local
from storage.parts import PartRow

PART_ACCENTS = {
    PartStatus.ASSIGNED: "received",
    PartStatus.IN_PROGRESS: "working",
    PartStatus.REPORTED: "waiting",
    PartStatus.DONE: "done",
    PartStatus.RELEASED: "refused",
}
PART_ICONS = {
    PartAct.ACCEPT: "hand",
    PartAct.REPORT: "check",
    PartAct.RETURN: "undo",
    PartAct.PASS: "thumbs",
    PartAct.RELEASE: "x",
    PartAct.EXTEND: "calendar",
}


@dataclass(frozen=True)
class PartView:
    """One part as a card: what it is, how far, and what the reader can do with it."""

    row: PartRow
    accent: str
    officer: str
    acts: tuple[PartAct, ...]
    needs: dict[PartAct, frozenset[Needs]]

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.row.status in (PartStatus.ASSIGNED, PartStatus.IN_PROGRESS, PartStatus.REPORTED)


@dataclass(frozen=True)
class GroupView:
    """The working group: its parts, how many are done, and whether the reader may bring in another unit."""

    parts: tuple[PartView, ...]
    done: int
    all: int
    may_add: bool


def group_view(dossier: Dossier) -> GroupView | None:
    """Return the working group of a case, or None where there is none."""
    if not dossier.parts:
        return None
    shown = tuple(_part(dossier, row) for row in dossier.parts)
    live = [row for row in dossier.parts if row.status != PartStatus.RELEASED]
    done = sum(row.status == PartStatus.DONE for row in live)
    adding = me().role in MAY_ADD and Status(dossier.case.status) in WORKING
    return GroupView(shown, done, len(live), adding)


def _part(dossier: Dossier, row: PartRow) -> PartView:
    facts = part_facts(row)
    mine = seats(me().role, me().unit, facts, dossier.case.unit)
    acts = open_acts(facts, Status(dossier.case.status), mine)
    if row.lead:
        acts = tuple(act for act in acts if act is not PartAct.RELEASE)
    officer = dossier.names.get(row.officer_id or 0, "")
    needs = {act: PART_MOVES[act].needs for act in acts}
    return PartView(row, PART_ACCENTS[PartStatus(row.status)], officer, acts, needs)


def clock_view(dossier: Dossier) -> Clock:
    """Return the clock of a case as its page shows it."""
    here = office()
    today = local(now(), here.utc_offset_hours).date()
    return clock(passages(dossier.entries, here), rules_of(dossier.case, here), today)


def pauses() -> list[tuple[str, int]]:
    """Return the reasons that staff may name, each with its limit."""
    policy = office().policy
    limits = {Pause.AGENCY: policy.pause_agency, Pause.FORCE_MAJEURE: policy.pause_force_majeure}
    return [(reason.value, limits[reason]) for reason in CHOSEN]


def superiors(dossier: Dossier) -> list[str]:
    """Return to whom the reader may report this case."""
    return [one.value for one in Superior] if may_report(me().role, Status(dossier.case.status)) else []
