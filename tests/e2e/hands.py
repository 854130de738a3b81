"""What people do in the browser: a phone of the chat page, and the console at a desk."""

import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.demo.town import PASSWORD

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 20_000  # milliseconds; a busy machine sends a push late
SAMPLES = Path(str(files("bot.simulator"))) / "static" / "samples"


def taken_for(picture: Path, reference: str) -> bytes:
    """A picture as taken for this case alone: one that proved another case already would wait for the head."""
    number = int(re.sub(r"\D", "", reference)[:-1])
    image = Image.open(picture).convert("RGB")
    image = ImageOps.mirror(image) if number % 2 else image
    written = io.BytesIO()
    ImageOps.expand(image, 20 + number % 7 * 40, fill=(90, 30 * (number % 7), 60)).save(written, "JPEG")
    return written.getvalue()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Windows:
    """Browser windows of different people; whatever any of them complains of is kept."""

    browser: Browser
    url: str
    complaints: list[str] = field(default_factory=list)
    _opened: list[Any] = field(default_factory=list)

    def open(self, path: str, size: dict[str, int], *, sharp: bool = False, language: str = "th-TH") -> Page:
        """A window of its own, as wide as a phone or a desk; `sharp` as a good screen draws it."""
        narrow = size["width"] < 600
        context = self.browser.new_context(
            base_url=self.url,
            viewport=size,
            locale=language,
            timezone_id="Asia/Bangkok",
            has_touch=narrow,
            is_mobile=narrow,
            device_scale_factor=2 if sharp else 1,
        )
        self._opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._complain(page, said))
        page.goto(path)
        return page

    def close(self) -> None:
        for context in self._opened:
            context.close()

    def _complain(self, page: Page, said: Any) -> None:
        if said.type == "error":
            self.complaints.append(f"{page.url}: {said.text}")


class Chat:
    """One phone on the chat page: a citizen's, or a unit's group seen by one of its members."""

    def __init__(self, page: Page, chat: str) -> None:
        self.page = page
        self.box = page.locator(f'section[data-chat="{chat}"]')
        expect(self.box).to_be_visible(timeout=PATIENCE)

    def adds_the_account(self) -> None:
        self.box.locator("details.phone-menu summary").click()
        self.box.get_by_role("button", name=re.compile("เพิ่มเพื่อน|Add as friend|Add friend")).click()

    def says(self, text: str) -> None:
        self.box.get_by_test_id("composer").fill(text)
        self.box.get_by_test_id("send").click()

    def taps(self, label: str) -> None:
        """Press the quick reply with this label, else the newest button on a card."""
        chip = self.box.get_by_test_id("quick-reply").filter(has_text=re.compile(f"^{re.escape(label)}$"))
        either = chip.or_(self.box.locator(".messages").get_by_role("button", name=label, exact=True))
        either.last.click()

    def sends_pictures(self, label: str, *names: str) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.taps(label)
        chooser.value.set_files([SAMPLES / name for name in names])

    def sends_place(self, label: str, latitude: float, longitude: float) -> None:
        self.taps(label)
        dialog = self.page.locator("dialog.picker")
        dialog.locator("[name=lat]").fill(str(latitude))
        dialog.locator("[name=lon]").fill(str(longitude))
        dialog.locator("[name=lon]").press("Tab")
        self.page.get_by_test_id("send-place").click()

    def speaks_as(self, user_id: str) -> None:
        self.box.get_by_test_id("speaker").select_option(user_id)

    def hears(self, text: str) -> Locator:
        """Wait until this stands in the chat, or on what is offered."""
        found = self.box.get_by_text(text).last
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def is_offered(self, label: str) -> None:
        chip = self.box.get_by_test_id("quick-reply").filter(has_text=label)
        expect(chip.first).to_be_visible(timeout=PATIENCE)


class Desk:
    """The console, with somebody signed in."""

    def __init__(self, windows: Windows, username: str, size: dict[str, int] = DESKTOP, *, sharp: bool = False) -> None:
        self.page = windows.open("/console/", size, sharp=sharp)
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button.primary")
        expect(self.page.locator("#list")).to_be_visible(timeout=PATIENCE)

    def row(self, reference: str) -> Locator:
        """A case of the inbox; it comes by itself."""
        return self.page.locator("#list .row").filter(has_text=reference)

    def opens(self, reference: str) -> None:
        self.row(reference).locator("h2 a").click()
        expect(self.page.locator("#case-head")).to_contain_text(reference)

    def visits(self, note: str) -> None:
        self.page.locator("#move-visit summary").click()
        self.page.locator("#move-visit textarea").fill(note)
        self.page.locator("#move-visit button").click()
        self.is_told()

    def reports(self, note: str, picture: str, reference: str) -> None:
        after = {"name": picture, "mimeType": "image/jpeg", "buffer": taken_for(SAMPLES / picture, reference)}
        self.page.set_input_files("#move-report [type=file]", after)
        self.page.locator("#move-report textarea").fill(note)
        self.page.locator("#move-report button.primary, #move-report button").last.click()
        self.is_told()

    def is_told(self) -> None:
        expect(self.page.locator(".flash").first).to_be_visible(timeout=PATIENCE)
