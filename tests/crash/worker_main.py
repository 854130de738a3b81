"""A worker that dies by SIGKILL at chosen places, again and again: `python -m tests.crash.worker_main SEED KILLS`.

The program itself knows nothing of this: the places are found from outside, at the commits of the worker's threads and
around the calls to LINE. One process loads everything and forks each worker, so that a restart costs nothing.
"""

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.inbox import Meta
from bot.line.client import Accepted, LineClient
from bot.logs import configure
from bot.parts import make_parts
from bot.settings import Settings
from bot.worker import Worker
from storage.outgoing import Outgoing

PLACES = (
    "inbox before_commit",  # the turn is decided, nothing of it is safe
    "inbox after_commit",  # the turn is safe, nobody has been told
    "outbox before_commit",  # at the claim, or at the record after the send
    "outbox after_commit",  # claimed and not yet sent, or just recorded
    "line before",  # about to be sent
    "line after",  # LINE has it, nothing is written down
    "any time",
)


class Doom:
    """Counts how often a place is passed, and kills the process at the chosen pass."""

    def __init__(self, place: str, passes: int) -> None:
        self._place = place
        self._left = passes
        self._counting = threading.Lock()

    def pass_by(self, place: str) -> None:
        with self._counting:
            self._left -= place == self._place
            if place == self._place and self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


class DoomedLine(LineClient):
    """The real client, with a place to die before and after each call that says something."""

    doom: Doom

    def _send(self, *arguments: Any) -> Accepted:
        self.doom.pass_by("line before")
        accepted = super()._send(*arguments)
        self.doom.pass_by("line after")
        return accepted


def decide(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
    """An answer to who wrote, and a notice to somebody else, as a case does."""
    if raw["type"] != "message":
        return []
    words = raw["message"]["text"]
    answer = Outgoing(raw["source"]["userId"], ({"type": "text", "text": f"answer {words}"},), "answer", in_answer=True)
    notice = Outgoing(os.environ["NOTICES_TO"], ({"type": "text", "text": f"notice {words}"},), "notice")
    return [answer, notice]


def at_commit(doom: Doom, moment: str, _session: Session) -> None:
    doom.pass_by(f"{threading.current_thread().name} {moment}")


def work(doom: Doom) -> None:
    """A whole worker process."""
    settings = Settings.from_env(os.environ)
    configure("ERROR")
    for moment in ("before_commit", "after_commit"):
        event.listen(Session, moment, partial(at_commit, doom, moment))
    line = DoomedLine(settings.line_channel_access_token, settings.line_api_url)
    line.doom = doom
    Worker(replace(make_parts(settings), line=line), decide).run()


def main(seed: int, kills: int) -> None:
    """Let workers die until the kills are used up; the last one lives until it is told to stop."""
    chance = random.Random(seed)
    for number in range(kills):
        place = PLACES[number % len(PLACES)]
        child = fork(Doom(place, chance.randint(1, 8)))
        signal.signal(signal.SIGTERM, partial(stop, child))
        if place == "any time":
            time.sleep(chance.uniform(0.02, 0.3))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(f"killed {place}" if os.WIFSIGNALED(status) else f"ended {status}", flush=True)
    child = fork(Doom("nowhere", 0))
    signal.signal(signal.SIGTERM, partial(stop, child))
    os.waitpid(child, 0)


def stop(child: int, *_: object) -> None:
    """Let the last worker end in order, and end with it."""
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    sys.exit()


def fork(doom: Doom) -> int:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            work(doom)
        finally:
            os._exit(0)
    return child


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
