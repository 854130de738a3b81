"""Webhook bodies by the thousand: drawn from LINE's own description where it is at hand, from samples, and spoilt."""

import json
import random
from pathlib import Path
from typing import Any

import yaml

DESCRIPTION = Path(__file__).parents[3] / "shared" / "line-openapi" / "webhook.expanded.yml"
USER, GROUP, ROOM = "U" + "a" * 32, "C" + "b" * 32, "R" + "c" * 32
ODD = [None, True, 0, -1, 2**70, 1e308, "", "\u0000", "\ud800", "ก" * 6000, [], {}, [[]], {"type": "text"}, "U" * 200]
MESSAGES: list[dict[str, Any]] = [
    {"type": "text", "text": "ไฟถนนดับมาสามคืนแล้ว", "quoteToken": "q"},
    {"type": "text", "text": "$ ok", "emojis": [{"index": 0, "length": 1, "productId": "p", "emojiId": "1"}]},
    {"type": "text", "text": "@เสียง สถานะ", "mention": {"mentionees": [{"index": 0, "length": 5, "isSelf": True}]}},
    {"type": "image", "contentProvider": {"type": "line"}, "imageSet": {"id": "s", "index": 1, "total": 2}},
    {"type": "video", "duration": 60000, "contentProvider": {"type": "external", "originalContentUrl": "https://x.example"}},
    {"type": "audio", "duration": 1000, "contentProvider": {"type": "line"}},
    {"type": "file", "fileName": "../../etc/passwd", "fileSize": 9},
    {"type": "location", "title": "วัด", "address": "หมู่ 5", "latitude": 14.03, "longitude": 99.52},
    {"type": "sticker", "packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC", "keywords": ["hi"]},
]
EVENTS: list[dict[str, Any]] = [
    *({"type": "message", "message": message} for message in MESSAGES),
    {"type": "messageEdited", "message": {"id": "5", "type": "text", "text": "แก้แล้ว"}},
    {"type": "unsend", "unsend": {"messageId": "5"}},
    {"type": "follow", "follow": {"isUnblocked": True}},
    {"type": "unfollow"},
    {"type": "join"},
    {"type": "leave"},
    {"type": "memberJoined", "joined": {"members": [{"type": "user", "userId": USER}]}},
    {"type": "memberLeft", "left": {"members": []}},
    {"type": "postback", "postback": {"data": "c=menu"}},
    {"type": "postback", "postback": {"data": "s=1&k=when&v=", "params": {"date": "2026-11-25"}}},
    {"type": "postback", "postback": {"data": "tab=more", "params": {"newRichMenuAliasId": "a", "status": "SUCCESS"}}},
    {"type": "videoPlayComplete", "videoPlayComplete": {"trackingId": "t"}},
    {"type": "beacon", "beacon": {"hwid": "d41d8cd98f", "type": "enter"}},
    {"type": "accountLink", "link": {"result": "ok", "nonce": "n"}},
    {"type": "membership", "membership": {"type": "joined", "membershipId": 1}},
    {"type": "notYetInvented", "thing": {"a": 1}},
]


class Bodies:
    """A source of bodies; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._luck = random.Random(seed)
        self._number = 0
        self._described = _description()

    def good(self, words: str) -> dict[str, Any]:
        """An event that nothing is wrong with."""
        return self._whole({"type": "message", "message": {"type": "text", "text": words}}) | {
            "source": {"type": "user", "userId": USER}, "mode": "active",
        }  # fmt: skip

    def event(self) -> Any:
        """An event that LINE may send, or one that has gone wrong in some place."""
        drawn = self._described and self._luck.random() < 0.4
        made = self._from(self._described["Event"], 0) if drawn else self._whole(self._luck.choice(EVENTS))
        while self._luck.random() < 0.45:
            made = self._spoilt(made)
        return made

    def body(self, *events: Any) -> bytes:
        """A webhook with these events."""
        return json.dumps({"destination": "U" + "0" * 32, "events": events}).encode()

    def broken(self, body: bytes) -> bytes:
        """The bytes of a body, cut or changed."""
        cut = self._luck.randrange(len(body))
        return self._luck.choice([body[:cut], body[:cut] + b"\xff" + body[cut:], b"[" * 3000, b"null", b"", b"{}"])

    def chance(self, share: float) -> bool:
        """True for about this share of the times."""
        return self._luck.random() < share

    def _whole(self, event: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        source = self._luck.choice([
            {"type": "user", "userId": USER}, {"type": "group", "groupId": GROUP, "userId": USER},
            {"type": "room", "roomId": ROOM},
        ])  # fmt: skip
        made: dict[str, Any] = json.loads(json.dumps(event))
        if "message" in made:
            made["message"].setdefault("id", f"m{self._number}")
        return made | {
            "mode": self._luck.choice(["active", "active", "standby", "new mode"]),
            "timestamp": 1_782_874_800_000 + self._number, "source": source,
            "webhookEventId": f"01BODY{self._number:020d}", "deliveryContext": {"isRedelivery": False},
            "replyToken": f"token{self._number}",
        }  # fmt: skip

    def _spoilt(self, node: Any) -> Any:
        """The same with one place changed, taken out, or put in twice as deep."""
        if not isinstance(node, dict | list) or not node or self._luck.random() < 0.15:
            return self._luck.choice(ODD)
        if isinstance(node, list):
            at = self._luck.randrange(len(node))
            return [*node[:at], self._spoilt(node[at]), *node[at + 1 :]]
        key = self._luck.choice(sorted(node))
        if self._luck.random() < 0.3:
            return {name: value for name, value in node.items() if name != key}
        return {**node, key: self._spoilt(node[key])}

    def _from(self, described: dict[str, Any], deep: int) -> Any:
        """Something that fits a part of LINE's description."""
        if "$ref" in described:
            return self._from(self._described[described["$ref"].rpartition("/")[2]], deep)
        if deep > 12:
            return None
        for way in ("oneOf", "anyOf"):
            if way in described:
                return self._from(self._luck.choice(described[way]), deep + 1)
        if "allOf" in described:
            parts = [self._from(part, deep + 1) for part in described["allOf"]]
            return {key: value for part in parts if isinstance(part, dict) for key, value in part.items()}
        if "enum" in described:
            return self._luck.choice(described["enum"])
        if "properties" in described or described.get("type") == "object":
            return self._object(described, deep)
        if described.get("type") == "array":
            return [self._from(described.get("items", {}), deep + 1) for _ in range(self._luck.randrange(3))]
        self._number += 1
        plain = {"integer": self._number, "number": 14.5, "boolean": self.chance(0.5)}
        return plain.get(described.get("type", ""), described.get("example", f"word{self._number}"))

    def _object(self, described: dict[str, Any], deep: int) -> dict[str, Any]:
        needed, found = set(described.get("required", ())), {}
        for key, part in described.get("properties", {}).items():
            if key in needed or self._luck.random() < 0.6:
                found[key] = self._from(part, deep + 1)
        return found


def _description() -> dict[str, Any]:
    if not DESCRIPTION.exists():
        return {}
    read = yaml.load(DESCRIPTION.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return dict(read["components"]["schemas"])
