"""In a group: alerts of a unit and their buttons; otherwise silent unless called by name."""

from collections.abc import Callable

from handlers.cases.access import RESTRICTED, sight_of
from handlers.cases.facts import CaseFacts
from handlers.cases.status import Denied, MoveName, Role, Status, denial
from handlers.codes import code_in
from handlers.events import ButtonPressed, Event, Joined, TextSent
from handlers.messages import Text
from handlers.postbacks import CaseAct, decode
from handlers.turn import Known, MoveCase, StaffMember, Turn, UseCode

_ALREADY = {Status.IN_PROGRESS, Status.WAITING, Status.REPORTED, Status.APPROVED, Status.ANSWERED, Status.CLOSED}


def take_in_group(event: Event, known: Known) -> Turn:
    """Return what is done about an event of a group or room."""
    assert event.source is not None
    say = known.wording.say
    match event.what:
        case Joined():
            return Turn(say=(Text(say("group.joined")),))
        case TextSent(text=text) if code_in(text):
            return Turn(effects=(UseCode(code_in(text) or "", group_id=event.source.id),))
        case TextSent(calls_us=True):
            return Turn(say=(Text(say("group.bound" if known.group_unit else "group.unbound")),), keep=False)
        case ButtonPressed(data=data):
            return press_as_staff(data, known)
    return Turn()


def press_as_staff(data: str, known: Known) -> Turn:
    """Return what a button on an alert does for whoever pressed it."""
    act = decode(data)
    if not isinstance(act, CaseAct) or act.act not in _ACTS:
        return Turn()
    if known.staff is None:
        return _say("alert.who_are_you", known)
    if known.case is None or _hidden(known.case, known.staff):
        return _say("alert.no_case", known)
    return _ACTS[act.act](known)


def _hidden(case: CaseFacts, staff: StaffMember) -> bool:
    """Matters about the office's own people are not there for those who work beside them."""
    return case.category in RESTRICTED and not sight_of(Role(staff.role), staff.unit).restricted


def _accept(known: Known) -> Turn:
    case, staff = known.case, known.staff
    assert case is not None and staff is not None
    same_unit = staff.unit == case.unit
    denied = denial(MoveName.ACCEPT, case.status, Role(staff.role), same_unit=same_unit, kind=case.kind)
    if denied is None:
        return Turn(effects=(MoveCase(case.id, MoveName.ACCEPT, as_staff=True),), session=known.session)
    if denied is Denied.STATUS and case.status in _ALREADY and case.officer:
        words = known.wording.say("alert.taken_already", reference=case.reference, name=case.officer)
        return Turn(say=(Text(words),), session=known.session, keep=False)
    return _say(f"denied.{denied}", known)


def _say(key: str, known: Known) -> Turn:
    return Turn(say=(Text(known.wording.say(key)),), session=known.session, keep=False)


_ACTS: dict[str, Callable[[Known], Turn]] = {"accept": _accept}
