"""Staff at work in LINE: the buttons of an alert, the same by typing, and what is said when a button comes too late."""

from collections.abc import Sequence

from handlers.cases.access import RESTRICTED, may_see
from handlers.cases.cards import unit_card
from handlers.cases.facts import CaseFacts, Happened, Moved
from handlers.cases.notices import masked
from handlers.cases.reference import find_reference
from handlers.cases.status import Denied, MoveName, Role, Status, denial
from handlers.commands import awake
from handlers.conversation.beginning import open_session, put_aside
from handlers.conversation.engine import advance, ask_again
from handlers.conversation.flows.work import WORK
from handlers.conversation.typed import plain
from handlers.events import ButtonPressed, TextSent
from handlers.messages import Choice, Message, Open, Text
from handlers.postbacks import CaseAct, decode
from handlers.turn import Known, MoveCase, TellPrivately, Turn

FLOWS_OF_WORK = frozenset(flow.name for flow in WORK)
# What a button leads to: the move that must be possible for it to begin.
_MOVES = {
    "accept": MoveName.ACCEPT,
    "hand_on": MoveName.HAND_ON,
    "inquire": MoveName.ASK,
    "report": MoveName.REPORT,
}
ACTS = (*_MOVES, "work")
_LATE = frozenset({Denied.STATUS, Denied.UNIT, Denied.CHANGED})  # somebody was faster; the rest is no right to it


def is_work(what: object, known: Known) -> bool:
    """Tell whether something is the office's own work: it needs no citizen's consent, and words in it are no call."""
    if known.staff is None:
        return False
    session = known.session
    if session is not None and session.flow == "cancelled":
        session = session.under
    if session is not None and session.flow in FLOWS_OF_WORK:
        return True
    if isinstance(what, ButtonPressed):
        act = decode(what.data)
        return isinstance(act, CaseAct) and act.act in ACTS
    return isinstance(what, TextSent) and named_for_work(what.text, known)


def named_for_work(text: str, known: Known) -> bool:
    """Tell whether a typed reference names a case of the person's work, and not one that they brought themselves."""
    named = known.staff is not None and known.case is not None and find_reference(text) is not None
    return named and known.own_case is None and _sees(known)


def press(data: str, known: Known, *, alone: bool) -> Turn:
    """Return what a button on an alert does for whoever pressed it, in a group or alone with us."""
    act = decode(data)
    if not isinstance(act, CaseAct) or act.act not in ACTS:
        return Turn(session=known.session)
    return _act(act.act, known, alone=alone)


def by_words(text: str, known: Known, *, alone: bool) -> Turn:
    """Return what typing a reference does, alone or with the name of an act, as `รับเรื่อง 70-000123-4`."""
    said = plain(text)
    acts = [act for act in _MOVES if any(plain(word) in said for word in known.wording.words(f"typed.{act}"))]
    return _act(acts[0] if acts else "work", known, alone=alone)


def _act(act: str, known: Known, *, alone: bool) -> Turn:
    if known.staff is None:
        return _say("alert.who_are_you", known)
    if known.case is None or (known.case.category in RESTRICTED and not _sees(known)):
        return _say("alert.no_case", known)
    if act == "work":
        return _say("alert.no_case", known) if not _sees(known) else Turn(say=shown(known.case, known),
                                                                           session=known.session)  # fmt: skip
    denied = _denied(_MOVES[act], known.case, known)
    if denied is not None:
        return Turn(say=refused(denied, known.case, known), session=known.session, keep=False)
    if act == "accept":
        return Turn(effects=(MoveCase(known.case.id, MoveName.ACCEPT, as_staff=True),), session=known.session)
    return _begin(act, known.case, known) if alone else _go_on_alone(known.case, known)


def _begin(act: str, case: CaseFacts, known: Known) -> Turn:
    """Ask what the act needs; where it is asked already, the question is repeated."""
    here = awake(known.session)
    if here is not None and here.flow == act and here.answers.get("case") == case.id:
        return ask_again(here, known)
    told = {"case": case.id, "title": f"{case.reference} {case.title}", "from_unit": case.unit or ""}
    return advance(open_session(act, known, told, put_aside(here)), known)


def _go_on_alone(case: CaseFacts, known: Known) -> Turn:
    """In a group there is no room for a dialogue: the case is handed to the person in their own chat."""
    staff = known.staff
    assert staff is not None
    private = TellPrivately(known.person.line_id, shown(case, known), case.id)
    words = Text(known.wording.say("work.alone", name=staff.name, reference=case.reference))
    return Turn(say=(words,), effects=(private,), keep=False)


def shown(case: CaseFacts, known: Known) -> tuple[Message, ...]:
    """Return a case as its unit sees it, with what can be done."""
    heading = known.wording.say(f"work.status.{case.status}")
    return (unit_card(masked(case), known.office, known.wording, heading),)


def done(happened: Sequence[Happened], known: Known, *, alone: bool) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """Return what is said here, and what in the person's own chat, when they made a move in LINE.

    In a group the unit's own notice says that a case was taken; the dialogue about it goes on alone.
    """
    moved = next((one for one in happened if isinstance(one, Moved)), None)
    if moved is None:
        return (), ()
    case = happened[-1].case
    if moved.move is MoveName.ACCEPT:
        card = shown(case, known)
        words = Text(known.wording.say("work.done_accept", reference=case.reference))
        return ((words, *card), ()) if alone else ((), (words, *card))
    key = f"work.done_{moved.move}"
    if moved.move is MoveName.REPORT and case.status is Status.ANSWERED:
        key = "work.done_answered"
    unit = known.office.unit(case.unit)
    name = unit.name(known.wording.language) if unit else ""
    return (Text(known.wording.say(key, reference=case.reference, unit=name)),), ()


def refused(denied: Denied, case: CaseFacts, known: Known) -> tuple[Message, ...]:
    """Return why an act is not done: a button that came too late says so, where the case is now and who has it."""
    say, wording = known.wording.say, known.wording
    if denied not in _LATE:
        return (Text(say(f"denied.{denied}")),)
    if denied is Denied.STATUS and case.status is Status.IN_PROGRESS and case.officer:
        return (Text(say("alert.taken_already", reference=case.reference, name=case.officer)),)
    unit = known.office.unit(case.unit)
    name = unit.name(wording.language) if unit else known.office.name(wording.language)
    who = f"{name} · {case.officer}" if case.officer and _sees_case(case, known) else name
    status = say(f"work.status.{case.status}")
    buttons = (Choice(say("label.open_case"), Open(f"/console/cases/{case.id}")),) if _sees_case(case, known) else ()
    return (Text(say("work.too_late", reference=case.reference, status=status, who=who), buttons),)


def _denied(move: MoveName, case: CaseFacts, known: Known) -> Denied | None:
    staff = known.staff
    assert staff is not None
    denied = denial(move, case.status, Role(staff.role), same_unit=staff.unit == case.unit, kind=case.kind)
    # What the act still needs is asked for in the dialogue.
    return None if denied in (Denied.NOTE, Denied.PROOF, Denied.TARGET_UNIT, Denied.TARGET_CASE) else denied


def _sees(known: Known) -> bool:
    return known.case is not None and _sees_case(known.case, known)


def _sees_case(case: CaseFacts, known: Known) -> bool:
    staff = known.staff
    return staff is not None and may_see(Role(staff.role), staff.unit, staff.id, case)


def _say(key: str, known: Known) -> Turn:
    return Turn(say=(Text(known.wording.say(key)),), session=known.session, keep=False)
