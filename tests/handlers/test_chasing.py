"""The ladder of a deadline: reminder, chasers, the head, the governor; and who is told when somebody is away."""

from datetime import date, timedelta

import pytest

from handlers.cases.chasing import Absence, Nudge, Pace, Person, Stage, addressees, nudge_day, nudges, present
from handlers.cases.deadlines import Step
from handlers.cases.status import Role

DUE = date(2026, 7, 8)  # a Wednesday
PACE = Pace()
PEOPLE = [Person(1, Role.REGISTRAR, None), Person(2, Role.OFFICER, "works"), Person(3, Role.OFFICER, "works"),
          Person(4, Role.OFFICER, "health"), Person(5, Role.HEAD, None)]  # fmt: skip
LADDER = [
    ("2026-07-06", ""), ("2026-07-07", "remind 1"), ("2026-07-08", "remind 1"), ("2026-07-09", "chase 1"),
    ("2026-07-13", "chase 1"), ("2026-07-14", "chase 2"), ("2026-07-17", "chase 3, escalate 1"),
    ("2026-08-03", "chase 5, escalate 1, governor 1"),
]  # fmt: skip


@pytest.mark.parametrize(("today", "expected"), LADDER)
def test_each_rung_comes_on_its_day(today: str, expected: str) -> None:
    holidays = frozenset({date(2026, 7, 28), date(2026, 7, 29), date(2026, 7, 30)})
    said = nudges(DUE, date.fromisoformat(today), PACE, holidays, frozenset())
    assert ", ".join(f"{one.stage} {one.number}" for one in said) == expected


def test_nothing_is_said_twice_and_a_long_silence_is_not_made_up_for() -> None:
    said: set[Nudge] = set()
    for passed in range(-5, 40):
        new = nudges(DUE, DUE + timedelta(days=passed), PACE, frozenset(), said)
        assert not said & set(new)
        said.update(new)
    assert len([one for one in said if one.stage is Stage.REMIND]) == 1
    late = nudges(DUE, DUE + timedelta(days=60), PACE, frozenset(), frozenset())
    assert len([one for one in late if one.stage is Stage.CHASE]) == 1


def test_the_day_of_each_rung_can_be_told_beforehand() -> None:
    for stage, number in ((Stage.CHASE, 2), (Stage.ESCALATE, 1), (Stage.GOVERNOR, 1)):
        day = nudge_day(DUE, Nudge(stage, number), PACE, frozenset())
        assert Nudge(stage, number) in nudges(DUE, day, PACE, frozenset(), frozenset())


TODAY = date(2026, 7, 9)
AWAY = Absence(2, TODAY, TODAY, 3)
WHO = [
    (Stage.REMIND, Step.WORK, "road", "works", 2, (), (2,)),
    (Stage.REMIND, Step.WORK, "road", "works", 2, (AWAY,), (3,)),
    (Stage.REMIND, Step.ACCEPT, "road", "works", None, (), (2, 3)),
    (Stage.CHASE, Step.WORK, "road", "works", 2, (Absence(2, TODAY, TODAY, None),), (5,)),
    (Stage.REMIND, Step.SCREEN, "road", None, None, (), (1,)),
    (Stage.REMIND, Step.SCREEN, "corruption", None, None, (), (5,)),  # the desk does not see it
    (Stage.CHASE, Step.APPROVE, "road", "works", 2, (), (5,)),
    (Stage.ESCALATE, Step.WORK, "road", "works", 2, (), (5,)),
    (Stage.GOVERNOR, Step.WORK, "road", "works", 2, (), (5,)),
    (Stage.REMIND, Step.ACCEPT, "road", "nowhere", None, (), (5,)),
]


@pytest.mark.parametrize(("stage", "step", "category", "unit", "officer", "away", "expected"), WHO)
def test_the_right_people_are_named(
    stage: Stage, step: Step, category: str, unit: str | None, officer: int | None, away: tuple[Absence, ...],
    expected: tuple[int, ...],
) -> None:  # fmt: skip
    assert addressees(stage, step, category, unit, officer, PEOPLE, away, TODAY) == expected


def test_stand_ins_of_stand_ins_are_found_and_circles_end() -> None:
    day = TODAY
    chain = [Absence(1, day, day, 2), Absence(2, day, day, 3)]
    assert present(1, chain, day) == 3
    assert present(1, chain, day + timedelta(days=1)) == 1
    assert present(1, [Absence(1, day, day, 2), Absence(2, day, day, 1)], day) is None
