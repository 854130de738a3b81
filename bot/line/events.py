"""LINE's webhook events, as raw JSON, turned into `handlers.events`; whatever LINE sends, nothing raises."""

import hashlib
import json
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.line.raw import Raw, clean, degrees, identity, mapping, mappings, part, spans, without, word
from handlers.events import (
    ButtonPressed,
    Event,
    Followed,
    Joined,
    Left,
    MediaKind,
    MediaSent,
    MembersChanged,
    MenuTurned,
    MessageEdited,
    MessageUnsent,
    PlaceSent,
    SomethingElse,
    Source,
    SourceKind,
    StickerSent,
    TextSent,
    Unfollowed,
    What,
)

# LINE began in 2011. An event from before, or from a day ahead, has a broken clock behind it.
EARLIEST = datetime(2011, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)

PICKED = ("datetime", "date", "time")  # what a date picker brings, by its mode
LONGEST_MOMENT = len("2026-11-25T08:30")

MENU_TAB = "tab="  # how the data of a rich menu's tabs begin, see bot.richmenu.menus

# A set of pictures sent at once holds some twenty; a wild number must not make anyone wait for the rest.
MOST_PICTURES = 100

# Until about 2020 the "Verify" button sent two made-up events; answering them would reach nobody.
REHEARSAL_TOKENS = ("0" * 32, "f" * 32)
REHEARSAL_USER = "Udeadbeefdeadbeefdeadbeefdeadbeef"

_SOURCE_ID = {SourceKind.USER: "userId", SourceKind.GROUP: "groupId", SourceKind.ROOM: "roomId"}


def parse(raw: object, received_at: datetime) -> Event:
    """What happened, in the heart's words; what cannot be read is `SomethingElse`, never an error."""
    event = mapping(raw)
    rehearsal = _is_rehearsal(event)
    kind = word(event.get("type"))
    return Event(
        id=event_id(raw),
        at=_moment(event.get("timestamp"), received_at),
        what=SomethingElse(kind) if rehearsal else _what(kind, event),
        source=None if rehearsal else _source(event),
        silent=rehearsal or event.get("mode") == "standby",
        can_reply=reply_token(raw) is not None,
    )


def event_id(raw: object) -> str:
    """LINE's `webhookEventId`, or a fingerprint of the event where it has none, so that a repeat is still known."""
    return identity(mapping(raw).get("webhookEventId")) or f"unnamed-{_fingerprint(raw)}"


def reply_token(raw: object) -> str | None:
    """The token for the one free answer, where LINE gave one."""
    token = mapping(raw).get("replyToken")
    return (word(token).strip() or None) if token not in REHEARSAL_TOKENS else None


def conversation_key(raw: object) -> str:
    """Where the event belongs: events with one key are handled one after another."""
    source = _source(mapping(raw))
    return f"{source.kind}:{source.id}" if source else "nowhere"


def _what(kind: str, event: Raw) -> What:
    read = _EVENTS.get(kind)
    return (read(event) if read else None) or SomethingElse(kind)


def _message(event: Raw) -> What:
    message = mapping(event.get("message"))
    kind = word(message.get("type"))
    read = _MESSAGES.get(kind)
    return (read(message) if read else None) or SomethingElse(f"message/{kind}")


def _text(message: Raw) -> What | None:
    words = message.get("text")
    if not isinstance(words, str):
        return None
    emojis = list(spans(message.get("emojis")))
    mentions = [m for m in mappings(mapping(message.get("mention")).get("mentionees")) if m.get("isSelf") is True]
    text = without(words, emojis + list(spans(mentions)))
    if not text and emojis and not mentions:
        # Only LINE's own emoji: these are small stickers, and their names say what they mean.
        names = (part(words, *span).strip("() ") for span in emojis)
        return StickerSent(identity(message.get("id")), tuple(name for name in names if name))
    return TextSent(text, identity(message.get("id")), calls_us=bool(mentions))


