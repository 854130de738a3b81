"""Plays the story on a fresh instance and saves its pictures: `python -m tests.e2e.pictures FOLDER`."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from bot.demo.cast import ELECTRIC_GROUP, GRANDMOTHER, VISITOR
from tests.e2e import tale as told
from tests.e2e.hands import DESKTOP, PHONE, Chat, Desk, Windows, expect

SETTLED = 900  # milliseconds for pictures on the page to come and movements to end
TALL, TALLER = {"width": 390, "height": 780}, {"width": 390, "height": 1040}


class Album:
    """A folder of pictures."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def of(self, page: Page, prefix: str = "") -> Callable[[str], None]:
        """Take pictures of one window."""

        def moment(name: str) -> None:
            page.mouse.move(1, 1)  # no button looks as if a finger were on it
            page.wait_for_timeout(SETTLED)
            page.screenshot(path=self._folder / f"{prefix}{name}.png")
            print(f"{prefix}{name}.png")

        return moment


def take(folder: Path) -> None:
    """Take all pictures."""
    album = Album(folder)
    with tempfile.TemporaryDirectory() as home, told.town(Path(home)) as (_, windows):
        home_page = windows.open("/", DESKTOP, sharp=True)
        album.of(home_page)("home")
        album.of(windows.open("/", TALL, sharp=True), "home-")("phone")
        _citizen_and_office(album, windows)
        _visitor(album, windows)
        if windows.complaints:
            print("The browser complained of:", *windows.complaints, sep="\n  ")


def _citizen_and_office(album: Album, windows: Windows) -> None:
    desk = Desk(windows, "officer", sharp=True)
    tale = told.begins(windows, TALL, sharp=True)
    citizen = album.of(tale.citizen.page, "chat-")
    told.agrees(tale, citizen)
    reference = told.reports(tale, citizen)
    expect(desk.row(reference)).to_be_visible(timeout=30_000)
    album.of(desk.page, "console-")("inbox-officer")
    album.of(_everything(windows), "console-")("inbox")
    group = Chat(windows.open(f"/line/?as={ELECTRIC_GROUP}", TALLER, sharp=True), ELECTRIC_GROUP)
    group.hears(reference)
    album.of(group.page, "group-")("card")
    told.is_taken(tale, told.nothing)
    group.hears("แสง ช่างไฟ รับเรื่องแล้ว")
    album.of(group.page, "group-")("taken")
    told.is_mended(tale, _both(album, desk.page, citizen), desk)
    album.of(desk.page, "console-")("case-done")
    told.is_content(tale, citizen)
    tale.citizen.says("สถานะ")
    tale.citizen.hears("มี 1 เรื่องค่ะ")
    citizen("status")
    _on_the_way(album, windows, reference)
    album.of(windows.open(f"/line/?as={GRANDMOTHER},{ELECTRIC_GROUP}", DESKTOP, sharp=True), "line-")("desktop")


def _both(album: Album, desk: Page, citizen: Callable[[str], None]) -> Callable[[str], None]:
    """The case is seen at the desk, everything else on the citizen's phone."""
    at_desk = album.of(desk, "console-")
    return lambda name: at_desk(name) if name == "case" else citizen(name)


def _everything(windows: Windows) -> Page:
    """The inbox of somebody who sees the whole office."""
    desk = Desk(windows, "registrar", sharp=True)
    desk.page.goto("/console/?tab=all")
    return desk.page


def _on_the_way(album: Album, windows: Windows, reference: str) -> None:
    """The console on the officer's telephone."""
    phone = Desk(windows, "officer", PHONE, sharp=True)
    album.of(phone.page, "console-phone-")("inbox")
    phone.page.goto("/console/?tab=all")
    phone.opens(reference)
    album.of(phone.page, "console-phone-")("case")


def _visitor(album: Album, windows: Windows) -> None:
    """A report in English."""
    chat = Chat(windows.open(f"/line/?as={VISITOR}&lang=en", TALL, sharp=True, language="en-GB"), VISITOR)
    chat.says("The street light in front of the market is broken")
    chat.hears("First, a few short words")
    chat.taps("Agree")
    expect(chat.box.get_by_text("Thank you.").last).to_be_visible()
    for question, label in (
        ("what would you like us to do", "Report a problem"),
        ("What is it about?", "Street lights"),
    ):
        chat.page.wait_for_timeout(SETTLED)
        if chat.box.get_by_text(question).count():
            chat.taps(label)
    chat.hears("Where is it?")
    chat.sends_place("📍 Send place", 14.96127, 102.07702)
    chat.hears("Any photos?")
    chat.sends_pictures("🖼 Choose photo", "lamp-dark.jpg")
    chat.hears("Photos so far: 1")
    chat.taps("That is all")
    chat.taps("Here in LINE")
    chat.hears("Shall I send it?")
    album.of(chat.page, "chat-english-")("summary")
    chat.taps("Send")
    chat.hears("You will hear from us within")
    album.of(chat.page, "chat-english-")("sent")


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("PICTURES", "")
    if not chosen:
        sys.exit("Say where the pictures go: python -m tests.e2e.pictures FOLDER")
    take(Path(chosen))
