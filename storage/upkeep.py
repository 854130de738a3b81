"""What is kept beside the register follows it in the same transaction, whoever changes a case and wherever.

`storage/__init__.py` imports this, so that no path can forget it: when a session that changed cases, their entries or
their joiners is about to commit, every `renewer` gets the numbers of these cases. Changes by statement pass by unseen;
`siang reindex` and the sweep find what they left, by the version of the case.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

Renewer = Callable[[Session, Sequence[int]], None]
renewers: list[Renewer] = []
_TOUCHED = "cases_to_renew"
_TABLES = {"case_file": "id", "case_entry": "case_id", "case_joiner": "case_id", "case_intake": "case_id"}


@event.listens_for(Session, "after_flush")
def _remember(session: Session, _context: Any) -> None:
    touched = session.info.setdefault(_TOUCHED, {})
    for row in (*session.new, *session.dirty, *session.deleted):
        column = _TABLES.get(getattr(row, "__tablename__", ""))
        if column is not None:
            touched[getattr(row, column)] = None


@event.listens_for(Session, "before_commit")
def _renew(session: Session) -> None:
    session.flush()
    touched = session.info.pop(_TOUCHED, None)
    if touched:
        for renew in renewers:
            renew(session, list(touched))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_TOUCHED, None)
