"""In a group: alerts of a unit and their buttons; otherwise silent unless called by name."""

from handlers import working
from handlers.cases.reference import find_reference
from handlers.codes import code_in
from handlers.events import ButtonPressed, Event, Joined, TextSent
from handlers.messages import Text
from handlers.turn import Known, Turn, UseCode


def take_in_group(event: Event, known: Known) -> Turn:
    """Return what is done about an event of a group or room."""
    assert event.source is not None
    say = known.wording.say
    match event.what:
        case Joined():
            return Turn(say=(Text(say("group.joined")),))
        case TextSent(text=text) if code_in(text):
            return Turn(effects=(UseCode(code_in(text) or "", group_id=event.source.id),))
        case TextSent(text=text, calls_us=True) if known.staff and known.case and find_reference(text):
            return working.by_words(text, known, alone=False)
        case TextSent(calls_us=True):
            return Turn(say=(Text(say("group.bound" if known.group_unit else "group.unbound")),), keep=False)
        case ButtonPressed(data=data):
            return working.press(data, known, alone=False)
    return Turn()
