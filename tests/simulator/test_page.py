"""The chat page in a real browser."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from bot.simulator.client import LocalLine
from tests.simulator.conftest import Json, TinyBot
from tests.simulator.gallery import case_card, item, parcels, text
from tests.simulator.test_people import new_menu, png, upload

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not log a single error, a refusal of its own security policy included."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="th-TH")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    assert complaints == []


def talks_back(bot: TinyBot, line: LocalLine) -> None:
    def answer(event: Json) -> None:
        if "replyToken" not in event:
            return
        kind = event.get("message", {}).get("type", event["type"])
        actions = [{"type": "location", "label": "ส่งตำแหน่ง"}, {"type": "postback", "label": "ข้าม", "data": "skip"}]
        question = text("อยู่ตรงไหนคะ", quickReply={"items": [item(action) for action in actions]})
        answers = {"text": question, "location": case_card(f"{line.base_url}/static/samples")}
        bot.reply(event["replyToken"], answers.get(kind, text("ขอบคุณค่ะ")))

    bot.on_event = answer


def test_a_report_is_made_by_pressing_and_typing(page: Page, line: LocalLine, bot: TinyBot) -> None:
    talks_back(bot, line)
    somchai = line.person("สมชาย ใจดี")
    page.goto(f"{line.base_url}/?as={somchai.id}")
    phone = page.locator(f"[data-chat={somchai.id}]")
    phone.get_by_test_id("composer").fill("ไฟถนนดับ")
    phone.get_by_test_id("send").click()
    phone.get_by_text("อยู่ตรงไหนคะ").wait_for()
    phone.get_by_test_id("quick-reply").filter(has_text="ส่งตำแหน่ง").click()
    page.locator(".picker-map").click(position={"x": 60, "y": 60})
    page.get_by_label("ชื่อสถานที่").fill("วัดบ้านใหม่")
    page.get_by_test_id("send-place").click()
    phone.get_by_role("button", name="ส่งเรื่อง").click()
    phone.get_by_text("ขอบคุณค่ะ").wait_for()
    assert phone.get_by_test_id("quick-reply").count() == 0
    phone.get_by_test_id("plus").click()
    phone.get_by_test_id("plus-samples").click()
    phone.locator("[data-sample='lamp-dark.jpg']").click()
    phone.get_by_role("button", name="เปิดรูปเต็มจอ").wait_for()
    phone.get_by_test_id("plus").click()
    with page.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="รูปภาพ", exact=True).click()
    files: list[FilePayload] = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": png()} for n in range(2)]
    chooser.value.set_files(files)
    kinds = [event.get("message", {}).get("type", event["type"]) for event in bot.wait(6)]
    assert kinds == ["text", "location", "postback", "image", "image", "image"]
    assert bot.events[5]["message"]["imageSet"]["total"] == 2
    place = bot.events[1]["message"]
    assert place["title"] == "วัดบ้านใหม่"
    assert place["longitude"] < 100.525 < place["latitude"] * 10  # left of and above the middle
    assert bot.events[2]["postback"] == {"data": "send"}


def test_everything_of_the_gallery_is_drawn_and_nothing_is_cut(page: Page, line: LocalLine, bot: TinyBot) -> None:
    chats = []
    for name, messages in parcels(f"{line.base_url}/static/samples").items():
        person = line.person(name)
        messages = [message for message in messages if message["type"] != "imagemap"]  # its picture is nowhere
        assert bot.push(person.id, *messages).status == 200
        chats.append((person.id, messages))
    page.goto(f"{line.base_url}/?as={','.join(chat for chat, _ in chats)}&lang=th")
    for chat, messages in chats:
        phone = page.locator(f"[data-chat={chat}]")
        expect(phone.locator("[data-message-id]")).to_have_count(len(messages))
        overflow = "phone => { const t = phone.querySelector('.timeline'); return t.scrollWidth - t.clientWidth }"
        assert phone.evaluate(overflow) <= 0
    assert page.locator(".unsupported").count() == 0
    assert page.evaluate("document.fonts.check('16px Sarabun', 'กี้')")
    bubble = page.locator(".flex-bubble.size-mega").first
    assert bubble.evaluate("element => element.offsetWidth") == 300


def test_a_group_is_spoken_in_as_one_of_its_members(page: Page, line: LocalLine, bot: TinyBot) -> None:
    people = [line.person("กี้"), line.person("มาลี")]
    group = line.group("กองช่าง", people)
    page.goto(f"{line.base_url}/?as={group.id}&lang=th")
    phone = page.locator(f"[data-chat={group.id}]")
    phone.get_by_test_id("speaker").select_option(label="มาลี")
    phone.get_by_test_id("composer").fill("ไปดูแล้วค่ะ")
    phone.get_by_test_id("composer").press("Enter")
    assert bot.wait(1)[0]["source"]["userId"] == people[1].id
    own = phone.locator(".row.own")
    own.hover()
    own.get_by_role("button", name="ตัวเลือกของข้อความ").click()
    own.get_by_role("menuitem", name="ยกเลิกข้อความ").click()
    phone.get_by_text("คุณยกเลิกข้อความ").wait_for()
    assert [event["type"] for event in bot.wait(2)] == ["message", "unsend"]


def test_someone_is_added_and_violations_are_red(page: Page, line: LocalLine, bot: TinyBot) -> None:
    page.goto(f"{line.base_url}/?lang=en")
    page.get_by_text("Nobody is here yet").wait_for()
    page.get_by_test_id("add-person").click()
    page.get_by_label("Name").fill("Somsri")
    page.get_by_role("button", name="Save").click()
    page.locator(".phone").get_by_text("Somsri").wait_for()
    person = bot.wait(1)[0]["source"]["userId"]
    assert bot.push(person, text("")).status == 400
    page.get_by_test_id("operator").click()
    calls = page.get_by_test_id("calls")
    expect(calls).to_contain_text("Violations: 1")
    assert re.search(r"198, 40, 40", calls.locator(".bad .status").evaluate("e => getComputedStyle(e).color"))


def test_on_a_telephone_there_is_one_chat_and_a_way_back(browser: Browser, line: LocalLine) -> None:
    person = line.person("สมชาย")
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="th-TH")
    page.goto(line.base_url)
    page.locator(f"[data-open-chat={person.id}]").click()
    page.locator(f"[data-chat={person.id}]").wait_for()
    assert not page.locator(".sidebar").is_visible()
    page.get_by_role("button", name="กลับไปรายการแชท").click()
    page.locator(".sidebar").wait_for()
    page.close()


def test_a_rich_menu_is_shown_and_pressed(page: Page, line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    menu = new_menu(bot, {"type": "message", "label": "แจ้งปัญหา", "text": "แจ้งปัญหา"})
    assert upload(bot, menu, png()) == 200
    page.goto(f"{line.base_url}/?as={person.id}&lang=th")
    bot.call("POST", f"/v2/bot/user/{person.id}/richmenu/{menu}")
    area = page.locator(".rich-menu").get_by_role("button", name="แจ้งปัญหา")
    area.click()
    assert bot.wait(1)[0]["message"]["text"] == "แจ้งปัญหา"
    page.get_by_test_id("rich-menu-bar").click()
    expect(area).to_have_count(0)