def _media(kind: MediaKind) -> Callable[[Raw], What | None]:
    def read(message: Raw) -> What | None:
        found = identity(message.get("id"))
        if not found:
            return None
        pictures = mapping(message.get("imageSet"))
        total = pictures.get("total")
        return MediaSent(
            kind,
            found,
            set_id=identity(pictures.get("id")) or None,
            set_total=total if type(total) is int and 0 < total <= MOST_PICTURES else None,
            external=mapping(message.get("contentProvider")).get("type") == "external",
            file_name=word(message.get("fileName")) or None,
        )

    return read


def _place(message: Raw) -> What | None:
    latitude, longitude = degrees(message.get("latitude"), 90), degrees(message.get("longitude"), 180)
    if latitude is None or longitude is None:
        return None
    title, address = word(message.get("title")), word(message.get("address"))
    return PlaceSent(latitude, longitude, title, address, identity(message.get("id")))


def _sticker(message: Raw) -> What:
    keywords = message.get("keywords")
    words = [message.get("text"), *(keywords if isinstance(keywords, list) else ())]
    return StickerSent(identity(message.get("id")), tuple(entry for entry in map(word, words) if entry))


def _postback(event: Raw) -> What | None:
    postback = mapping(event.get("postback"))
    data, params = postback.get("data"), mapping(postback.get("params"))
    page = word(params.get("newRichMenuAliasId"))
    if page or (isinstance(data, str) and data.startswith(MENU_TAB)):
        return MenuTurned(page, shown=params.get("status", "SUCCESS") == "SUCCESS")
    if not isinstance(data, str):
        return None
    picked = next((word(params[name]) for name in PICKED if name in params), "")
    return ButtonPressed(clean(data), picked[:LONGEST_MOMENT])


def _unsend(event: Raw) -> What | None:
    found = identity(mapping(event.get("unsend")).get("messageId"))
    return MessageUnsent(found) if found else None


def _edit(event: Raw) -> What | None:
    message = mapping(event.get("message"))
    sent, found = _text(message), identity(message.get("id"))
    if not found or sent is None:
        return None
    words = sent if isinstance(sent, TextSent) else TextSent("")
    return MessageEdited(found, words.text, words.calls_us)


def _follow(event: Raw) -> What:
    return Followed(again=mapping(event.get("follow")).get("isUnblocked") is True)


_EVENTS: dict[str, Callable[[Raw], What | None]] = {
    "message": _message,
    "messageEdited": _edit,
    "unsend": _unsend,
    "follow": _follow,
    "unfollow": lambda event: Unfollowed(),
    "join": lambda event: Joined(),
    "leave": lambda event: Left(),
    "memberJoined": lambda event: MembersChanged(),
    "memberLeft": lambda event: MembersChanged(),
    "postback": _postback,
}

_MESSAGES: dict[str, Callable[[Raw], What | None]] = {
    "text": _text,
    "location": _place,
    "sticker": _sticker,
    **{str(kind): _media(kind) for kind in MediaKind},
}


def _source(event: Raw) -> Source | None:
    source = mapping(event.get("source"))
    kind = next((kind for kind in SourceKind if source.get("type") == kind), None)
    found = identity(source.get(_SOURCE_ID[kind])) if kind else ""
    return Source(kind, found, identity(source.get("userId")) or None) if kind and found else None


def _is_rehearsal(event: Raw) -> bool:
    return event.get("replyToken") in REHEARSAL_TOKENS or mapping(event.get("source")).get("userId") == REHEARSAL_USER


def _moment(value: object, received_at: datetime) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return received_at
    try:
        moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=value)
    except OverflowError:
        return received_at
    return moment if EARLIEST <= moment <= received_at + AHEAD else received_at


def _fingerprint(raw: object) -> str:
    event = {key: value for key, value in mapping(raw).items() if key not in ("deliveryContext", "replyToken")}
    try:
        text = json.dumps(event, sort_keys=True)
    except (RecursionError, TypeError, ValueError):
        text = f"{event.get('type')!s:.99} {event.get('timestamp')!s:.99} {conversation_key(raw)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
