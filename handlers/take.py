"""One decision: what is said and done about one event, with everything that is known."""

from dataclasses import replace

from handlers import care, consent
from handlers.codes import code_in
from handlers.commands import awake, beside
from handlers.conversation.living import living
from handlers.conversation.smalltalk import menu
from handlers.conversation.typed import ALWAYS, word_in
from handlers.danger import warning
from handlers.events import (
    ButtonPressed,
    Event,
    Followed,
    MediaSent,
    MenuTurned,
    MessageEdited,
    MessageUnsent,
    PlaceSent,
    SourceKind,
    StickerSent,
    TextSent,
    Unfollowed,
)
from handlers.groups import take_in_group
from handlers.messages import Message, Text
from handlers.opening import start, take_button, take_sent, take_words
from handlers.person import Person
from handlers.surveys.coming import without_ended
from handlers.talking import quietly
from handlers.turn import EditMessage, ErasePerson, ForgetMessage, Known, SavePerson, Turn, UseCode
from handlers.unsending import with_edit, with_source, without_message
from handlers.working import is_work


def take(event: Event, known: Known) -> Turn:
    """Return what is decided about an event. Every event has an answer, be it silence; none is an error."""
    known = replace(known, session=living(known.session, known.now, known.office.policy.draft_days))
    if event.source is None:
        return Turn(session=known.session)
    if isinstance(event.what, MessageUnsent):
        return _forget(event.what.message_id, known)
    if event.silent:
        return Turn(session=known.session)
    if event.source.kind is not SourceKind.USER:
        return take_in_group(event, known)
    return _take_alone(event, known)


def _take_alone(event: Event, known: Known) -> Turn:
    match event.what:
        case Followed():
            return consent.welcome(known)
        case Unfollowed():
            return Turn(session=known.session, effects=(SavePerson(replace(known.person, blocked=True)),))
        case TextSent() | MediaSent() | PlaceSent() | StickerSent() | ButtonPressed():
            was_blocked = known.person.blocked
            known = replace(known, person=replace(_met(known.person, event.what), blocked=False))
            turn = _take_content(event.what, known)
            return _back_again(turn, known) if was_blocked else turn
        case MessageEdited(message_id=message_id, text=text):
            return _edit(message_id, text, known)
        case MenuTurned(shown=False) if consent.agreed(known):
            return beside(menu(known), known)  # the page is not there: the same choices in words
    return Turn(session=known.session)


def _take_content(what: TextSent | MediaSent | PlaceSent | StickerSent | ButtonPressed, known: Known) -> Turn:
    if isinstance(what, TextSent) and code_in(what.text):
        return Turn(session=known.session, effects=(UseCode(code_in(what.text) or ""),))
    if is_work(what, known):
        turn = _with_consent(what, known)
        waits = known.session is not None and known.session.flow == consent.FLOW
        return replace(turn, session=known.session) if waits and turn.session is None else turn
    silent = quietly(what, known) if consent.agreed(known) else None
    if silent is not None:
        return silent
    danger = _danger(what, known)
    if isinstance(what, TextSent) and not danger:
        if care.is_small(what.text):
            return care.for_child(known)
        danger = care.beside(what.text, known)
    known, ended = without_ended(known)
    turn = _with_consent(what, known) if consent.agreed(known) else _without_consent(what, known)
    session = with_source(turn.session, what) if isinstance(what, TextSent) else turn.session
    return replace(turn, say=(*danger, *ended, *turn.say), session=session)


def _with_consent(what: TextSent | MediaSent | PlaceSent | StickerSent | ButtonPressed, known: Known) -> Turn:
    match what:
        case ButtonPressed(data=data, picked=picked):
            return take_button(data, known, picked)
        case TextSent():
            return take_words(what, known)
        case _:
            return take_sent(what, known)


def _without_consent(what: TextSent | MediaSent | PlaceSent | StickerSent | ButtonPressed, known: Known) -> Turn:
    name = _consent_word(what, known)
    if name == "agree":
        return _agree(known)
    if name == "decline":
        return consent.decline(known)
    if name in ("thai", "english"):
        person = replace(known.person, language="th" if name == "thai" else "en")
        then = replace(known, person=person)
        return Turn(say=(consent.notice(then),), session=known.session, effects=(SavePerson(person),))
    return consent.ask_first(what, known)


def _consent_word(what: object, known: Known) -> str | None:
    names = ("agree", "decline", "thai", "english")
    if isinstance(what, TextSent):
        return word_in(what.text, names, known.phrasebook)
    if isinstance(what, ButtonPressed):
        return next((name for name in names if what.data == f"c={name}"), None)
    return None


def _agree(known: Known) -> Turn:
    """Take up what was said before consent, as if it came now: nothing told is asked again."""
    agreed = consent.agree(known)
    person = replace(known.person, notice=known.office.notice_version)
    waiting = consent.held(known.session)
    then = replace(known, person=person, session=known.session.under if known.session else None)
    if not waiting:
        taken_up = beside(agreed.say, then) if then.session else start(then)
        return replace(agreed, session=taken_up.session, then=taken_up.then or taken_up.say)
    turns = []
    for what in waiting:
        turn = take_words(what, then) if isinstance(what, TextSent) else take_sent(what, then)
        if isinstance(what, TextSent):
            turn = replace(turn, session=with_source(turn.session, what))
        turns.append(turn)
        then = replace(then, session=turn.session)
    effects = tuple(effect for turn in turns for effect in turn.effects)
    return replace(turns[-1], say=_joined((*agreed.say, *turns[-1].say)), effects=(*agreed.effects, *effects))


def _joined(said: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return the messages with a short thanks drawn into the text that follows it."""
    match said:
        case (Text(text=thanks, choices=()), Text(text=words) as first, *rest):
            return (replace(first, text=f"{thanks}\n{words}"), *rest)
    return said


def _danger(what: object, known: Known) -> tuple[Message, ...]:
    """Return the warning that comes before all else, once for one matter."""
    if not isinstance(what, TextSent) or word_in(what.text, ALWAYS, known.phrasebook):
        return ()
    emergency = known.read(what.text).emergency
    session = awake(known.session)
    warned = session is not None and session.answers.get("emergency") == emergency
    return (warning(emergency, known),) if emergency and not warned else ()


def _forget(message_id: str, known: Known) -> Turn:
    """Remove a message that was taken back, also from what is being told."""
    return Turn(session=without_message(known.session, message_id), effects=(ForgetMessage(message_id),))


def _edit(message_id: str, text: str, known: Known) -> Turn:
    """Put the new words where the old ones stand; without words it is as if it were taken back."""
    if not text.strip():
        return _forget(message_id, known)
    return Turn(session=with_edit(known.session, message_id, text), effects=(EditMessage(message_id, text.strip()),))


def _back_again(turn: Turn, known: Known) -> Turn:
    """Who writes has let the account in again, whether or not LINE told of it."""
    if any(isinstance(effect, SavePerson | ErasePerson) for effect in turn.effects):
        return turn
    return replace(turn, effects=(SavePerson(known.person), *turn.effects))


def _met(person: Person, what: object) -> Person:
    """Someone who has not agreed yet and writes without a single Thai letter is answered in English."""
    if person.notice or not isinstance(what, TextSent):
        return person
    letters = [char for char in what.text if char.isalpha()]
    thai = any("\u0e00" <= char <= "\u0e7f" for char in letters)
    latin = sum(char.isascii() for char in letters)
    return replace(person, language="en") if latin >= 3 and not thai else person
