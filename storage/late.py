"""What is late: open cases past their day, cut to what the reader may see."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from handlers.cases.access import Sight
from storage.cases import RUNNING, CaseRow
from storage.finding.worklist import visible

MOST = 300


def late_cases(db: Session, sight: Sight, today: date) -> Sequence[CaseRow]:
    """Return the cases past their day that do not wait for the citizen, the latest first."""
    past = or_(CaseRow.due < today, CaseRow.step_due < today)
    query = select(CaseRow).where(visible(sight), text(RUNNING), CaseRow.status != "waiting", past)
    return db.scalars(query.order_by(CaseRow.due, CaseRow.id).limit(MOST)).all()
