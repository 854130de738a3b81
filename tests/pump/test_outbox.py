"""Replies first, then pushes with their key; whatever LINE does, nothing is lost and nothing is said twice."""

from datetime import timedelta
from typing import Any

import pytest

from bot.line.client import LineClient
from bot.parcel import wait
from bot.settings import LOCAL_TOKEN
from bot.simulator.client import Chatter
from storage.outgoing import Outgoing
from tests.pump.harness import Pump, outbox, text

Json = dict[str, Any]
HOUR = timedelta(hours=1)


def parcel(to: Chatter, *words: str, **more: Any) -> Outgoing:
    return Outgoing(to.id, tuple(text(word) for word in words), "notice", **more)


def keys(pump: Pump) -> list[str | None]:
    """The retry keys of all pushes."""
    return [call["retry_key"] for call in pump.line.calls("push")]


# ---- reply first


def test_a_token_that_has_grown_old_is_not_tried_and_the_answer_is_pushed(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    somchai.says("hello")
    running.hear()
    running.advance(21)
    running.work()
    assert running.tries() == [("push", 200)]
    assert running.said(somchai.id) == ["you said hello"]


def test_a_token_that_line_does_not_know_any_more_leads_to_a_push(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    somchai.says("hello")
    running.hear()
    running.line.advance(61)  # LINE's clock is ahead of ours
    running.work()
    assert running.tries() == [("reply", 400), ("push", 200)]
    assert [(row.state, row.via) for row in running.rows()] == [("sent", "push")]


def test_a_push_carries_its_rows_id_as_retry_key_from_the_first_try_on(running: Pump) -> None:
    running.say(parcel(running.line.person("Somchai"), "your case moved on"))
    running.work()
    assert keys(running) == [running.rows()[0].id]


# ---- what goes together


def test_waiting_pushes_to_one_person_go_as_one_parcel_of_at_most_five(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    running.say(*(parcel(somchai, f"{n}a", f"{n}b") for n in range(4)))
    running.work()
    assert running.said(somchai.id) == ["0a", "0b", "1a", "1b", "2a", "2b", "3a", "3b"]
    assert running.tries() == [("push", 200), ("push", 200)]


def test_what_waits_for_the_morning_stays_unless_the_person_writes(running: Pump) -> None:
    somchai, somsri = running.line.person("Somchai"), running.line.person("Somsri")
    morning = running.clock.now() + 10 * HOUR
    running.say(parcel(somchai, "news", not_before=morning), parcel(somsri, "news", not_before=morning))
    running.work()
    assert running.tries() == []
    somchai.says("hello")
    running.work()
    assert running.said(somchai.id) == ["news", "you said hello"]
    assert running.tries() == [("reply", 200)]
    running.advance(10 * 3600)
    running.work()
    assert running.said(somsri.id) == ["news"]
    assert running.tries() == [("reply", 200), ("push", 200)]


def test_what_is_held_for_later_keeps_nothing_else_waiting(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    running.say(parcel(somchai, "later", not_before=running.clock.now() + HOUR), parcel(somchai, "now"))
    running.work()
    assert running.said(somchai.id) == ["now"]


def test_what_is_urgent_goes_before_what_is_not(running: Pump) -> None:
    somchai, somsri = running.line.person("Somchai"), running.line.person("Somsri")
    running.say(parcel(somchai, "a notice"), parcel(somsri, "a flood", urgent=True))
    assert running.outbox.send_next()
    assert running.said(somsri.id) == ["a flood"]


@pytest.mark.wrong_calls
def test_one_bad_row_does_not_sink_those_that_go_with_it(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    bad = Outgoing(somchai.id, ({"type": "nonsense"},), "notice")
    running.say(parcel(somchai, "before"), bad, parcel(somchai, "after"))
    running.work()
    assert running.said(somchai.id) == ["before", "after"]
    assert running.states() == ["sent", "refused", "sent"]
    assert running.rows()[1].error_code == "bad_request"


@pytest.mark.wrong_calls
def test_an_answer_in_bad_company_still_uses_its_token(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    running.say(Outgoing(somchai.id, ({"type": "nonsense"},), "notice", not_before=running.clock.now() + HOUR))
    somchai.says("hello")
    running.work()
    assert running.said(somchai.id) == ["you said hello"]
    assert [way for way, status in running.tries() if status == 200] == ["reply"]


def test_order_holds_if_the_clock_of_who_queued_is_a_little_ahead(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    somchai.says("first")
    running.hear()
    running.advance(0.5)
    somchai.says("second")
    running.hear()
    running.advance(-0.5)
    while running.outbox.send_next():
        pass
    running.advance(0.6)
    running.work()
    assert running.said(somchai.id) == ["you said first", "you said second"]


# ---- LINE in trouble: pushes

FAULTS = [
    pytest.param({"kind": "status"}, id="500 before it is accepted"),
    pytest.param({"kind": "status", "when": "after"}, id="500 after it is accepted"),
    pytest.param({"kind": "reset"}, id="connection cut before"),
    pytest.param({"kind": "reset", "when": "after"}, id="connection cut after"),
    pytest.param({"kind": "hang", "seconds": 1.0}, id="no answer in time, accepted"),
    pytest.param({"kind": "hang", "seconds": 1.0, "when": "before"}, id="no answer in time, not accepted"),
    pytest.param({"kind": "html"}, id="200 with a page of HTML"),
    pytest.param({"kind": "odd", "body": {}}, id="200 with an odd body"),
    pytest.param({"kind": "odd", "body": [], "when": "before"}, id="odd 200, not accepted"),
    pytest.param({"kind": "status", "status": 503}, id="503"),
]


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_push_in_trouble_is_repeated_with_its_key_and_arrives_once(quick: Pump, fault: Json, times: int) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.fault(endpoint="push", times=times, **fault)
    quick.say(parcel(somchai, "one", "two"))
    quick.work_for(30)
    assert quick.said(somchai.id) == ["one", "two"]
    assert quick.states() == ["sent"]
    assert len(set(keys(quick))) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_what_comes_later_waits_behind_a_push_in_trouble(quick: Pump, fault: Json) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.fault(endpoint="push", times=2, **fault)
    quick.say(parcel(somchai, "first"))
    quick.outbox.send_next()
    quick.say(parcel(somchai, "second"))
    quick.work_for(30)
    assert quick.said(somchai.id) == ["first", "second"]
    assert quick.states() == ["sent", "sent"]


def test_a_409_means_sent(quick: Pump) -> None:
    quick.line.fault("conflict", "push")
    quick.say(parcel(quick.line.person("Somchai"), "hello"))
    quick.work()
    assert quick.states() == ["sent"]


def test_trouble_with_one_person_keeps_nobody_else_waiting(quick: Pump) -> None:
    somchai, somsri = quick.line.person("Somchai"), quick.line.person("Somsri")
    quick.line.fault("status", "push", times=1)
    quick.say(parcel(somchai, "one"), parcel(somsri, "two"))
    quick.work()
    assert quick.said(somsri.id) == ["two"]


def test_an_hour_without_line_delays_and_loses_nothing(quick: Pump) -> None:
    people = [quick.line.person(f"Person {n}") for n in range(3)]
    quick.line.fault("status", times=None)
    for person in people:
        person.says("hello")
    quick.say(*(parcel(person, "your case moved on") for person in people))
    quick.work_for(3600, step=60)
    quick.line.no_faults()
    quick.work_for(900, step=30)
    for person in people:
        assert sorted(quick.said(person.id)) == ["you said hello", "your case moved on"]


def test_after_a_day_of_doubt_it_says_that_it_does_not_know(quick: Pump) -> None:
    quick.line.fault("status", "push", times=None)
    quick.say(parcel(quick.line.person("Somchai"), "hello"))
    quick.work_for(25 * 3600, step=1800)
    assert quick.states() == ["unknown"]
    assert len(set(keys(quick))) == 1


def test_when_nobody_listens_at_all_it_certainly_was_not_sent_and_stays_free(quick: Pump) -> None:
    quick.say(parcel(quick.line.person("Somchai"), "hello"))
    nobody = LineClient(LOCAL_TOKEN, "http://127.0.0.1:1")
    assert outbox(quick.parts, nobody).send_next()
    row = quick.rows()[0]
    assert (row.state, row.parcel, row.doubtful, row.error_code) == ("queued", None, False, "NewConnectionError")


# ---- LINE in trouble: replies


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reply_in_trouble_is_asked_about_with_its_token_and_arrives_once(quick: Pump, fault: Json) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.fault(endpoint="reply", **fault)
    somchai.says("hello")
    quick.work_for(10)
    assert quick.said(somchai.id) == ["you said hello"]
    assert quick.states() == ["sent"]
    assert {way for way, _ in quick.tries()} == {"reply"}


@pytest.mark.parametrize(
    ("keep", "state", "ways"),
    [(True, "sent", {"reply", "push"}), (False, "unknown", {"reply"})],
    ids=["kept: better twice than lost", "not kept: better lost than twice"],
)
def test_a_reply_in_doubt_for_a_whole_minute(quick: Pump, keep: bool, state: str, ways: set[str]) -> None:
    somchai = quick.line.person("Somchai")
    somchai.says("hello")
    quick.hear()
    with quick.parts.database.begin() as session:
        for row in quick.rows():
            row.keep = keep
            session.merge(row)
    quick.line.fault("status", "reply", times=None)
    quick.work_for(70)
    assert quick.states() == [state]
    assert {way for way, _ in quick.tries()} == ways


def test_somebody_who_writes_need_not_wait_for_the_back_off_of_what_came_before(quick: Pump) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.fault("status", "push", times=8)
    quick.say(parcel(somchai, "your case moved on"))
    quick.work_for(120)
    assert quick.states() == ["queued"]
    quick.line.no_faults()
    somchai.says("hello")
    quick.work()
    assert quick.said(somchai.id) == ["your case moved on", "you said hello"]
    assert quick.tries()[-1] == ("reply", 200)


# ---- the meanings of 429, and refusals


def test_too_fast_means_a_little_later(quick: Pump) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.fault("rate", "push", times=2)
    quick.say(parcel(somchai, "hello"))
    quick.work()
    assert quick.states() == ["queued"]
    quick.work_for(10)
    assert quick.said(somchai.id) == ["hello"]


def test_when_the_month_is_used_up_it_is_withheld_until_the_first_of_the_next(quick: Pump) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.quota(limit=10, used=10)
    quick.say(parcel(somchai, "hello"))
    quick.work_for(60, step=10)
    row = quick.rows()[0]
    assert (row.state, row.error_code) == ("withheld", "monthly_limit")
    assert row.due_at.isoformat() == "2026-08-01T02:00:00+00:00"  # nine in the morning in Bangkok
    assert len(quick.tries()) == 1
    quick.line.quota(limit=10, used=0)
    quick.advance(31 * 24 * 3600)
    quick.work()
    assert quick.said(somchai.id) == ["hello"]


def test_what_is_withheld_rides_on_the_next_free_reply(quick: Pump) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.quota(limit=10, used=10)
    quick.say(parcel(somchai, "your case moved on"))
    quick.work()
    somchai.says("hello")
    quick.work()
    assert quick.said(somchai.id) == ["your case moved on", "you said hello"]
    assert quick.tries() == [("push", 429), ("reply", 200)]
    assert quick.states() == ["sent", "sent"]


def test_a_monthly_limit_said_while_quota_is_left_is_tried_again(quick: Pump) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.fault("quota", "push")  # a running broadcast reserves quota
    quick.say(parcel(somchai, "hello"))
    quick.work_for(10)
    assert quick.said(somchai.id) == ["hello"]


def test_what_rode_on_a_reply_that_failed_goes_back_to_waiting_for_its_own_time(quick: Pump) -> None:
    somchai = quick.line.person("Somchai")
    morning = quick.clock.now() + 10 * HOUR
    quick.say(parcel(somchai, "news", not_before=morning))
    somchai.says("hello")
    quick.hear()
    quick.line.advance(61)  # LINE's clock is ahead: the token is of no use
    quick.work()
    assert quick.said(somchai.id) == ["you said hello"]
    news, answer = quick.rows()
    assert (news.state, news.due_at, news.attempts) == ("queued", morning, 0)
    assert (answer.state, answer.via) == ("sent", "push")


def test_a_refused_push_is_refused_once_with_its_reason(quick: Pump) -> None:
    quick.say(Outgoing("U" + "f" * 32, (text("hello"),), "notice"))
    quick.work_for(30)
    row = quick.rows()[0]
    assert (row.state, row.error_code, row.attempts) == ("refused", "bad_request", 1)
    assert row.error_text


def test_a_refused_token_is_an_alarm_and_everything_waits_for_the_new_one(
    quick: Pump, capsys: pytest.CaptureFixture[str]
) -> None:
    somchai = quick.line.person("Somchai")
    quick.line.fault("status", "push", status=401)
    quick.say(parcel(somchai, "hello"))
    quick.work()
    assert '"level": "critical"' in capsys.readouterr().out
    quick.work_for(10)
    assert quick.said(somchai.id) == ["hello"]


def test_to_somebody_who_has_blocked_us_it_counts_as_sent(quick: Pump) -> None:
    somchai = quick.line.person("Somchai")
    somchai.blocks()
    quick.hear()
    quick.say(parcel(somchai, "hello"))
    quick.work()
    assert quick.states() == ["sent"]


# ---- crashes


def test_what_a_dead_worker_was_pushing_is_sent_again_with_the_same_key(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    running.say(parcel(somchai, "before the send"))
    running.outbox.claim()
    assert running.outbox.take_up_abandoned(lease=HOUR) == 0
    running.advance(3601)
    assert running.outbox.take_up_abandoned(lease=HOUR) == 1
    running.work()
    assert running.said(somchai.id) == ["before the send"]


def test_what_was_sent_but_not_written_down_is_not_said_twice(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    running.say(parcel(somchai, "hello"))
    load = running.outbox.claim()
    assert load is not None
    running.client.push(load.to, load.messages, load.key)
    running.advance(3601)
    running.outbox.take_up_abandoned(lease=HOUR)
    running.work()
    assert running.said(somchai.id) == ["hello"]
    assert running.tries() == [("push", 200), ("push", 409)]
    assert running.states() == ["sent"]


def test_a_reply_that_was_sent_but_not_written_down_is_not_said_twice(running: Pump) -> None:
    somchai = running.line.person("Somchai")
    somchai.says("hello")
    running.hear()
    load = running.outbox.claim()
    assert load is not None
    assert load.reply_token is not None
    running.client.reply(load.reply_token, load.messages)
    running.advance(5)
    running.outbox.take_up_abandoned(lease=timedelta(seconds=1))
    running.work()
    assert running.said(somchai.id) == ["you said hello"]
    assert running.tries() == [("reply", 200), ("reply", 400)]
    assert running.states() == ["sent"]


def test_who_comes_too_late_with_an_outcome_changes_nothing(running: Pump) -> None:
    running.say(parcel(running.line.person("Somchai"), "hello"))
    slow = running.outbox.claim()
    assert slow is not None
    running.advance(3601)
    running.outbox.take_up_abandoned(lease=HOUR)
    running.work()
    running.line.fault("status", "push")
    running.outbox.send(slow)  # wakes up at last, and hears a 500
    assert running.states() == ["sent"]


def test_waits_grow_and_stay_within_ten_minutes_and_a_quarter() -> None:
    calm = [wait(attempt, 0.5).total_seconds() for attempt in range(1, 30)]
    assert calm == sorted(calm)
    assert calm[0] < 1
    assert calm[-1] == 600
    assert wait(50, 1).total_seconds() == 750
