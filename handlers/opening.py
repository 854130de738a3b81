"""What someone who agreed says or taps: an answer to the open question, a command, or the beginning of a matter."""

from dataclasses import replace

from handlers import working
from handlers.cases.reference import find_reference
from handlers.cases.status import MoveName, Status
from handlers.commands import awake, beside, run_command
from handlers.conversation.beginning import MATTERS, carried, doubt, matter, open_session, put_aside
from handlers.conversation.engine import add_detail, advance, ask_again, resume, tap
from handlers.conversation.flow import Asks
from handlers.conversation.flows import FLOWS
from handlers.conversation.offered import offered
from handlers.conversation.session import Session
from handlers.conversation.smalltalk import command_choice, is_small_talk, menu, small_talk
from handlers.conversation.typed import ALWAYS, word_in
from handlers.events import MediaSent, PlaceSent, StickerSent, TextSent
from handlers.messages import Choice, Press, SendPlace, Text
from handlers.mycases import act_on_case, asked, newest, show_case, solved, unsolved
from handlers.postbacks import Answer, CaseAct, Command, WaveAct, decode
from handlers.surveys.codes import opened_by
from handlers.surveys.coming import begin_wave, breaks_in, decline_wave
from handlers.surveys.counters import rate
from handlers.surveys.talk import SURVEY
from handlers.turn import AddToCase, KeepMedia, Known, MoveCase, Turn
from nlp.reading import Emergency, Kind, Reading

# What may break into a flow: a question into a report, any matter into a poll.
BREAKS_INTO = {
    "complaint": (Kind.QUESTION,),
    "suggestion": (Kind.QUESTION,),
    "compliment": (Kind.QUESTION, Kind.COMPLAINT),
    "poll": (Kind.QUESTION, Kind.COMPLAINT, Kind.SUGGESTION),
}
BREAK_SURE = 0.8  # how sure the reading must be before the open question is put aside


def start(known: Known) -> Turn:
    """Return what is said to someone who may begin."""
    return Turn(say=menu(known), keep=False)


def take_button(data: str, known: Known, picked: str = "") -> Turn:
    """Return what a tapped button leads to; what it carries comes from outside and is checked."""
    session = awake(known.session)
    match decode(data, picked):
        case Answer() as answer:
            turn = tap(answer, session, known) if session else None
            return turn or _old_button(session, known)
        case Command(name):
            return run_command(name, known) or _old_button(session, known)
        case CaseAct(act) if act in working.ACTS:
            return working.press(data, replace(known, session=session), alone=True)
        case WaveAct() as act:
            return _invitation(act, known) or _old_button(session, known)
        case CaseAct() as act:
            return act_on_case(act, replace(known, session=session))
    return _old_button(session, known)


def take_words(sent: TextSent, known: Known) -> Turn:
    """Return what typed words lead to."""
    if opened_by(sent.text):
        return _by_code(known)
    session = awake(known.session)
    choice = offered(sent.text, session, known) if session else None
    if choice is not None and session is not None:
        return _take_choice(choice, session, known)
    command = word_in(sent.text, ALWAYS, known.phrasebook)
    turn = run_command(command, known) if command else None
    if turn is not None:
        return turn
    if not sent.text.strip():
        return take_sent(StickerSent(), known)
    if find_reference(sent.text):
        if working.named_for_work(sent.text, known):
            return working.by_words(sent.text, replace(known, session=session), alone=True)
        return _show_by_reference(known)
    return _in_flow(sent, session, known) if session else _fresh(sent, known)


def _take_choice(choice: Choice, session: Session, known: Known) -> Turn:
    """Do what tapping an offered answer does; what only a telephone can do is explained."""
    match choice.action:
        case Press(data=data):
            return take_button(data, known)
        case SendPlace():
            return ask_again(session, known, (known.wording.say("hint.place"),))
    return ask_again(session, known, (known.wording.say("hint.picture"),))


def take_sent(what: MediaSent | PlaceSent | StickerSent, known: Known) -> Turn:
    """Return what a picture, a place or a sticker leads to; each is a fitting start."""
    session = awake(known.session)
    if session is not None and session.flow == "poll" and not isinstance(what, StickerSent):
        session = session.under  # its score is kept already; the picture is worth more than the why
    if session is not None:
        return resume(what, session, known) or ask_again(session, known)
    if isinstance(what, StickerSent):
        return Turn(say=small_talk(" ".join(what.words), known), keep=False)
    waiting = asked(known)
    if waiting is not None and isinstance(what, MediaSent):
        kept = KeepMedia(what.message_id, what.kind, case_id=waiting.id)
        added = AddToCase(waiting.id, "", (what.message_id,))
        return Turn(effects=(kept, added, MoveCase(waiting.id, MoveName.RESUME)))
    return resume(what, open_session("complaint", known, {}), known) or start(known)


def _invitation(act: WaveAct, known: Known) -> Turn | None:
    """Do what a tap on an invitation to a questionnaire asks for."""
    if known.wave is None:
        return None
    return {"start": begin_wave, "decline": decline_wave}.get(act.act, begin_wave)(known.wave, known)


