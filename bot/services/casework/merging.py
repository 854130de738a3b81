"""Merging: the case that takes another in, found and checked in the transaction of the move."""

from sqlalchemy.orm import Session

from handlers.cases.merging import may_merge
from storage.cases import CaseRow, case_by_id, one_merge_at_a_time, root_of


def merge_target(db: Session, row: CaseRow, wanted: int | None) -> int | None:
    """Return the case that takes `row` in, or None where it may not: the one named, or the one that took that in."""
    one_merge_at_a_time(db)
    target = case_by_id(db, wanted) if wanted is not None else None
    root = root_of(db, target) if target is not None else None
    return root.id if root is not None and may_merge(row, root) else None
