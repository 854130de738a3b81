"""The telephone's form in a real browser: a call is filed by the keyboard alone, in few keys beside the words."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from sqlalchemy import select

from storage.cases import CaseRow
from storage.intake import IntakeDraftRow
from storage.offices import RuleRow, touch
from tests.console.town import PASSWORD, Town
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WORDS = "ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ"
MOST_KEYS = 4  # beside what is said: to the place, to the number, to file, and to the next call


@pytest.fixture
def page(town: Town) -> Iterator[Page]:
    with town.parts.database.begin() as db:
        db.add(RuleRow(position=1, unit="works"))
        touch(db)
    with sync_playwright() as play, served(town.app) as base:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened = browser.new_context(base_url=base).new_page()
        opened.goto("/console/sign-in")
        opened.fill("[name=username]", "registrar")
        opened.fill("[name=password]", PASSWORD)
        opened.click("button.primary")
        opened.goto("/console/cases/new")
        yield opened
        browser.close()


def test_a_call_is_filed_without_a_mouse_and_the_next_one_can_begin(town: Town, page: Page):
    pressed = []

    def press(key: str) -> None:
        pressed.append(key)
        page.keyboard.press(key)

    page.keyboard.type(WORDS)  # the first field has the focus
    press("Enter")
    page.keyboard.type("หน้าวัด")
    press("Enter")
    page.keyboard.type("0812345678")
    expect(page.locator("[name=category]")).to_have_value("streetlight")
    press("Control+Enter")
    expect(page.locator("#reference")).to_be_visible()
    press("Enter")  # the way to the next form has the focus
    expect(page.locator("[name=text]")).to_be_focused()
    assert len(pressed) <= MOST_KEYS
    with town.parts.database.reading() as db:
        case = db.scalars(select(CaseRow)).one()
    assert (case.text, case.category, case.phone, case.unit) == (WORDS, "streetlight", "0812345678", "works")


def test_a_page_closed_by_mistake_leaves_its_words_behind(town: Town, page: Page):
    page.keyboard.type(WORDS)
    page.goto("/console/units")  # at once, before anything was kept by itself
    page.wait_for_timeout(300)
    with town.parts.database.reading() as db:
        assert db.scalars(select(IntakeDraftRow)).one().told["text"] == WORDS


def test_a_category_chosen_by_hand_is_not_guessed_over(page: Page):
    page.select_option("[name=category]", "cables")
    page.locator("[name=text]").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/keep")):
        page.keyboard.type(WORDS)
    page.wait_for_timeout(200)
    expect(page.locator("[name=category]")).to_have_value("cables")
