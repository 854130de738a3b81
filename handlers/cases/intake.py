"""How a matter is taken in at the desk: the form that suits each channel, and what is wrong with what was typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.cases.facts import Channel, Contact, Draft
from handlers.messages import Point
from handlers.office import Office
from handlers.thaidates import arabic, read_date
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS

LONGEST_TEXT = 5000
LONGEST_LINE = 200
_PHONE = re.compile(r"(?:\+?66|0)\d{8,9}")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")


class Consent(StrEnum):
    """How the person agreed that the office keeps who they are; the law wants it noted."""

    NONE = "none"
    ORAL = "oral"
    WRITTEN = "written"


class Fault(StrEnum):
    """What is wrong with a field; each has a sentence in the console's texts under `intake_fault.*`."""

    MISSING = "missing"
    LONG = "long"
    DATE = "date"
    FUTURE = "future"
    PAST = "past"
    PHONE = "phone"
    EMAIL = "email"
    WORD = "word"
    CONSENT = "consent"
    TWICE = "twice"


@dataclass(frozen=True)
class Form:
    """One channel's form: its fields in the order of the work, which must be filled, and what stands in them first."""

    channel: Channel
    fields: tuple[str, ...]
    needed: frozenset[str] = frozenset({"text"})
    anonymous: bool = False
    consent: Consent = Consent.ORAL
    scans: bool = False


def _form(channel: Channel, fields: str, needed: str = "text", **more: object) -> tuple[Channel, Form]:
    return channel, Form(channel, tuple(fields.split()), frozenset(needed.split()), **more)  # type: ignore[arg-type]


# The telephone's form holds what a caller says in the order in which it is said, and nothing else.
FORMS: dict[Channel, Form] = dict(
    (
        _form(Channel.PHONE, "text place phone name"),
        _form(Channel.WALK_IN, "text place name phone address", scans=True),
        _form(Channel.LETTER, "letter_number letter_date name address text place phone", "text letter_date",
              consent=Consent.WRITTEN, scans=True),
        _form(Channel.EMAIL, "email letter_date name text place phone", "text email", consent=Consent.WRITTEN,
              scans=True),
        _form(Channel.WEB, "name phone email text place outside_number", consent=Consent.WRITTEN, scans=True),
        _form(Channel.MOBILE_UNIT, "held_at text place name phone", "text held_at", scans=True),
        _form(Channel.BOX, "held_at letter_date text place name phone", "text held_at", anonymous=True,
              consent=Consent.NONE, scans=True),
        _form(Channel.MINISTRY, "agency outside_number letter_date outside_due name phone address text place",
              "text agency outside_number", consent=Consent.WRITTEN, scans=True),
    )
)  # fmt: skip
LINES = ("name", "phone", "email", "address", "letter_number", "agency", "outside_number", "held_at", "unit_named")
DATES = ("letter_date", "outside_due")


@dataclass(frozen=True)
class Intake:
    """What is known of how a matter came in, beside the matter itself."""

    name: str = ""
    address: str = ""
    email: str = ""
    consent: Consent = Consent.NONE
    letter_number: str = ""
    letter_date: date | None = None
    agency: str = ""
    outside_number: str = ""
    outside_due: date | None = None
    held_at: str = ""
    unit_named: str | None = None


@dataclass(frozen=True)
class Taken:
    """A form that was read: the matter and its intake, or the faults by field that keep it from being filed."""

    draft: Draft
    intake: Intake
    faults: Mapping[str, Fault]


def plain_phone(written: str) -> str:
    """Return the digits of a Thai telephone number, or "" where it is none."""
    digits = re.sub(r"[\s().-]", "", arabic(written))
    if not _PHONE.fullmatch(digits):
        return ""
    return "0" + digits.lstrip("+")[2:] if digits.lstrip("+").startswith("66") else digits


