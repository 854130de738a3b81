"""What happened to a case, in one line of time: steps, what was told and written, what LINE made of each message."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.console.casework.dossier import Dossier
from bot.console.looks import MOVE_ICONS, accent
from bot.console.posted import chip_of, post_state
from bot.console.words import Times
from handlers.cases.status import MoveName, Role
from storage.cases import EntryRow
from storage.history import detail_of
from storage.media import KEPT, Media
from storage.outgoing import QUEUED, REFUSED, SENDING, SENT, WITHHELD, OutgoingRow

ACT_ICONS = {
    "erase": "lock",
    "join": "users",
    "due": "calendar",
    "chase": "megaphone",
    "part_add": "plus",
    "part_accept": "hand",
    "part_report": "check",
    "part_return": "undo",
    "part_pass": "thumbs",
    "part_release": "x",
    "part_extend": "calendar",
    "report_ministry": "building",
    "report_governor": "building",
}
SOON = 60  # seconds: a message that waits no longer than this is simply queued


@dataclass(frozen=True)
class Delivery:
    """A message and its honest state: what we know, never that it was delivered or read."""

    to: str  # text key
    state: str  # queued, held, sending, sent, refused or unknown
    words: str  # the state in the reader's words
    text: str


@dataclass
class Item:
    """One thing that happened."""

    at: datetime
    key: str  # text key of what was done
    role: str
    icon: str
    accent: str
    name: str = ""
    unit: str | None = None
    note: str = ""
    public: bool = True
    voice: str = "step"  # step, citizen or office: who speaks in `note`
    entry_id: int = 0
    pictures: list[Media] = field(default_factory=list)
    sent: list[Delivery] = field(default_factory=list)


def timeline(dossier: Dossier, times: Times) -> list[Item]:
    """Return everything that happened, newest first; a message stands with the step that it tells of."""
    items = [_item(dossier, entry) for entry in dossier.entries]
    by_moment: dict[datetime, list[Item]] = {}
    for item in items:
        by_moment.setdefault(item.at, []).append(item)
    for row in dossier.outgoing:
        one = delivery(row, dossier, times)
        company = by_moment.get(row.created_at)
        if company:  # queued in the same transaction as the step
            company[-1].sent.append(one)
        else:
            items.append(Item(row.created_at, one.to, "system", "message", "plain", sent=[one]))
    for post in dossier.posts:
        key = "outgoing.by_email" if post.means == "email" else "outgoing.by_sms"
        told = Delivery(key, chip_of(post), post_state(post, times), post.subject or post.text)
        items.append(Item(post.created_at, key, "system", "send", "plain", sent=[told]))
    items.sort(key=lambda item: item.at)
    return items[::-1]


def news(dossier: Dossier, seen: int, times: Times) -> list[Item]:
    """Return what happened after the entry that the reader saw last, oldest first."""
    return [item for item in timeline(dossier, times)[::-1] if item.entry_id > seen]


def _item(dossier: Dossier, entry: EntryRow) -> Item:
    key, icon, voice = _what(entry)
    return Item(
        at=entry.at,
        key=key,
        role=entry.role,
        icon=icon,
        accent=accent(entry.after),
        name=_who(dossier, entry),
        unit=detail_of(entry).get("unit") or entry.unit,
        note=entry.note,
        public=entry.public or entry.move == MoveName.REPORT,  # its note goes out with the answer
        voice=voice,
        entry_id=entry.id,
        pictures=[one for one in dossier.media if one.entry_id == entry.id and one.state == KEPT],
    )


def _what(entry: EntryRow) -> tuple[str, str, str]:
    citizen = entry.role == Role.CITIZEN
    if entry.move:
        return f"done.{entry.move}", MOVE_ICONS[MoveName(entry.move)], "citizen" if citizen else "step"
    if entry.act:
        return f"entry_act.{entry.act}", ACT_ICONS.get(entry.act, "tag"), "step"
    if entry.before is None:
        return "done.opened", "inbox", "step"
    if citizen:
        return "done.said", "message", "citizen"
    return ("done.replied", "send", "office") if entry.public else ("done.noted", "tag", "step")


def _who(dossier: Dossier, entry: EntryRow) -> str:
    if entry.staff_id:
        return dossier.names.get(entry.staff_id, "")
    return dossier.teller if entry.role == Role.CITIZEN else ""


def delivery(row: OutgoingRow, dossier: Dossier, times: Times) -> Delivery:
    """Return a message to somebody in LINE with its honest state."""
    to = "outgoing.to_staff"
    if dossier.person is not None and row.recipient == dossier.person.line_id:
        to = "outgoing.to_citizen"
    elif not row.recipient.startswith("U"):
        to = "outgoing.to_group"
    state, words = _state(row, times)
    return Delivery(to, state, words, spoken(row.messages, times))


def _state(row: OutgoingRow, times: Times) -> tuple[str, str]:
    say = times.words.say
    if row.state == SENT:
        return "sent", say("outgoing.sent", when=times.near(row.sent_at or row.created_at))
    if row.state == REFUSED:
        return "refused", say("outgoing.refused", why=_refusal(row, times))
    if row.state == SENDING:
        return "sending", say("outgoing.sending")
    if row.state == WITHHELD:  # what LINE lets the office send in a month is used up
        return "held", say(f"held.{row.error_code or 'monthly_limit'}", when=times.near(row.due_at))
    if row.state == QUEUED and (row.due_at - times.now).total_seconds() > SOON:
        return "held", say("outgoing.again" if row.attempts else "outgoing.held", when=times.near(row.due_at))
    return ("queued", say("outgoing.queued")) if row.state == QUEUED else ("unknown", say("outgoing.unknown"))


def _refusal(row: OutgoingRow, times: Times) -> str:
    key = f"refusal.{row.error_code}"
    return times.words.say(key) if times.words.has(key) else row.error_code or "?"


def spoken(messages: Sequence[dict[str, Any]], times: Times) -> str:
    """Return LINE messages in plain words."""
    say = times.words.say
    pieces = []
    for message in messages:
        kind = message.get("type")
        if kind in ("text", "textV2"):
            pieces.append(str(message.get("text", "")))
        elif kind == "image":
            pieces.append(say("outgoing.picture"))
        elif kind == "sticker":
            pieces.append(say("outgoing.sticker"))
        else:
            pieces.append(str(message.get("altText") or say("outgoing.thing")))
    return "\n".join(piece for piece in pieces if piece)
