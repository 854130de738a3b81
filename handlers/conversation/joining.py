"""Before a complaint is filed: is it what a neighbour told already? One tap joins; nothing of the neighbour is said."""

from collections.abc import Sequence
from typing import Any

from handlers.cases.facts import Similar, Sketch
from handlers.cases.status import Status
from handlers.conversation.flow import Step
from handlers.conversation.session import Session
from handlers.conversation.taken import Taken
from handlers.conversation.typed import STEP_WORDS, picked, word_in
from handlers.messages import Choice, Message, Point, Press, Text
from handlers.postbacks import Answer, encode
from handlers.turn import Known

OFFERS = "same_offers"  # kept in the session: what was offered, so that a button can name nothing else
OTHER = "other"
_FIRST = ("what", "category", "place", "pictures")


def looked_for(session: Session, known: Known) -> Session:
    """Return the session that knows, once all is told that it takes, whether neighbours told of the same.

    Nobody in danger is held up by the question, and matters about staff are nobody's to join.
    """
    told = session.answers
    if session.flow != "complaint" or "same" in told or OFFERS in told or not all(key in told for key in _FIRST):
        return session
    found = () if told.get("urgent") or told.get("emergency") else known.same(_sketch(told))
    if not found:
        return session.answered(same=None)
    return session.answered(**{OFFERS: [_kept(one) for one in found]})


def joined(session: Session) -> int | None:
    """Return the case that the person said theirs is the same as."""
    chosen = session.answers.get("same")
    return int(chosen) if isinstance(chosen, int) else None


def ask_same(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    """Ask whether it is one of the offered."""
    offers = session.answers.get(OFFERS, [])
    say = known.wording.say
    if len(offers) == 1:
        question = [say("flow.complaint.same"), _line(offers[0], known)]
    else:
        numbered = [f"{number}. {_line(one, known)}" for number, one in enumerate(offers, start=1)]
        question = [say("flow.complaint.same_some"), *numbered]
    values = [*(str(one["id"]) for one in offers), OTHER]
    choices = [
        Choice(label, Press(encode(Answer(session.id, step.key, value)), shown=label))
        for value, label in zip(values, _labels(offers, known), strict=True)
    ]
    return (Text("\n".join([*lead, *question]), tuple(choices)),)


def tap_same(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    """Take a tap on one of the offered cases, or on none of them."""
    if value == OTHER:
        return Taken(session.answered(same=None))
    offered = {str(one["id"]): one["id"] for one in session.answers.get(OFFERS, [])}
    return Taken(session.answered(same=offered[value])) if value in offered else None


def type_same(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    """Take the number, the words, or a plain yes or no."""
    offers = session.answers.get(OFFERS, [])
    index = picked(text, _labels(offers, known))
    if index is not None:
        return tap_same(step, OTHER if index == len(offers) else str(offers[index]["id"]), session, known)
    word = word_in(text, STEP_WORDS, known.phrasebook)
    if word == "yes" and len(offers) == 1:
        return tap_same(step, str(offers[0]["id"]), session, known)
    return tap_same(step, OTHER, session, known) if word in ("no", "skip") else None


def _labels(offers: list[dict[str, Any]], known: Known) -> list[str]:
    say = known.wording.say
    if len(offers) == 1:
        return [say("label.same"), say("label.not_same")]
    return [*(say("label.same_n", number=number) for number in range(1, len(offers) + 1)), say("label.not_same")]


def _line(one: dict[str, Any], known: Known) -> str:
    """What everybody may know of a case: kind of matter, roughly where, since when, how far, how many."""
    say = known.wording.say
    area = known.office.place(one["area"]) if one["area"] else None
    pieces = [say(f"category.{one['category']}"), area.name(known.wording.language) if area else ""]
    if one["metres"] is not None:
        pieces.append(say("together.metres", metres=max(10, one["metres"])))
    pieces.append(say("together.days", days=one["days"]) if one["days"] else say("together.today"))
    waits = one["status"] == Status.WAITING  # "waits for you" is for whoever is waited for
    pieces.append(say("together.waiting") if waits else say(f"status.{one['status']}"))
    if one["people"] > 1:
        pieces.append(say("together.people", count=one["people"]))
    return " · ".join(filter(None, pieces))


def _sketch(told: Any) -> Sketch:
    place = told.get("place") or {}
    point = Point(place["lat"], place["lon"]) if place.get("lat") is not None else None
    text = "\n".join(filter(None, [str(told.get("what") or ""), *told.get("words", ())]))
    return Sketch(str(told["category"] or "other"), text, point, place.get("area"), str(place.get("text", "")))


def _kept(one: Similar) -> dict[str, Any]:
    return {"id": one.case_id, "category": one.category, "area": one.area, "status": one.status.value,
            "days": one.days, "metres": one.metres, "people": one.people}  # fmt: skip
