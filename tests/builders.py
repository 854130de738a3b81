"""Small builders for tests: an office, a person, a case, what is known, a reading, an event."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import count
from typing import Any

from bot.services.office.offices import gazetteer_of
from bot.services.words import phrasebook
from handlers.cases.facts import Actor, CaseFacts, Way
from handlers.cases.reference import make_reference
from handlers.cases.status import Role, Status
from handlers.conversation.wording import Wording
from handlers.events import Event, Source, SourceKind, What
from handlers.office import Office, Place, Policy, Promise, Quiet, Rule, Unit
from handlers.person import Person
from handlers.turn import Known, StaffMember
from nlp.reader import Reader, load_reader
from nlp.reading import CategoryGuess, Emergency, Kind, PlaceMention, Reading

NOW = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)  # a Wednesday, ten in the morning in Bangkok
CITIZEN = "U" + "1" * 32
NEIGHBOUR = "U" + "2" * 32
HEAD = "U" + "3" * 32
GROUP = "C" + "4" * 32
_numbers = count(1)

UNITS = (
    Unit(1, "works", {"th": "กองช่าง", "en": "Public Works"}, GROUP),
    Unit(2, "health", {"th": "กองสาธารณสุข", "en": "Public Health"}),
    Unit(3, "clerk", {"th": "สำนักปลัด", "en": "Clerk's Office"}),
)
RULES = (
    Rule("health", category="waste"),
    Rule("works", kind=Kind.COMPLAINT),
    Rule("clerk"),
)
PLACES = (
    Place("moo5", "village", {"th": "บ้านใหม่", "en": "Ban Mai"}, 14.0301, 99.5201, ("หมู่ 5",), 5),
    Place("moo9", "village", {"th": "บ้านบน", "en": "Ban Bon"}, 14.2, 99.9, number=9),
    Place("market", "landmark", {"th": "ตลาดสด", "en": "Fresh Market"}, 14.031, 99.521),
)


def office(**changes: Any) -> Office:
    """A small office with three units, where only the first has a LINE group."""
    made = Office(
        names={"th": "เทศบาลเมืองสมมุติ", "en": "Sommut Town"},
        units=UNITS,
        rules=RULES,
        promises=(Promise("streetlight", 3),),
        places=PLACES,
        numbers={"office": "034000000"},
        holidays=frozenset({date(2026, 7, 29), date(2026, 7, 30)}),
        policy=Policy(quiet=Quiet(time(20), time(8))),
        heads=(HEAD,),
    )
    return replace(made, **changes)


def person(**changes: Any) -> Person:
    """A citizen who agreed to the notice in force."""
    return replace(Person(line_id=CITIZEN, id=1, name="สมหญิง สมมุติ", notice="1"), **changes)


def stranger(**changes: Any) -> Person:
    """Someone who wrote for the first time."""
    return replace(Person(line_id=CITIZEN), **changes)


def case(**changes: Any) -> CaseFacts:
    """A case of the citizen, with the works unit."""
    number = next(_numbers)
    kind = changes.get("kind", Kind.COMPLAINT)
    made = CaseFacts(
        id=number,
        reference=make_reference(kind, 2569, number),
        kind=kind,
        category="streetlight",
        title="ไฟถนนหน้าวัดดับ",
        text="ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ",
        status=Status.ASSIGNED,
        way=Way.GENERAL,
        opened_at=NOW,
        due=date(2026, 7, 6),
        unit="works",
        place="หน้าวัดบ้านใหม่",
        citizen_line_id=CITIZEN,
    )
    return replace(made, **changes)


def staff(role: Role = Role.OFFICER, unit: str | None = "works", **changes: Any) -> StaffMember:
    """A linked member of staff."""
    return replace(StaffMember(7, "สมมุติ ช่างไฟ", role, unit), **changes)


def actor(role: Role = Role.OFFICER, unit: str | None = "works") -> Actor:
    """Somebody who acts on a case."""
    return Actor(role, 7 if role not in (Role.CITIZEN, Role.SYSTEM) else None, unit, "สมมุติ ช่างไฟ")


def reading(text: str = "", **changes: Any) -> Reading:
    """A sure reading of a complaint about street lights, unless told otherwise."""
    made = Reading(
        text=text, kind=Kind.COMPLAINT, confidence=0.9, categories=(CategoryGuess("streetlight", 0.9),), urgent=False,
        emergency=None, places=(), phones=(), personal=(), title=text.strip()[:40], several=False, sure=True,
    )  # fmt: skip
    return replace(made, **changes)


# Words of the tests' own small language: what is in a text decides how it is read.
_KINDS = {"เสนอ": Kind.SUGGESTION, "ยังไง": Kind.QUESTION, "ชื่นชม": Kind.COMPLIMENT, "สวัสดี": Kind.OTHER}
_MATTERS = {"ไฟ": "streetlight", "ขยะ": "waste", "ถนน": "road", "สินบน": "corruption"}
_DANGERS = {"ไฟไหม้": Emergency.FIRE, "อยากตาย": Emergency.SELF_HARM, "รถชน": Emergency.ACCIDENT}


def plain_reader(text: str) -> Reading:
    """Read without any model, for tests that are not about reading: a few words, always the same."""
    category = next((key for word, key in _MATTERS.items() if word in text), None)
    kind = next((kind for word, kind in _KINDS.items() if word in text), Kind.COMPLAINT if category else Kind.OTHER)
    found = next(((word, danger) for word, danger in _DANGERS.items() if word in text), None)
    named = [place for place in PLACES if place.names["th"] in text]
    return reading(
        text,
        kind=kind,
        sure=kind is not Kind.OTHER or "สวัสดี" in text,
        categories=(CategoryGuess(category, 0.9),) if category else (CategoryGuess("other", 0.2),),
        urgent=found is not None,
        emergency=found[1] if found else None,
        places=tuple(PlaceMention(place.names["th"], place.kind, place.key, 0, 1) for place in named),
    )


@lru_cache(maxsize=1)
def _shipped() -> Reader:
    return load_reader()


def shipped_reader(of: Office | None = None) -> Callable[[str], Reading]:
    """The reader that is shipped, with the places of an office at hand."""
    places = gazetteer_of(of or office())
    return lambda text: _shipped().read(text, places)


def known(**changes: Any) -> Known:
    """What is known of an ordinary citizen on an ordinary morning."""
    made = Known(
        now=NOW, office=office(), phrasebook=phrasebook(), person=person(), token="t0", read=plain_reader
    )
    return replace(made, **changes)


def wording(language: str = "th") -> Wording:
    """The words of a language."""
    return phrasebook().wording(language)


def event(what: What, kind: SourceKind = SourceKind.USER, user: str | None = CITIZEN, **changes: Any) -> Event:
    """Something that happened at LINE: alone with the citizen, or in the unit's group."""
    source = Source(kind, user or CITIZEN, user) if kind is SourceKind.USER else Source(kind, GROUP, user)
    return replace(Event(f"e{next(_numbers)}", NOW, what, source), **changes)
