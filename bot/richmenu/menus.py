"""The menus as data: which areas each has, where they lie, and what they do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.richmenu.words import label, languages, wording
from handlers.messages import Accent
from handlers.postbacks import Command, encode

Json = dict[str, Any]

WIDTH = 2500
FULL, SMALL = 1686, 843
HEAD, SMALL_HEAD = 268, 186
NAME_WIDTH = 1240  # of the head, for the office's name; the tabs share the rest
EDGE = 24  # around the tiles, and beside the last tab
MAIN, MORE, STAFF = "main", "more", "staff"
TAB = "tab="  # what a tap on a tab reports: the menu has changed already, so there is nothing to answer


@dataclass(frozen=True)
class Box:
    """A rectangle in the picture."""

    x: int
    y: int
    width: int
    height: int

    def inset(self, by: int) -> "Box":
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def holds(self, left: float, top: float, right: float, bottom: float) -> bool:
        return self.x <= left and self.y <= top and right <= self.x + self.width and bottom <= self.y + self.height


@dataclass(frozen=True)
class Area:
    """A tile or tab: what one sees and what a tap does. `first` is the one that most people want."""

    box: Box
    label: str
    action: Json = field(hash=False)
    icon: str = ""
    accent: Accent = Accent.PLAIN
    first: bool = False


@dataclass(frozen=True)
class Menu:
    """One rich menu; `tab` is the number of the selected tab, `title` what the head says beside the office's name."""

    alias: str
    language: str
    bar: str
    height: int
    head: int
    office: str
    tiles: tuple[Area, ...]
    tabs: tuple[Area, ...] = ()
    tab: int = 0
    title: str = ""

    @property
    def areas(self) -> tuple[Area, ...]:
        return (*self.tabs, *self.tiles)

    def body(self, name: str) -> Json:
        """The menu as LINE wants it."""
        return {
            "size": {"width": WIDTH, "height": self.height},
            "selected": True,
            "name": name,
            "chatBarText": self.bar,
            "areas": [{"bounds": vars(area.box), "action": area.action} for area in self.areas],
        }


def alias_of(language: str, page: str) -> str:
    """The name by which menus are switched."""
    return f"siang-{language}-{page}"


def all_menus(office: Callable[[str], str], public_url: str) -> tuple[Menu, ...]:
    """Every menu; `office` gives the office's name in a language."""
    found: list[Menu] = []
    for language in languages():
        name = office(language)
        found += [_main(language, name), _more(language, name), _staff(language, name, public_url)]
    return tuple(found)


def _main(language: str, office: str) -> Menu:
    boxes = _grid(3, 2, HEAD, FULL)
    tiles = (
        _command(boxes[0], language, "complain", Accent.PLAIN, first=True),
        _command(boxes[1], language, "status", Accent.RECEIVED),
        _command(boxes[2], language, "ask", Accent.WAITING),
        _command(boxes[3], language, "suggest", Accent.WORKING),
        _command(boxes[4], language, "praise", Accent.DANGER),
        _command(boxes[5], language, "staff", Accent.DONE),
    )
    return _citizens(language, MAIN, office, tiles)


def _more(language: str, office: str) -> Menu:
    own, boxes = wording(language), _grid(2, 2, HEAD, FULL)
    command, other = own.say("other_command"), own.say("other")
    switch = _switch(label(language, command), alias_of(other, MORE), encode(Command(command)))
    tiles = (
        _command(boxes[0], language, "mydata", Accent.PLAIN),
        _command(boxes[1], language, "updates", Accent.WORKING),
        Area(boxes[2], label(language, command), switch, "language", Accent.RECEIVED),
        _command(boxes[3], language, "help", Accent.DONE),
    )
    return _citizens(language, MORE, office, tiles)


def _citizens(language: str, page: str, office: str, tiles: tuple[Area, ...]) -> Menu:
    own, pages = wording(language), (MAIN, MORE)
    width = (WIDTH - NAME_WIDTH - EDGE) // len(pages)
    tabs = tuple(
        Area(Box(NAME_WIDTH + width * place, 0, width, HEAD), own.say(f"tab_{one}"), _tab(language, one))
        for place, one in enumerate(pages)
    )
    return Menu(alias_of(language, page), language, own.say("bar"), FULL, HEAD, office, tiles, tabs, pages.index(page))


def _staff(language: str, office: str, public_url: str) -> Menu:
    own, boxes = wording(language), _grid(3, 1, SMALL_HEAD, SMALL)
    console = {"type": "uri", "label": own.say("console"), "uri": f"{public_url}/console/"}
    tiles = (
        Area(boxes[0], own.say("console"), console, "console", first=True),
        _command(boxes[1], language, "status", Accent.RECEIVED),
        _command(boxes[2], language, "menu", Accent.DONE),
    )
    return Menu(
        alias_of(language, STAFF),
        language,
        own.say("bar_staff"),
        SMALL,
        SMALL_HEAD,
        office,
        tiles,
        title=own.say("for_staff"),
    )


def _command(box: Box, language: str, command: str, accent: Accent, *, first: bool = False) -> Area:
    """An area that says its label in the chat, as if it had been typed."""
    said = label(language, command)
    action = {"type": "postback", "label": said, "data": encode(Command(command)), "displayText": said}
    return Area(box, said, action, command, accent, first)


def _tab(language: str, page: str) -> Json:
    alias = alias_of(language, page)
    return _switch(wording(language).say(f"tab_{page}"), alias, TAB + alias)


def _switch(said: str, alias: str, data: str) -> Json:
    return {"type": "richmenuswitch", "label": said, "richMenuAliasId": alias, "data": data}


def _grid(columns: int, rows: int, top: int, height: int) -> tuple[Box, ...]:
    """Boxes that fill the picture below its head, without anything dead between them."""
    width, tall = (WIDTH - 2 * EDGE) // columns, (height - top - 2 * EDGE) // rows
    return tuple(
        Box(EDGE + width * column, top + EDGE + tall * row, width, tall)
        for row in range(rows)
        for column in range(columns)
    )
