"""Who may move what where: the whole table of moves against one written out by hand."""

from itertools import product

import pytest

from handlers.cases.status import MOVES, Brought, Denied, MoveName, Plan, Role, Status, denial, open_moves
from nlp.reading import Kind

ROLES = {
    "c": Role.CITIZEN, "r": Role.REGISTRAR, "o": Role.OFFICER, "h": Role.HEAD, "a": Role.ADMINISTRATOR,
    "u": Role.AUDITOR, "s": Role.SYSTEM,
}  # fmt: skip

# One row a move, one column a status. A cell names who may: c citizen, r registrar, o officer of the unit that has the
# case, h head, s by itself; a dot is nobody. (Administrators and auditors move nothing.) The last column is where the
# case stands afterwards.
GRID = """
             rec  scr  dec  ass  inp  wai  rep  app  ans  reo  clo  unc  ref  rfd  wit  mer  -> afterwards
screen       rhs  .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    screened
decide       .    hs   .    .    .    .    .    .    .    hs   .    .    .    .    .    .    decided
assign       .    .    rhs  .    .    .    .    .    .    rhs  .    .    .    .    .    .    assigned
accept       .    .    .    ohs  .    .    .    .    .    .    .    .    .    .    .    .    in_progress
hand_on      .    .    .    roh  roh  roh  .    .    .    .    .    .    .    .    .    .    assigned
visit        .    .    .    .    o    .    .    .    .    .    .    .    .    .    .    .    in_progress
ask          .    .    .    roh  roh  .    .    .    .    .    .    .    .    .    .    .    waiting
resume       .    .    .    .    .    crohs .   .    .    .    .    .    .    .    .    .    in_progress
report       .    .    .    .    ohs  .    .    .    .    .    .    .    .    .    .    .    reported
return       .    .    .    .    .    .    rh   rh   .    .    .    .    .    .    .    .    in_progress
approve      .    .    .    .    .    .    hs   .    .    .    .    .    .    .    .    .    approved
answer       .    .    .    .    .    .    .    rhs  .    .    .    .    .    .    .    .    answered
confirm      .    .    .    .    .    .    .    .    c    .    .    .    .    .    .    .    closed
expire       .    .    .    .    .    .    .    .    s    .    .    .    .    .    .    .    unconfirmed
reopen       .    .    .    .    .    .    .    .    ch   .    ch   ch   .    .    .    .    reopened
refuse       h    h    h    h    h    .    .    .    .    h    .    .    .    .    .    .    refused
refer        rh   rh   rh   rh   rh   .    .    .    .    rh   .    .    .    .    .    .    referred
withdraw     c    c    c    c    c    c    c    c    .    c    .    .    .    .    .    .    withdrawn
merge        rh   rh   rh   rh   rh   rh   .    .    .    rh   .    .    .    .    .    .    merged
unmerge      .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    rh   screened
acknowledge  .    .    .    roh  roh  .    .    .    .    .    .    .    .    .    .    .    closed
dispatch     h    h    h    .    .    .    .    .    .    h    .    .    .    .    .    .    assigned
convene      h    h    h    h    h    .    .    .    .    h    .    .    .    .    .    .    assigned
raise        .    .    .    ro   ro   .    .    .    .    .    .    .    .    .    .    .    screened
hold         .    .    .    roh  roh  .    .    .    .    .    .    .    .    .    .    .    waiting
"""
NAMES = (
    "received screened decided assigned in_progress waiting reported approved answered reopened closed unconfirmed "
    "refused referred withdrawn merged"
)
COLUMNS = NAMES.split()
# What must come with a move, in words: a reason, a unit, an after-photo or else a reason, another case.
NEEDS = {
    "assign": {"unit"}, "hand_on": {"unit", "note"}, "ask": {"note"}, "report": {"proof"}, "return": {"note"},
    "reopen": {"note"}, "refuse": {"note"}, "refer": {"note"}, "merge": {"target"}, "unmerge": {"note"},
    "dispatch": {"unit"}, "convene": {"unit", "note", "parts"}, "raise": {"note"}, "hold": {"note", "reason"},
}  # fmt: skip
ONLY_FOR = {"acknowledge": {Kind.COMPLIMENT, Kind.SUGGESTION}}
PARTS = (Plan("works"), Plan("health", "ตรวจน้ำ", 5))
ALL_BROUGHT = Brought("เหตุผล", "works", True, 2, "agency", PARTS)

ROWS = {line.split()[0]: line.split()[1:] for line in GRID.strip().splitlines()[1:]}
CELLS = {
    (MoveName(move), Status(status)): {ROLES[letter] for letter in cell if letter != "."}
    for move, cells in ROWS.items()
    for status, cell in zip(COLUMNS, cells, strict=False)
}
KIND_OF = {MoveName.ACKNOWLEDGE: Kind.COMPLIMENT}


def asked(move: MoveName, status: Status, role: Role, **more: object) -> Denied | None:
    kind = KIND_OF.get(move, Kind.COMPLAINT)
    return denial(move, status, role, **({"brought": ALL_BROUGHT, "kind": kind} | more))  # type: ignore[arg-type]


