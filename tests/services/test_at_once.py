"""Many at once: numbers stay unique, one of two who act at the same moment wins, and a code is good for one."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from bot.services.casework.cases import MoveDeniedError
from handlers.cases.status import Brought, Denied, MoveName, Status
from storage.cases import CaseRow
from storage.staff import LinkCodeRow, StaffRow
from tests.services.hall import Hall

MANY = 8


def all_at_once(act: Callable[[int], object], times: int = MANY) -> list[object]:
    """Do something in many threads that start together; what each came to, errors included."""
    gate = threading.Barrier(times)

    def one(number: int) -> object:
        gate.wait(10)
        try:
            return act(number)
        except Exception as problem:
            return problem

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_reference_numbers_are_unique_and_without_a_gap_also_in_a_new_year(hall: Hall):
    made = all_at_once(lambda number: [hall.open() for _ in range(3)])
    assert [one for one in made if isinstance(one, Exception)] == []
    digits = sorted(row.digits for row in hall.rows(CaseRow))
    assert [int(one[3:9]) for one in digits] == list(range(1, 3 * MANY + 1))


def test_of_two_who_take_a_case_at_once_one_has_it(hall: Hall):
    case_id = hall.open()
    made = all_at_once(lambda number: hall.move(case_id, MoveName.ACCEPT, "officer"))
    lost = [one for one in made if isinstance(one, Exception)]
    assert len(lost) == MANY - 1
    assert {one.denied for one in lost if isinstance(one, MoveDeniedError)} == {Denied.STATUS}
    assert all(isinstance(one, MoveDeniedError) for one in lost)
    assert [entry.move for entry in hall.history(case_id)].count("accept") == 1


def test_of_many_who_act_on_the_same_page_one_wins_and_the_others_hear_that_it_changed(hall: Hall):
    case_id = hall.case(Status.IN_PROGRESS)
    version = hall.row(case_id).version

    def visit(number: int) -> object:
        return hall.move(case_id, MoveName.VISIT, "officer", Brought(note=str(number)), version=version)

    lost = [one for one in all_at_once(visit) if isinstance(one, Exception)]
    assert len(lost) == MANY - 1
    assert [one.denied for one in lost if isinstance(one, MoveDeniedError)] == [Denied.CHANGED] * (MANY - 1)
    assert [entry.move for entry in hall.history(case_id)].count("visit") == 1


def test_different_moves_at_once_leave_a_history_that_fits_together(hall: Hall):
    case_id = hall.open()
    acts = [
        ("officer", MoveName.ACCEPT, Brought()),
        ("head", MoveName.REFUSE, Brought(note="นอกเขต")),
        ("registrar", MoveName.REFER, Brought(note="ของกรมทางหลวง")),
        ("officer", MoveName.HAND_ON, Brought(unit="health", note="x")),
    ]
    made = all_at_once(lambda number: hall.move(case_id, acts[number][1], acts[number][0], acts[number][2]), len(acts))
    assert all(isinstance(one, MoveDeniedError) for one in made if isinstance(one, Exception))
    history = hall.history(case_id)
    assert all(one.after == other.before for one, other in pairwise(history) if other.before)
    assert history[-1].after == hall.row(case_id).status


def test_adding_and_moving_at_once_loses_nothing(hall: Hall):
    case_id = hall.case(Status.IN_PROGRESS)
    actor = hall.actor("officer")
    made = all_at_once(lambda number: hall.parts.desk.reply(case_id, actor, f"ข้อความ {number}"))
    assert [one for one in made if isinstance(one, Exception)] == []
    said = {entry.note for entry in hall.history(case_id)}
    assert {f"ข้อความ {number}" for number in range(MANY)} <= said


def test_a_code_used_by_many_at_once_links_one(hall: Hall):
    code = hall.parts.desk.link_code(staff_id=hall.staff["officer"])
    users = [f"U{number:032x}" for number in range(MANY)]
    all_at_once(lambda number: hall.say(f"ผูก {code}", user=users[number]))
    with hall.parts.database.reading() as db:
        assert db.get_one(StaffRow, hall.staff["officer"]).line_id in users
        assert db.get_one(LinkCodeRow, code).used_at is not None


def test_a_citizen_whose_double_tap_arrives_twice_confirms_once(hall: Hall):
    case_id = hall.case(Status.ANSWERED)
    all_at_once(lambda number: hall.press(f"a=solved&n={case_id}"), 2)
    assert [entry.move for entry in hall.history(case_id)].count("confirm") == 1
