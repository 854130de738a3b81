"""In a group: alerts of a unit and their buttons; otherwise silent unless called by name."""

from dataclasses import replace

from handlers import working
from handlers.cases.reference import find_reference
from handlers.codes import code_in
from handlers.events import (
    ButtonPressed,
    Event,
    Joined,
    Left,
    MediaSent,
    MembersChanged,
    MessageEdited,
    PlaceSent,
    StickerSent,
    TextSent,
    What,
)
from handlers.messages import Text
from handlers.turn import DropGroup, KeepGroup, Known, Turn, UseCode

STAY_HOURS = 24  # in a group that no unit has bound; then the account leaves, and says nothing more


def take_in_group(event: Event, known: Known) -> Turn:
    """Return what is done about an event of a group or room."""
    assert event.source is not None
    group, kind = event.source.id, str(event.source.kind)
    if isinstance(event.what, Left):
        return Turn(effects=(DropGroup(group),))
    turn = _heard(event.what, group, known)
    if isinstance(event.what, MembersChanged) or not known.group_met or isinstance(event.what, Joined):
        recount = isinstance(event.what, MembersChanged)
        return replace(turn, effects=(KeepGroup(group, kind, recount=recount), *turn.effects))
    return turn


def _heard(what: What, group: str, known: Known) -> Turn:
    say = known.wording.say
    match what:
        case Joined():
            return Turn(say=(Text(say("group.joined", hours=STAY_HOURS)),))
        case TextSent(text=text) | MessageEdited(text=text) if code_in(text):
            return Turn(effects=(UseCode(code_in(text) or "", group_id=group),))
        case TextSent(text=text, calls_us=True) if known.staff and known.case and find_reference(text):
            return working.by_words(text, known, alone=False)
        case TextSent(calls_us=True) | MessageEdited(calls_us=True):
            key = "group.bound" if known.group_unit else "group.unbound"
            return Turn(say=(Text(say(key, hours=STAY_HOURS)),), keep=False)
        case ButtonPressed(data=data):
            return working.press(data, known, alone=False)
    return Turn()


def concerns_us(what: What) -> bool:
    """Tell whether what was said in a group was said to us; whatever was not is not kept."""
    if isinstance(what, TextSent | MessageEdited):
        return what.calls_us or code_in(what.text) is not None
    return not isinstance(what, MediaSent | PlaceSent | StickerSent)
