"""Who may see a case and write in it."""

from itertools import product

import pytest

from handlers.cases.access import RESTRICTED, may_link_group, may_see, may_write, sight_of, waits_for
from handlers.cases.status import MOVES, Role, Status
from nlp.taxonomy import CATEGORY_KEYS
from tests.builders import case

# role: own unit's case, another unit's, a case without a unit, own unit's about staff | may write
SEES = """
citizen        -  -  -  -  -
registrar      x  x  x  -  x
officer        x  -  -  -  x
head           x  x  x  x  x
administrator  x  x  x  x  -
auditor        x  x  x  x  -
system         -  -  -  -  -
"""
TABLE = {Role(line.split()[0]): [cell == "x" for cell in line.split()[1:]] for line in SEES.strip().splitlines()}
CASES = [
    case(unit="works"),
    case(unit="health"),
    case(unit=None),
    case(unit="works", category="corruption"),
]


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_what_the_table_says(role: Role):
    assert [may_see(role, "works", 7, one) for one in CASES] == TABLE[role][:4]


@pytest.mark.parametrize(("role", "category"), list(product(Role, sorted(RESTRICTED))))
def test_matters_about_staff_are_kept_from_those_who_work_beside_them(role: Role, category: str):
    assert may_see(role, "works", 7, case(category=category)) == (role in (Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR))


@pytest.mark.parametrize("role", Role)
def test_who_writes_sees_and_no_auditor_or_administrator_writes(role: Role):
    for one in CASES:
        writes = may_write(role, "works", 7, one)
        assert writes == (TABLE[role][4] and may_see(role, "works", 7, one))


@pytest.mark.parametrize("role", Role)
def test_nobody_sees_anything_without_an_account(role: Role):
    assert not any(may_see(role, "works", None, one) or may_write(role, "works", None, one) for one in CASES)


def test_an_officer_without_a_unit_sees_nothing():
    assert sight_of(Role.OFFICER, None).nothing
    assert not any(may_see(Role.OFFICER, unit, 7, one) for unit in (None, "") for one in CASES)


def test_the_restricted_matters_are_categories():
    assert set(CATEGORY_KEYS) >= RESTRICTED


@pytest.mark.parametrize("role", Role)
def test_only_heads_and_administrators_bind_groups(role: Role):
    assert may_link_group(role) == (role in (Role.HEAD, Role.ADMINISTRATOR))


@pytest.mark.parametrize("role", Role)
def test_what_waits_for_a_role_is_what_it_can_move_on(role: Role):
    for status in waits_for(role):
        assert any(status in move.sources and role in move.by and move.target != status for move in MOVES.values())


def test_every_open_status_of_the_office_waits_for_somebody():
    """In `waiting` and `answered` it is the citizen who is waited for."""
    somebody = {status for role in Role for status in waits_for(role)}
    assert set(Status) - somebody == {
        Status.WAITING, Status.ANSWERED, Status.CLOSED, Status.UNCONFIRMED, Status.REFUSED, Status.REFERRED,
        Status.WITHDRAWN, Status.MERGED,
    }  # fmt: skip
