"""Runs a flow: asks what is not known yet, takes answers, goes back, changes one, comes back to what was put aside."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.answering import add_words, take_place, take_tap, take_text
from handlers.conversation.asking import ask, editable
from handlers.conversation.finishing import finish
from handlers.conversation.flow import Step
from handlers.conversation.flows import FLOWS
from handlers.conversation.joining import joined, looked_for
from handlers.conversation.session import Session
from handlers.conversation.taken import Taken
from handlers.conversation.typed import picked
from handlers.events import MediaKind, MediaSent, PlaceSent, StickerSent, TextSent
from handlers.messages import Message
from handlers.postbacks import Answer
from handlers.surveys.showing import offer_to_go_on
from handlers.surveys.taking import send_page
from handlers.surveys.talk import SURVEY, place_of
from handlers.turn import Effect, KeepMedia, Known, Turn

MOST_WORDS = 20  # further messages that one matter takes; whoever writes more is heard by a person


def advance(session: Session, known: Known, lead: Sequence[str] = (), effects: Sequence[Effect] = ()) -> Turn:
    """Return the turn that asks the next unanswered step, or that finishes the flow."""
    session = looked_for(session, known)
    step = next_step(session) if joined(session) is None else None
    if step is None:
        done = finish(session, known)
        effects = (*effects, *done.turn.effects)
        if done.onward is not None:
            return advance(done.onward, known, done.lead, effects)
        return _close(replace(done.turn, effects=tuple(effects)), session, known)
    return _wait(replace(session, step=step.key), known, lead, effects)


def resume(what: TextSent | MediaSent | PlaceSent | StickerSent, session: Session, known: Known) -> Turn | None:
    """Return the turn that something sent in the middle of a flow leads to, or None where it does not answer."""
    step = FLOWS[session.flow].step(session.step)
    if session.flow == SURVEY and not isinstance(what, TextSent):
        return _on_answer(send_page(what, session, known), session, known)
    match what:
        case MediaSent():
            return _gather(what, session, known)
        case PlaceSent():
            return _on_answer(take_place(what, session, known), session, known)
        case StickerSent():
            return _wait(session, known, (known.wording.say("understood.sticker"),))
        case TextSent() if session.step == "edit":
            keys = editable(session)
            index = picked(what.text, [known.wording.say(f"summary.{key}") for key in keys])
            return None if index is None else _wait(_turned_to(keys[index], session), known)
        case TextSent() if step is not None:
            taken = take_text(step, what, session, known)
            return None if taken is None else _on_answer(taken, session, known)
    return None


def tap(answer: Answer, session: Session, known: Known) -> Turn | None:
    """Return the turn that a tapped answer of this session leads to, or None where the button is old."""
    if answer.session != session.id:
        return None
    if answer.step == "edit":
        chosen = answer.value in editable(session)
        return _wait(_turned_to(answer.value, session), known) if chosen else None
    step = FLOWS[session.flow].step(answer.step)
    if step is None or (step.key != session.step and step.key not in session.answers):
        return None
    taken = take_tap(step, answer.value, session, known)
    return None if taken is None else _on_answer(taken, replace(session, step=step.key), known)


def back(session: Session, known: Known) -> Turn:
    """Return the turn that asks the question before this one again."""
    if session.step == "edit":
        return advance(session, known)
    if session.flow == SURVEY:
        place = place_of(session, known)
        before = place.backward() if place else None
        return _wait(before.session, known) if before else _wait(session, known, (known.wording.say("flow.no_back"),))
    path = [key for key in session.path if (step := FLOWS[session.flow].step(key)) and _is_due(step, session)]
    if not path:
        return _wait(session, known, (known.wording.say("flow.no_back"),))
    return _wait(replace(session, step=path[-1], path=tuple(path[:-1])), known)


def _turned_to(key: str, session: Session) -> Session:
    """The session that asks for one answer anew; the way back leads to where the person turned off."""
    origin = "confirm" if session.step == "edit" else session.step
    return replace(session, step=key, path=(*session.path, origin))


def ask_again(session: Session, known: Known, lead: Sequence[str] = ()) -> Turn:
    """Return the turn that repeats the open question."""
    return _wait(session, known, lead)


def come_back(session: Session, known: Known) -> tuple[Message, ...]:
    """Return the words that pick up a thread where it was left."""
    if session.flow == SURVEY:
        return offer_to_go_on(session, known)
    title = session.answers.get("title") or known.wording.say("flow.untitled")
    return ask(session, known, (known.wording.say("flow.come_back", title=title),))


def add_detail(text: str, session: Session, known: Known) -> Turn:
    """Return the turn that keeps words as a further detail of the matter and repeats the question."""
    taken = add_words(text, session, known)
    return _wait(_bounded(taken.session), known, taken.lead)


def _wait(session: Session, known: Known, lead: Sequence[str] = (), effects: Sequence[Effect] = ()) -> Turn:
    asked = replace(session, touched_at=known.now, reminded=False)
    return Turn(say=ask(asked, known, lead), session=asked, effects=tuple(effects))


def _close(done: Turn, session: Session, known: Known) -> Turn:
    if session.under is None:
        return done
    return replace(done, session=session.under, then=come_back(session.under, known))


def next_step(session: Session) -> Step | None:
    """Return the first step that is due and not answered, or None where all is told."""
    for step in FLOWS[session.flow].steps:
        told = step.key in session.answers and (step.key != "phone" or step.skippable or session.answers["phone"])
        if _is_due(step, session) and not told:
            return step
    return None


def _is_due(step: Step, session: Session) -> bool:
    return step.when is None or session.answers.get(step.when.step) in step.when.values


def _on_answer(taken: Taken, session: Session, known: Known) -> Turn:
    after = _bounded(taken.session)
    if taken.quiet:
        return Turn(session=replace(after, touched_at=known.now), effects=taken.effects)
    if after.step == "edit":
        return _wait(after, known, taken.lead, taken.effects)
    path = [key for key in after.path if key in after.answers and key != session.step]
    if session.step in after.answers:
        path.append(session.step)
    after = replace(after, path=tuple(path))
    return advance(after, known, taken.lead, taken.effects)


def _bounded(session: Session) -> Session:
    words = session.answers.get("words", ())
    return session.answered(words=list(words)[:MOST_WORDS]) if len(words) > MOST_WORDS else session


def _gather(sent: MediaSent, session: Session, known: Known) -> Turn:
    """Keep a picture for the matter, whatever the open question is; pictures sent together are thanked for once."""
    gathered = list(session.answers.get("gathered", ()))
    if len(gathered) >= known.office.policy.pictures:
        return _wait(session, known, (known.wording.say("understood.pictures_full", most=len(gathered)),))
    if sent.message_id in gathered:
        return Turn(session=session)
    after = session.answered(gathered=[*gathered, sent.message_id])
    kept = KeepMedia(sent.message_id, sent.kind)
    if sent.set_id:
        seen = {**after.answers.get("sets", {}), sent.set_id: after.answers.get("sets", {}).get(sent.set_id, 0) + 1}
        after = after.answered(sets=seen)
        if sent.set_total and seen[sent.set_id] < sent.set_total:
            return Turn(session=replace(after, touched_at=known.now), effects=(kept,))
    return _wait(after, known, (_thanks(sent.kind, len(gathered) + 1, known),), (kept,))


def _thanks(kind: MediaKind, count: int, known: Known) -> str:
    if kind is MediaKind.IMAGE:
        return known.wording.say("understood.pictures", count=count)
    return known.wording.say(f"understood.{kind}")
