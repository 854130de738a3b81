"""Who plays in the demonstration's local LINE: citizens, staff and a unit's group, all invented."""

from bot.simulator.client import LocalLine
from storage.database import Database
from storage.offices import bind_group
from storage.staff import link_line, staff_by_username

GRANDMOTHER = "U" + "a1" * 16
SHOPKEEPER = "U" + "b2" * 16
VISITOR = "U" + "c3" * 16
OFFICER = "U" + "d4" * 16
WORKS = "U" + "e5" * 16
HEAD = "U" + "f6" * 16
ELECTRIC_GROUP = "C" + "1a" * 16
WORKS_GROUP = "C" + "2b" * 16

CITIZENS = {GRANDMOTHER: "ยายสายใจ", SHOPKEEPER: "บอย ร้านน้ำชา", VISITOR: "Anna"}
STAFF = {OFFICER: ("แสง ช่างไฟ", "officer"), WORKS: ("ดิน ช่างทาง", "works"), HEAD: ("เมฆ หัวหน้างาน", "head")}
GROUPS = {ELECTRIC_GROUP: ("กลุ่มงานไฟฟ้า", "electric", OFFICER), WORKS_GROUP: ("กลุ่มกองช่าง", "works", WORKS)}


def link_cast(database: Database) -> None:
    """Link the staff's LINE accounts and the groups in the office's own data."""
    with database.begin() as db:
        for line_id, (_, username) in STAFF.items():
            row = staff_by_username(db, username)
            if row is not None:
                link_line(db, row.id, line_id)
        for group_id, (_, unit, _) in GROUPS.items():
            bind_group(db, unit, group_id)


def invite_cast(base_url: str) -> None:
    """Bring everybody into a running local LINE; who is there already stays as they are.

    Citizens come as strangers, so that adding the account is the first thing one can try.
    """
    line = LocalLine(base_url)
    for user_id, name in CITIZENS.items():
        line.person(name, user_id, friend=False, language="en" if user_id == VISITOR else "th")
    staff = {user_id: line.person(name, user_id) for user_id, (name, _) in STAFF.items()}
    known = {group["id"] for group in line.request("GET", "groups")["groups"]}
    for group_id, (name, _, member) in GROUPS.items():
        if group_id not in known:
            line.group(name, [staff[member], staff[HEAD]], group_id)