def read_form(
    form: Form, told: Mapping[str, str], title: str, point: Point | None, area: str | None, office: Office, today: date
) -> Taken:
    """Return what a filled form says. `title`, `point` and `area` are what the reader of Thai made of its words."""
    faults = _faults(form, told, office, today)
    anonymous = bool(told.get("anonymous"))
    phone = plain_phone(told.get("phone", ""))
    dates = {name: read_date(told[name], today) if told.get(name) else None for name in DATES}
    kept = {name: "" if anonymous else _line(told, name) for name in ("name", "address", "email")}
    intake = Intake(
        **kept,
        consent=Consent.NONE if anonymous or not _tells_who(told) else _consent(told, form),
        letter_number=_line(told, "letter_number"),
        letter_date=dates["letter_date"],
        agency=_line(told, "agency"),
        outside_number=_line(told, "outside_number"),
        outside_due=dates["outside_due"],
        held_at=_line(told, "held_at"),
        unit_named=told.get("unit_named") or None,
    )
    draft = Draft(
        kind=Kind(told["kind"]) if told.get("kind") in set(Kind) else Kind.COMPLAINT,
        text=told.get("text", "").replace("\r\n", "\n").strip(),
        title=title,
        category=told["category"] if told.get("category") in CATEGORY_KEYS else "other",
        place=_line(told, "place"),
        area=area,
        point=point,
        contact=contact_of(intake, phone, anonymous=anonymous),
        phone="" if anonymous else phone,
        urgent=bool(told.get("urgent")),
        emergency=told.get("emergency") or None,
        person_named=_line(told, "person_named"),
        channel=form.channel,
        due_by=dates["outside_due"],
        against=intake.unit_named,
    )
    return Taken(draft, intake, faults)


def contact_of(intake: Intake, phone: str, *, anonymous: bool = False) -> Contact:
    """Return how the answer reaches who told: the quickest way that they gave."""
    if anonymous:
        return Contact.ANONYMOUS
    ways = ((phone, Contact.PHONE), (intake.email, Contact.EMAIL), (intake.address, Contact.LETTER))
    return next((way for given, way in ways if given), Contact.NONE)


def _consent(told: Mapping[str, str], form: Form) -> Consent:
    given = told.get("consent", "")
    return Consent(given) if given in set(Consent) else form.consent


def _tells_who(told: Mapping[str, str]) -> bool:
    return any(told.get(name, "").strip() for name in ("name", "phone", "email", "address"))


def _line(told: Mapping[str, str], name: str) -> str:
    return " ".join(told.get(name, "").split())[:LONGEST_LINE]


def _faults(form: Form, told: Mapping[str, str], office: Office, today: date) -> dict[str, Fault]:
    found = {name: Fault.MISSING for name in form.fields if name in form.needed and not told.get(name, "").strip()}
    if len(told.get("text", "")) > LONGEST_TEXT:
        found["text"] = Fault.LONG
    for name in (*LINES, "place"):
        if len(told.get(name, "")) > LONGEST_LINE:
            found[name] = Fault.LONG
    for name in DATES:
        if told.get(name, "").strip() and (fault := _date_fault(name, told[name], today)):
            found[name] = fault
    return found | _contact_faults(form, told) | _choice_faults(told, office)


def _contact_faults(form: Form, told: Mapping[str, str]) -> dict[str, Fault]:
    if told.get("anonymous"):
        return {}
    found = {}
    if told.get("phone", "").strip() and not plain_phone(told["phone"]):
        found["phone"] = Fault.PHONE
    if told.get("email", "").strip() and not _EMAIL.fullmatch(told["email"].strip()):
        found["email"] = Fault.EMAIL
    if told.get("consent") == Consent.NONE and _tells_who(told):
        found["consent"] = Fault.CONSENT
    return found


def _choice_faults(told: Mapping[str, str], office: Office) -> dict[str, Fault]:
    allowed: dict[str, Sequence[str]] = {
        "kind": tuple(Kind), "category": CATEGORY_KEYS, "unit_named": [unit.key for unit in office.units],
    }  # fmt: skip
    return {name: Fault.WORD for name, words in allowed.items() if told.get(name) and told[name] not in words}


def _date_fault(name: str, written: str, today: date) -> Fault | None:
    day = read_date(written, today)
    if day is None:
        return Fault.DATE
    if name == "letter_date" and day > today:
        return Fault.FUTURE
    return Fault.PAST if name == "outside_due" and day < today else None
