"""`python -m tests.bench.wave --people 10000`: a wave to so many citizens of the local LINE, and what became of it.

The web application, the local LINE (with its rate limits) and the outbox run over real HTTP; the worker's inbox, outbox
and sender run as threads. 30 % of those asked answer the short form, item by item, as their invitations arrive.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from bot.bare import create_bare_app
from bot.clock import SystemClock
from bot.inbox import Inbox
from bot.line.client import LineClient
from bot.logs import configure
from bot.outbox import Outbox
from bot.parts import Parts
from bot.pulse import Pulse
from bot.services.surveys.builder import Builder
from bot.services.surveys.surveys import empty_urns
from bot.services.surveys.waves import NewWave, Sender, close, launch, prepare
from bot.settings import LOCAL_SECRET, LOCAL_TOKEN, Settings
from bot.simulator.app import LineConfig, create_line
from bot.simulator.chatters import Chatter
from bot.simulator.client import LocalLine
from bot.turns import Turns
from handlers.postbacks import WaveAct, encode
from handlers.surveys.sampling import Audience
from storage import events, schema
from storage.database import Database
from storage.outgoing import OutgoingRow
from storage.people import PersonRow
from storage.surveys.invitations import PUSHED, InvitationRow, still_to_ask
from storage.surveys.responses import ANSWERED, ResponseRow, TallyRow, waiting_in_urn
from storage.surveys.surveys import WaveRow
from tests.serving import served

TYPED = ("2 3 1 4", "3", "3 2 3", "3 3 2 3", "2 2 1 3", "3 3", "3 3 3 2", "ข้าม", "ไม่", "ส่ง")
AT_ONCE = 200  # people who answer side by side
SENDERS = 3


def run(people: int, share: float) -> bool:
    """Send a wave and print the counts; False where anything was lost, doubled or refused."""
    with tempfile.TemporaryDirectory() as folder:
        return _run(Path(folder), people, share)


def _run(folder: Path, people: int, share: float) -> bool:
    settings = replace(
        Settings.from_env({"LOCAL_LINE": "1", "QUIET_HOURS": "off", "MEDIA_URL": f"file:{folder / 'media'}"}),
        database_url=f"sqlite:///{folder / 'siang.db'}",
    )
    line_app = create_line(LineConfig(LOCAL_SECRET, LOCAL_TOKEN, monthly_quota=None, webhook_timeout=30.0))
    with served(line_app) as line_url:
        settings = replace(settings, line_api_url=line_url, line_data_api_url=line_url, local_line=False)
        schema.upgrade(Database(settings.database_url))
        app = create_bare_app(settings, SystemClock())
        with served(app) as url:
            line = LocalLine(line_url)
            line.webhook(f"{url}/callback")
            parts: Parts = app.extensions["siang"]
            ids = _people(parts, line, people)
            return _wave(parts, line, line_url, ids, share)


def _people(parts: Parts, line: LocalLine, people: int) -> list[str]:
    began = time.perf_counter()
    ids = [f"U{number:032x}" for number in range(1, people + 1)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: line.request("POST", "people", {"name": one, "id": one, "friend": True}), ids))
    with parts.database.begin() as db:
        notice, now = parts.desk.office().notice_version, parts.clock.now()
        row = {"name": "-", "language": "th", "notice": notice, "updates": "all", "phone": "", "blocked": False}
        db.execute(insert(PersonRow), [{"line_id": one, "created_at": now, **row} for one in ids])
    _tell("citizens made", people, began)
    return ids


def _wave(parts: Parts, line: LocalLine, line_url: str, ids: list[str], share: float) -> bool:
    builder = Builder(parts.settings, parts.database, parts.clock)
    survey = builder.begin("short", None)
    version = builder.publish(survey, None)
    now = parts.clock.now()
    with parts.database.begin() as db:
        closes = (now + timedelta(days=7)).date()
        wave = prepare(db, NewWave(survey, "measured", Audience(), closes, 10_000_000, None), version, None, now)
        launch(db, wave, parts.desk.office(), now)
        wave_id = wave.id
    stop = threading.Event()
    threads = [threading.Thread(target=work, daemon=True) for work in _workers(parts, line_url, stop)]
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    asking = threading.Thread(target=_ask_all, args=(parts, wave_id), daemon=True)
    asking.start()
    handed_in = _answer(parts, line, wave_id, ids[: round(len(ids) * share)])
    asking.join()
    _until(lambda: _open(parts) == 0)
    _tell("sent, answered and settled", len(ids), began)
    Sender(parts.settings, parts.database).run(parts.clock.now())  # another minute finds nobody left
    stop.set()
    with parts.database.begin() as db:
        close(db, db.get_one(WaveRow, wave_id), parts.clock.now())
    empty_urns(parts.settings, parts.database, parts.clock.now())
    return _report(parts, line, wave_id, len(ids), handed_in)


def _ask_all(parts: Parts, wave_id: int) -> None:
    """Do what the worker does once a minute, without waiting for the minute."""
    sender, began = Sender(parts.settings, parts.database), time.perf_counter()
    while True:
        sender.run(parts.clock.now())
        with parts.database.reading() as db:
            left = still_to_ask(db, wave_id)
        if left == 0:
            break
    _until(lambda: _open(parts) == 0)
    with parts.database.reading() as db:
        asked = db.scalar(select(func.count()).where(InvitationRow.state == PUSHED)) or 0
    _tell("invitations sent", asked, began)


def _workers(parts: Parts, line_url: str, stop: threading.Event) -> Iterator[Callable[[], None]]:
    turns, pulse = Turns(parts), Pulse(parts.database, parts.clock)
    pulse.begin()
    inbox = Inbox(parts.database, turns.decide, parts.clock, turns.apologise)

    def repeat(step: Callable[[], bool]) -> Callable[[], None]:
        def loop() -> None:
            while not stop.is_set():
                if not step():
                    time.sleep(0.02)

        return loop

    yield repeat(inbox.handle_next)
    for _ in range(SENDERS):
        client = LineClient(LOCAL_TOKEN, line_url, timeout=(10.0, 20.0))
        zone = parts.settings.office_zone
        yield repeat(Outbox(parts.database, client, parts.clock, zone, pulse.worker_id).send_next)


def _answer(parts: Parts, line: LocalLine, wave_id: int, ids: list[str]) -> int:
    """Let people answer, some at a time; each says the next thing when what they said before was handled."""
    began, start = time.perf_counter(), encode(WaveAct("start", wave_id))
    for first in range(0, len(ids), AT_ONCE):
        chatters = [Chatter(line, one, one, one) for one in ids[first : first + AT_ONCE]]
        wanted = {chatter.id for chatter in chatters}
        _until(lambda wanted=wanted: _arrived(parts, wanted))  # type: ignore[misc]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda one: one.presses(start), chatters))
            for turn, typed in enumerate(TYPED, 1):
                _handled(parts, (len(TYPED) + 1) * first + turn * len(chatters))
                list(pool.map(lambda one, typed=typed: one.says(typed), chatters))  # type: ignore[misc]
        _handled(parts, (len(TYPED) + 1) * (first + len(chatters)))
        if (first // AT_ONCE) % 5 == 4:
            _tell("  answered so far", first + len(chatters), began)
    return len(ids)


def _handled(parts: Parts, said: int) -> None:
    """Wait until all that was said has come and was handled."""
    _until(lambda: _told(parts).get("done", 0) >= said)


def _arrived(parts: Parts, wanted: set[str]) -> bool:
    with parts.database.reading() as db:
        sent = select(func.count()).select_from(OutgoingRow).where(
            OutgoingRow.recipient.in_(wanted), OutgoingRow.purpose == "wave", OutgoingRow.state == "sent"
        )  # fmt: skip
        return (db.scalar(sent) or 0) >= len(wanted)


def _told(parts: Parts) -> dict[str, int]:
    with parts.database.reading() as db:
        return events.totals(db)


def _open(parts: Parts) -> int:
    with parts.database.reading() as db:
        waiting = OutgoingRow.state.in_(("queued", "sending", "withheld"))
        return db.scalar(select(func.count()).select_from(OutgoingRow).where(waiting)) or 0


def _until(true: Callable[[], bool], seconds: float = 3_600.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit("waited too long")
        time.sleep(0.1)


def _report(parts: Parts, line: LocalLine, wave_id: int, people: int, handed_in: int) -> bool:
    with parts.database.reading() as db:
        asked = (OutgoingRow.purpose == "wave",)
        found: dict[str, Any] = {
            "people": people,
            "invited": db.scalar(select(func.count()).where(InvitationRow.state == PUSHED)),
            "invitations sent": db.scalar(select(func.count()).where(*asked, OutgoingRow.state == "sent")),
            "people who got one": db.scalar(select(func.count(OutgoingRow.recipient.distinct())).where(*asked)),
            "answered": db.scalar(select(func.count()).where(InvitationRow.answered)),
            "handed in": handed_in,
            "responses": db.scalar(select(func.count()).select_from(ResponseRow)),
            "left in the urn": waiting_in_urn(db, wave_id),
            "counted of item 1.1": db.scalar(
                select(TallyRow.n).where(
                    TallyRow.question_key == "i1_1", TallyRow.group_key == "", TallyRow.code == ANSWERED
                )
            ),
            "refused": db.scalar(select(func.count()).where(OutgoingRow.state == "refused")),
            "refused for their rate": db.scalar(select(func.count()).where(OutgoingRow.error_code == "limit")),
            "events failed": events.totals(db).get("failed", 0),
        }
    found["violations of LINE's rules"] = len(line.violations())
    for name, number in found.items():
        print(f"  {name:<32}{number or 0:>10,}")
    sent = found["invited"] == found["invitations sent"] == found["people who got one"] == people
    told = found["answered"] == found["handed in"] == found["responses"] == found["counted of item 1.1"]
    clean = not (found["left in the urn"] or found["refused"] or found["events failed"])
    whole = sent and told and clean and not found["violations of LINE's rules"]
    print("whole" if whole else "NOT WHOLE")
    return whole


def _tell(what: str, number: int, began: float) -> None:
    took = time.perf_counter() - began
    print(f"{datetime.now(UTC):%H:%M:%S} {what}: {number:,} in {took:.1f} s ({number / took:.0f}/s)", flush=True)


if __name__ == "__main__":
    configure("ERROR")
    asked_for = argparse.ArgumentParser()
    asked_for.add_argument("--people", type=int, default=10_000)
    asked_for.add_argument("--share", type=float, default=0.3)
    given = asked_for.parse_args()
    raise SystemExit(0 if run(given.people, given.share) else 1)
