"""Groups and rooms: met, bound to a unit, let go; how many they hold is asked of LINE, and nobody's are left again."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.line.client import LineClient
from bot.line.errors import LineRefused, LineUnreachable
from bot.logs import log, short
from handlers.groups import STAY_HOURS
from handlers.turn import KeepGroup
from storage import groups, offices
from storage.database import Database
from storage.groups import GroupRow
from storage.offices import UnitRow
from storage.outgoing import QUEUED, REFUSED, WITHHELD, OutgoingRow

STAY = timedelta(hours=STAY_HOURS)
FAREWELL = timedelta(hours=1)  # between the unit letting its group go and the account leaving: time to bind it again
COUNT_AGAIN = timedelta(days=1)
GONE = "group_gone"


def keep_group(db: Session, seen: KeepGroup, now: datetime) -> None:
    """Know a group that we are in; one that no unit has bound is left after a fair time."""
    row = groups.meet(db, seen.group_id, seen.kind, now)
    if seen.recount:
        row.counted_at = None
    if offices.unit_by_group(db, seen.group_id) is None and row.leave_at is None:
        row.leave_at = now + STAY


def bind(db: Session, unit: str, group_id: str, now: datetime) -> UnitRow:
    """Give a unit its group; a group that it had before is nobody's now. LookupError without the unit."""
    row = offices.unit_by_key(db, unit)
    before = row.group_id if row is not None else None
    bound = offices.bind_group(db, unit, group_id)
    kind = "room" if group_id.startswith("R") else "group"
    groups.meet(db, group_id, kind, now).leave_at = None
    if before and before != group_id:
        _let_go(db, before, now + STAY, now)
    return bound


def unbind(db: Session, unit: str, now: datetime) -> bool:
    """Take a unit's group away from it; the account leaves that group in a while. False where it had none."""
    row = offices.unit_by_key(db, unit)
    if row is None or row.group_id is None:
        return False
    _let_go(db, row.group_id, now + FAREWELL, now)
    row.group_id = None
    offices.touch(db)
    return True


def lose_group(db: Session, group_id: str, now: datetime) -> None:
    """The account is in a group no more: its unit has none, and what waited for it will not be sent."""
    row = groups.group(db, group_id)
    if row is not None:
        row.left_at, row.leave_at = now, None
    unit = offices.unit_by_group(db, group_id)
    if unit is not None:
        unit.group_id = None
        offices.touch(db)
    waiting = OutgoingRow.state.in_((QUEUED, WITHHELD)) & (OutgoingRow.recipient == group_id)
    db.execute(update(OutgoingRow).where(waiting).values(state=REFUSED, error_code=GONE))


def count_again(db: Session, group_id: str) -> None:
    """Ask LINE about a group at the next look: a message to it was refused."""
    row = groups.group(db, group_id)
    if row is not None:
        row.counted_at = None


def look_after_groups(line: LineClient, database: Database, now: datetime) -> None:
    """Leave the groups that are nobody's, and count anew those that units speak in."""
    with database.reading() as db:
        leaving = [(row.id, row.kind) for row in groups.to_leave(db, now)]
    for group_id, kind in leaving:
        _leave(line, database, group_id, kind, now)
    with database.reading() as db:
        uncounted = _uncounted(db, now)
    for group_id in uncounted:
        if not _count(line, database, group_id, now):
            return


def _let_go(db: Session, group_id: str, leave_at: datetime, now: datetime) -> None:
    kind = "room" if group_id.startswith("R") else "group"
    groups.meet(db, group_id, kind, now).leave_at = leave_at


def _leave(line: LineClient, database: Database, group_id: str, kind: str, now: datetime) -> None:
    """Leave, unless a unit has bound the group meanwhile; the row is the intent, and stays until LINE has done it."""
    with database.reading() as db:
        if offices.unit_by_group(db, group_id) is not None:
            return
    try:
        line.leave(kind, group_id)
    except LineUnreachable:
        return  # the row is still there: the next run tries again
    except LineRefused as refusal:
        if refusal.status not in (400, 403, 404):
            return
    with database.begin() as db:
        lose_group(db, group_id, now)
    log().info("left a group that is nobody's", group=short(group_id))


def _uncounted(db: Session, now: datetime) -> list[str]:
    """Groups of units whose size is not known, or was asked for too long ago."""
    bound = [unit.group_id for unit in db.scalars(select(UnitRow).where(UnitRow.group_id.is_not(None)))]
    known = groups.groups(db, [group_id for group_id in bound if group_id])
    return [group_id for group_id in bound if group_id and _is_old(known.get(group_id), now)]


def _is_old(row: GroupRow | None, now: datetime) -> bool:
    return row is None or row.counted_at is None or now - row.counted_at > COUNT_AGAIN


def _count(line: LineClient, database: Database, group_id: str, now: datetime) -> bool:
    """Ask LINE how many a group holds and what it is called; False where LINE cannot be reached now."""
    kind = "room" if group_id.startswith("R") else "group"
    try:
        members = int(line.get(f"/v2/bot/{kind}/{group_id}/members/count").get("count", 0))
        summary = line.get(f"/v2/bot/group/{group_id}/summary") if kind == "group" else {}
    except LineUnreachable:
        return False
    except LineRefused as refusal:
        if refusal.status == 404:
            with database.begin() as db:
                lose_group(db, group_id, now)
        return refusal.status == 404
    with database.begin() as db:
        row = groups.meet(db, group_id, kind, now)
        row.members, row.counted_at = members, now
        row.name = str(summary.get("groupName", ""))[:200]
    return True
