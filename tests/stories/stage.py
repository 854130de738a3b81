"""Where one story plays: its own people and groups on a running instance, and what they have heard so far."""

import json
import time
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from bot.clock import SystemClock
from bot.demo.town import STAFF, UNITS
from bot.simulator.client import Chatter, GroupChat
from bot.simulator.records import BOT, Json
from storage.cases import CaseRow
from storage.events import NEW, WebhookEvent
from storage.finding.likeness import TraceRow
from storage.labels import LabelRow
from storage.media import Media
from storage.offices import bind_group
from storage.outgoing import QUEUED, SENDING, OutgoingRow
from storage.people import PersonRow
from storage.staff import link_line, staff_by_username
from tests.instance import SECOND_OFFICER, Instance
from tests.stories.console import Console
from tests.stories.hearing import flat, say, wording, words_of

PATIENCE = 10.0
GATHERED = timedelta(seconds=5)  # what is pushed waits a moment for its like; what waits longer waits for the morning
STAFF_NAMES = {username: name for username, name, _, _ in (*STAFF, SECOND_OFFICER)}


@dataclass
class Stage:
    """Everything that a story's lines act on and look at."""

    instance: Instance
    language: str
    people: dict[str, Chatter] = field(default_factory=dict)
    groups: dict[str, GroupChat] = field(default_factory=dict)
    consoles: dict[str, Console] = field(default_factory=dict)
    media: dict[str, list[Json]] = field(default_factory=dict)  # person -> pictures and the like that they sent
    code: str = ""  # what the console has given last
    refusal: str = ""  # what the console said to the last act, where it said no
    _heard: dict[str, int] = field(default_factory=dict)  # chat id -> place of the last message before this act
    _main: str = ""

    def __post_init__(self) -> None:
        self.settle_all()  # what an earlier story still had on its way is not this one's
        self._end_what_was()
        self.wording = wording(self.language)
        self.log_lengths = self.instance.log_lengths()
        self.first_call = max((call["n"] for call in self.instance.line.calls()), default=0)
        self.first_row = self._highest(OutgoingRow.seq)
        self.first_event = self._highest(WebhookEvent.id)
        self.first_label = self._highest(LabelRow.id)

    def _end_what_was(self) -> None:
        """What earlier stories reported is over: nobody of this one is asked whether theirs is the same matter."""
        with self.instance.database.begin() as db:
            db.execute(update(CaseRow).values(status="withdrawn"))
            db.execute(delete(TraceRow))

    def _highest(self, column: Any) -> int:
        with self.instance.database.reading() as db:
            return db.scalar(select(func.max(column))) or 0

    # ---- who there is

    def person(self, name: str) -> Chatter:
        """A person of the story, new to the local LINE at their first mention; staff with their account linked."""
        if name not in self.people:
            shown = STAFF_NAMES.get(name) or f"{name.capitalize()} {uuid.uuid4().hex[:8]}"
            user_id = "U" + uuid.uuid4().hex
            self.people[name] = self.instance.line.person(shown, user_id, friend=name in STAFF_NAMES)
            if name in STAFF_NAMES:
                self._link(name, user_id)
            elif not self._main:
                self._main = name
        return self.people[name]

    def _link(self, username: str, user_id: str) -> None:
        with self.instance.database.begin() as db:
            row = staff_by_username(db, username)
            assert row is not None
            link_line(db, row.id, user_id)

    def group(self, unit: str, *, bound: bool = True) -> GroupChat:
        """A unit's LINE group, new at its first mention."""
        if unit not in self.groups:
            name = f"กลุ่ม{UNITS[unit][0]}"
            group_id = "C" + uuid.uuid4().hex
            members = [self.person("registrar")]
            self.groups[unit] = self.instance.line.group(name, members, group_id, joined=bound)
            if bound:
                self.bind(unit, group_id)
        return self.groups[unit]

    def bind(self, unit: str, group_id: str) -> None:
        with self.instance.database.begin() as db:
            bind_group(db, unit, group_id)

    def in_group(self, name: str, unit: str) -> Chatter:
        """A person in a group, let in if they are not there yet."""
        person, group = self.person(name), self.group(unit)
        groups = self.instance.line.request("GET", "groups")["groups"]
        if not any(known["id"] == group.id and person.id in known["members"] for known in groups):
            group.gains(person)
            self.settle()
        return person.in_group(group)

    def chat(self, name: str) -> str:
        """The id of `citizen`'s chat with the bot, or of `electric group`."""
        unit, group, _ = name.partition(" group")
        return self.group(unit).id if group else self.person(name).id

    def console(self, username: str) -> Console:
        if username not in self.consoles:
            self.consoles[username] = Console(self.instance.url, username)
        return self.consoles[username]

    # ---- what is going on

    def settle(self, patience: float = PATIENCE) -> None:
        """Wait until every event is handled and everything that is due is sent."""
        self.instance.line.deliveries(settle=patience)
        ends = time.monotonic() + patience
        while self._busy() and time.monotonic() < ends:
            time.sleep(0.02)

    def _busy(self) -> bool:
        with self.instance.database.reading() as db:
            if db.scalar(select(WebhookEvent.id).where(WebhookEvent.state == NEW).limit(1)) is not None:
                return True
            due = OutgoingRow.due_at <= SystemClock().now()
            sending = (OutgoingRow.state == SENDING) | ((OutgoingRow.state == QUEUED) & due)
            return db.scalar(select(OutgoingRow.seq).where(sending).limit(1)) is not None

    def settle_all(self) -> None:
        """Also wait for what is gathered for a moment before it is pushed; not for what waits for the morning."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            self.settle()
            with self.instance.database.reading() as db:
                soon = OutgoingRow.due_at <= SystemClock().now() + GATHERED
                waiting = (OutgoingRow.state == QUEUED) & soon
                if db.scalar(select(OutgoingRow.seq).where(waiting).limit(1)) is None:
                    return
            time.sleep(0.05)

    def listen(self) -> None:
        """Somebody is about to act: what was said in the chats until now was before it."""
        self.settle()
        for chat in (*self.people.values(), *self.groups.values()):
            self._heard[chat.id] = max((message["seq"] for message in self.messages(chat.id)), default=0)

    def heard(self, chat: str) -> list[Json]:
        """What the bot has said in a chat since the act."""
        after = self._heard.get(chat, 0)
        return [message for message in self.messages(chat) if message["author"] == BOT and message["seq"] > after]

    def messages(self, chat: str) -> list[Json]:
        found = self.instance.line.request("GET", f"chats/{chat}/messages", after=0, wait=0)["messages"]
        return sorted(found, key=lambda message: int(message["seq"]))

    def transcript(self, chat: str) -> str:
        lines = [f"  [{message['via']}] {flat(words_of(message['body']))[:400]}" for message in self.heard(chat)]
        return "\n".join(lines) or "  (nothing)"

    # ---- the case

    def case(self, name: str = "") -> CaseRow | None:
        """The newest case of a person; of `citizen`, else of whoever came first, where nobody is named."""
        whose = self.people.get(name or ("citizen" if "citizen" in self.people else self._main))
        if whose is None:
            return None
        mine = select(CaseRow).join(PersonRow, CaseRow.person_id == PersonRow.id).where(PersonRow.line_id == whose.id)
        with self.instance.database.reading() as db:
            return db.scalar(mine.order_by(CaseRow.id.desc()).limit(1))

    def kept_media(self, case_id: int) -> list[Media]:
        with self.instance.database.reading() as db:
            return list(db.scalars(select(Media).where(Media.case_id == case_id)))

    def calls(self) -> list[Json]:
        """The bot's requests to LINE since the story began."""
        return self.instance.line.calls(after=self.first_call)

    def sendings(self) -> list[Json]:
        """Those that LINE has accepted and that said something."""
        sent = [call for call in self.calls() if call["endpoint"].endswith(("message/push", "message/reply"))]
        return [call for call in sent if call["status"] == 200]

    def fill(self, text: str) -> str:
        """A story's words with what only this run knows, and `{key}` as the text of that key."""
        return say(self.fill_all_but_keys(text), self.wording)

    def fill_all_but_keys(self, text: str) -> str:
        """A story's words with what only this run knows."""
        case = self.case()
        known = {"{reference}": case.reference, "{case}": str(case.id)} if case else {}
        for name in self.people:
            if (theirs := self.case(name)) is not None:
                known[f"{{reference of {name}}}"] = theirs.reference
        known |= {f"{{name of {name}}}": person.name for name, person in self.people.items()}
        known |= {f"{{id of {name}}}": person.id for name, person in self.people.items()}
        known["{code}"] = self.code
        for blank, value in known.items():
            text = text.replace(blank, value)
        return text

    def whole_chat(self, chat: str) -> str:
        """All that the bot ever said in a chat, addresses and hidden data included."""
        return json.dumps([message["body"] for message in self.messages(chat)], ensure_ascii=False)
