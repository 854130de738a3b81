"""Templates of replies: the blanks there are, what fills them, and which blanks nobody knows."""

import re
from collections.abc import Mapping

from handlers.cases.facts import CaseFacts, Contact
from handlers.conversation.wording import Wording
from handlers.dates import day_words
from handlers.office import Office

# The blanks as staff write them, in Thai and in English, and what each stands for.
BLANKS: Mapping[str, str] = {
    "ชื่อ": "name", "เลขเรื่อง": "reference", "เรื่อง": "title", "กำหนด": "due", "หน่วยงาน": "unit", "สถานที่": "place",
    "สถานะ": "status", "สำนักงาน": "office", "โทรศัพท์": "phone", "เจ้าหน้าที่": "officer",
    "name": "name", "reference": "reference", "title": "title", "due": "due", "unit": "unit", "place": "place",
    "status": "status", "office": "office", "phone": "phone", "officer": "officer",
}  # fmt: skip
_BLANK = re.compile(r"\{([^{}]*)\}")


def unknown_blanks(text: str) -> tuple[str, ...]:
    """Return the blanks of a template that nothing fills, a brace that stands alone among them."""
    found = [name for name in _BLANK.findall(text) if name.strip() not in BLANKS]
    rest = _BLANK.sub("", text)
    return tuple(dict.fromkeys([*found, *(sign for sign in "{}" if sign in rest)]))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a template with its blanks filled; what is filled in is words, never a template itself."""

    def value(found: re.Match[str]) -> str:
        key = BLANKS.get(found[1].strip())
        return values[key] if key is not None else found[0]

    return _BLANK.sub(value, text)


def values_of(case: CaseFacts, name: str, officer: str, office: Office, wording: Wording) -> dict[str, str]:
    """Return what a case fills the blanks with; who wants to stay unknown is not named."""
    unit = office.unit(case.unit)
    known = name if case.contact is not Contact.ANONYMOUS else ""
    return {
        "name": wording.say("talk.named", name=known) if known else wording.say("talk.nameless"),
        "reference": case.reference,
        "title": case.title,
        "due": day_words(case.due, wording) if case.due else wording.say("talk.no_due"),
        "unit": unit.name(wording.language) if unit else office.name(wording.language),
        "place": case.place or wording.say("talk.no_place"),
        "status": wording.say(f"status.{case.status}"),
        "office": office.name(wording.language),
        "phone": office.telephone,
        "officer": officer,
    }
