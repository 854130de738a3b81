"""Publishes the menus, and goes back: LINE itself keeps what is live and what was before, as two aliases a menu.

`siang-th-main` stands for the live menu and `siang-th-main-before` for the one it replaced. A menu's name ends with the
fingerprint of its data and picture, so that one which did not change is kept. Nothing that is live is touched before
every new menu has its picture.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from bot.line.errors import LIMIT, UNAUTHORIZED, LineError, LineUnreachable
from bot.parts import Parts
from bot.richmenu.api import RichMenuApi
from bot.richmenu.drawing import png
from bot.richmenu.menus import MAIN, Menu, alias_of, all_menus
from bot.richmenu.people import link_staff, menu_for, readers, staff_menus
from bot.richmenu.words import languages

BEFORE = "-before"
PATIENCE, PAUSE = 30.0, 2.0  # seconds to wait for LINE to move people, and between questions

Tell = Callable[[str], None]
Ids = Mapping[str, str]


class MenuError(Exception):
    """The menus could not be published or taken back; its text says why in one sentence."""


@dataclass(frozen=True)
class Made:
    """A menu ready to be sent; `name` tells it from every other."""

    menu: Menu
    name: str
    png: bytes


def make(parts: Parts) -> tuple[Made, ...]:
    """Draw every menu of the office."""
    return tuple(_made(menu) for menu in all_menus(parts.desk.office().name, parts.settings.public_url))


def publish(parts: Parts, tell: Tell = lambda words: None) -> bool:
    """Make the menus live; False where nothing had to change. Raises MenuError.

    Until all menus are ready the former ones stay live; the error says so where only what comes afterwards failed.
    """
    with _said("The rich menus could not be published"):
        return _Publishing(parts, tell).publish()


def undo(parts: Parts, tell: Tell = lambda words: None) -> None:
    """Go back to the menus before these; once more leads forward again. Raises MenuError."""
    with _said("The former rich menus could not be brought back"):
        _Publishing(parts, tell).undo()


@contextmanager
def _said(beginning: str) -> Iterator[None]:
    """Turn what LINE refused into a sentence."""
    try:
        yield
    except LineError as problem:
        raise MenuError(f"{beginning}: {_reason(problem)}.") from None


class _Publishing:
    """One run: what LINE has at its beginning, and what is done about it."""

    def __init__(self, parts: Parts, tell: Tell) -> None:
        self._parts, self._tell = parts, tell
        self._left: list[str] = []  # what could not be done, once the menus were live
        self._api = RichMenuApi.of(parts)
        self._default = alias_of(languages()[0], MAIN)
        self._aliases = self._api.aliases()
        # Only what is named by us: an office may have menus of its own making.
        self._ours = {id: name for id, name in self._api.menus().items() if name.startswith("siang-")}

    def publish(self) -> bool:
        ids = self._ready(make(self._parts))
        live = self._live(ids)
        changed = self._switch(ids, live)
        before = live if ids != live else self._before()
        old = [id for id in self._ours if id not in (*ids.values(), *before.values())]
        if ids != live or old:
            with self._afterwards("some people keep a former menu of their own for now"):
                self._move_people(ids)
                self._tidy(old)
        with self._afterwards("not everybody has the menu of their language or of the staff yet"):
            self._link_readers(ids, live)
            changed = self._link_staff(ids) > 0 or changed
        self._end("The rich menus are live" if changed else "The rich menus are live already")
        return changed

    def undo(self) -> None:
        live, before = self._live(), self._before()
        if not before or before == {alias: live.get(alias) for alias in before}:
            raise MenuError("There are no former rich menus to go back to.")
        ids = {**live, **before}
        self._switch(ids, live)
        with self._afterwards("some people keep the newer menu of their own for now"):
            self._move_people(ids)
        self._end("The former rich menus are live again")

    @contextmanager
    def _afterwards(self, left: str) -> Iterator[None]:
        """What is done when the menus are live; its failure is told at the end."""
        try:
            yield
        except LineError as problem:
            self._left.append(f"{left} ({_reason(problem)})")

    def _end(self, words: str) -> None:
        if self._left:
            raise MenuError(f"{words}, but {' and '.join(self._left)}.")
        self._tell(f"{words}.")

    # ---- what there is

    def _live(self, wanted: Ids | None = None) -> dict[str, str]:
        """The live menus (of those aliases, if given) that are there and ours."""
        kept = {alias: id for alias, id in self._aliases.items() if id in self._ours and not alias.endswith(BEFORE)}
        return kept if wanted is None else {alias: kept[alias] for alias in wanted if alias in kept}

    def _before(self) -> dict[str, str]:
        found = {alias.removesuffix(BEFORE): id for alias, id in self._aliases.items() if alias.endswith(BEFORE)}
        return {alias: id for alias, id in found.items() if id in self._ours}

    def _ready(self, made: tuple[Made, ...]) -> dict[str, str]:
        """Alias -> a menu of it with its picture: one that is live or was before, or else a new one."""
        live, before = self._live(), self._before()
        ids: dict[str, str] = {}
        new: list[str] = []
        try:
            for one in made:
                alias = one.menu.alias
                kept = [id for id in (live.get(alias), before.get(alias)) if id and self._ours[id] == one.name]
                ids[alias] = kept[0] if kept else self._create(one, new)
        except LineError:
            for menu_id in new:
                with suppress(LineError):
                    self._api.delete(menu_id)
            raise
        return ids

    def _create(self, one: Made, new: list[str]) -> str:
        menu_id = self._api.create(one.menu.body(one.name))
        new.append(menu_id)
        self._api.upload(menu_id, one.png)
        self._ours[menu_id] = one.name
        self._tell(f"{one.menu.alias}: made, with a picture of {len(one.png) // 1024} KB.")
        return menu_id

    # ---- what people see

    def _switch(self, ids: Ids, live: Ids) -> bool:
        """Let aliases and default stand for other menus; where that fails midway, all of them as they were."""
        former = dict(self._aliases)
        kept = {f"{alias}{BEFORE}": id for alias, id in live.items()} if ids != live else {}
        try:
            moved = [self._point(alias, menu_id) for alias, menu_id in {**kept, **ids}.items()]
            return self._set_default(ids) or any(moved)
        except LineError:
            for alias, menu_id in former.items():
                with suppress(LineError):
                    self._point(alias, menu_id)
            raise

    def _point(self, alias: str, menu_id: str) -> bool:
        if self._aliases.get(alias) == menu_id:
            return False
        self._api.point(alias, menu_id, known=alias in self._aliases)
        self._aliases[alias] = menu_id
        return True

    def _set_default(self, ids: Ids) -> bool:
        wanted = ids.get(self._default)
        if wanted is None or self._api.default() == wanted:
            return False
        self._api.set_default(wanted)
        return True

    def _move_people(self, ids: Ids) -> None:
        """Give those who have an older menu of their own the one that took its place, and wait until LINE has."""
        newer = {id: ids.get(_alias_in(name)) for id, name in self._ours.items()}
        moves = {id: new for id, new in newer.items() if new and new != id}
        request_id = self._api.move_people(moves) if moves else None
        if request_id is None:
            return
        for _ in range(round(PATIENCE / PAUSE)):
            done = self._api.moved(request_id)
            if done is not None:
                break
            time.sleep(PAUSE)
        if not done:
            raise LineUnreachable("the change for single people goes on", outcome_known=False)

    def _link_readers(self, ids: Ids, live: Ids) -> None:
        """When a language gets its first menus, those who chose it before get them."""
        for language in languages()[1:]:
            alias = menu_for(language, staff=False)
            if alias not in live:
                with self._parts.database.reading() as db:
                    people = readers(db, language)
                self._api.link_all(people, ids[alias])

    def _link_staff(self, ids: Ids) -> int:
        with self._parts.database.reading() as db:
            wanted = staff_menus(db)
        moved = link_staff(self._api, wanted, ids)
        if moved:
            self._tell(f"Staff whose menu changed: {moved}.")
        return moved

    def _tidy(self, old: list[str]) -> None:
        """Delete menus that nobody has any more."""
        for menu_id in old:
            self._api.delete(menu_id)
            self._tell(f"{_alias_in(self._ours[menu_id])}: an older one is deleted.")


def _made(menu: Menu) -> Made:
    picture = png(menu)
    data = json.dumps(menu.body(""), ensure_ascii=False, sort_keys=True).encode()
    return Made(menu, f"{menu.alias} {hashlib.sha256(data + picture).hexdigest()[:24]}", picture)


def _alias_in(name: str) -> str:
    return name.partition(" ")[0]


def _reason(problem: LineError) -> str:
    code = getattr(problem, "code", "")
    if code == UNAUTHORIZED:
        return "the access token is wrong or has ended"
    if code == LIMIT:
        return "LINE takes no more of these requests this hour"
    return str(problem)
