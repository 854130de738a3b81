"""Every step of every flow as a session in which somebody stands, and every kind of thing that can happen to it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from handlers.cases.facts import CaseFacts
from handlers.cases.status import Status
from handlers.conversation.flow import Flow
from handlers.conversation.flows import FLOWS
from handlers.conversation.session import Session
from handlers.events import (
    ButtonPressed,
    Followed,
    Joined,
    Left,
    MediaKind,
    MediaSent,
    MembersChanged,
    MenuTurned,
    MessageEdited,
    MessageUnsent,
    PlaceSent,
    SomethingElse,
    StickerSent,
    TextSent,
    Unfollowed,
    What,
)
from handlers.postbacks import Answer, CaseAct, Command, encode
from tests.builders import NEIGHBOUR, NOW, case
from tests.handlers.surveys.forms import shipped, wave

OWN = {
    101: case(id=101, status=Status.ASSIGNED),
    102: case(id=102, status=Status.ANSWERED),
    103: case(id=103, status=Status.CLOSED, score=2),
    104: case(id=104, status=Status.IN_PROGRESS),
}
FOREIGN = case(id=201, status=Status.ASSIGNED, citizen_line_id=NEIGHBOUR)
CASES: tuple[CaseFacts, ...] = (*OWN.values(), FOREIGN)

WAVES = {7: wave(shipped("short"))}
TOLD: dict[str, Any] = {
    "what": "ไฟถนนหน้าวัดดับ",
    "title": "ไฟถนนหน้าวัดดับ",
    "category": "streetlight",
    "category_guess": "streetlight",
    "place": {"text": "หน้าวัด", "lat": 14.03, "lon": 99.52, "area": "moo5"},
    "pictures": True,
    "gathered": ["m90", "m91"],
    "contact": "phone",
    "phone": "0812345678",
    "who": "คุณสมมุติ",
    "score": "2",
    "case": 102,
    "from_unit": "works",
    "unit": "health",
    "reason": "ไม่ใช่หน้าที่ของเรา",
    "query": "อยู่ตรงไหนคะ",
    "proof": True,
    "outcome": "เปลี่ยนหลอดแล้ว",
    "wave": 7,
    "told": {"sex": 1},
    "at": "sex",
}
BEFORE_ALL = {
    "sort": ("what", "title"),
    "add": ("case", "title"),
    "reopen": ("case", "title"),
    "poll": ("case", "title"),
    "hand_on": ("case", "title", "from_unit"),
    "inquire": ("case", "title", "from_unit"),
    "report": ("case", "title", "from_unit"),
    "survey": ("wave", "title", "told", "at"),
}


def standing_at(flow: Flow, step: str) -> Session:
    """Somebody who answered all before `step`."""
    keys = [one.key for one in flow.steps]
    before = keys if step == "edit" else keys[: keys.index(step)]
    told = {key: TOLD[key] for key in (*BEFORE_ALL.get(flow.name, ()), *before) if key in TOLD}
    if "what" in told:
        told |= {"title": TOLD["title"], "category_guess": "streetlight", "gathered": list(TOLD["gathered"])}
    path = tuple(key for key in before if key in told)
    return Session("s1", flow.name, flow.revision, step, NOW, told, path, touched_at=NOW)


def sessions() -> Iterator[Session]:
    """Every step of every flow, the list of answers to change included."""
    for flow in FLOWS.values():
        for step in flow.steps:
            yield standing_at(flow, step.key)
        if any(step.key == "confirm" for step in flow.steps):
            yield standing_at(flow, "edit")


ALL_SESSIONS = list(sessions())
NAMES = [f"{session.flow}/{session.step}" for session in ALL_SESSIONS]
COMPLAINT_ASIDE = replace(standing_at(FLOWS["complaint"], "place"), id="s0")
OUTSIDE: list[Session | None] = [
    None,
    Session("s1", "consent", 1, "agree", NOW, {"held": [{"text": "ไฟดับ", "id": "m1"}]}, touched_at=NOW),
    Session("s1", "cancelled", 1, "undo", NOW, under=standing_at(FLOWS["complaint"], "place"), touched_at=NOW),
]

COMMANDS = (
    "back", "cancel", "staff", "menu", "status", "help", "thai", "english", "undo", "privacy", "updates", "complain",
    "suggest", "ask", "praise", "agree", "decline", "x",
)  # fmt: skip
ACTS = ("show", "add", "solved", "unsolved", "withdraw", "withdraw_yes", "accept", "hand_on", "inquire",
        "report", "work", "dance")
WORDS = [
    "", " ", "ไฟถนนหน้าตลาดดับมาสามคืนแล้ว", "ขยะล้น", "เสนอให้มีสวนสาธารณะ", "จ่ายภาษียังไงคะ", "ขอชื่นชมคุณสมมุติ",
    "สวัสดี", "ขอบคุณค่ะ", "อะไรนะ", "ไฟไหม้บ้าน", "อยากตาย", "รถชนหน้าตลาดสด", "1", "๑", "ข้อ 2", "99", "0812345678",
    "บ้านใหม่", "ใช่", "ไม่", "ครบแล้ว", "ข้าม", "ส่งเรื่อง", "แก้ไข", "ไม่เปิดเผยชื่อ", "ย้อนกลับ", "ยกเลิก", "เอากลับมา", "เมนู",
    "สถานะ", "คุยกับเจ้าหน้าที่", "English", "ภาษาไทย", "ตกลง", "ไม่ตกลง", "เรียบร้อย", "ยังไม่เรียบร้อย", "ถนน", "😡", "แจ้งปัญหา",
    "ผูก ACDE-FGH7", OWN[101].reference, FOREIGN.reference, "ร69-000001-1", "x" * 6000, "ก" * 5001, "{title} {0} %s \\",
    "\u202eabc\x00\ud800", "🧑‍🚒" * 300, "a\n" * 2000,
]  # fmt: skip
BUTTONS = [
    *(encode(Command(name)) for name in COMMANDS),
    *(encode(CaseAct(act, number)) for act in ACTS for number in (101, 102, 201, 999)),
    *(encode(CaseAct("score", number, value)) for number in (102, 103, 201) for value in ("", "1", "5", "9")),
    *(encode(Answer("s1", step.key, value)) for flow in FLOWS.values() for step in flow.steps
      for value in (*step.choices, "skip", "done", "send", "edit", "x")),
    *(encode(Answer("s1", "edit", key)) for key in ("what", "category", "place", "pictures", "contact", "phone", "x")),
    *(encode(Answer(session, "category", key)) for session in ("s1", "old") for key in ("road", "no such")),
    *(encode(Answer("s1", "place", key)) for key in ("moo5", "no such")),
    "", "hello", "a=show&n=99999999999999", "s=s1&k=&v=", "%00", "\ud800",
]  # fmt: skip
BUTTONS = list(dict.fromkeys(BUTTONS))
OTHERS: list[What] = [
    *(MediaSent(kind, f"m-{kind}") for kind in MediaKind),
    MediaSent(MediaKind.IMAGE, "m1", set_id="a", set_total=3),
    MediaSent(MediaKind.IMAGE, "m90"),
    MediaSent(MediaKind.IMAGE, "m2", set_id="b"),
    MediaSent(MediaKind.FILE, "m3", external=True, file_name="../../etc/passwd"),
    PlaceSent(14.0302, 99.5202, "วัด", "หมู่ 5"),
    PlaceSent(-90.0, 180.0),
    PlaceSent(0.0, 0.0, "x" * 500, "y" * 500),
    StickerSent(),
    StickerSent("s", ("สวัสดี", "ขอบคุณ")),
    Followed(),
    Followed(again=True),
    Unfollowed(),
    MessageUnsent("m90"),
    MessageUnsent("m1"),
    MessageUnsent("nobody knows"),
    MessageEdited("m1", "แก้แล้ว"),
    MessageEdited("m7", ""),
    MessageEdited("m1", "ผูก ACDE-FGH7", calls_us=True),
    ButtonPressed("s=s1&k=when&v=", "2026-11-25"),
    ButtonPressed(encode(Command("menu")), "2026-11-25T08:30"),
    MenuTurned("th-more"),
    MenuTurned("th-more", shown=False),
    MembersChanged(),
    Joined(),
    Left(),
    SomethingElse("beacon"),
    SomethingElse(""),
]
EVERYTHING: list[What] = [
    *(TextSent(text, "m7") for text in WORDS),
    *(TextSent(text, "m7", calls_us=True) for text in ("สวัสดี", "ผูก ACDE-FGH7")),
    *(ButtonPressed(data) for data in BUTTONS),
    *OTHERS,
]
# A shorter list, with something of every kind, for what is asked of many sessions in many ways.
SOME: list[What] = [
    *(TextSent(text, "m7") for text in WORDS[::3]),
    *(ButtonPressed(data) for data in BUTTONS[::6]),
    *OTHERS[::2],
]
