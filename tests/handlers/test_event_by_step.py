"""Every kind of event at every step of every flow, alone and in a group: a turn, no error, nothing lost unsaid."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.conversation.session import Session
from handlers.events import MessageUnsent, SourceKind, What
from handlers.take import take
from handlers.turn import (
    AddToCase,
    HandIn,
    KeepAnswers,
    KeepLabel,
    KeepPoll,
    Known,
    MoveCase,
    OpenCase,
    SavePerson,
    Turn,
)
from tests.builders import NOW, case, event, known, office, person, staff, stranger
from tests.handlers.steps import ALL_SESSIONS, CASES, COMPLAINT_ASIDE, EVERYTHING, NAMES, OUTSIDE, OWN, SOME, WAVES
from tests.handlers.talk import Talk, check, through_json

KEPT = (OpenCase, AddToCase, MoveCase, KeepPoll, KeepLabel, KeepAnswers, HandIn)


def threads(session: Session | None) -> set[str]:
    """The ids of a session and of all that lie beneath it."""
    found = set()
    while session is not None:
        found.add(session.id)
        session = session.under
    return found


def turn_of(what: What, session: Session | None, **changes: object) -> Turn:
    """One turn, with the cases of the steps at hand, its effects performed."""
    talk = Talk(known(**{"cases": CASES, "waves": WAVES, **changes}), session)
    talk.send(what)
    return talk.turn


def accounted_for(session: Session, turn: Turn, what: What) -> None:
    """A thread is still there, or something was kept of it, or it was taken back; a poll may be put down."""
    gone = threads(session) - threads(turn.session)
    if gone and session.flow not in ("poll", "sort") and not isinstance(what, MessageUnsent):
        kept = (*KEPT, SavePerson) if session.flow == "fix_phone" else KEPT
        assert any(isinstance(effect, kept) for effect in turn.effects), f"{gone} went without a word"


@pytest.mark.parametrize("session", ALL_SESSIONS, ids=NAMES)
def test_everything_may_happen_at_every_step(session: Session):
    for what in EVERYTHING:
        turn = turn_of(what, session)
        accounted_for(session, turn, what)


@pytest.mark.parametrize("session", ALL_SESSIONS, ids=NAMES)
def test_everything_may_happen_at_every_step_with_a_complaint_put_aside(session: Session):
    both = replace(session, under=COMPLAINT_ASIDE)
    for what in SOME:
        turn = turn_of(what, both)
        if not isinstance(what, MessageUnsent):
            assert "s0" in threads(turn.session), what


@pytest.mark.parametrize("session", OUTSIDE, ids=["nothing", "consent", "cancelled"])
def test_everything_may_happen_where_no_flow_is_open(session: Session | None):
    for what in EVERYTHING:
        turn_of(what, session)
        turn_of(what, session, person=person(language="en"), staff=staff())


@pytest.mark.parametrize("session", [*OUTSIDE[:2], *ALL_SESSIONS], ids=["nothing", "consent", *NAMES])
def test_everything_may_happen_before_consent_and_when_the_notice_changed(session: Session | None):
    for what in SOME:
        turn_of(what, session, person=stranger())
        turn = turn_of(what, session, office=office(notice_version="2"))
        if session and session.flow != "consent" and "decline" not in str(what) and "ไม่ตกลง" not in str(what):
            accounted_for(session, turn, what)


def in_group(what: What, kind: SourceKind = SourceKind.GROUP, user: str | None = "U" + "9" * 32, **of: object) -> Turn:
    here: Known = known(person=person(line_id=user or "", id=None), **of)
    return take(event(what, kind, user=user), here)


WHO = [
    {},
    {"group_unit": "works"},
    {"group_unit": "works", "staff": staff(), "case": OWN[101]},
    {"staff": staff(unit="health"), "case": OWN[101]},
    {"staff": staff(), "case": case(category="corruption")},
    {"staff": staff(), "case": OWN[104]},
]


@pytest.mark.parametrize("known_there", WHO)
@pytest.mark.parametrize("kind", [SourceKind.GROUP, SourceKind.ROOM])
@pytest.mark.parametrize("user", ["U" + "9" * 32, None])
def test_everything_may_happen_in_a_group_and_no_session_begins_there(
    kind: SourceKind, user: str | None, known_there: dict[str, object]
):
    for what in SOME:
        turn = in_group(what, kind, user, **known_there)
        check(turn)
        assert turn.session is None


@pytest.mark.parametrize("session", ALL_SESSIONS, ids=NAMES)
def test_what_line_wants_no_answer_to_changes_nothing(session: Session):
    for what in SOME:
        here = known(cases=CASES, session=session)
        silent = take(event(what, silent=True), here)
        nowhere = take(replace(event(what), source=None), here)
        assert not silent.say
        assert not nowhere.say
        assert not nowhere.effects
        if not isinstance(what, MessageUnsent):
            assert (silent.session, silent.effects) == (session, ())


AGEING = [one for one in ALL_SESSIONS if one.flow != "survey"]


@pytest.mark.parametrize("session", AGEING, ids=lambda one: f"{one.flow}/{one.step}")
def test_a_session_is_dropped_after_a_week_and_not_before(session: Session):
    for days, kept in ((6, True), (8, False)):
        here = known(cases=CASES, session=through_json(session), now=NOW + timedelta(days=days))
        for what in SOME:
            turn = take(event(what), here)
            check(turn)
            if not kept:
                assert session.id not in threads(turn.session)


@pytest.mark.parametrize("session", ALL_SESSIONS, ids=NAMES)
def test_a_session_of_an_older_flow_goes_on_in_the_flow_of_today(session: Session):
    old = replace(session, revision=0)
    for what in SOME:
        turn_of(what, old)
        turn_of(what, replace(session, flow="no more"))
        turn_of(what, replace(session, under=replace(COMPLAINT_ASIDE, revision=0, step="no more")))
        turn_of(what, replace(session, under=replace(COMPLAINT_ASIDE, flow="no more")))
