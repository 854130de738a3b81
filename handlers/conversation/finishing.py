"""What a finished flow leads to: a case, more of a case, a move, a poll's answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.cases.status import MoveName, Status
from handlers.conversation.answering import kept_score
from handlers.conversation.beginning import MATTERS, carried, matter
from handlers.conversation.flows import FLOWS
from handlers.conversation.joining import joined
from handlers.conversation.session import Session
from handlers.conversation.smalltalk import small_talk
from handlers.conversation.summary import draft_of
from handlers.messages import Choice, Press, Text
from handlers.postbacks import Command, encode
from handlers.surveys.talk import place_of
from handlers.turn import AddToCase, Effect, HandIn, JoinCase, KeepLabel, Known, MoveCase, OpenCase, SavePerson, Turn

LOW = 2  # a score up to this is asked why


@dataclass(frozen=True)
class Finished:
    """What follows on a finished flow. `onward` is a session that the flow leads into, with its first lines."""

    turn: Turn
    onward: Session | None = None
    lead: tuple[str, ...] = ()


def finish(session: Session, known: Known) -> Finished:
    """Return what is done when every step of the session's flow is answered."""
    return _FINISHERS[session.flow](session, known)


def _open(session: Session, known: Known) -> Finished:
    same = joined(session)
    if same is not None:
        return Finished(Turn(effects=(JoinCase(same, draft_of(session)),)))
    return Finished(Turn(effects=(OpenCase(draft_of(session)),)))


def _sorted(session: Session, known: Known) -> Finished:
    text, chosen = str(session.answers["what"]), str(session.answers["kind"])
    kept: tuple[Effect, ...] = (KeepLabel("kind", text, str(session.answers.get("kind_guess") or ""), chosen),)
    if chosen not in MATTERS:
        return Finished(Turn(say=small_talk(text, known), effects=kept))
    told = carried(session)
    onward, lead = matter(chosen, text, known, told, under=session.under)
    return Finished(Turn(effects=kept), onward, lead)


def _add(session: Session, known: Known) -> Finished:
    case_id, words, pictures = _told(session)
    added = AddToCase(case_id, words, pictures, dict(session.answers.get("sources", {})))
    waiting = any(
        case.id == case_id and case.status is Status.WAITING and case.pause in (None, "citizen") for case in known.cases
    )
    effects: tuple[Effect, ...] = (added, MoveCase(case_id, MoveName.RESUME, words)) if waiting else (added,)
    return Finished(Turn(effects=effects))


def _reopen(session: Session, known: Known) -> Finished:
    case_id, words, pictures = _told(session)
    note, sources = words or known.wording.say("flow.reopen_pictures"), dict(session.answers.get("sources", {}))
    return Finished(Turn(effects=(MoveCase(case_id, MoveName.REOPEN, note, pictures=pictures, sources=sources),)))


def _told(session: Session) -> tuple[int, str, tuple[str, ...]]:
    place = session.answers.get("place") or {}
    point = f"{place.get('text', '')} {place['lat']:.5f}, {place['lon']:.5f}".strip() if "lat" in place else ""
    words = [*session.answers.get("words", ()), point]
    return int(session.answers["case"]), "\n".join(filter(None, words)), tuple(session.answers.get("gathered", ()))


def _polled(session: Session, known: Known) -> Finished:
    say = known.wording.say
    score, why = int(session.answers["score"]), session.answers.get("why")
    if score > LOW:
        return Finished(Turn(say=(Text(say("poll.thanks")),), keep=False))
    complain = Choice(say("label.complain"), Press(encode(Command("complain")), shown=say("label.complain")))
    words = say(f"choice.why.{why}") if why in (FLOWS["poll"].steps[1].choices) else str(why or "")
    kept = (kept_score(session, score, words),) if words else ()
    return Finished(Turn(say=(Text(say("poll.sorry"), (complain,)),), effects=kept, keep=False))


def _handed_on(session: Session, known: Known) -> Finished:
    unit, reason = str(session.answers["unit"]), str(session.answers["reason"])
    return _work(session, MoveName.HAND_ON, reason, unit=unit)


def _inquired(session: Session, known: Known) -> Finished:
    return _work(session, MoveName.ASK, str(session.answers["query"]))


def _reported(session: Session, known: Known) -> Finished:
    words = [str(session.answers["outcome"]), *session.answers.get("words", ())]
    return _work(session, MoveName.REPORT, "\n".join(words), pictures=tuple(session.answers.get("gathered", ())))


def _work(
    session: Session, move: MoveName, note: str, *, unit: str | None = None, pictures: tuple[str, ...] = ()
) -> Finished:
    case_id, began_with = int(session.answers["case"]), str(session.answers.get("from_unit") or "")
    made = MoveCase(case_id, move, note, as_staff=True, pictures=pictures, unit=unit, from_unit=began_with)
    return Finished(Turn(effects=(made,)))


def _handed_in(session: Session, known: Known) -> Finished:
    place = place_of(session, known)
    if place is None:
        return Finished(Turn(say=(Text(known.wording.say("survey.closed")),)))
    rows, groups, kept = place.handed_in
    return Finished(Turn(effects=(HandIn(place.wave.id, rows, groups, kept),)))


def _fixed(session: Session, known: Known) -> Finished:
    phone = str(session.answers.get("phone") or "")
    said = Text(known.wording.say("mydata.phone_kept" if phone else "mydata.phone_gone", phone=phone))
    return Finished(Turn(say=(said,), effects=(SavePerson(replace(known.person, phone=phone)),)))


_FINISHERS: dict[str, Callable[[Session, Known], Finished]] = {
    "complaint": _open,
    "suggestion": _open,
    "question": _open,
    "compliment": _open,
    "talk": _open,
    "sort": _sorted,
    "add": _add,
    "reopen": _reopen,
    "fix_phone": _fixed,
    "poll": _polled,
    "hand_on": _handed_on,
    "inquire": _inquired,
    "report": _reported,
    "survey": _handed_in,
}
