"""The animation before slow work: seen by who waits alone, never a message, never in the way."""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.inbox import Inbox, Meta
from bot.loading import Loading
from storage.outgoing import Outgoing
from tests.pump.harness import Pump, echo, event


def worked(pump: Pump, loading: Loading) -> None:
    """Handle what is there with work during which the watcher looks."""

    def slow(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
        time.sleep(0.03)
        loading.look()
        loading.look()
        return echo(session, raw, meta, now)

    pump.line.deliveries(settle=5)
    inbox = Inbox(pump.parts.database, slow, pump.clock, loading=loading)
    while inbox.handle_next():
        pass
    while pump.outbox.send_next():
        pass


def asked(pump: Pump) -> list[int]:
    return [call["status"] for call in pump.line.calls("loading/start")]


def test_who_waits_for_slow_work_sees_it_once_and_it_costs_nothing(quick: Pump):
    somchai = quick.line.person("สมชาย")
    somchai.says("hello")
    worked(quick, Loading(quick.client, slow=0.01))
    assert asked(quick) == [202]
    assert quick.said(somchai.id) == ["you said hello"]
    assert quick.client.quota().used == 0
    assert quick.line.violations() == []


def test_quick_work_shows_nothing(quick: Pump):
    quick.line.person("สมชาย").says("hello")
    worked(quick, Loading(quick.client))
    assert asked(quick) == []


def test_a_group_and_who_is_not_answered_see_nothing(quick: Pump):
    group = "C" + "d" * 32
    quick.post(event("x", source={"type": "group", "groupId": group, "userId": "U" + "a" * 32}, replyToken="t"))
    quick.post(event("x", mode="standby", replyToken="t"))
    quick.post(event("x"), event(type="unsend", unsend={"messageId": "1"}))
    worked(quick, Loading(quick.client, slow=0.01))
    assert asked(quick) == []


def test_the_answer_comes_also_where_line_refuses_the_animation(quick: Pump):
    quick.line.fault("status", endpoint="loading", status=500)
    somchai = quick.line.person("สมชาย")
    somchai.says("hello")
    worked(quick, Loading(quick.client, slow=0.01))
    assert asked(quick) == [500]
    assert quick.said(somchai.id) == ["you said hello"]
