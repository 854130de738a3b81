"""Stored events are handled once, in order for each person, side by side for different people."""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.clock import SetClock
from bot.inbox import Inbox, Meta
from bot.settings import Settings
from storage import outgoing
from storage.database import Database
from storage.outgoing import Outgoing
from tests.pump.harness import SOMEBODY, TEN_O_CLOCK, Pump, echo, event, pump, text

OTHER = "U" + "b" * 32


def test_what_arrives_out_of_order_is_handled_in_the_order_in_which_it_happened(running: Pump) -> None:
    running.post(event("third", at=TEN_O_CLOCK + 30), event("first", at=TEN_O_CLOCK + 10))
    running.post(event("second", at=TEN_O_CLOCK + 20))
    running.hear()
    said = [row.messages[0]["text"] for row in running.rows()]
    assert said == ["you said first", "you said second", "you said third"]


def test_events_of_one_moment_are_handled_in_the_order_in_which_they_were_stored(running: Pump) -> None:
    running.post(*(event(str(number)) for number in range(6)))
    running.hear()
    assert [row.messages[0]["text"] for row in running.rows()] == [f"you said {number}" for number in range(6)]


def test_two_workers_never_handle_one_person_at_the_same_time(
    database: Database, clock: SetClock, settings: Settings
) -> None:
    at_work: dict[str, int] = {}
    order: dict[str, list[str]] = {}
    together: list[str] = []
    most_people = 0

    def slowly(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
        nonlocal most_people
        person = raw["source"]["userId"]
        at_work[person] = at_work.get(person, 0) + 1
        if at_work[person] > 1:
            together.append(person)
        most_people = max(most_people, sum(1 for number in at_work.values() if number))
        threading.Event().wait(0.005)
        order.setdefault(person, []).append(raw["message"]["text"])
        at_work[person] -= 1
        return []

    with pump(settings, database, clock, slowly) as running:
        people = [f"U{number:032x}" for number in range(5)]
        running.post(*(event(str(n), person, TEN_O_CLOCK + n) for n in range(8) for person in people))
        inboxes = [Inbox(running.parts.database, slowly, clock) for _ in range(4)]
        workers = [threading.Thread(target=_empty, args=(inbox,)) for inbox in inboxes]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert {event.state for event in running.events()} == {"done"}
    assert together == []
    assert order == {person: [str(n) for n in range(8)] for person in people}
    if not database.sqlite:  # SQLite has one writer
        assert most_people > 1


def _empty(inbox: Inbox) -> None:
    """Until nothing is due; another worker may hold the only conversation left, so look a few times."""
    idle = 0
    while idle < 5:
        idle = 0 if inbox.handle_next() else idle + 1
        if idle:
            threading.Event().wait(0.02)


def stumble(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
    said = echo(session, raw, meta, now)
    words = raw["message"]["text"]
    if words.startswith("break"):
        outgoing.queue(session, said, now)
        if words == "break" or meta.attempts < int(words.removeprefix("break ")):
            raise ZeroDivisionError("with words of the citizen in it")
        return []
    return said


@pytest.fixture
def stumbling(settings: Settings, database: Database, clock: SetClock) -> Iterator[Pump]:
    """A pump that breaks, after it has half acted, on what says so."""
    with pump(settings, database, clock, stumble) as running:
        yield running


def test_a_failing_event_leaves_nothing_behind_and_is_tried_again(stumbling: Pump) -> None:
    stumbling.post(event("break 2"))
    stumbling.work_for(20)
    assert [(row.state, row.attempts) for row in stumbling.events()] == [("done", 2)]
    assert len(stumbling.rows()) == 1


def test_after_five_attempts_it_is_kept_as_failed_and_the_person_is_heard_again(stumbling: Pump) -> None:
    stumbling.post(event("break", at=TEN_O_CLOCK), event("and then", at=TEN_O_CLOCK + 1))
    stumbling.hear()
    assert stumbling.rows() == []  # what came after it waits: order is kept
    stumbling.work_for(120, step=5)
    failed, following = stumbling.events()
    assert (failed.state, failed.attempts, failed.error) == ("failed", 5, "ZeroDivisionError")
    assert following.state == "done"
    assert [row.messages[0]["text"] for row in stumbling.rows()] == ["you said and then"]


def test_the_person_is_told_once_that_it_failed(stumbling: Pump) -> None:
    def sorry(_session: Session, raw: Any, _now: datetime) -> list[Outgoing]:
        return [Outgoing(raw["source"]["userId"], ({"type": "text", "text": "sorry"},), "apology")]

    inbox = Inbox(stumbling.parts.database, stumble, stumbling.clock, sorry)
    stumbling.post(event("break"))
    for _ in range(30):
        inbox.handle_next()
        stumbling.clock.move(timedelta(seconds=5))
    assert [row.messages[0]["text"] for row in stumbling.rows()] == ["sorry"]


def test_a_failing_event_holds_up_nobody_else(stumbling: Pump) -> None:
    stumbling.post(event("break"), event("hello", OTHER))
    stumbling.hear()
    assert [row.recipient for row in stumbling.rows()] == [OTHER]


def test_logs_say_which_event_failed_and_not_what_was_in_it(
    stumbling: Pump, capsys: pytest.CaptureFixture[str]
) -> None:
    stumbling.post(event("break"))
    stumbling.hear()
    said = capsys.readouterr()
    assert "event failed" in said.out
    assert "ZeroDivisionError" in said.out
    assert "words of the citizen" not in said.out + said.err
    assert SOMEBODY not in said.out + said.err


def test_the_reply_token_is_kept_only_for_who_has_written(
    database: Database, clock: SetClock, settings: Settings
) -> None:
    def tell_both(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
        return [
            Outgoing(OTHER, (text("for the unit"),), "notice", in_answer=True),
            Outgoing(SOMEBODY, (text("for the person"),), "answer", in_answer=True),
        ]

    with pump(settings, database, clock, tell_both) as running:
        running.post(event(replyToken="token"))
        running.hear()
        assert [(row.recipient, row.reply_token) for row in running.rows()] == [(OTHER, None), (SOMEBODY, "token")]
        assert running.rows()[1].reply_until == clock.now() + timedelta(seconds=20)