def _by_code(known: Known) -> Turn:
    """Open what the code on a poster stands for."""
    if known.counter is not None:
        return rate(known.counter, known)
    if known.wave is not None:
        return begin_wave(known.wave, known)
    return beside((Text(known.wording.say("counter.unknown")),), known)


def _in_survey(sent: TextSent, session: Session, known: Known) -> Turn:
    """An answer first; danger before everything; another matter is served and the questionnaire taken up again."""
    reading = known.read(sent.text)
    turn = resume(sent, session, known) if reading.emergency is None else None
    if turn is not None:
        return turn
    if breaks_in(reading, session, known):
        return begin(sent.text, reading, known, under=put_aside(session))
    return ask_again(session, known, (known.wording.say("survey.not_understood"),))


def _in_flow(sent: TextSent, session: Session, known: Known) -> Turn:
    if session.flow == SURVEY:
        return _in_survey(sent, session, known)
    reading = known.read(sent.text)
    if _breaks_in(reading, session):
        return begin(sent.text, reading, known, under=put_aside(session))
    if reading.emergency and session.flow in MATTERS:
        session = session.answered(urgent=True, emergency=str(reading.emergency))
    turn = resume(sent, session, known)
    if turn is not None:
        return turn
    if session.flow == "sort" and len(sent.text.strip()) > LONG_ENOUGH:
        return _sort_again(sent.text, session, known)
    if session.flow in MATTERS and len(sent.text.strip()) > LONG_ENOUGH:
        return add_detail(sent.text, session, known)
    return ask_again(session, known, (known.wording.say("flow.not_understood"),))


def _sort_again(text: str, session: Session, known: Known) -> Turn:
    """Someone who is asked what they want tells more instead: read it all together."""
    told = f"{session.answers['what']}\n{text.strip()}"
    reading = known.read(told)
    if reading.sure and reading.kind is not Kind.OTHER:
        onward, lead = matter(str(reading.kind), told, known, carried(session), session.under)
        return advance(onward, known, lead)
    return ask_again(session.answered(what=told, title=reading.title), known, (known.wording.say("understood.words"),))


LONG_ENOUGH = 12  # characters; shorter words that fit no answer are a slip, longer ones are part of the story


def _breaks_in(reading: Reading, session: Session) -> bool:
    if session.flow not in BREAKS_INTO:
        return False
    step = FLOWS[session.flow].step(session.step)
    if step is None or step.asks is Asks.TEXT or step.key == "why":
        return False  # free words are the answer, whatever they sound like
    sure = reading.sure and reading.confidence >= BREAK_SURE and not reading.places
    return sure and reading.kind in BREAKS_INTO[session.flow]


def _fresh(sent: TextSent, known: Known) -> Turn:
    answered = newest(known, Status.ANSWERED)
    if answered is not None:
        word = word_in(sent.text, ("solved", "unsolved", "yes", "no"), known.phrasebook)
        if word in ("solved", "yes"):
            return solved(answered, known)
        if word in ("unsolved", "no"):
            return unsolved(answered, known)
    reading = known.read(sent.text)
    waiting = asked(known)
    if waiting is not None and not reading.emergency and not is_small_talk(sent.text, known):
        source = {sent.message_id: sent.text.strip()} if sent.message_id else {}
        added = AddToCase(waiting.id, sent.text.strip(), sources=source)
        return Turn(effects=(added, MoveCase(waiting.id, MoveName.RESUME)))
    return begin(sent.text, reading, known)


def begin(text: str, reading: Reading, known: Known, under: Session | None = None) -> Turn:
    """Return the turn that begins whatever matter the words are."""
    if reading.emergency is Emergency.SELF_HARM:
        return Turn(say=(Text(known.wording.say("danger.listen"), (command_choice("staff", known),)),), session=under)
    if reading.emergency:
        # Pictures and names can wait; where it is cannot.
        session, lead = matter("complaint", text, known, {"pictures": None, "contact": "line"}, under)
        return advance(session, known, lead)
    if (reading.kind is Kind.OTHER and reading.sure) or (not reading.sure and is_small_talk(text, known)):
        return beside(small_talk(text, known), replace(known, session=under))
    if not reading.sure or reading.kind is Kind.OTHER:
        return advance(doubt(text, known, under), known)
    session, lead = matter(str(reading.kind), text, known, under=under)
    return advance(session, known, lead)


def _show_by_reference(known: Known) -> Turn:
    case = known.own_case
    if case is None:
        words = Text(known.wording.say("cases.not_found"), (command_choice("status", known),))
        return beside((words,), known)
    return beside(show_case(case, known), known)


def _old_button(session: Session | None, known: Known) -> Turn:
    words = known.wording.say("flow.old_button")
    if session is not None:
        return ask_again(session, known, (words,))
    return Turn(say=(Text(words, (command_choice("menu", known),)),), keep=False)


