"""A Python client of a running local LINE, for tests and the terminal chat."""

from typing import Any

from bot.simulator.chatters import Chatter, GroupChat
from bot.simulator.records import Json
from bot.simulator.wire import LocalLineError, Wire

__all__ = ["Chatter", "GroupChat", "LocalLine", "LocalLineError"]


class LocalLine(Wire):
    """`line = LocalLine("http://127.0.0.1:8001")`; `somchai = line.person("สมชาย")`; `somchai.says("สวัสดี")`."""

    # ---- people

    def person(self, name: str, user_id: str | None = None, *, friend: bool = True, **more: Any) -> Chatter:
        """A person by name, made if there is none yet. Already a friend unless told otherwise."""
        for known in self.request("GET", "people")["people"]:
            if (user_id and known["id"] == user_id) or (not user_id and known["name"] == name):
                return Chatter(self, known["id"], known["id"], name)
        body = {"name": name, "friend": friend, **({"id": user_id} if user_id else {}), **more}
        person = self.request("POST", "people", body)
        return Chatter(self, person["id"], person["id"], name)

    def group(
        self,
        name: str,
        members: list[Chatter],
        group_id: str | None = None,
        *,
        joined: bool = True,
        kind: str = "group",
    ) -> GroupChat:
        """A group; the bot is silently in it unless told otherwise."""
        body: Json = {"name": name, "members": [member.id for member in members], "joined": joined, "kind": kind}
        group = self.request("POST", "groups", body | ({"id": group_id} if group_id else {}))
        return GroupChat(self, group["id"], name)

    # ---- looking

    def calls(self, endpoint: str = "", after: int = 0) -> list[Json]:
        """The bot's requests to the LINE API, oldest first, of those whose endpoint holds a word."""
        found = self.request("GET", "calls", after=after, limit=5000)["calls"]
        return [call for call in found if endpoint in call["endpoint"]]

    def violations(self) -> list[Json]:
        return list(self.request("GET", "violations")["violations"])

    def deliveries(self, settle: float = 0) -> list[Json]:
        """Webhooks handed to the bot; `settle` waits until none is queued or under way."""
        return list(self.request("GET", "deliveries", settle=settle, limit=5000)["deliveries"])

    # ---- knobs

    def fault(self, kind: str, endpoint: str = "*", times: int | None = 1, **more: Any) -> None:
        """kind: status, rate, quota, conflict, reset, hang, slow, html, odd; when: before or after acceptance."""
        self.request("POST", "faults", {"kind": kind, "endpoint": endpoint, "times": times, **more})

    def no_faults(self) -> None:
        self.request("DELETE", "faults")

    def freeze(self, at: float | str | bool = True) -> None:
        self.request("POST", "clock", {"freeze": at})

    def advance(self, seconds: float) -> None:
        self.request("POST", "clock", {"advance": seconds})

    def run_clock(self) -> None:
        self.request("POST", "clock", {"freeze": False})

    def quota(self, **numbers: int | None) -> Json:
        """limit, used, reserved."""
        return self.request("POST", "quota", numbers)

    def redelivery(self, **policy: Any) -> Json:
        """count, interval, shuffle, duplicate, hold, batch, standby."""
        return self.request("POST", "redelivery", policy)

    def release(self) -> int:
        return int(self.request("POST", "webhooks/release")["events"])

    def webhook(self, url: str) -> None:
        self.request("POST", "webhook", {"url": url})

    def reset(self) -> None:
        self.request("POST", "reset")
