"""A small office in a database: its units, rules, places and staff; raw events of LINE go in, rows come out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.clock import SetClock
from bot.inbox import Meta
from bot.line.events import conversation_key, event_id
from bot.parts import Parts, make_parts
from bot.services.casework.cases import open_case
from bot.settings import Settings
from bot.turns import Turns
from handlers.cases.facts import Actor, CaseFacts, Draft
from handlers.cases.status import Brought, MoveName, Role, Status
from nlp.reading import Kind
from storage.cases import CaseRow, EntryRow, entries_of
from storage.offices import PlaceRow, RuleRow, SettingRow, UnitRow, touch
from storage.outgoing import Outgoing
from storage.people import PersonRow, person_by_line_id
from storage.staff import StaffRow
from storage.talks import open_talk
from tests.builders import CITIZEN, GROUP, NEIGHBOUR

STAFF = {
    "registrar": (Role.REGISTRAR, None),
    "officer": (Role.OFFICER, "works"),
    "neighbour": (Role.OFFICER, "health"),
    "head": (Role.HEAD, None),
    "administrator": (Role.ADMINISTRATOR, None),
}
# The shortest way of a general matter through the office's hands, with the standing order in force.
BY_HAND: dict[Status, list[tuple[str, MoveName, Brought]]] = {
    Status.ASSIGNED: [],
    Status.IN_PROGRESS: [("officer", MoveName.ACCEPT, Brought())],
    Status.WAITING: [("officer", MoveName.ASK, Brought(note="ต้นไหนคะ"))],
    Status.ANSWERED: [
        ("officer", MoveName.ACCEPT, Brought()),
        ("officer", MoveName.REPORT, Brought(note="เปลี่ยนหลอดแล้ว")),
    ],
}


@dataclass
class Hall:
    """The office and what stands in its database."""

    parts: Parts
    clock: SetClock
    turns: Turns
    staff: dict[str, int]
    numbers: Any = field(default_factory=lambda: count(1))

    # LINE's side.

    def raw(self, type_: str, user: str = CITIZEN, group: str | None = None, **more: Any) -> dict[str, Any]:
        """An event as LINE sends it."""
        number = next(self.numbers)
        source = {"type": "group", "groupId": group, "userId": user} if group else {"type": "user", "userId": user}
        made = {
            "type": type_, "mode": "active", "timestamp": round(self.clock.now().timestamp() * 1000) + number,
            "source": source, "webhookEventId": f"01EVENT{number:019d}", "deliveryContext": {"isRedelivery": False},
            "replyToken": f"token{number}",
        }  # fmt: skip
        return made | more

    def message(self, type_: str, user: str = CITIZEN, group: str | None = None, **more: Any) -> dict[str, Any]:
        """A message event."""
        return self.raw("message", user, group, message={"type": type_, "id": f"5{next(self.numbers):016d}"} | more)

    def decide(self, raw: Any) -> Sequence[Outgoing]:
        """Let an event be decided on in a transaction of its own."""
        meta = Meta(1, event_id(raw), conversation_key(raw), self.clock.now(), 0)
        with self.parts.database.begin() as db:
            return list(self.turns.decide(db, raw, meta, self.clock.now()))

    def say(self, text: str, user: str = CITIZEN, group: str | None = None) -> Sequence[Outgoing]:
        """Somebody types."""
        return self.decide(self.message("text", user, group, text=text, quoteToken="q"))

    def press(self, data: str, user: str = CITIZEN, group: str | None = None) -> Sequence[Outgoing]:
        """Somebody taps a button."""
        return self.decide(self.raw("postback", user, group, postback={"data": data}))

    def agree(self, user: str = CITIZEN) -> None:
        """Somebody agrees to the privacy notice."""
        self.say("ตกลง", user)

    # The office's side.

    def actor(self, username: str) -> Actor:
        """A member of staff who acts."""
        role, unit = STAFF[username]
        return Actor(role, self.staff[username], unit, username)

    def open(self, user: str | None = CITIZEN, **changes: Any) -> int:
        """Register a matter of a citizen and return its id."""
        told = {"kind": Kind.COMPLAINT, "text": "ไฟถนนดับ", "title": "ไฟถนนดับ", "category": "streetlight"}
        office = self.parts.desk.office()
        with self.parts.database.begin() as db:
            person, draft = person_by_line_id(db, user) if user else None, Draft(**(told | changes))
            return open_case(db, draft, person, office, self.clock.now())[0].case.id

    def case(self, status: Status = Status.ASSIGNED, **changes: Any) -> int:
        """Register a matter and carry it to a status by hand."""
        case_id = self.open(**changes)
        for who, move, brought in BY_HAND[status]:
            self.move(case_id, move, who, brought)
        assert self.row(case_id).status == status
        return case_id

    def move(self, case_id: int, move: MoveName, who: str, brought: Brought | None = None, **more: Any) -> CaseFacts:
        """Make a move in the console."""
        return self.parts.desk.move(case_id, move, self.actor(who), brought or Brought(), **more)

    # What stands in the database.

    def row(self, case_id: int) -> CaseRow:
        """A case."""
        with self.parts.database.reading() as db:
            return db.get_one(CaseRow, case_id)

    def rows(self, table: type[Any]) -> list[Any]:
        """All rows of a table."""
        with self.parts.database.reading() as db:
            return list(db.scalars(select(table)))

    def history(self, case_id: int) -> list[EntryRow]:
        """The history of a case."""
        with self.parts.database.reading() as db:
            return list(entries_of(db, case_id))

    def session(self, user: str = CITIZEN) -> dict[str, Any] | None:
        """The open session of somebody."""
        with self.parts.database.reading() as db:
            return open_talk(db, user)


def words(parcels: Sequence[Outgoing], to: str = CITIZEN) -> str:
    """All that somebody is told, as JSON text."""
    return "\n".join(json.dumps(parcel.messages, ensure_ascii=False) for parcel in parcels if parcel.to == to)


def furnish(settings: Settings, clock: SetClock) -> Hall:
    """Make the office in an empty, migrated database."""
    parts = make_parts(settings, clock)
    now, staff = clock.now(), {}
    with parts.database.begin() as db:
        db.add(SettingRow(key="names", value={"th": "เทศบาลเมืองสมมุติ", "en": "Sommut Town"}))
        db.add(UnitRow(key="works", names={"th": "กองช่าง", "en": "Public Works"}, group_id=GROUP))
        db.add(UnitRow(key="health", names={"th": "กองสาธารณสุข"}))
        db.add(RuleRow(position=1, unit="health", category="waste"))
        db.add(RuleRow(position=2, unit="works"))
        db.add(PlaceRow(key="moo5", kind="village", names={"th": "บ้านใหม่"}, latitude=14.03, longitude=99.52, number=5))
        for name, (role, unit) in STAFF.items():
            row = StaffRow(username=name, name=f"สมมุติ {name}", role=role, unit=unit, password_hash="x", created_at=now)
            db.add(row)
            db.flush()
            staff[name] = row.id
        for user in (CITIZEN, NEIGHBOUR):
            db.add(PersonRow(line_id=user, name="สมหญิง สมมุติ", notice="1", created_at=now))
        touch(db)
    return Hall(parts, clock, Turns(parts), staff)
