"""Children, and people in need: plain words and the number that helps, before anything is asked of them."""

import re

from handlers.danger import NATIONAL
from handlers.messages import Accent, Call, Card, Choice, Message, Text
from handlers.thaidates import arabic
from handlers.turn import Known, Turn

WITH_A_PARENT = 10  # years: up to them the law wants the parents' consent (PDPA B.E. 2562, section 20)
GROWN = 18

_I = r"(?:^|[\s.,!?ๆ]|ครับ|ค่ะ|คะ|จ้า|ว่า)(?:หนู|ผม|ฉัน|ดิฉัน|เรา)(?:\s*ชื่อ\S{1,15})?\s*(?:เพิ่ง|ยัง|แค่)?\s*"
_AGES = re.compile(rf"{_I}(?:อายุ\s*(?:แค่\s*)?(\d{{1,2}})|(\d{{1,2}})\s*ขวบ)")
_YEARS = r"(อนุบาล|ประถม(?:ศึกษา)?(?:ปีที่)?|ป\.?|มัธยม(?:ศึกษา)?(?:ปีที่)?|ม\.?)\s*([1-6])(?!\d)"
_SCHOOL = re.compile(rf"{_I}(?:เรียน|อยู่)*\s*(?:ชั้น)?\s*{_YEARS}")
_CHILD = re.compile(
    rf"{_I}(?:เป็น)?เด็ก(?=\s|ครับ|ค่ะ|คะ|นะ|$)|\bi(?:'| a)m (?:just |only )?a (?:child|kid)\b", re.IGNORECASE
)
_ENGLISH = re.compile(r"\bi(?:'| a)m (?:just |only )?(\d{1,2})(?: ?years? ?old| ?yo\b| ?y/o)", re.IGNORECASE)
_GRADE = re.compile(r"\bi(?:'| a)m in (?:grade|primary) ?(\d{1,2})\b", re.IGNORECASE)
# "My son, aged nine" is no child's word.
_KIN = re.compile(r"(?:ลูก|หลาน|น้อง|พี่|พ่อ|แม่|ยาย|ย่า|ตา|ปู่|เด็ก|เพื่อน)\S{0,6}\s?$")


_NEED = re.compile(
    r"ไม่มี(?:ข้าว|อะไร|เงินซื้อ)\S{0,6}กิน|อดข้าว|อดอยาก|หิวโหย|ไม่มี(?:ที่นอน|ที่อยู่อาศัย|ที่ซุกหัวนอน|บ้านอยู่)|ไม่มี(?:คน|ใคร)ดูแล"
    r"|ติดเตียง|ไร้บ้าน|เร่ร่อน|ถูกทอดทิ้ง|\b(?:no food|nothing to eat|starving|homeless|nowhere to sleep|bedridden)\b",
    re.IGNORECASE,
)


def told_age(text: str) -> int | None:
    """Return the age in years that somebody says they have, told by their school year too; None where they do not."""
    said = arabic(text)
    for found in _AGES.finditer(said):
        if not _of_another(said, found):
            return int(found[1] or found[2])
    for found in _SCHOOL.finditer(said):
        if not _of_another(said, found):
            return _age_at_school(found[1], int(found[2]))
    english = _ENGLISH.search(said)
    if english:
        return int(english[1])
    grade = _GRADE.search(said)
    if grade:
        return 5 + int(grade[1])
    return WITH_A_PARENT if _CHILD.search(said) else None


def _of_another(said: str, found: re.Match[str]) -> bool:
    """Tell whether the words just before say that it is about somebody else."""
    return bool(_KIN.search(said[max(0, found.start() - 12) : found.start() + 1].rstrip()))


def _age_at_school(school: str, year: int) -> int:
    if school.startswith("อ"):
        return 3 + year
    return year + (6 if school.startswith("ป") else 12)


def is_small(text: str) -> bool:
    """Tell whether somebody says that they are so young that a parent must speak for them."""
    age = told_age(text)
    return age is not None and age <= WITH_A_PARENT


def for_child(known: Known) -> Turn:
    """Answer a small child: nothing is asked and nothing that they told goes on; who helps, in their words."""
    say, child, police = known.wording.say, _number("child", known), _number("police", known)
    words = (say("care.child"), say("care.child_help", child=child, police=police))
    card = Card(
        title=say("care.child_title"),
        accent=Accent.WAITING,
        lines=words,
        buttons=tuple(Choice(say("label.call", number=number), Call(number)) for number in (child, police)),
        alt=" ".join(words),
    )
    return Turn(say=(card,), keep=False)


def beside(text: str, known: Known) -> tuple[Message, ...]:
    """Return what is said before the first question to a young person, or to somebody who may be in need."""
    age = told_age(text)
    if age is not None and age < GROWN:
        return (Text(known.wording.say("care.young", child=_number("child", known))),)
    if known.session is None and _NEED.search(text):
        return (Text(known.wording.say("care.need", social=_number("social", known))),)
    return ()


def _number(key: str, known: Known) -> str:
    return known.office.numbers.get(key) or NATIONAL[key]
