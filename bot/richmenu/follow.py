"""Lets somebody's menu follow their language, or their becoming one of the staff."""

from bot.richmenu.api import RichMenuApi
from bot.richmenu.menus import MAIN, MORE, STAFF
from bot.richmenu.people import menu_for

__all__ = ["follow", "menu_for"]


def follow(api: RichMenuApi, line_id: str, language: str, *, staff: bool = False) -> bool:
    """Link somebody to the menu of their language; False where they have it, or no menus are published.

    Whoever changed the language by the menu itself has the right page already and keeps it.
    """
    wanted, aliases = menu_for(language, staff), api.aliases()
    menu_id = aliases.get(wanted)
    if menu_id is None:
        return False
    family, _, _ = wanted.rpartition("-")
    pages = (STAFF,) if staff else (MAIN, MORE)
    same = {aliases.get(f"{family}-{page}") for page in pages}
    if api.menu_of(line_id) in same:
        return False
    api.link(line_id, menu_id)
    return True
