"""Words and buttons that are possible at every step: menu, status, back, cancel, a person, another language."""

from collections.abc import Callable
from dataclasses import replace

from handlers.consent import FLOW as CONSENT
from handlers.consent import reminder, withdraw
from handlers.conversation.beginning import open_session, put_aside
from handlers.conversation.engine import advance, ask_again, back, come_back
from handlers.conversation.session import Session
from handlers.conversation.smalltalk import command_choice, menu
from handlers.messages import Choice, Message, Press, Text
from handlers.mycases import my_cases
from handlers.mydata import ask_erasure, erase, show_data
from handlers.person import Updates
from handlers.postbacks import Command, encode
from handlers.surveys.coming import stop
from handlers.surveys.talk import SURVEY
from handlers.turn import ForgetAbout, Known, SavePerson, Turn

CANCELLED = "cancelled"  # a session that waits, for one message, to be taken back
FLOW_OF = {
    "complain": "complaint", "suggest": "suggestion", "ask": "question", "praise": "compliment", "staff": "talk",
    "fix_phone": "fix_phone",
}  # fmt: skip


def run_command(name: str, known: Known) -> Turn | None:
    """Return what a command does, or None where there is no such command."""
    if name in FLOW_OF:
        return _begin(FLOW_OF[name], known)
    act = _COMMANDS.get(name)
    return act(known) if act else None


def awake(session: Session | None) -> Session | None:
    """Return the session if it is one of a flow; consent and a cancelled one are none."""
    return None if session is None or session.flow in (CONSENT, CANCELLED) else session


def beside(say: tuple[Message, ...], known: Known) -> Turn:
    """Say something beside the open thread, and pick the thread up again."""
    session = awake(known.session)
    return Turn(say=say, session=session, then=come_back(session, known) if session else ())


def _begin(flow: str, known: Known) -> Turn:
    session = awake(known.session)
    if session is not None and session.flow == flow:
        return ask_again(session, known)
    light = session is not None and session.flow in ("sort", "poll")  # put down, not put aside
    under = session.under if session and light else session
    return advance(open_session(flow, known, {}, put_aside(under)), known)


def _back(known: Known) -> Turn:
    session = awake(known.session)
    return back(session, known) if session else _menu(known)


def _cancel(known: Known) -> Turn:
    session = awake(known.session)
    if session is None:
        return Turn(say=(Text(known.wording.say("flow.nothing_open"), (command_choice("menu", known),)),), keep=False)
    if session.flow == SURVEY:
        return stop(session, known)
    undo = Choice(known.wording.say("label.undo"), Press(encode(Command("undo")), known.wording.say("label.undo")))
    words = Text(known.wording.say("flow.cancelled"), (undo, command_choice("menu", known)))
    parked = Session(known.token, CANCELLED, 1, "undo", known.now, under=session, touched_at=known.now)
    return Turn(say=(words,), session=parked)


def _undo(known: Known) -> Turn:
    parked = known.session
    if parked is None or parked.flow != CANCELLED or parked.under is None:
        return _menu(known)
    return Turn(say=come_back(parked.under, known), session=parked.under)


def _menu(known: Known) -> Turn:
    return Turn(say=menu(known), session=awake(known.session), keep=False)


def _status(known: Known) -> Turn:
    return beside(my_cases(known), known)


def _speak(language: str, known: Known) -> Turn:
    person = replace(known.person, language=language)
    then = replace(known, person=person)
    session = awake(known.session)
    said: tuple[Message, ...] = (Text(then.wording.say("language.changed"), () if session else menu(then)[0].choices),)
    return Turn(
        say=said,
        session=session,
        effects=(SavePerson(person),),
        then=come_back(session, then) if session else (),
    )


def _privacy(known: Known) -> Turn:
    return beside((reminder(known),), known)


def _updates(known: Known) -> Turn:
    wanted = Updates.ALL if known.person.updates is Updates.RESULT else Updates.RESULT
    saved = SavePerson(replace(known.person, updates=wanted))
    turn = beside((Text(known.wording.say(f"updates.{wanted}"), (command_choice("updates", known),)),), known)
    return replace(turn, effects=(saved,))


def _fix_name(known: Known) -> Turn:
    """A name that was forgotten is asked of LINE again, as the person has it there now."""
    words = Text(known.wording.say("mydata.name_asked"), (command_choice("menu", known),))
    return replace(beside((words,), known), effects=(SavePerson(replace(known.person, name="")),))


def _forget_about(known: Known) -> Turn:
    words = Text(known.wording.say("survey.forgotten"), (command_choice("menu", known),))
    return replace(beside((words,), known), effects=(ForgetAbout(),))


_COMMANDS: dict[str, Callable[[Known], Turn]] = {
    "back": _back,
    "cancel": _cancel,
    "undo": _undo,
    "menu": _menu,
    "help": _menu,
    "status": _status,
    "thai": lambda known: _speak("th", known),
    "english": lambda known: _speak("en", known),
    "privacy": _privacy,
    "withdraw_consent": withdraw,
    "mydata": lambda known: beside(show_data(known), known),
    "fix_name": _fix_name,
    "erase": ask_erasure,
    "erase_yes": erase,
    "updates": _updates,
    "forget_about": _forget_about,
}
