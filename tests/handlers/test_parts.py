"""Who may do what with a part of a working group: the whole table of parts against one written out by hand."""

from itertools import product

import pytest

from handlers.cases.parts import (
    PART_MOVES,
    Part,
    PartAct,
    PartStatus,
    Seat,
    follows,
    open_acts,
    part_denial,
    seats,
    unfinished,
)
from handlers.cases.status import Denied, MoveName, Role, Status

# m an officer of the part's unit, l an officer of the leading unit, r registrar, h head.
SEATS = {"m": Seat.MEMBER, "l": Seat.LEAD, "r": Seat.REGISTRAR, "h": Seat.HEAD}
GRID = """
          assigned in_progress reported done released -> afterwards
accept    mh       .           .        .    .           in_progress
report    mh       mh          .        .    .           reported
return    .        .           lrh      lrh  .           in_progress
pass      .        .           lrh      .    .           done
release   rh       rh          rh       .    .           released
extend    rh       rh          .        .    .           same
"""
ROWS = {line.split()[0]: line.split()[1:] for line in GRID.strip().splitlines()[1:]}
CELLS = {
    (PartAct(act), status): {SEATS[letter] for letter in cell if letter != "."}
    for act, cells in ROWS.items()
    for status, cell in zip(PartStatus, cells, strict=False)
}
ALL = {"note": "เหตุผล", "has_picture": True}


def part(status: PartStatus) -> Part:
    return Part(1, "health", status)


def test_the_grid_names_every_act() -> None:
    assert set(ROWS) == {str(act) for act in PartAct} == {str(act) for act in PART_MOVES}


@pytest.mark.parametrize(("act", "status", "seat"), list(product(PartAct, PartStatus, Seat)))
def test_a_seat_may_act_exactly_where_the_grid_says(act: PartAct, status: PartStatus, seat: Seat) -> None:
    denied = part_denial(act, part(status), Status.IN_PROGRESS, frozenset({seat}), **ALL)  # type: ignore[arg-type]
    assert (denied is None) == (seat in CELLS[act, status])
    assert (act in open_acts(part(status), Status.IN_PROGRESS, frozenset({seat}))) == (seat in CELLS[act, status])


@pytest.mark.parametrize("act", PartAct)
def test_an_act_leads_where_the_grid_says(act: PartAct) -> None:
    assert str(PART_MOVES[act].target or "same") == ROWS[act][-1]


@pytest.mark.parametrize(("act", "case"), list(product(PartAct, Status)))
def test_parts_move_only_while_the_case_is_worked_on_and_are_sent_back_until_it_is_answered(
    act: PartAct, case: Status
) -> None:
    working = case in (Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING)
    back = act is PartAct.RETURN and case in (Status.REPORTED, Status.APPROVED)
    status = next(status for status in PartStatus if Seat.HEAD in CELLS[act, status])
    denied = part_denial(act, part(status), case, frozenset({Seat.HEAD}), **ALL)  # type: ignore[arg-type]
    assert denied is (None if working or back else Denied.STATUS)


def test_a_reason_or_a_proof_is_asked_for() -> None:
    head = frozenset({Seat.HEAD})
    for act, missing in ((PartAct.RETURN, Denied.NOTE), (PartAct.RELEASE, Denied.NOTE), (PartAct.REPORT, Denied.PROOF)):
        status = next(status for status in PartStatus if Seat.HEAD in CELLS[act, status])
        assert part_denial(act, part(status), Status.IN_PROGRESS, head, note=" ") is missing


@pytest.mark.parametrize("role", Role)
def test_everybody_sits_where_they_belong(role: Role) -> None:
    theirs, leads, none = (seats(role, unit, part(PartStatus.ASSIGNED), "works") for unit in ("health", "works", None))
    if role is Role.OFFICER:
        assert (theirs, leads, none) == ({Seat.MEMBER}, {Seat.LEAD}, frozenset())
    else:
        expected = {Seat(role.value)} if role in (Role.REGISTRAR, Role.HEAD) else frozenset()
        assert theirs == leads == none == expected


def states(*written: str) -> list[Part]:
    return [Part(number, f"unit{number}", PartStatus(one)) for number, one in enumerate(written)]


FOLLOWS = [
    (Status.ASSIGNED, ("assigned", "assigned"), None),
    (Status.ASSIGNED, ("in_progress", "assigned"), MoveName.ACCEPT),
    (Status.IN_PROGRESS, ("done", "reported"), None),
    (Status.IN_PROGRESS, ("done", "done"), MoveName.REPORT),
    (Status.IN_PROGRESS, ("done", "released"), MoveName.REPORT),
    (Status.IN_PROGRESS, ("released", "released"), None),
    (Status.WAITING, ("done", "done"), None),
    (Status.REPORTED, ("done", "done"), None),
    (Status.IN_PROGRESS, (), None),
]


@pytest.mark.parametrize(("case", "written", "expected"), FOLLOWS)
def test_the_case_follows_from_its_parts(case: Status, written: tuple[str, ...], expected: MoveName | None) -> None:
    assert follows(case, states(*written)) is expected


def test_a_group_is_unfinished_until_each_is_done_or_released() -> None:
    assert unfinished(states("done", "reported"))
    assert not unfinished(states("done", "released"))