def test_the_grid_names_every_move_and_every_status():
    assert set(ROWS) == {str(move) for move in MoveName} == {str(move) for move in MOVES}
    assert [str(status) for status in Status] == COLUMNS
    assert all(len(cells) == len(COLUMNS) + 1 for cells in ROWS.values())


@pytest.mark.parametrize(("move", "role"), list(product(MoveName, Role)))
def test_a_role_may_make_a_move_exactly_where_the_grid_says(move: MoveName, role: Role):
    for status in Status:
        assert (asked(move, status, role) is None) == (role in CELLS[move, status]), status


@pytest.mark.parametrize("move", MoveName)
def test_a_move_leads_to_the_status_that_the_grid_names(move: MoveName):
    assert MOVES[move].target == ROWS[move][-1]


@pytest.mark.parametrize(("move", "role"), list(product(MoveName, Role)))
def test_who_may_never_make_a_move_hears_that_and_otherwise_that_the_status_is_wrong(move: MoveName, role: Role):
    ever = any(role in CELLS[move, status] for status in Status)
    for status in Status:
        if role not in CELLS[move, status]:
            assert asked(move, status, role) is (Denied.STATUS if ever else Denied.ROLE)


@pytest.mark.parametrize("move", MoveName)
def test_an_officer_moves_only_cases_of_their_own_unit_and_others_are_not_bound(move: MoveName):
    for status, role in product(Status, Role):
        if role in CELLS[move, status]:
            expected = Denied.UNIT if role is Role.OFFICER else None
            assert asked(move, status, role, same_unit=False) is expected


@pytest.mark.parametrize("move", MoveName)
def test_a_move_needs_exactly_what_is_written_down(move: MoveName):
    assert {str(need) for need in MOVES[move].needs} == NEEDS.get(move, set())


LACKING = [
    ("assign", Brought(), Denied.TARGET_UNIT),
    ("hand_on", Brought(note="ไม่ใช่งานของเรา"), Denied.TARGET_UNIT),
    ("hand_on", Brought(unit="health"), Denied.NOTE),
    ("ask", Brought(note="  \n"), Denied.NOTE),
    ("report", Brought(), Denied.PROOF),
    ("report", Brought(note=" "), Denied.PROOF),
    ("report", Brought(has_picture=True), None),
    ("report", Brought(note="ถ่ายรูปไม่ได้ ฝนตก"), None),
    ("refuse", Brought(has_picture=True), Denied.NOTE),
    ("refer", Brought(), Denied.NOTE),
    ("reopen", Brought(), Denied.NOTE),
    ("return", Brought(), Denied.NOTE),
    ("unmerge", Brought(), Denied.NOTE),
    ("merge", Brought(), Denied.TARGET_CASE),
    ("merge", Brought(target_case=3), None),
    ("hold", Brought(note="รอการไฟฟ้า"), Denied.REASON),
    ("hold", Brought(reason="agency"), Denied.NOTE),
    ("convene", Brought("คำสั่ง", "works"), Denied.PARTS),
    ("convene", Brought("คำสั่ง", "works", parts=PARTS[:1]), Denied.PARTS),
    ("convene", Brought("คำสั่ง", parts=PARTS), Denied.TARGET_UNIT),
    ("convene", Brought("คำสั่ง", "works", parts=PARTS), None),
    ("dispatch", Brought(), Denied.TARGET_UNIT),
    ("raise", Brought(), Denied.NOTE),
    ("screen", Brought(), None),
]


@pytest.mark.parametrize(("move", "brought", "expected"), LACKING)
def test_what_is_missing_is_named(move: str, brought: Brought, expected: Denied | None):
    name = MoveName(move)
    for status, role in product(Status, Role):
        if role in CELLS[name, status]:
            assert asked(name, status, role, brought=brought) is expected


@pytest.mark.parametrize(("move", "kind"), list(product(MoveName, Kind)))
def test_a_move_is_for_the_kinds_that_are_written_down(move: MoveName, kind: Kind):
    fits = kind in ONLY_FOR.get(move, set(Kind))
    for status, role in product(Status, Role):
        if role in CELLS[move, status]:
            assert asked(move, status, role, kind=kind) is (None if fits else Denied.KIND)


@pytest.mark.parametrize(("status", "role"), list(product(Status, Role)))
def test_the_moves_offered_are_those_of_the_grid(status: Status, role: Role):
    for kind in (Kind.COMPLAINT, Kind.COMPLIMENT):
        expected = {m for m in MoveName if role in CELLS[m, status] and kind in ONLY_FOR.get(m, set(Kind))}
        offered = open_moves(status, role, kind=kind)
        assert set(offered) == expected
        assert list(offered) == [move for move in MOVES if move in expected]


@pytest.mark.parametrize("status", Status)
def test_an_officer_of_another_unit_is_offered_nothing(status: Status):
    assert open_moves(status, Role.OFFICER, same_unit=False) == ()
