"""Who may see a case, as the pure rule and as the database's condition: the two must always agree."""

from dataclasses import dataclass
from datetime import date

import pytest

from handlers.cases.access import RESTRICTED, may_link_group, may_see, may_write, sight_of, waits_for
from handlers.cases.status import MOVES, Role
from storage.finding import worklist
from storage.finding.worklist import Wanted
from tests.console.town import Town


@dataclass
class Paper:
    category: str
    unit: str | None
    partners: tuple[str, ...] = ()


OURS = (Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR)


@pytest.mark.parametrize(
    ("role", "unit", "case_unit", "category", "sees", "writes"),
    [
        (Role.REGISTRAR, None, "works", "road", True, True),
        (Role.REGISTRAR, None, None, "road", True, True),
        (Role.REGISTRAR, None, "works", "corruption", False, False),
        (Role.OFFICER, "works", "works", "road", True, True),
        (Role.OFFICER, "works", "health", "road", False, False),
        (Role.OFFICER, "works", None, "road", False, False),
        (Role.OFFICER, None, None, "road", False, False),
        (Role.OFFICER, "works", "works", "staff_conduct", False, False),
        (Role.HEAD, None, "works", "staff_conduct", True, True),
        (Role.ADMINISTRATOR, None, "works", "corruption", True, False),
        (Role.AUDITOR, None, "works", "corruption", True, False),
        (Role.AUDITOR, None, "works", "road", True, False),
        (Role.CITIZEN, None, "works", "road", False, False),
        (Role.SYSTEM, None, "works", "road", False, False),
    ],
)
def test_roles_see_and_write_what_is_theirs(role, unit, case_unit, category, sees, writes):
    case = Paper(category, case_unit)
    assert may_see(role, unit, 1, case) is sees
    assert may_write(role, unit, 1, case) is writes
    assert not may_see(role, unit, None, case), "without an account nobody sees anything"


def test_only_head_and_administrator_bind_groups():
    assert [role for role in OURS if may_link_group(role)] == [Role.HEAD, Role.ADMINISTRATOR]


@pytest.mark.parametrize("role", OURS)
def test_what_waits_for_a_role_has_a_move_that_the_role_may_make(role):
    for status in waits_for(role):
        assert any(status in move.sources and role in move.by for move in MOVES.values()), status


def test_the_databases_condition_says_the_same_as_the_rule(town: Town):
    cases = {
        town.case(unit=unit, category=category): Paper(category, unit)
        for unit in ("works", "health", None)
        for category in ("road", *sorted(RESTRICTED))
    }
    for role in (*OURS, Role.CITIZEN):
        for unit in ("works", "health", None):
            sight = sight_of(role, unit)
            with town.parts.database.reading() as db:
                page = worklist.page(db, sight, Wanted(), date(2026, 7, 1))
                numbers = worklist.counts(db, sight, Wanted(), ["all"], date(2026, 7, 1))
                searched = worklist.counts(db, sight, Wanted(words="ไฟ"), ["all"], date(2026, 7, 1))
            allowed = {case_id for case_id, paper in cases.items() if may_see(role, unit, 1, paper)}
            assert {row.id for row in page.cases} == allowed, (role, unit)
            assert numbers == searched == {"all": len(allowed)}
