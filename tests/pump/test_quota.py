"""The books of the quota against a local LINE that counts by itself."""

import uuid
from datetime import timedelta

import pytest

from bot.services.quotas import quota
from bot.services.quotas.quota import Plan
from handlers.quota import Purpose, Reason, Reserves
from storage import groups, ledger
from storage.offices import UnitRow
from storage.outgoing import SENT, WITHHELD, Outgoing
from storage.people import PersonRow
from tests.pump.harness import Pump, text


def person() -> str:
    return "U" + uuid.uuid4().hex


def to(who: str, words: str = "x", purpose: str = "step", **more: object) -> Outgoing:
    return Outgoing(who, (text(words),), purpose, **more)  # type: ignore[arg-type]


def booked(pump: Pump) -> dict[tuple[str, str], tuple[int, int, int]]:
    with pump.parts.database.reading() as db:
        today = quota.line_day(pump.clock.now())
        rows = ledger.booked(db, quota.first_day(today), today)
        return {(row.unit, row.purpose): (row.replies, row.requests, row.pushes) for row in rows}


def see(pump: Pump) -> None:
    """Ask LINE, as the job does."""
    found = pump.client.quota()
    with pump.parts.database.begin() as db:
        quota.keep_seen(db, found.limit, found.used, pump.clock.now())


@pytest.fixture
def friend(quick: Pump) -> str:
    return str(quick.line.person("สมหญิง").id)


def test_what_line_accepts_is_counted_by_unit_and_purpose_and_a_reply_is_free(quick: Pump, friend: str):
    quick.say(to(friend, purpose="result", unit="works"), to(friend, purpose="result", unit="works"))
    quick.work()
    quick.say(to(friend, purpose="step", unit="health"))
    quick.work()
    quick.line.person("สมหญิง").says("hello")
    quick.work()
    assert booked(quick) == {
        ("works", "result"): (0, 1, 1),  # what falls together is one request and costs one
        ("health", "status"): (0, 1, 1),
        ("", "conversation"): (1, 0, 0),
    }
    assert quick.client.quota().used == 2


def test_a_push_to_a_group_costs_one_for_each_member(quick: Pump, friend: str):
    members = [quick.line.person(name) for name in ("สมหญิง", "ก", "ข", "ค")]
    group = str(quick.line.group("กองช่าง", members).id)
    with quick.parts.database.begin() as db:
        db.add(UnitRow(key="works", names={"th": "กองช่าง"}, group_id=group))
        groups.meet(db, group, "group", quick.clock.now()).members = 4
    quick.say(to(group, purpose="alert"))
    quick.work()
    assert booked(quick) == {("works", "alert"): (0, 1, 4)}
    assert quick.client.quota().used == 4
    with quick.parts.database.reading() as db:
        assert quota.price(db, [friend, group, person()]) == 6


def test_who_has_blocked_the_account_costs_nothing(quick: Pump):
    gone = person()
    with quick.parts.database.begin() as db:
        db.add(PersonRow(line_id=gone, blocked=True, created_at=quick.clock.now()))
    with quick.parts.database.reading() as db:
        assert quota.price(db, [gone, person()]) == 1


def test_line_s_own_figure_counts_with_what_was_sent_since_it_was_asked(quick: Pump, friend: str):
    quick.line.quota(limit=300, used=100)  # some went out from LINE's own manager
    see(quick)
    for _ in range(3):
        quick.say(to(friend))
        quick.work()
    with quick.parts.database.reading() as db:
        found = quota.remaining(db, quick.clock.now())
    assert (found.limit, found.used, found.left) == (300, 103, 197)


def test_near_the_end_results_go_and_the_rest_rides_on_the_next_free_reply(quick: Pump, friend: str):
    quick.line.quota(limit=100, used=85)
    see(quick)
    quick.say(to(friend, "step", "step"))
    quick.work()
    assert quick.states() == [WITHHELD]
    assert quick.rows()[0].error_code == Reason.RESERVE
    quick.say(to(friend, "result", "result"))
    quick.work()
    assert quick.states() == [WITHHELD, SENT]
    assert quick.said(friend) == ["result"]
    quick.line.person("สมหญิง").says("hello")
    quick.work()
    assert quick.states() == [SENT, SENT, SENT]
    assert quick.said(friend) == ["result", "step", "you said hello"]
    assert quick.client.quota().used == 86


