"""Thousands of webhook bodies against the real web application: none is a fault of ours, and no good event is lost.

`SIANG_BODIES=20000 pytest tests/pump/test_bodies.py` tries more of them.
"""

import json
import os
from dataclasses import replace

from sqlalchemy import func, select, update

from bot.bare import create_bare_app
from bot.clock import SetClock
from bot.inbox import Inbox
from bot.settings import Settings
from bot.turns import Turns
from storage.database import Database
from storage.events import WebhookEvent
from tests.pump.bodies import Bodies
from tests.pump.harness import sign

HOW_MANY = int(os.environ.get("SIANG_BODIES", "1000"))
IN_ONE_GO = 50  # bodies after which everything that is stored is looked at
HANDLED = 3  # rounds whose events are handled to the end, the rest is only stored


def test_no_body_is_a_fault_of_ours_and_no_good_event_is_lost(
    settings: Settings, sqlite_database: Database, clock: SetClock
):
    app = create_bare_app(replace(settings, database_url=sqlite_database.url), clock)
    parts, client, bodies = app.extensions["siang"], app.test_client(), Bodies(20261121)
    inbox = Inbox(parts.database, Turns(parts).decide, clock)
    lost, sent, refused = [], 0, 0
    for round_ in range(HOW_MANY // IN_ONE_GO):
        wanted = set()
        for number in range(IN_ONE_GO):
            words = f"ข้อความดี {round_} {number}"
            before, after = ([bodies.event() for _ in range(bodies.chance(0.5) + 1)] for _ in range(2))
            body = bodies.body(*before, bodies.good(words), *after)
            broken = bodies.chance(0.1)
            body = bodies.broken(body) if broken else body
            answer = client.post("/callback", data=body, headers={"X-Line-Signature": sign(body)})
            assert answer.status_code in (200, 400), (answer.status_code, body[:2000])
            assert broken or answer.status_code == 200, body[:2000]
            sent, refused = sent + 1, refused + (answer.status_code == 400)
            if not broken:
                wanted.add(words)
        lost += sorted(wanted - _stored(parts.database))
        if round_ < HANDLED:
            while inbox.handle_next():
                pass
        _close(parts.database)
    print(f"{sent} bodies, {refused} refused as no webhook, {len(lost)} good events lost")
    assert lost == []
    assert refused < sent * 0.15
    parts.database.close()


def _stored(database: Database) -> set[str]:
    with database.reading() as session:
        raws = session.scalars(select(WebhookEvent.raw).where(WebhookEvent.state == "new"))
        found = (json.loads(raw) for raw in raws)
        return {each["message"]["text"] for each in found if _is_good(each)}


def _is_good(raw: object) -> bool:
    message = raw.get("message") if isinstance(raw, dict) else None
    return isinstance(message, dict) and str(message.get("text", "")).startswith("ข้อความดี")


def _close(database: Database) -> None:
    """Nothing that was handled has failed; what was not handled makes room for the next round."""
    with database.begin() as session:
        tried = select(func.count()).where(WebhookEvent.attempts > 0)
        problems = session.scalars(select(WebhookEvent.error).where(WebhookEvent.attempts > 0)).all()
        assert session.scalar(tried) == 0, problems
        session.execute(update(WebhookEvent).where(WebhookEvent.state == "new").values(state="done"))
