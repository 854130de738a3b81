"""Every kind of card in a running local LINE, photographed: `python -m tests.line.gallery http://127.0.0.1:PORT`."""

import sys
import threading
from pathlib import Path

import urllib3
from flask import Flask, Response, send_from_directory
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from bot.line.addresses import Addresses
from bot.line.messages import Look, render
from bot.maps import pages
from bot.maps.town import load
from bot.simulator.client import LocalLine
from handlers.messages import Message
from tests.line.looks import KEY, english, thai

SAMPLES = Path(__file__).parents[2] / "bot" / "simulator" / "static" / "samples"
PICTURES = ("lamp-dark", "lamp-lit", "pothole", "road-mended", "flood")
SHOTS = Path("var/gallery")
TELEPHONE, DESKTOP = (390, 844), (1600, 1000)
ON_DESKTOP = 3


def serve_pictures(port: int) -> Addresses:
    """The pictures and maps that the cards point to."""
    app = Flask(__name__)
    addresses = Addresses(f"http://127.0.0.1:{port}", KEY)
    town = load()
    pages.register(app, addresses, lambda: town)

    @app.get("/media/<token>")
    @app.get("/media/<token>/small")
    def picture(token: str) -> Response:
        return send_from_directory(SAMPLES, f"{token}.jpg")

    server = make_server("127.0.0.1", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return addresses


def push(line: LocalLine, token: str, name: str, messages: tuple[Message, ...], look: Look) -> str:
    """Send as the bot would; the id of the person who received it."""
    person = line.person(name)
    body = {"to": person.id, "messages": list(render(messages, look))}
    answer = urllib3.request(
        "POST", f"{line.base_url}/v2/bot/message/push", json=body, headers={"Authorization": f"Bearer {token}"}
    )
    if answer.status != 200:
        raise SystemExit(f"{name}: {answer.status} {answer.data.decode()}")
    return person.id


def photograph(browser: Browser, url: str, people: dict[str, str]) -> None:
    """Each chat as a telephone shows it, and several side by side as a desktop does."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    names = list(people)
    groups = [names[at : at + ON_DESKTOP] for at in range(0, len(names), ON_DESKTOP)]
    for chats, (width, height) in [*(([name], TELEPHONE) for name in names), *((group, DESKTOP) for group in groups)]:
        page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
        page.goto(f"{url}/?as={','.join(people[chat] for chat in chats)}")
        page.wait_for_timeout(1500)
        page.screenshot(path=SHOTS / f"{width}-{chats[0]}.png")
        page.close()


def main(url: str, token: str = "local-token", port: str = "8099") -> None:
    addresses, line = serve_pictures(int(port)), LocalLine(url)
    people = {}
    for language, kinds in (("th", thai(PICTURES)), ("en", english(PICTURES))):
        for name, messages in kinds:
            look = Look(addresses, language, sender="น้องเสียง" if language == "th" else "Siang")
            people[f"{language}-{name}"] = push(line, token, f"{language}-{name}", messages, look)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        photograph(browser, url, people)
        browser.close()
    print(f"{len(people)} chats in {url}, pictures of them in {SHOTS}")


if __name__ == "__main__":
    main(*sys.argv[1:])
