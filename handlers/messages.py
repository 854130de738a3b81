"""What is said, before LINE's JSON: texts, cards, and the answers that are offered with them."""

from dataclasses import dataclass
from enum import StrEnum


class Accent(StrEnum):
    """The one colour of a card; the same for a status group everywhere, in LINE and in the console."""

    RECEIVED = "received"
    WORKING = "working"
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    DANGER = "danger"
    PLAIN = "plain"


# What a button or a quick reply does.


@dataclass(frozen=True)
class Press:
    """Sends `data` back to us; `shown` stands in the chat as the person's words."""

    data: str
    shown: str = ""


@dataclass(frozen=True)
class SendPlace:
    """Opens the map to choose a point. Quick reply only."""


@dataclass(frozen=True)
class TakePicture:
    """Opens the camera. Quick reply only."""


@dataclass(frozen=True)
class ChoosePicture:
    """Opens the pictures on the telephone. Quick reply only."""


@dataclass(frozen=True)
class PickDay:
    """Opens the calendar at `shown`, where given; the chosen day comes back as the answer that `data` leaves open."""

    data: str
    shown: str = ""


@dataclass(frozen=True)
class Copy:
    """Puts `text` on the clipboard."""

    text: str


@dataclass(frozen=True)
class Call:
    """Dials `number`."""

    number: str


@dataclass(frozen=True)
class Open:
    """Opens an address. A `path` that starts with `/` is below this service's public address."""

    path: str


Action = Press | SendPlace | TakePicture | ChoosePicture | PickDay | Copy | Call | Open


@dataclass(frozen=True)
class Choice:
    """One offered answer: a quick reply, or a button on a card."""

    label: str
    action: Action


@dataclass(frozen=True)
class Fact:
    """A line of a card: what it is, and what it says."""

    label: str
    value: str


@dataclass(frozen=True)
class Progress:
    """How far a matter is: `done` of `steps` (1 or more), and the word for it."""

    done: int
    steps: int
    word: str


@dataclass(frozen=True)
class Point:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Picture:
    """A kept picture by its unguessable token, with a word under it where two stand side by side."""

    token: str
    caption: str = ""


@dataclass(frozen=True)
class Text:
    """Plain words."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Card:
    """A card: picture first, then the title, then facts, then at most three buttons.

    `alt` is the whole card in words: lists, notifications and screen readers use it. `code` stands large on a line of
    its own (a reference number). `badge` is the status in a word beside the accent colour.
    """

    title: str
    alt: str
    accent: Accent = Accent.PLAIN
    badge: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    code: str = ""
    pictures: tuple[Picture, ...] = ()
    point: Point | None = None
    progress: Progress | None = None
    buttons: tuple[Choice, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Cards:
    """Several cards side by side, at most ten."""

    cards: tuple[Card, ...]
    alt: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Face:
    """One of the five faces of a quick poll: `score` 1 (worst) to 5, its word, and what a tap does."""

    score: int
    word: str
    action: Press


@dataclass(frozen=True)
class Faces:
    """A question answered by tapping one of five faces, each with its word."""

    question: str
    faces: tuple[Face, ...]
    alt: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Tile:
    """One answer on a sheet, to be tapped. `face` draws a face of 1 (worst) to 5 above its label."""

    label: str
    action: Press
    chosen: bool = False
    face: int = 0


@dataclass(frozen=True)
class Row:
    """One question of a sheet with its answers, side by side or one below the other."""

    words: str
    tiles: tuple[Tile, ...]
    stacked: bool = False


@dataclass(frozen=True)
class Sheet:
    """Several questions answered by taps on one card, in any order; `foot` are small buttons below them."""

    title: str
    rows: tuple[Row, ...]
    alt: str
    lead: str = ""
    progress: Progress | None = None
    foot: tuple[Choice, ...] = ()
    choices: tuple[Choice, ...] = ()


Message = Text | Card | Cards | Faces | Sheet
