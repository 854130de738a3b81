"""`siang demo` as somebody starts it who has just fetched the program."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.demo.cast import GRANDMOTHER
from tests.e2e.hands import DESKTOP, PHONE, Chat, Desk, Windows, chromium
from tests.instance import free_port, stop, wait_until_ready

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).resolve().parent.parent.parent
ENDS_WITHIN = 30.0


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str, Path]]:
    """A demonstration in an empty folder, ready."""
    port, log = free_port(), tmp_path / "demo.log"
    left_out = ("DATABASE_URL", "LINE_CHANNEL_SECRET")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "bot.cli", "demo", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, [process], log.read_text)
        yield process, url, log
    finally:
        stop([process])


def test_the_demonstration_can_be_walked_through_and_ends_at_once(demo) -> None:
    process, url, log = demo
    with chromium() as browser:
        windows = Windows(browser, url)
        home = windows.open("/", DESKTOP)
        expect(home.get_by_role("heading").first).to_be_visible()
        _wait_for(log, "Siang is running")
        chat = Chat(windows.open(f"/line/?as={GRANDMOTHER}", PHONE), GRANDMOTHER)
        chat.adds_the_account()
        chat.hears("น้องเสียง")
        Desk(windows, "head")
        assert windows.complaints == []
        windows.close()
    children = _children_of(process.pid)
    assert len(children) >= 2, "web and worker are processes of their own"
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(ENDS_WITHIN) == 0
    print(f"ended within {time.monotonic() - started:.1f} s")
    alive = [child for child in children if Path(f"/proc/{child}").exists()]
    assert alive == [], "a process of the demonstration is left"


def _wait_for(log: Path, words: str) -> None:
    ends = time.monotonic() + ENDS_WITHIN
    while words not in log.read_text() and time.monotonic() < ends:
        time.sleep(0.1)
    assert words in log.read_text()


def _children_of(pid: int) -> list[int]:
    """All processes below one, read from /proc."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [child for child, parent in parents.items() if parent == pid]
    return found + [below for child in found for below in _children_of(child)]
