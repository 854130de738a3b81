"""How someone comes to a questionnaire and leaves it: begin, go on, stop for now, decline, and what ends by itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.conversation.beginning import put_aside
from handlers.conversation.engine import advance, ask_again, come_back
from handlers.conversation.session import Session
from handlers.conversation.smalltalk import command_choice
from handlers.dates import day_words
from handlers.messages import Message, Text
from handlers.surveys.facts import WaveFacts
from handlers.surveys.pages import CONFIRM, pages
from handlers.surveys.questionnaire import said
from handlers.surveys.showing import take_up_choice
from handlers.surveys.talk import STEP, SURVEY, place_of
from handlers.turn import DeclineWave, Effect, KeepAnswers, Known, LetIn, Turn
from nlp.reading import Kind, Reading

KEPT = ("told", "at", "keep", "texts")  # what of a session is kept when someone stops


def begin_wave(wave: WaveFacts, known: Known) -> Turn:
    """Return the turn that begins a questionnaire, or takes it up where it was left."""
    session = _open(known)
    if session is not None and int(session.answers.get("wave", 0)) == wave.id and wave.open:
        return ask_again(session, known)
    refused = _refused(wave, known)
    if refused is not None:
        return _beside(refused, known)
    fresh = _session(wave, known)
    say, language = known.wording.say, known.wording.language
    if wave.draft:
        lead: tuple[str, ...] = (say("survey.taken_up", title=said(wave.form.title, language)),)
        return advance(fresh, known, lead, (LetIn(wave.id),))
    promise = say("survey.promise_anonymous" if wave.form.anonymous else "survey.promise_named")
    intro = [said(wave.form.title, language), said(wave.form.intro, language), promise]
    if wave.known_of_person:
        intro.append(say("survey.known_already"))
    if wave.test:
        intro.insert(0, say("survey.test"))
    turn = advance(fresh, known, (), (LetIn(wave.id),))
    return replace(turn, say=(Text("\n".join(filter(None, intro))), *turn.say))


def decline_wave(wave: WaveFacts, known: Known) -> Turn:
    """Return the turn that takes a no for an answer."""
    words = Text(known.wording.say("survey.declined"), (take_up_choice(wave.id, known, "label.survey_start"),))
    turn = _beside((words,), known)
    return replace(turn, effects=(DeclineWave(wave.id),))


def stop(session: Session, known: Known) -> Turn:
    """Return the turn that stops here: what was answered is kept until the questionnaire closes."""
    place = place_of(session, known)
    under = session.under
    then = come_back(under, known) if under else ()
    if place is None:
        return Turn(session=under, then=then)
    day = day_words(place.wave.closes_on, known.wording)
    words = known.wording.say("survey.stopped", done=len(place.told), day=day)
    said_now = Text(words, (take_up_choice(place.wave.id, known), command_choice("menu", known)))
    return Turn(say=(said_now,), session=under, effects=(parked(session),), then=then)


def parked(session: Session) -> KeepAnswers:
    """Return the effect that keeps what a session holds."""
    answers: Mapping[str, Any] = {key: session.answers[key] for key in KEPT if key in session.answers}
    return KeepAnswers(int(session.answers["wave"]), answers)


def all_parked(session: Session | None) -> tuple[KeepAnswers, ...]:
    """Return the effects that keep every questionnaire in a pile of sessions."""
    if session is None:
        return ()
    here = (parked(session),) if session.flow == SURVEY and session.answers.get("told") else ()
    return (*here, *all_parked(session.under))


def without_ended(known: Known) -> tuple[Known, tuple[Message, ...]]:
    """Return what is known without an open questionnaire that has closed or was answered, and a word on it."""
    session = known.session
    if session is None or session.flow != SURVEY:
        return known, ()
    place = place_of(session, known)
    if place is not None and place.wave.open and not place.wave.answered:
        return known, ()
    key = "survey.answered" if place is not None and place.wave.answered else "survey.closed"
    return replace(known, session=session.under), (Text(known.wording.say(key)),)


def breaks_in(reading: Reading, session: Session, known: Known) -> bool:
    """Tell whether words in the middle of a questionnaire are a matter of their own: always where there is danger."""
    if reading.emergency is not None:
        return True
    place = place_of(session, known)
    if place is None or place.wants_words:
        return False
    return reading.sure and reading.kind in _MATTERS and reading.confidence >= SURE


_MATTERS = (Kind.COMPLAINT, Kind.SUGGESTION, Kind.QUESTION)
SURE = 0.7  # nothing typed here is expected to be anything but a number or a word of the page


def _session(wave: WaveFacts, known: Known) -> Session:
    draft = dict(wave.draft or {})
    found = pages(wave.form, draft.get("told", {}), wave.known_of_person)
    start = found[0].key if found else CONFIRM
    answers = {
        "wave": wave.id, "title": said(wave.form.title, known.wording.language), "told": {}, "at": start, **draft,
    }  # fmt: skip
    under = put_aside(_open(known))
    return Session(known.token, SURVEY, 1, STEP, known.now, answers, under=under, touched_at=known.now)


def _open(known: Known) -> Session | None:
    session = known.session
    return None if session is None or session.flow in ("consent", "cancelled", "poll", "sort") else session


def _refused(wave: WaveFacts, known: Known) -> tuple[Message, ...] | None:
    say = known.wording.say
    if wave.answered:
        return (Text(say("survey.answered"), (command_choice("menu", known),)),)
    if not wave.open:
        return (Text(say("survey.closed"), (command_choice("menu", known),)),)
    if not wave.invited:
        return (Text(say("survey.invited_only"), (command_choice("menu", known),)),)
    return None


def _beside(words: tuple[Message, ...], known: Known, effects: tuple[Effect, ...] = ()) -> Turn:
    session = _open(known)
    return Turn(say=words, session=session, effects=effects, then=come_back(session, known) if session else ())
