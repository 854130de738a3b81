"""The main story as the browser plays it; whoever plays it may stop at each moment, say for a picture."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.demo.cast import ELECTRIC_GROUP, GRANDMOTHER, OFFICER
from tests.e2e.hands import DESKTOP, PHONE, Chat, Desk, Windows, chromium, expect
from tests.instance import Instance, instance

TOLD = "ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ"
TEMPLE = (14.96215, 102.0834)
REFERENCE = re.compile(r"[ก-ฮ]\d\d-\d{6}-\d")
Moment = Callable[[str], None]


@dataclass
class Tale:
    """Who plays: the citizen's phone, the group's and the officer's desk."""

    windows: Windows
    citizen: Chat
    reference: str = ""


@contextmanager
def town(home: Path) -> Iterator[tuple[Instance, Windows]]:
    """The demonstration's town with its past, and a browser to walk in it."""
    with instance(home, past=True) as running, chromium() as browser:
        windows = Windows(browser, running.url)
        try:
            yield running, windows
        finally:
            windows.close()


def begins(windows: Windows, size: dict[str, int], *, sharp: bool = False, who: str = GRANDMOTHER) -> Tale:
    """Open the citizen's phone."""
    return Tale(windows, Chat(windows.open(f"/line/?as={who}", size, sharp=sharp), who))


def agrees(tale: Tale, moment: Moment) -> None:
    """From a stranger to a friend."""
    tale.citizen.adds_the_account()
    tale.citizen.hears("ก่อนเริ่ม ขออ่านให้ฟังสั้น ๆ ค่ะ")
    moment("consent")
    tale.citizen.taps("ตกลง")
    tale.citizen.hears("มีอะไรให้ช่วยคะ")


def reports(tale: Tale, moment: Moment) -> str:
    """From the first words to the reference number, which is returned."""
    chat = tale.citizen
    chat.says(TOLD)
    expect(chat.box.get_by_test_id("quick-reply").first).to_be_visible()
    if chat.box.get_by_text("อยากให้ช่วยแบบไหนคะ").count():
        chat.taps("แจ้งปัญหา")
    chat.hears("อยู่ตรงไหนคะ")
    chat.is_offered("📍 ส่งตำแหน่ง")
    moment("where")
    chat.sends_place("📍 ส่งตำแหน่ง", *TEMPLE)
    chat.hears("มีรูปไหมคะ")
    chat.is_offered("🖼 เลือกรูป")
    chat.sends_pictures("🖼 เลือกรูป", "lamp-dark.jpg")
    chat.hears("ได้รับ 1 รูปแล้วค่ะ")
    moment("photos")
    chat.taps("ครบแล้ว")
    chat.hears("เรื่องเดียวกันไหมคะ")  # the town's past has a dark lamp nearby
    chat.taps("ไม่ใช่ คนละเรื่อง")
    chat.hears("ให้ติดต่อกลับทางไหนคะ")
    chat.taps("ทาง LINE นี้")
    chat.hears("ส่งเรื่องเลยไหมคะ")
    moment("summary")
    chat.taps("แก้ไข")
    chat.hears("แก้ไขข้อไหนคะ")
    chat.taps("ติดต่อกลับ")
    chat.taps("ไม่เปิดเผยชื่อ")
    chat.hears("ส่งเรื่องเลยไหมคะ")
    chat.taps("ส่งเรื่อง")
    said = chat.hears("จะแจ้งผลภายใน")
    expect(said).to_be_visible()
    moment("sent")
    found = REFERENCE.findall(chat.box.inner_text())
    assert found, "the chat shows no reference number"
    tale.reference = found[-1]
    return tale.reference


def is_taken(tale: Tale, moment: Moment, *, sharp: bool = False) -> None:
    """The unit's group sees the card, and an officer presses the button."""
    group = Chat(tale.windows.open(f"/line/?as={ELECTRIC_GROUP}", PHONE, sharp=sharp), ELECTRIC_GROUP)
    group.speaks_as(OFFICER)
    group.hears(tale.reference)
    moment("group")
    group.taps("รับเรื่อง")
    group.hears("แสง ช่างไฟ รับเรื่องแล้ว")
    tale.citizen.hears("รับเรื่องแล้วค่ะ กำลังดำเนินการให้")
    group.page.context.close()


def is_mended(tale: Tale, moment: Moment, desk: Desk) -> None:
    """The officer moves the case at the desk."""
    desk.opens(tale.reference)
    moment("case")
    desk.visits("พบหลอดขาดสองหลอด")
    tale.citizen.hears("ลงพื้นที่ดูแล้วค่ะ")
    desk.reports("เปลี่ยนหลอดไฟแล้วทั้งสองดวง", "lamp-lit.jpg", tale.reference)
    tale.citizen.hears("เรียบร้อยไหมคะ")
    moment("answered")


def is_content(tale: Tale, moment: Moment) -> None:
    """The citizen's word comes last."""
    tale.citizen.taps("เรียบร้อย")
    tale.citizen.hears("บริการครั้งนี้เป็นอย่างไรคะ")
    moment("poll")
    tale.citizen.taps("😍 ดีมาก")
    tale.citizen.hears("ความเห็นของท่านช่วยให้บริการดีขึ้นนะคะ")


def nothing(_name: str) -> None:
    """A moment that nobody stops at."""


__all__ = ["DESKTOP", "PHONE", "Tale", "town"]
