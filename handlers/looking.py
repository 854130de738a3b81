"""Who looked at personal data: the kinds of look, and how long one of a kind stands for those that follow it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32


class Look(StrEnum):
    """How personal data of a case came before somebody's eyes."""

    PAGE = "page"  # the page of the case
    LIST = "list"  # a list that shows its title and place
    SEARCH = "search"  # a list that was asked for by words
    MAP = "map"
    EXPORT = "export"  # a file with many cases
    LETTER = "letter"  # a document made of the case
    MEDIA = "media"  # one of its pictures or files in full
    ALERT = "alert"  # told to a member of staff or a unit's group
    LINK = "link"  # opened by its unguessable address, by whoever holds it


# Within it the same person's look of the same kind at the same case is one look. A list is on the screen all day.
_WINDOWS: dict[Look, timedelta] = {
    Look.LIST: timedelta(days=1),
    Look.MAP: timedelta(days=1),
    Look.LINK: timedelta(days=1),
    Look.EXPORT: timedelta(seconds=1),
    Look.ALERT: timedelta(seconds=1),
}
_ELSE = timedelta(minutes=10)


@dataclass(frozen=True)
class Looker:
    """Who looks: a staff account, or a unit's LINE group (`staff_id` 0), or nobody known by name (neither)."""

    staff_id: int = 0
    role: str = ""
    unit: str = ""


STRANGER = Looker(role="link")


@dataclass(frozen=True)
class Seen:
    """One look at one case; `case_id` 0 where a search found nothing. `slot` is the same for looks that are one."""

    looker: Looker
    kind: Look
    case_id: int
    at: datetime
    detail: str
    slot: int


def looks(looker: Looker, kind: Look, case_ids: Iterable[int], now: datetime, detail: str = "") -> list[Seen]:
    """Return what is to be noted of somebody's look at some cases."""
    slot = _slot(kind, now, detail)
    return [Seen(looker, kind, case_id, now, detail[:200], slot) for case_id in dict.fromkeys(case_ids)]


def _slot(kind: Look, now: datetime, detail: str) -> int:
    """The number of the window that `now` lies in; other words of a search are another look."""
    window = int(now.timestamp() // _WINDOWS.get(kind, _ELSE).total_seconds())
    return (window << 16) | (crc32(detail.encode()) & 0xFFFF)
