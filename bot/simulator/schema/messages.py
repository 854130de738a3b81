"""Message objects: what `messages` of a request may hold."""

import re
from dataclasses import dataclass
from typing import Any

from bot.simulator.ids import USER_ID
from bot.simulator.records import Json
from bot.simulator.schema.actions import IN_QUICK_REPLY
from bot.simulator.schema.checks import (
    Fields,
    Path,
    Report,
    Required,
    array,
    dotted,
    https,
    integer,
    kind,
    kinds,
    matching,
    number,
    obj,
    one_of,
    pointer,
    text,
)
from bot.simulator.schema.flex import CONTAINER
from bot.simulator.schema.stickers import sendable
from bot.simulator.schema.templates import IMAGEMAP, TEMPLATE

CONTENT = "contents"
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}")
OFFICIAL = re.compile(r"\bLINE\b", re.IGNORECASE)  # a sender must not pass for LINE itself


def _sender_name(value: Any, path: Path, report: Report) -> None:
    text(20)(value, path, report)
    if isinstance(value, str) and OFFICIAL.search(value):
        report.add(path, "Must not contain words such as LINE")


QUICK_REPLY_ITEM = obj({"type": Required(one_of("action")), "imageUrl": https(), "action": Required(IN_QUICK_REPLY)})
QUICK_REPLY = obj({"items": Required(array(QUICK_REPLY_ITEM, 1, 13))})
SENDER = obj({"name": _sender_name, "iconUrl": https()})
COMMON: Fields = {"quickReply": QUICK_REPLY, "sender": SENDER}
QUOTE: Fields = {"quoteToken": text(1000)}
EMOJI = obj({"index": Required(integer(0)), "productId": Required(text(100)), "emojiId": Required(text(20))})


def _emojis_hit(value: dict[str, Any], path: Path, report: Report) -> None:
    """Each emoji takes the place of a $ in the text, counted in UTF-16 units."""
    words, emojis = value.get("text"), value.get("emojis")
    if not isinstance(words, str) or not isinstance(emojis, list):
        return
    units = words.encode("utf-16-le", "surrogatepass")
    for place, emoji in enumerate(emojis):
        index = emoji.get("index") if isinstance(emoji, dict) else None
        if isinstance(index, int) and units[2 * index : 2 * index + 2] != b"$\0":
            report.add((*path, "emojis", place, "index"), "Must point at a $ of the text")


USER = matching(USER_ID.pattern, "Must be a user id")
MENTIONEE = kinds([kind("user", {"userId": Required(USER)}), kind("all", {})])
SUBSTITUTE = kinds(
    [
        kind("mention", {"mentionee": Required(MENTIONEE)}),
        kind("emoji", {"productId": Required(text(100)), "emojiId": Required(text(20))}),
    ]
)


def _substitution(value: Any, path: Path, report: Report) -> None:
    if not isinstance(value, dict):
        return report.add(path, "Must be an object")
    if len(value) > 100:
        report.add(path, "Size must be between 0 and 100")
    for name, one in value.items():
        if not re.fullmatch(r"[0-9A-Za-z_]{1,20}", name):
            report.add((*path, name), "Must be 1 to 20 of 0-9, A-Z, a-z and _")
        SUBSTITUTE(one, (*path, name), report)
    named = [one.get("type") for one in value.values() if isinstance(one, dict)]
    for name in ("mention", "emoji"):
        if named.count(name) > 20:
            report.add(path, f"At most 20 {name}s")
    return None


def _braces(value: dict[str, Any], path: Path, report: Report) -> None:
    """Every {key} has its substitution, and a brace that is meant as such is doubled."""
    words = value.get("text")
    if not isinstance(words, str):
        return
    given = value.get("substitution") if isinstance(value.get("substitution"), dict) else {}
    if re.search(r"[{}]", PLACEHOLDER.sub("", words)):
        report.add((*path, "text"), "Braces that are no placeholder must be doubled: {{ and }}")
    for found in PLACEHOLDER.finditer(words):
        if found.group(1) and found.group(1) not in (given or {}):
            report.add((*path, "text"), f"No substitution for {{{found.group(1)}}}")


def _sticker_known(value: dict[str, Any], path: Path, report: Report) -> None:
    if not sendable(value.get("packageId"), value.get("stickerId")):
        report.add((*path, "stickerId"), "Not in the list of stickers that a bot may send")


MEDIA: Fields = {"originalContentUrl": Required(https()), "previewImageUrl": Required(https())}
DIGITS = matching(r"\d{1,20}", "Must be digits")
TRACKING_ID = matching(r"[-0-9A-Za-z.=,+*()%$&;:@{}!?<>\[\]]{1,100}", "Must be 1 to 100 plain letters and signs")
PLACE: Fields = {
    "title": Required(text(100)),
    "address": Required(text(100)),
    "latitude": Required(number(-90, 90)),
    "longitude": Required(number(-180, 180)),
}
STICKER: Fields = {"packageId": Required(DIGITS), "stickerId": Required(DIGITS)}
MESSAGE = kinds(
    [
        kind("text", {**COMMON, **QUOTE, "text": Required(text(5000)), "emojis": array(EMOJI, 0, 20)}, _emojis_hit),
        kind("textV2", {**COMMON, **QUOTE, "text": Required(text(5000)), "substitution": _substitution}, _braces),
        kind("sticker", {**COMMON, **QUOTE, **STICKER}, _sticker_known),
        kind("image", {**COMMON, **MEDIA}),
        kind("video", {**COMMON, **MEDIA, "trackingId": TRACKING_ID}),
        kind("audio", {**COMMON, "originalContentUrl": Required(https()), "duration": Required(integer(1))}),
        kind("location", {**COMMON, **PLACE}),
        kind("imagemap", {**COMMON, **IMAGEMAP}),
        kind("template", {**COMMON, "altText": Required(text(1500)), "template": Required(TEMPLATE)}),
        kind("flex", {**COMMON, "altText": Required(text(1500)), CONTENT: Required(CONTAINER)}),
        kind("coupon", {**COMMON, "couponId": Required(text(100)), "deliveryTag": text(30)}),
    ]
)
QUOTING_ALLOWED = {"reply", "push"}


@dataclass(frozen=True)
class Wrong:
    """What LINE answers to messages that it does not accept."""

    message: str
    details: list[Json]


def check_messages(messages: list[Json], local_http: bool, via: str) -> Wrong | None:
    """All that is wrong with the messages of one request, in LINE's words, or None."""
    report = Report(local_http)
    for index, message in enumerate(messages):
        MESSAGE(message, ("messages", index), report)
        if via not in QUOTING_ALLOWED and isinstance(message, dict) and message.get("quoteToken"):
            report.add(("messages", index, "quoteToken"), "Only in reply and push messages")
    if not report.problems:
        return None
    return _flex_answer(messages, report) or Wrong(
        f"The request body has {len(report.problems)} error(s)",
        [{"message": message, "property": dotted(path)} for path, message in report.problems],
    )


def _flex_answer(messages: list[Json], report: Report) -> Wrong | None:
    """Faults within the contents of a Flex message are told apart from all others, by place within it."""
    for index, message in enumerate(messages):
        if not isinstance(message, dict) or message.get("type") != "flex":
            continue
        start: Path = ("messages", index, CONTENT)
        found = [(path[3:], words) for path, words in report.problems if path[:3] == start]
        if found and isinstance(message.get(CONTENT), dict):
            details = [{"message": words, "property": pointer(path)} for path, words in found]
            return Wrong(f"A message (messages[{index}]) in the request body is invalid", details)
    return None
