"""Notes who looked at personal data: `note` in the transaction in hand, `Lookout` from where nothing else is written.

Whatever shows personal data of cases to somebody calls one of the two: console pages `bot.console.looked.looked`,
what is told to staff `note_told`, everything else `note` with the `Looker` that it knows.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.looking import Look, Looker, Seen, looks
from storage import looks as rows
from storage.database import Database
from storage.offices import UnitRow
from storage.outgoing import Outgoing
from storage.staff import StaffRow

REMEMBERED = 20_000  # looks that this process need not write again


def note(
    db: Session, looker: Looker, kind: Look, case_ids: Iterable[int], now: datetime, detail: str = ""
) -> None:
    """Note a look in the transaction that shows the data, or that queues it."""
    rows.add(db, looks(looker, kind, case_ids, now, detail))


def note_told(db: Session, parcels: Iterable[Outgoing], now: datetime) -> None:
    """Note what is told about cases to groups and to members of staff in LINE; a citizen's own news are no look."""
    told = [(parcel.to, parcel.case_id) for parcel in parcels if parcel.case_id and parcel.purpose not in OWN]
    if not told:
        return
    lookers = _lookers(db, {to for to, _ in told})
    for to, case_id in told:
        if to in lookers:
            note(db, lookers[to], Look.ALERT, [case_id], now)


OWN = frozenset({"receipt", "reply", "result", "step", "answer", "apology"})  # purposes of what citizens are told


def _lookers(db: Session, recipients: set[str]) -> dict[str, Looker]:
    groups = db.execute(select(UnitRow.group_id, UnitRow.key).where(UnitRow.group_id.in_(recipients)))
    people = db.scalars(select(StaffRow).where(StaffRow.line_id.in_(recipients)))
    found = {group: Looker(role="group", unit=key) for group, key in groups if group}
    return found | {one.line_id: Looker(one.id, one.role, one.unit or "") for one in people if one.line_id}


class Lookout:
    """Notes looks in transactions of its own, and none that this process has noted already."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: OrderedDict[tuple[object, ...], None] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, seen: Sequence[Seen]) -> None:
        """Write what is new of it; when this returns it is written."""
        new = [one for one in seen if _key(one) not in self._noted]
        if not new:
            return
        with self._database.begin() as db:
            rows.add(db, new)
        with self._lock:
            self._noted.update((_key(one), None) for one in new)
            while len(self._noted) > REMEMBERED:
                self._noted.popitem(last=False)


def _key(one: Seen) -> tuple[object, ...]:
    return (one.case_id, one.looker.staff_id, one.looker.unit, one.kind, one.slot)