def test_what_falls_together_with_a_result_goes_with_it_for_nothing_more(quick: Pump, friend: str):
    quick.line.quota(limit=100, used=85)
    see(quick)
    quick.say(to(friend, "step", "step"), to(friend, "result", "result"))
    quick.work()
    assert quick.said(friend) == ["step", "result"]


def test_a_unit_s_budget_holds_back_its_own_messages_only(quick: Pump, friend: str):
    with quick.parts.database.begin() as db:
        ledger.set_budget(db, "works", 1, None, quick.clock.now())
    for unit, purpose in (("works", "step"), ("works", "reply"), ("health", "step"), ("works", "result")):
        quick.say(to(friend, purpose=purpose, unit=unit))
        quick.work()
    assert quick.states() == [SENT, WITHHELD, SENT, SENT]
    assert quick.rows()[1].error_code == Reason.BUDGET


def test_what_was_withheld_goes_when_the_new_month_begins(quick: Pump, friend: str):
    quick.line.quota(limit=100, used=95)
    see(quick)
    quick.say(to(friend, "late"))
    quick.work()
    due = quick.rows()[0].due_at
    assert due.astimezone(quick.parts.settings.office_zone).strftime("%d %H:%M") == "01 09:00"
    quick.clock.move(due - quick.clock.now() + timedelta(seconds=1))
    quick.work()
    assert quick.said(friend) == ["late"]


def test_who_has_blocked_the_account_is_not_written_to_and_hears_it_on_their_return(quick: Pump):
    somying = quick.line.person("สมหญิง")
    with quick.parts.database.begin() as db:
        db.add(PersonRow(line_id=somying.id, blocked=True, created_at=quick.clock.now()))
    quick.say(to(somying.id, "result", "result"))
    quick.work()
    assert [(row.state, row.error_code) for row in quick.rows()] == [(WITHHELD, Reason.BLOCKED)]
    assert quick.tries() == []
    with quick.parts.database.begin() as db:
        db.query(PersonRow).one().blocked = False
    somying.says("hello")
    quick.work()
    assert quick.said(somying.id) == ["result", "you said hello"]


def test_what_nobody_comes_back_for_is_given_up_in_the_end(quick: Pump):
    gone = person()
    with quick.parts.database.begin() as db:
        db.add(PersonRow(line_id=gone, blocked=True, created_at=quick.clock.now()))
    quick.say(to(gone, "result", "result"))
    for _ in range(4):
        quick.work()
        quick.clock.move(timedelta(days=31))
    assert [(row.state, row.error_code) for row in quick.rows()] == [("refused", Reason.BLOCKED)]


def test_the_administrator_says_how_much_is_kept(quick: Pump, friend: str):
    quick.line.quota(limit=100, used=85)
    see(quick)
    with quick.parts.database.begin() as db:
        quota.set_reserves(db, Reserves(0, 0))
    quick.say(to(friend, "step"))
    quick.work()
    assert quick.said(friend) == ["step"]


def test_plans_are_counted_until_they_are_closed(quick: Pump):
    now = quick.clock.now()
    quick.line.quota(limit=300, used=0)
    see(quick)
    with quick.parts.database.begin() as db:
        quota.plan(db, Plan("wave:1", Purpose.SURVEY, 90, now + timedelta(days=1), label="สำรวจความพึงพอใจ"))
        quota.plan(db, Plan("wave:1", Purpose.SURVEY, 80, now + timedelta(days=1)))  # planned again: changed
        quota.plan(db, Plan("news:7", Purpose.BROADCAST, 50, now + timedelta(days=60), "works"))  # another month
        assert quota.remaining(db, now).planned == 80
        assert quota.remaining(db, now).free == 220
        quota.close_plan(db, "wave:1", now)
        assert quota.remaining(db, now).planned == 0


def test_the_same_books_on_both_databases(running: Pump):
    who = str(running.line.person("สมชาย").id)
    for _ in range(3):
        running.say(to(who, purpose="result"))
        running.work()
    assert booked(running) == {("", "result"): (0, 3, 3)}
