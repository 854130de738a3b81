"""The console in a real browser: a day's work, news that come by themselves, and the same without any script."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import select

from handlers.cases.facts import Actor
from handlers.cases.status import Brought, MoveName, Role, Status
from storage.media import Media
from tests.console.town import PASSWORD, Town, jpeg
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def enter(town: Town, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Sign somebody in, in a browser of their own; whatever it complained of fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []
    expected: list[str] = []
    with served(town.app) as base:

        def sign_in(username: str, size: dict[str, int] = WIDE, script: bool = True) -> Page:
            context = browser.new_context(base_url=base, viewport=size, java_script_enabled=script)
            opened.append(context)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("response", lambda answer: expected.append(answer.url) if answer.status == 409 else None)
            page.goto("/console/")
            page.fill("[name=username]", username)
            page.fill("[name=password]", PASSWORD)
            page.click("button.primary")
            expect(page.locator("h1")).to_have_text("เรื่อง")
            return page

        yield sign_in
        for context in opened:
            context.close()
    # Chromium calls a page that was overtaken (409) an error of loading; it is the page that is wanted.
    real = [said for said in complaints if not (expected and "409" in said) and "404" not in said]
    assert real == [], "scripts that broke, or something that the content policy refused"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "after.jpg"
    path.write_bytes(jpeg("#cfe8cf"))
    return path


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desktop", "telephone"])
def test_an_officer_takes_visits_writes_and_reports(enter, town: Town, photo: Path, script: bool, size):
    case_id = town.case()
    page = enter("officer", size, script)
    page.click(f"#case-{case_id}")
    page.get_by_role("button", name="รับเรื่อง", exact=True).click()
    expect(page.locator(".case-head .chip-working")).to_have_text("กำลังดำเนินการ")
    page.locator("#move-visit summary").click()
    page.locator("#move-visit textarea").fill("พบหลอดขาดสองดวง")
    page.locator("#move-visit button").click()
    expect(page.locator(".flash")).to_contain_text("บันทึกการลงพื้นที่")
    page.fill("#reply textarea", "จะเปลี่ยนหลอดเย็นนี้ค่ะ")
    if script:
        expect(page.locator(".bubble")).to_contain_text("จะเปลี่ยนหลอดเย็นนี้ค่ะ")
        expect(page.locator(".bubble")).to_contain_text(f"กองช่างตอบเรื่อง {town.row(case_id).reference}")
    page.click("#reply button")
    expect(page.locator(".timeline .item").first).to_contain_text("จะเปลี่ยนหลอดเย็นนี้ค่ะ")
    page.set_input_files("#move-report [type=file]", photo)
    if script:
        expect(page.locator(".previews img")).to_be_visible()
    page.get_by_role("button", name="รายงานผลเสร็จแล้ว").click()
    expect(page.locator(".side-after img")).to_be_visible()
    assert town.row(case_id).status in (Status.REPORTED, Status.ANSWERED)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"] if script else True
    with town.parts.database.reading() as db:
        assert db.scalars(select(Media.role)).all() == ["after"]


def test_a_new_case_shows_without_a_reload(enter, town: Town):
    page = enter("officer")
    expect(page.locator(".empty")).to_be_visible()
    case_id = town.case()
    expect(page.locator(f"#case-{case_id}")).to_be_visible(timeout=10_000)
    expect(page.locator("#tab-todo b")).to_have_text("1")
    expect(page.locator(".row.fresh")).to_have_count(1)
    expect(page.locator("#announce")).to_have_text("มีเรื่องใหม่หรือเรื่องที่เปลี่ยนแปลง")


def test_what_another_does_appears_in_the_open_case_and_typed_words_stay(enter, town: Town):
    case_id = town.case()
    page = enter("officer")
    page.goto(f"/console/cases/{case_id}")
    page.fill("#reply textarea", "กำลังพิมพ์อยู่")
    town.parts.desk.move(case_id, MoveName.ASK, Actor(Role.HEAD, town.staff["head"]), Brought(note="ขอเลขเสาไฟ"))
    expect(page.locator(".timeline")).to_contain_text("ขอเลขเสาไฟ", timeout=10_000)
    expect(page.locator(".case-head .chip-waiting")).to_be_visible()
    expect(page.locator("#reply textarea")).to_have_value("กำลังพิมพ์อยู่")
    page.click("#act summary >> nth=0")
    page.get_by_role("button", name="รับเรื่อง", exact=True).click()
    expect(page.locator(".stale, .trouble")).to_be_visible()
    assert town.row(case_id).status == Status.WAITING


def test_a_double_click_is_one_act(enter, town: Town):
    case_id = town.case()
    page = enter("officer")
    page.goto(f"/console/cases/{case_id}")
    page.fill("#reply textarea", "ขอบคุณที่แจ้งค่ะ")
    page.dblclick("#reply button")
    page.wait_for_load_state()
    expect(page.locator(".item-office")).to_have_count(1)


def test_a_picture_opens_in_full_and_closes_with_the_keyboard(enter, town: Town):
    case_id = town.case()
    town.picture(case_id)
    page = enter("officer")
    page.goto(f"/console/cases/{case_id}")
    page.locator(".side a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#viewer img")).to_be_visible()
    assert page.locator("#viewer img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
    page.keyboard.press("Escape")
    expect(page.locator("#viewer")).to_be_hidden()


def test_the_inbox_is_worked_by_keyboard_alone(enter, town: Town):
    case_id = town.case()
    page = enter("officer")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == f"case-{case_id}":
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/console/cases/{case_id}$"))


def test_a_filter_is_applied_as_soon_as_it_is_chosen(enter, town: Town):
    road, waste = town.case(category="road"), town.case(category="waste")
    page = enter("registrar")
    page.click(".tabs >> text=ทั้งหมด")
    page.click(".filters:not(.views) summary")
    page.select_option("[name=category]", "road")
    expect(page.locator(f"#case-{road}")).to_be_visible()
    expect(page.locator(f"#case-{waste}")).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desktop", "telephone"])
def test_no_page_is_wider_than_the_screen_in_either_language(enter, town: Town, size):
    long = "ก" * 90 + " " + "verylongword" * 9
    case_id = town.case(urgent=True, emergency="electrocution", title=long, wants_staff=True)
    page = enter("administrator", size)
    for _ in ("th", "en"):
        for path in ("", f"cases/{case_id}", "units", "account", "people", "nowhere"):
            page.goto(f"/console/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        page.goto("/console/")
        page.click("form[action$=language] button")
