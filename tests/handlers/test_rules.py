"""The office's rules: which unit has a matter, what moves by itself, and by when an answer is promised."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.cases.facts import CaseFacts, Draft, Way
from handlers.cases.policy import due_day, next_by_itself, waited_since, way_of
from handlers.cases.routing import choose_unit
from handlers.cases.status import MOVES, MoveName, Status
from handlers.office import Policy, Rule
from nlp.reading import Kind
from tests.builders import NOW, RULES, case, office

GHOST = Rule("closed_unit", category="streetlight")
ROUTES = [
    ((), Kind.COMPLAINT, "road", None, "", None),
    ((Rule("a"), Rule("b")), Kind.COMPLAINT, "road", None, "", "a"),
    ((Rule("a", category="waste"), Rule("b")), Kind.COMPLAINT, "road", None, "", "b"),
    ((Rule("a", category="road"), Rule("b", category="road")), Kind.COMPLAINT, "road", None, "", "a"),
    ((Rule("a", kind="question"), Rule("b")), Kind.QUESTION, "road", None, "", "a"),
    ((Rule("a", kind="question"), Rule("b")), Kind.COMPLAINT, "road", None, "", "b"),
    ((Rule("a", area="moo5"), Rule("b")), Kind.COMPLAINT, "road", "moo5", "", "a"),
    ((Rule("a", area="moo5"), Rule("b")), Kind.COMPLAINT, "road", None, "", "b"),
    ((Rule("a", words=("เสาไฟ", "หม้อแปลง")), Rule("b")), Kind.COMPLAINT, "road", None, "หม้อแปลงระเบิด", "a"),
    ((Rule("a", words=("เสาไฟ",)), Rule("b")), Kind.COMPLAINT, "road", None, "ถนนพัง", "b"),
    ((Rule("a", "complaint", "road", "moo5", ("หลุม",)),), Kind.COMPLAINT, "road", "moo5", "หลุมลึก", "a"),
    ((Rule("a", "complaint", "road", "moo5", ("หลุม",)),), Kind.COMPLAINT, "road", "moo9", "หลุมลึก", None),
    ((Rule("a", "complaint", "road", "moo5", ("หลุม",)),), Kind.COMPLAINT, "road", "moo5", "แตก", None),
]


@pytest.mark.parametrize(("rules", "kind", "category", "area", "text", "expected"), ROUTES)
def test_the_first_rule_that_fits_in_every_condition_names_the_unit(
    rules: tuple[Rule, ...], kind: Kind, category: str, area: str | None, text: str, expected: str | None
):
    assert choose_unit(rules, kind, category, area, text) == expected


NO_ORDER = office(policy=Policy(standing_order=False))
BY_ITSELF = [
    (Status.RECEIVED, office(), False, "screen"),
    (Status.SCREENED, office(), False, "decide"),
    (Status.DECIDED, office(), False, "assign"),
    (Status.REPORTED, office(), False, "approve"),
    (Status.APPROVED, office(), False, "answer"),
    (Status.REPORTED, office(), True, None),
    (Status.APPROVED, office(), True, None),
    (Status.RECEIVED, NO_ORDER, False, None),
    (Status.SCREENED, NO_ORDER, False, None),
    (Status.REPORTED, NO_ORDER, False, None),
    (Status.APPROVED, NO_ORDER, False, None),
    (Status.DECIDED, NO_ORDER, False, "assign"),
    *((status, office(), False, None) for status in Status if status not in (
        Status.RECEIVED, Status.SCREENED, Status.DECIDED, Status.REPORTED, Status.APPROVED)),
]  # fmt: skip


@pytest.mark.parametrize(("status", "of", "reopened", "expected"), BY_ITSELF)
def test_what_moves_by_itself_is_what_the_head_delegated(status: Status, of: object, reopened: bool, expected: str):
    following = next_by_itself(case(status=status, unit=None), of, reopened=reopened)  # type: ignore[arg-type]
    assert (following and following[0]) == expected


@pytest.mark.parametrize("status", Status)
def test_what_moves_by_itself_is_a_move_of_the_table_for_the_system(status: Status):
    following = next_by_itself(case(status=status), office())
    if following is not None:
        move = MOVES[following[0]]
        assert "system" in move.by
        assert status in move.sources


def test_moving_by_itself_comes_to_rest():
    here, moves = case(status=Status.RECEIVED, unit=None), []
    while (following := next_by_itself(here, office())) is not None:
        moves.append(following[0])
        assert len(moves) < 10
        here = replace(here, status=MOVES[following[0]].target, unit=following[1].unit or here.unit)
    assert moves == [MoveName.SCREEN, MoveName.DECIDE, MoveName.ASSIGN]
    assert (here.status, here.unit) == (Status.ASSIGNED, "works")


UNITS = [
    (case(status=Status.DECIDED, unit="health"), RULES, "health"),
    (case(status=Status.DECIDED, unit=None, category="waste"), RULES, "health"),
    (case(status=Status.DECIDED, unit=None, kind=Kind.QUESTION), RULES, "clerk"),
    (case(status=Status.DECIDED, unit=None), (), None),
    (case(status=Status.DECIDED, unit=None), (GHOST,), None),
    (case(status=Status.DECIDED, unit=None), (GHOST, *RULES), "works"),
    (case(status=Status.DECIDED, unit="closed_unit"), RULES, "works"),
]


@pytest.mark.parametrize(("of", "rules", "expected"), UNITS)
def test_a_decided_case_goes_to_a_unit_that_there_is_or_waits_for_the_desk(
    of: CaseFacts, rules: tuple[Rule, ...], expected: str | None
):
    following = next_by_itself(of, office(rules=rules))
    assert (following[1].unit if following else None) == expected


@pytest.mark.parametrize(("urgent", "way"), [(True, Way.URGENT), (False, Way.GENERAL)])
def test_what_is_dangerous_goes_the_urgent_way(urgent: bool, way: Way):
    assert way_of(Draft(Kind.COMPLAINT, "x", "x", urgent=urgent)) is way


DUE = [
    (NOW, "streetlight", False, date(2026, 7, 6)),
    (NOW, "road", False, date(2026, 7, 10)),
    (NOW, "road", True, date(2026, 7, 2)),
    (datetime(2026, 7, 3, 10, tzinfo=UTC), "road", True, date(2026, 7, 6)),
    # A quarter past midnight on Saturday in Bangkok is still Friday in UTC.
    (datetime(2026, 7, 3, 17, 15, tzinfo=UTC), "streetlight", False, date(2026, 7, 8)),
    (datetime(2026, 7, 3, 16, 45, tzinfo=UTC), "streetlight", False, date(2026, 7, 8)),
    (datetime(2026, 7, 2, 17, 15, tzinfo=UTC), "streetlight", False, date(2026, 7, 8)),
    (datetime(2026, 7, 2, 16, 45, tzinfo=UTC), "streetlight", False, date(2026, 7, 7)),
    (datetime(2026, 7, 28, 3, tzinfo=UTC), "streetlight", True, date(2026, 7, 31)),
]


@pytest.mark.parametrize(("opened", "category", "urgent", "expected"), DUE)
def test_the_promise_counts_working_days_from_the_local_day(
    opened: datetime, category: str, urgent: bool, expected: date
):
    assert due_day(opened, category, office(), urgent=urgent) == expected


def test_an_answer_waits_seven_days_for_the_citizens_word():
    assert waited_since(NOW, office()) == NOW - timedelta(days=7)
