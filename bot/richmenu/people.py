"""Who has a menu of their own: staff with a linked LINE account, and citizens who read another language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.richmenu.api import RichMenuApi
from bot.richmenu.menus import MAIN, STAFF, alias_of
from bot.richmenu.words import languages
from storage.people import PersonRow
from storage.staff import StaffRow


def menu_for(language: str, staff: bool) -> str:
    """The alias of the menu that somebody begins with; of the office's language where there is none of theirs."""
    known = languages()
    return alias_of(language if language in known else known[0], STAFF if staff else MAIN)


def staff_menus(db: Session) -> dict[str, str]:
    """LINE id of everybody on the staff who has linked it -> the menu that is theirs."""
    rows = db.scalars(select(StaffRow).where(StaffRow.line_id.is_not(None))).all()
    return {row.line_id: menu_for(row.language, row.active) for row in rows if row.line_id}


def readers(db: Session, language: str) -> Sequence[str]:
    """LINE ids of citizens who chose a language."""
    chosen = (PersonRow.language == language, PersonRow.blocked.is_(False))
    return db.scalars(select(PersonRow.line_id).where(*chosen).order_by(PersonRow.id)).all()


def link_staff(api: RichMenuApi, wanted: Mapping[str, str], ids: Mapping[str, str]) -> int:
    """Give staff their menus, and those who have left the citizens' one; the number of people who got another."""
    staff_ids = {menu_id for alias, menu_id in ids.items() if alias.endswith(f"-{STAFF}")}
    found: dict[str, list[str]] = defaultdict(list)
    for line_id, alias in wanted.items():
        now = api.menu_of(line_id)
        stays = now == ids[alias] if ids[alias] in staff_ids else now not in staff_ids
        if not stays:
            found[ids[alias]].append(line_id)
    for menu_id, line_ids in found.items():
        api.link_all(line_ids, menu_id)
    return sum(map(len, found.values()))
