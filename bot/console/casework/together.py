"""Who else told of a case, what was merged into it, and what may be the same: of each only what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.console.frame import me, now, parts
from bot.console.looked import looked
from bot.services.casework.sameness import SHOWN, Twin, twins
from handlers.cases.access import may_see
from handlers.looking import Look
from storage.cases import CaseRow, case_by_id, merged_ids
from storage.finding.joiners import JoinerRow, joiners_of


@dataclass(frozen=True)
class Together:
    """Everything about a case that is not its first teller's alone."""

    twins: Sequence[Twin]
    joiners: Sequence[JoinerRow]
    merged: Sequence[CaseRow]
    into: CaseRow | None

    @property
    def people(self) -> int:
        """How many people told of it: the first, who joined, and who told what was merged into it."""
        return 1 + len(self.joiners) + len(self.merged)


def together(case: CaseRow) -> Together:
    """Read it in one snapshot; whose titles are shown is noted."""
    with parts().database.reading() as db:
        alike = [one for one in twins(db, case, now()) if _visible(one.case)][:SHOWN]
        merged = [row for one in merged_ids(db, case.id) for row in [case_by_id(db, one)] if row and _visible(row)]
        found = Together(alike, joiners_of(db, case.id), merged, _into(db, case))
    looked(Look.LIST, [one.case.id for one in alike] + [row.id for row in merged])
    return found


def _visible(case: CaseRow) -> bool:
    return may_see(me().role, me().unit, me().id, case)


def _into(db: Session, case: CaseRow) -> CaseRow | None:
    """The case that took this one in, where the reader may see it."""
    other = case_by_id(db, case.merged_into) if case.merged_into is not None else None
    return other if other is not None and _visible(other) else None
