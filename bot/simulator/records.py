"""What the local LINE remembers, as plain records that turn into JSON and back."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

Json = dict[str, Any]
BOT = "bot"


class Record:
    """A dataclass that is kept and shown as JSON; unknown fields of an older or newer file are left out."""

    def to_json(self) -> Json:
        return asdict(self)  # type: ignore[call-overload, no-any-return]

    @classmethod
    def from_json(cls, data: Json) -> Self:
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        return cls(**{key: value for key, value in data.items() if key in known})


@dataclass
class Person(Record):
    id: str
    name: str
    picture: str | None = None
    language: str | None = "th"
    status_message: str | None = None
    friend: bool = False  # has added the bot, maybe blocked it later
    blocked: bool = False
    consent: bool = True  # to the use of the profile; without it LINE sends no user id in groups
    wrote_at: int | None = None  # last message in the 1:1 chat: such a person can be pushed to for 7 days


@dataclass
class Group(Record):
    id: str
    name: str
    members: list[str] = field(default_factory=list)
    picture: str | None = None
    joined: bool = False  # is the bot in it
    kind: str = "group"  # or room


@dataclass
class Message(Record):
    id: str
    chat: str
    author: str  # a user id, BOT, or "" for a line of the platform such as "A has joined"
    at: int
    body: Json
    seq: int = 0  # place in the feed: rises over all chats
    rev: int = 0  # place in the feed of the last change
    quote_token: str | None = None
    read_token: str | None = None
    via: str | None = None  # reply, push, multicast ... for messages of the bot
    unsent: bool = False
    edited: bool = False
    read: bool = False


@dataclass
class ReplyToken(Record):
    token: str
    chat: str
    event_at: float
    given_at: float  # the last delivery to the bot
    used: bool = False


@dataclass
class Accepted(Record):
    """A retry key that LINE has accepted, kept for 24 hours."""

    key: str
    at: float
    request_id: str
    endpoint: str
    fingerprint: str
    sent: list[Json] | None = None


@dataclass
class Call(Record):
    """One request of the bot to the LINE API."""

    n: int
    at: int
    request_id: str
    method: str
    path: str
    endpoint: str
    body: Any = None
    retry_key: str | None = None
    status: int | None = None
    answer: Any = None
    fault: str | None = None
    violations: list[Json] = field(default_factory=list)


@dataclass
class Delivery(Record):
    """One attempt to hand a webhook to the bot."""

    n: int
    at: int
    url: str
    events: list[Json]
    attempt: int
    status: int | None = None
    reason: str | None = None  # could_not_connect, request_timeout, error_status_code: LINE's own words
    milliseconds: float | None = None
