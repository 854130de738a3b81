"""A case as facts: what is drafted, what stands in the register, and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from handlers.cases.status import MoveName, Role, Status
from handlers.messages import Picture, Point
from nlp.reading import Kind


class Contact(StrEnum):
    """How the citizen wants to be reached, or not to be known."""

    LINE = "line"
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    NONE = "none"  # told us who they are, or not, but left no way to reach them
    ANONYMOUS = "anonymous"


class Way(StrEnum):
    """The three ways a matter can go."""

    GENERAL = "general"
    URGENT = "urgent"
    JOINT = "joint"


class Channel(StrEnum):
    """Where a matter came in."""

    LINE = "line"
    PHONE = "phone"
    WALK_IN = "walk_in"
    LETTER = "letter"
    EMAIL = "email"
    WEB = "web"
    MOBILE_UNIT = "mobile_unit"
    BOX = "box"
    MINISTRY = "ministry"


@dataclass(frozen=True)
class Draft:
    """A matter as a citizen told it, ready to be registered.

    `pictures` are LINE message ids; `sources` are the words by the message that they came with. `due_by` is a deadline
    that another agency has set, which counts where it is earlier than the office's own promise.
    """

    kind: Kind
    text: str
    title: str
    category: str = "other"
    place: str = ""
    area: str | None = None
    point: Point | None = None
    pictures: tuple[str, ...] = ()
    contact: Contact = Contact.LINE
    phone: str = ""
    urgent: bool = False
    emergency: str | None = None
    person_named: str = ""
    wants_staff: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    channel: Channel = Channel.LINE
    due_by: date | None = None
    against: str | None = None  # the unit complained of


@dataclass(frozen=True)
class Sketch:
    """What of a report decides whether it tells of what was told before."""

    category: str
    text: str = ""
    point: Point | None = None
    area: str | None = None
    place: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Similar:
    """An open case of somebody else, in words that everybody may know: never what was told, nor by whom."""

    case_id: int
    category: str
    area: str | None
    status: Status
    days: int
    metres: int | None
    people: int


@dataclass(frozen=True)
class Behind:
    """Someone else behind a case, to be told of it. `title` and `reference` are of their own case, if they told one."""

    line_id: str
    language: str = "th"
    updates: str = "all"
    title: str = ""
    reference: str = ""


@dataclass(frozen=True)
class CaseFacts:
    """A case of the register, as the heart reads it. `before`/`after` are its kept pictures, oldest first."""

    id: int
    reference: str
    kind: Kind
    category: str
    title: str
    text: str
    status: Status
    way: Way
    opened_at: datetime
    due: date | None = None
    unit: str | None = None
    officer: str = ""
    place: str = ""
    area: str | None = None
    point: Point | None = None
    contact: Contact = Contact.LINE
    urgent: bool = False
    channel: Channel = Channel.LINE
    version: int = 1
    citizen_line_id: str | None = None
    citizen_language: str = "th"
    citizen_updates: str = "all"
    before: tuple[Picture, ...] = ()
    after: tuple[Picture, ...] = ()
    last_note: str = ""
    against: str | None = None
    score: int | None = None
    behind: tuple[Behind, ...] = ()
    pause: str | None = None
    step_due: date | None = None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Actor:
    """Who does something: a role, the staff account where there is one, and the unit they act for."""

    role: Role
    staff_id: int | None = None
    unit: str | None = None
    name: str = ""


SYSTEM = Actor(Role.SYSTEM)


@dataclass(frozen=True)
class Entry:
    """One entry of a case's history, which is never altered. `public` entries are shown to the citizen."""

    at: datetime
    role: Role
    move: MoveName | None
    before: Status | None
    after: Status
    note: str = ""
    actor: str = ""
    public: bool = True
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A case was registered."""

    case: CaseFacts


@dataclass(frozen=True)
class Moved:
    """A case was moved. `case` is how it stands afterwards."""

    case: CaseFacts
    move: MoveName
    before: Status
    actor: Actor
    note: str = ""
    at: datetime | None = None
    times: int = 1  # how often this move was made on this case


@dataclass(frozen=True)
class Replied:
    """A member of staff wrote to the citizen."""

    case: CaseFacts
    text: str
    actor: Actor
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Added:
    """The citizen told more about a case."""

    case: CaseFacts
    text: str = ""
    pictures: tuple[Picture, ...] = field(default_factory=tuple)
    quiet: bool = False  # said to staff who talk with the citizen just now


@dataclass(frozen=True)
class PartMoved:
    """Something was done to a unit's part of a case; `act` is a `PartAct`, or `add` where the unit is new."""

    case: CaseFacts
    act: str
    unit: str
    actor: Actor
    note: str = ""


Happened = Opened | Moved | Replied | Added | PartMoved
