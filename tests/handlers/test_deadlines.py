"""The clock of a case: against the lawyer's table by the real calendar, and against what must hold of every history."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.office.offices import public_holidays
from handlers.cases.deadlines import (
    LIMITS,
    Passage,
    Pause,
    Priority,
    Rules,
    Step,
    Term,
    clock,
    days_of,
    paused_days,
    spells,
    working_days_between,
)
from handlers.cases.status import Status

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("deadlines.toml").read_text("utf-8"))["case"]
HOLIDAYS = frozenset({*public_holidays(2025), *public_holidays(2026)})


def way(written: list[str]) -> list[Passage]:
    found = []
    for line in written:
        day, _, status = line.partition(" ")
        status, _, pause = status.partition(":")
        found.append(Passage(date.fromisoformat(day), Status(status), Pause(pause) if pause else None))
    return found


def days(written: list[str]) -> set[date]:
    return {date.fromisoformat(one) for one in written}


def reckoned(told: dict[str, Any]) -> Any:
    holidays = (HOLIDAYS - days(told.get("open", []))) | days(told.get("closed", []))
    priority = Priority.URGENT if told.get("urgent") else Priority.NORMAL
    due_by = date.fromisoformat(told["due_by"]) if "due_by" in told else None
    passages = way(told["way"])
    today = date.fromisoformat(told["today"]) if "today" in told else passages[-1].day
    rules = Rules("road", priority, promised=told["days"], holidays=frozenset(holidays), due_by=due_by)
    return clock(passages, rules, today)


@pytest.mark.parametrize("told", CASES, ids=lambda told: told["en"])
def test_the_clock_is_that_of_the_lawyers_table(told: dict[str, Any]) -> None:
    found = reckoned(told)
    assert found.due == date.fromisoformat(told["due"]), told["th"]
    if "step" in told:
        assert found.step_due == date.fromisoformat(told["step"]), told["th"]


def test_the_nearest_term_holds() -> None:
    terms = (Term(Step.WORK, 9), Term(Step.WORK, 4, "road"), Term(Step.WORK, 2, "road", Priority.URGENT))
    assert days_of(terms, Step.WORK, "road", Priority.NORMAL) == 4
    assert days_of(terms, Step.WORK, "road", Priority.URGENT) == 2
    assert days_of(terms, Step.WORK, "waste", Priority.NORMAL) == 9
    assert days_of((), Step.WORK, "waste", Priority.NORMAL) is None
    assert days_of((), Step.TOTAL, "waste", Priority.URGENT) == 1


STATUSES = st.sampled_from([status for status in Status if status is not Status.MERGED])
STARTS = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@st.composite
def histories(draw: st.DrawFn) -> list[Passage]:
    """Any way through the statuses, forwards in time."""
    day = draw(STARTS)
    found = [Passage(day, Status.RECEIVED)]
    for _ in range(draw(st.integers(0, 8))):
        day += timedelta(days=draw(st.integers(0, 20)))
        status = draw(STATUSES)
        chosen = draw(st.sampled_from([Pause.CITIZEN, Pause.AGENCY, Pause.FORCE_MAJEURE]))
        found.append(Passage(day, status, chosen if status is Status.WAITING else None))
    return found


@settings(max_examples=120, deadline=None)
@given(histories(), st.integers(1, 20), st.integers(0, 40))
def test_the_whole_is_never_due_earlier_than_promised_and_always_on_a_working_day(
    passages: list[Passage], promised: int, later: int
) -> None:
    today = passages[-1].day + timedelta(days=later)
    found = clock(passages, Rules("road", Priority.NORMAL, promised=promised, holidays=HOLIDAYS), today)
    plain = clock(passages[:1], Rules("road", Priority.NORMAL, promised=promised, holidays=HOLIDAYS), today)
    assert found.due is not None and plain.due is not None
    assert found.due >= plain.due
    assert found.due.weekday() < 5 and found.due not in HOLIDAYS


@settings(max_examples=120, deadline=None)
@given(histories(), st.integers(0, 60))
def test_no_reason_takes_out_more_than_its_limit(passages: list[Passage], later: int) -> None:
    today = passages[-1].day + timedelta(days=later)
    named = [one for one in spells(passages) if one.status is Status.WAITING]
    assert len(paused_days(named, today, HOLIDAYS)) <= sum(LIMITS.values())
    for reason in LIMITS:
        mine = [one for one in named if one.pause is reason]
        assert len(paused_days(mine, today, HOLIDAYS)) <= LIMITS[reason]


@settings(max_examples=120, deadline=None)
@given(histories(), st.integers(1, 5))
def test_handing_on_moves_no_deadline(passages: list[Passage], times: int) -> None:
    handed = [*passages, *[Passage(passages[-1].day, passages[-1].status, passages[-1].pause)] * times]
    rules, today = Rules("road", Priority.NORMAL, holidays=HOLIDAYS), passages[-1].day
    assert clock(handed, rules, today) == clock(passages, rules, today)


@settings(max_examples=80, deadline=None)
@given(histories(), st.sets(STARTS, max_size=4))
def test_a_closed_day_that_is_announced_late_never_makes_a_case_due_earlier(
    passages: list[Passage], closed: set[date]
) -> None:
    today = passages[-1].day
    before = clock(passages, Rules("road", Priority.NORMAL, holidays=HOLIDAYS), today)
    after = clock(passages, Rules("road", Priority.NORMAL, holidays=HOLIDAYS | closed), today)
    running = all(one.status not in (Status.WAITING, Status.ANSWERED) for one in passages)
    if running and before.due and after.due:
        assert after.due >= before.due


@given(STARTS, st.integers(-40, 40))
def test_working_days_are_counted_alike_in_both_directions(day: date, passed: int) -> None:
    other = day + timedelta(days=passed)
    assert working_days_between(day, other, HOLIDAYS) == -working_days_between(other, day, HOLIDAYS)
