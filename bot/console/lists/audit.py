"""Who looked at which case, when and how: the auditor's page with its filters, and the list of one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from flask import render_template, request
from sqlalchemy import select

from bot.console.casework.dossier import open_case
from bot.console.frame import console, only, parts, unit_name, words
from bot.console.lists.filters import begin_of, typed_day
from handlers.cases.reference import find_reference
from handlers.cases.status import Role
from handlers.looking import Look
from storage import looks
from storage.cases import case_by_digits
from storage.looks import PAGE, Asked, LookRow
from storage.staff import StaffRow

FILTERS = ("staff", "kind", "case", "since", "until")
NOBODY = -1  # a case that a typed reference does not name


@dataclass(frozen=True)
class Line:
    """One look as it is read: who, at which case, how."""

    at: datetime
    who: str
    role: str
    kind: str
    case_id: int
    reference: str
    detail: str


@console.get("/audit")
@only(Role.AUDITOR, Role.ADMINISTRATOR)
def audit() -> str:
    """The page; newest first, turned by the number of the look."""
    before = request.args.get("before", type=int)
    with parts().database.reading() as db:
        rows = looks.page(db, _asked(), before)
        lines = _lines(rows[:PAGE])
        staff = db.scalars(select(StaffRow).order_by(StaffRow.name)).all()
    given = {name: request.args.get(name) for name in FILTERS}
    kept = {name: value for name, value in given.items() if value}
    onward = urlencode(kept | {"before": str(rows[PAGE - 1].id)}) if len(rows) > PAGE else None
    return render_template("console/audit.html", lines=lines, staff=staff, kinds=list(Look), next=onward)


@console.get("/cases/<int:case_id>/looks")
@only(Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR)
def case_looks(case_id: int) -> str:
    """Who looked at one case."""
    dossier = open_case(case_id)
    with parts().database.reading() as db:
        lines = _lines(looks.of_case(db, case_id))
    return render_template("console/case_looks.html", case=dossier.case, lines=lines)


def _asked() -> Asked:
    since, until = (typed_day(request.args.get(name, "").strip()) for name in ("since", "until"))
    kind = request.args.get("kind", "")
    return Asked(
        staff_id=request.args.get("staff", type=int),
        case_id=_case(request.args.get("case", "").strip()),
        kind=kind if kind in set(Look) else None,
        since=begin_of(since) if since else None,
        until=begin_of(until + timedelta(days=1)) if until else None,
    )


def _case(typed: str) -> int | None:
    if not typed:
        return None
    digits = find_reference(typed)
    with parts().database.reading() as db:
        row = case_by_digits(db, digits) if digits else None
    return row.id if row is not None else NOBODY


def _lines(found: Sequence[LookRow]) -> list[Line]:
    with parts().database.reading() as db:
        cases = looks.references(db, [row.case_id for row in found])
        wanted = {row.staff_id for row in found if row.staff_id}
        known = db.execute(select(StaffRow.id, StaffRow.name).where(StaffRow.id.in_(wanted)))
        names = {staff_id: name for staff_id, name in known}  # noqa: C416 - rows, which dict() does not type
    return [
        Line(row.at, _who(row, names), row.role, row.kind, row.case_id, cases.get(row.case_id, ("", ""))[0], row.detail)
        for row in found
    ]


def _who(row: LookRow, names: dict[int, str]) -> str:
    if row.staff_id:
        return names.get(row.staff_id, str(row.staff_id))
    return unit_name(row.unit) if row.unit else words().say("audit.address")
