"""What can come in from the outside, as plain facts; LINE's own shapes stay at the edge."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """Where people write: to the account alone, in a group, or in a room."""

    USER = "user"
    GROUP = "group"
    ROOM = "room"


@dataclass(frozen=True)
class Source:
    """A place to write from. `id` is the user, group or room; `user_id` is who wrote, where LINE tells."""

    kind: SourceKind
    id: str
    user_id: str | None = None


class MediaKind(StrEnum):
    """What a media message holds."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"


@dataclass(frozen=True)
class TextSent:
    """Words. `calls_us` is true where the account was mentioned by name (groups)."""

    text: str
    message_id: str = ""
    calls_us: bool = False


@dataclass(frozen=True)
class MediaSent:
    """A picture, video, voice note or file that LINE keeps for a while under `message_id`.

    Pictures sent together share `set_id`; `set_total` is how many there are, where LINE says.
    """

    kind: MediaKind
    message_id: str
    set_id: str | None = None
    set_total: int | None = None
    external: bool = False
    file_name: str | None = None


@dataclass(frozen=True)
class PlaceSent:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float
    title: str = ""
    address: str = ""
    message_id: str = ""


@dataclass(frozen=True)
class StickerSent:
    """A sticker; `words` are what LINE says it means, where it says so."""

    message_id: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ButtonPressed:
    """A postback: data from outside, to be parsed and never trusted.

    `picked` is the day, the time, or both, that a date picker brought with it, in ISO's writing; LINE's calendar is
    Gregorian.
    """

    data: str
    picked: str = ""


@dataclass(frozen=True)
class MenuTurned:
    """Another page of the rich menu was asked for; `shown` tells whether LINE could show it."""

    page: str
    shown: bool = True


@dataclass(frozen=True)
class Followed:
    """Someone added the account, or let it in again after blocking."""

    again: bool = False


@dataclass(frozen=True)
class Unfollowed:
    """Someone blocked the account."""


@dataclass(frozen=True)
class MessageUnsent:
    """Someone took a message back: nothing of it may remain."""

    message_id: str


@dataclass(frozen=True)
class MessageEdited:
    """Someone changed the words of a message sent before. `calls_us` as with words that are sent."""

    message_id: str
    text: str
    calls_us: bool = False


@dataclass(frozen=True)
class Joined:
    """The account was brought into a group or room."""


@dataclass(frozen=True)
class Left:
    """The account was removed from a group or room."""


@dataclass(frozen=True)
class MembersChanged:
    """People came into a group or left it."""


@dataclass(frozen=True)
class SomethingElse:
    """An event that asks nothing of us, or one that does not exist yet. `type` is LINE's word for it."""

    type: str


What = (
    TextSent
    | MediaSent
    | PlaceSent
    | StickerSent
    | ButtonPressed
    | MenuTurned
    | Followed
    | Unfollowed
    | MessageUnsent
    | MessageEdited
    | Joined
    | Left
    | MembersChanged
    | SomethingElse
)


@dataclass(frozen=True)
class Event:
    """One thing that happened at LINE.

    `id` is LINE's `webhookEventId`; `at` is when it happened (aware); `silent` means that LINE wants no answer
    (`standby`); `can_reply` tells whether a reply token came with it.
    """

    id: str
    at: datetime
    what: What
    source: Source | None = None
    silent: bool = False
    can_reply: bool = True
