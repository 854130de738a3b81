"""People and groups of a running local LINE: they talk, press and look."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.choices import choices_of
from bot.simulator.records import BOT, Json
from bot.simulator.wire import LocalLineError, Wire


@dataclass
class Chatter:
    """A person in one chat: the 1:1 chat with the bot, or a group (see `in_group`)."""

    line: Wire
    id: str
    chat: str
    name: str
    copied: str | None = None  # what a clipboard action has put there
    _seen: int = field(default=0, repr=False)
    _messages: list[Json] = field(default_factory=list, repr=False)

    def in_group(self, group: "GroupChat") -> "Chatter":
        return Chatter(self.line, self.id, group.id, self.name)

    # ---- acting

    def _act(self, path: str, **body: Any) -> Json:
        return self.line.request("POST", f"chats/{self.chat}/{path}", {"as": self.id, **body})

    def _sent(self, answer: Json) -> Json:
        found: Json = answer["messages"][0]
        return found

    def says(self, text: str, **more: Any) -> Json:
        return self._sent(self._act("messages", type="text", text=text, **more))

    def sends_image(self, data: bytes | str, name: str = "photo.jpg") -> Json:
        """A picture by its bytes, or a sample by its name."""
        return self._sent(self._send_files("image", [data], name))

    def sends_images(self, pictures: list[bytes | str]) -> list[Json]:
        """Several at once: an image set."""
        return list(self._send_files("imageSet", pictures, "photo.jpg")["messages"])

    def sends_video(self, data: bytes, **more: str) -> Json:
        return self._sent(self._send_files("video", [data], "film.mp4", **more))

    def sends_audio(self, data: bytes | str, **more: str) -> Json:
        return self._sent(self._send_files("audio", [data], "voice.m4a", **more))

    def sends_file(self, data: bytes, name: str) -> Json:
        return self._sent(self._send_files("file", [data], name))

    def _send_files(self, kind: str, parts: list[Any], name: str, **more: str) -> Json:
        if all(isinstance(part, str) for part in parts):
            return self._act("messages", type=kind, samples=parts, **more)
        fields: list[tuple[str, Any]] = [("as", self.id), ("type", kind), *more.items()]
        fields += [("file", (name, part)) for part in parts]
        return self.line.upload(f"chats/{self.chat}/messages", fields)

    def sends_location(self, latitude: float, longitude: float, title: str = "", address: str = "") -> Json:
        named = {key: value for key, value in {"title": title, "address": address}.items() if value}
        return self._sent(self._act("messages", type="location", latitude=latitude, longitude=longitude, **named))

    def sends_sticker(self, package_id: str = "446", sticker_id: str = "1988", **more: Any) -> Json:
        return self._sent(self._act("messages", type="sticker", packageId=package_id, stickerId=sticker_id, **more))

    def presses(self, data: str, **more: Any) -> None:
        """A postback with any data, as an old or forged button would send it."""
        self._act("postback", data=data, **more)

    def sends_event(self, event: Json, *, raw: bool = False) -> Json:
        return dict(self._act("events", event=event, raw=raw)["event"])

    def unsends(self, message: Json) -> None:
        self.line.request("POST", f"messages/{message['id']}/unsend")

    def edits(self, message: Json, text: str) -> None:
        self.line.request("POST", f"messages/{message['id']}/edit", {"text": text})

    def follows(self) -> None:
        self.line.request("POST", f"people/{self.id}/follow")

    def blocks(self) -> None:
        self.line.request("POST", f"people/{self.id}/unfollow")

    def taps(self, label: str, value: str | None = None) -> Json:
        """Press the newest quick reply or button with this label and do what LINE would.

        Returns what happened: `did` is message, postback, uri (with `uri`), clipboard (with `text`), switch, or
        needs (with `what`: location, camera, cameraRoll, datetime), after which the caller sends that itself.
        """
        self._fetch(0)
        for message in reversed([m for m in self._messages if m["author"] == BOT]):
            for choice in choices_of(message["body"], newest=message is self._messages[-1]):
                if label in {choice.label, choice.name}:
                    return self.acts(choice.action, value)
        raise LocalLineError(f"no button {label!r}; there are: {', '.join(self.sees_choices()) or 'none'}")

    def acts(self, action: Json, value: str | None = None) -> Json:
        """Perform an action object; see `taps` for what comes back."""
        outcome = self._act("actions", action=action, value=value)
        self.copied = outcome.get("text", self.copied)
        return outcome

    # ---- looking

    def _fetch(self, wait: float) -> None:
        after = max((message["rev"] for message in self._messages), default=0)
        for message in self.line.request("GET", f"chats/{self.chat}/messages", after=after, wait=wait)["messages"]:
            self._messages = [known for known in self._messages if known["id"] != message["id"]] + [message]
        self._messages.sort(key=lambda message: int(message["seq"]))

    def _new(self) -> list[Json]:
        return [m for m in self._messages if m["author"] == BOT and m["seq"] > self._seen]

    def sees(self, timeout: float = 10) -> list[Json]:
        """The bot's messages since the last look; waits for the first, not for all."""
        until = time.monotonic() + timeout
        self._fetch(0)
        while not self._new() and (left := until - time.monotonic()) > 0:
            self._fetch(min(left, 20))
        found = self._new()
        self._seen = max((message["seq"] for message in found), default=self._seen)
        return found

    def waits_for(self, fragment: str, timeout: float = 10) -> Json:
        """The first unseen message of the bot that says this anywhere in it; what came before counts as seen."""
        until = time.monotonic() + timeout
        seen: list[Json] = []
        self._fetch(0)
        while True:
            for message in self._new():
                self._seen = message["seq"]
                seen.append(message["body"])
                if fragment in json.dumps(message["body"], ensure_ascii=False):
                    return message
            if (left := until - time.monotonic()) <= 0:
                break
            self._fetch(min(left, 20))
        shown = json.dumps(seen, ensure_ascii=False)[:2000]
        raise LocalLineError(f"{fragment!r} was not said within {timeout} s; said was: {shown}")

    def history(self) -> list[Json]:
        self._fetch(0)
        return list(self._messages)

    def sees_choices(self) -> list[str]:
        """The labels that can be pressed on the newest message of the bot."""
        self._fetch(0)
        bot = [message for message in self._messages if message["author"] == BOT]
        newest = bool(bot) and bot[-1] is self._messages[-1]
        return [choice.name for choice in choices_of(bot[-1]["body"], newest)] if bot else []


@dataclass
class GroupChat:
    """A group, with what can be done to it from outside; its members speak through `person.in_group(group)`."""

    line: Wire
    id: str
    name: str

    def brings_in_the_bot(self) -> None:
        self.line.request("POST", f"groups/{self.id}/bot")

    def removes_the_bot(self) -> None:
        self.line.request("DELETE", f"groups/{self.id}/bot")

    def gains(self, *people: Chatter) -> None:
        self.line.request("POST", f"groups/{self.id}/members", {"members": [person.id for person in people]})

    def loses(self, person: Chatter) -> None:
        self.line.request("DELETE", f"groups/{self.id}/members/{person.id}")

    @property
    def bot_is_in(self) -> bool:
        groups = self.line.request("GET", "groups")["groups"]
        return any(group["id"] == self.id and group["joined"] for group in groups)
