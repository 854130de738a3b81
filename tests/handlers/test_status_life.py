"""Every status can be reached and left, means something to who waits, and has its words."""

from collections import deque

import pytest

from handlers.cases.cards import citizen_card, unit_card
from handlers.cases.progress import STEPS, accent_of, steps_done
from handlers.cases.status import MOVES, Denied, Group, MoveName, Role, Status, group_of
from handlers.messages import Accent
from tests.builders import case, office, wording

FINAL = {Status.REFUSED, Status.REFERRED, Status.WITHDRAWN}
GROUPS = {
    Group.OPEN: "received screened decided assigned in_progress reported approved reopened",
    Group.WAITING: "waiting answered",
    Group.CLOSED: "closed unconfirmed refused referred withdrawn merged",
}


def reachable(start: Status) -> set[Status]:
    found, todo = {start}, deque([start])
    while todo:
        here = todo.popleft()
        for move in MOVES.values():
            if here in move.sources and move.target not in found:
                found.add(move.target)
                todo.append(move.target)
    return found


def test_every_status_is_reached_from_the_first():
    assert reachable(Status.RECEIVED) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_every_status_but_the_final_ones_has_a_way_on(status: Status):
    onward = {move.target for move in MOVES.values() if status in move.sources} - {status}
    assert bool(onward) == (status not in FINAL)


@pytest.mark.parametrize("status", [status for status in Status if group_of(status) is not Group.CLOSED])
def test_every_open_status_can_be_moved_on_by_somebody_of_the_office_or_by_itself(status: Status):
    """A matter never hangs on the citizen alone."""
    staff = {Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.SYSTEM}
    assert any(status in move.sources and move.by & staff and move.target != status for move in MOVES.values())


@pytest.mark.parametrize("status", [status for status in Status if group_of(status) is Group.OPEN])
def test_every_open_status_leads_to_an_answer(status: Status):
    assert Status.ANSWERED in reachable(status)


@pytest.mark.parametrize(("group", "statuses"), GROUPS.items())
def test_a_status_is_in_its_group(group: Group, statuses: str):
    assert {str(status) for status in Status if group_of(status) is group} == set(statuses.split())


@pytest.mark.parametrize("status", Status)
def test_a_case_shows_how_far_it_is_with_a_colour_and_a_word_in_both_languages(status: Status):
    assert 1 <= steps_done(status) <= STEPS
    assert (steps_done(status) == STEPS) == (group_of(status) is Group.CLOSED)
    assert accent_of(status) not in (Accent.PLAIN, Accent.DANGER)
    for language in ("th", "en"):
        for card in (
            citizen_card(case(status=status), office(), wording(language)),
            unit_card(case(status=status), office(), wording(language), "🆕"),
        ):
            assert card.badge or (card.progress and card.progress.word)
            assert card.code in card.alt


def test_the_way_through_a_case_never_goes_back_in_the_eyes_of_who_waits():
    way = [Status.RECEIVED, Status.ASSIGNED, Status.IN_PROGRESS, Status.REPORTED, Status.ANSWERED, Status.CLOSED]
    steps = [steps_done(status) for status in way]
    assert steps == sorted(steps)
    assert steps[0] == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_status_move_and_refusal_has_its_words(language: str):
    words = wording(language)
    keys = [f"status.{status}" for status in Status]
    keys += [f"entry.{move}" for move in MoveName] + [f"denied.{denied}" for denied in Denied]
    assert [key for key in keys if not words.texts.get(key)] == []

