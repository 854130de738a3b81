"""Rich menus, their aliases, and which menu each person sees."""

from dataclasses import dataclass

from bot.simulator.archive import Archive
from bot.simulator.ids import chat_id
from bot.simulator.media import Media
from bot.simulator.records import Json, Record
from bot.simulator.table import Table

DEFAULT = "default"  # the link of everyone who has none of their own


@dataclass
class RichMenu(Record):
    id: str
    menu: Json
    image: bool = False

    def shown(self) -> Json:
        return {"richMenuId": self.id, **self.menu}


@dataclass
class Alias(Record):
    id: str
    menu_id: str


@dataclass
class Link(Record):
    user: str  # a user id or DEFAULT
    menu_id: str


class RichMenus:
    """A person's own menu comes first, then the default; a menu without a picture cannot be shown."""

    def __init__(self, archive: Archive | None, media: Media) -> None:
        self.menus = Table("rich_menu", RichMenu, "id", archive)
        self.aliases = Table("rich_menu_alias", Alias, "id", archive)
        self.links = Table("rich_menu_link", Link, "user", archive)
        self._media = media

    def create(self, menu: Json) -> RichMenu:
        return self.menus.keep(RichMenu("richmenu-" + chat_id("")[:32], menu))

    def set_image(self, menu: RichMenu, media_type: str, data: bytes) -> None:
        self._media.put(menu.id, media_type, data)
        menu.image = True
        self.menus.keep(menu)

    def delete(self, menu_id: str) -> None:
        self.menus.drop(menu_id)
        self._media.drop(menu_id)
        for link in self.links:
            if link.menu_id == menu_id:
                self.links.drop(link.user)

    def link(self, user: str, menu_id: str) -> None:
        self.links.keep(Link(user, menu_id))

    def unlink(self, user: str) -> None:
        self.links.drop(user)

    def linked(self, user: str) -> str | None:
        link = self.links.get(user)
        return link.menu_id if link else None

    def seen_by(self, user: str) -> RichMenu | None:
        menu_id = self.linked(user) or self.linked(DEFAULT)
        return self.menus.get(menu_id) if menu_id else None

    def reset(self) -> None:
        for table in (self.menus, self.aliases, self.links):
            table.clear()
