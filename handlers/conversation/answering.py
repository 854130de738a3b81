"""How each kind of step takes an answer, tapped or typed; what does not fit is said so, and nothing told is lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers.conversation.asking import category_offers, choice_labels, ready_words, unit_offers
from handlers.conversation.flow import Asks, Step
from handlers.conversation.joining import tap_same, type_same
from handlers.conversation.places import place_words
from handlers.conversation.session import Session
from handlers.conversation.taken import Taken
from handlers.conversation.typed import STEP_WORDS, phone_in, picked, plain, word_in
from handlers.events import PlaceSent, TextSent
from handlers.surveys.taking import tap_page, type_page
from handlers.turn import Effect, KeepLabel, KeepPoll, KeepVote, Known
from nlp.taxonomy import CATEGORY_KEYS

LONGEST_TEXT = 5_000
LONGEST_NOTE = 2_000  # of what staff write into the history, as in the console


def take_tap(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    """Return the session with a tapped answer, or None where the value is none that the step offers."""
    if value == "skip" and step.skippable:
        return Taken(session.answered(**{step.key: None}))
    return _TAPS[step.asks](step, value, session, known)


def take_text(step: Step, sent: TextSent, session: Session, known: Known) -> Taken | None:
    """Return the session with a typed answer, or None where the words do not answer the step."""
    if step.skippable and word_in(sent.text, ("skip",), known.phrasebook):
        return take_tap(step, "skip", session, known)
    if step.asks is Asks.PAGE:
        return type_page(step, sent.text, session, known, sent.message_id)
    return _TEXTS[step.asks](step, sent.text[:LONGEST_TEXT], session, known)


def take_place(sent: PlaceSent, session: Session, known: Known) -> Taken:
    """Return the session with a point from the map; a place is welcome at every step."""
    area, words = place_words(sent.latitude, sent.longitude, known)
    told = {"text": sent.address or sent.title or words, "lat": sent.latitude, "lon": sent.longitude, "area": area}
    lead = known.wording.say("understood.place_near", place=words) if words else known.wording.say("understood.place")
    return Taken(session.answered(place=told), (lead,))


def understand(text: str, session: Session, known: Known) -> Session:
    """Return the session with all that the first words of a matter tell: what, title, category, place, danger."""
    reading = known.read(text)
    told: dict[str, Any] = {"what": text.strip(), "title": reading.title}
    best = reading.categories[0] if reading.categories else None
    if best and "category" not in session.answers and best.confidence >= SURE_ENOUGH:
        told |= {"category": best.key, "category_guess": best.key}
    elif best:
        told["category_guess"] = best.key
    keyed = [place.key for place in reading.places if place.key]
    if keyed:
        told["place_guesses"] = list(dict.fromkeys(keyed))[:MOST_GUESSES]
    if reading.urgent or reading.emergency:
        told |= {"urgent": True, "emergency": str(reading.emergency) if reading.emergency else None}
    return session.answered(**told)


MOST_GUESSES = 2
GUESS_SAID = ("complaint", "suggestion")  # the guess decides whom it reaches, so it is said at once


def understood_lines(session: Session, known: Known) -> tuple[str, ...]:
    """Return the lines that say what was understood of the first words of a matter."""
    say, told = known.wording.say, session.answers
    lines = [say(f"understood.{session.flow}", title=told["title"])]
    if session.flow in GUESS_SAID and told.get("category") not in (None, "other"):
        lines.append(say("understood.category_guess", category=say(f"category.{told['category']}")))
    return tuple(lines)


SURE_ENOUGH = 0.35  # below this a guess of the category is not even shown; it is asked


def _text_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    if not text.strip():
        return None
    if step.key == "what":
        after = understand(text, session, known)
        return Taken(after, understood_lines(after, known))
    return Taken(session.answered(**{step.key: text.strip()}))


def _category_tapped(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    if value not in CATEGORY_KEYS:
        return None
    guessed = str(session.answers.get("category_guess") or "")
    label = KeepLabel("category", str(session.answers.get("what") or ""), guessed, value)
    lead = known.wording.say("understood.category", category=known.wording.say(f"category.{value}"))
    return Taken(session.answered(category=value), (lead,), (label,))


def _category_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    offers = category_offers(session, known)
    index = picked(text, [known.wording.say(f"category.{key}") for key in offers])
    if index is not None:
        return _category_tapped(step, offers[index], session, known)
    names = {plain(known.wording.say(f"category.{key}")): key for key in CATEGORY_KEYS}
    if plain(text) in names:
        return _category_tapped(step, names[plain(text)], session, known)
    guesses = known.read(text).categories
    if guesses and guesses[0].confidence >= SURE_ENOUGH:
        return _category_tapped(step, guesses[0].key, session, known)
    return None


def _place_tapped(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    place = known.office.place(value)
    if place is None:
        return None
    name = place.name(known.wording.language)
    told = {"text": name, "lat": place.latitude, "lon": place.longitude, "area": place.key}
    return Taken(session.answered(place=told), (known.wording.say("understood.place_named", place=name),))


def _place_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    guess = next(iter(session.answers.get("place_guesses", ())), None)
    if guess and word_in(text, ("yes",), known.phrasebook):
        return _place_tapped(step, guess, session, known)
    keys = [place.key for place in known.read(text).places if place.key]
    place = known.office.place(keys[0]) if keys else None
    told: dict[str, Any] = {"text": text.strip(), "area": place.key if place else None}
    if place:
        told |= {"lat": place.latitude, "lon": place.longitude}
    lead = known.wording.say("understood.place_named", place=text.strip())
    return Taken(session.answered(place=told), (lead,))


def _pictures_tapped(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    return Taken(session.answered(**{step.key: True})) if value == "done" else None


def _pictures_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    word = word_in(text, STEP_WORDS, known.phrasebook)
    something = session.answers.get("gathered") or session.answers.get("words")
    if word == "done" or (word in ("no", "skip") and (step.skippable or something)):
        return Taken(session.answered(**{step.key: True}))
    return add_words(text, session, known)


def add_words(text: str, session: Session, known: Known) -> Taken:
    """Return the session with further words kept; the step stays as it is."""
    words = [*session.answers.get("words", ()), text.strip()]
    return Taken(session.answered(words=words), (known.wording.say("understood.words"),))


def _choice_tapped(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    if value not in step.choices:
        return None
    # A score is kept at the tap: many people answer no further, and that is their right.
    kept = (kept_score(session, int(value)),) if step.asks is Asks.SCORE else ()
    return Taken(session.answered(**{step.key: value}), (), kept)


def kept_score(session: Session, score: int, why: str = "") -> Effect:
    """Return the effect that keeps a score: of a case, or of the counter that the session rates."""
    if "counter" in session.answers:
        return KeepVote(int(session.answers["counter"]), session.id, score, why)
    return KeepPoll(int(session.answers["case"]), score, why)


def _choice_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    index = picked(text, choice_labels(step, known))
    if index is not None:
        return _choice_tapped(step, step.choices[index], session, known)
    phone = phone_in(text) if step.key == "contact" else None
    if phone:
        return Taken(session.answered(contact="phone", phone=phone))
    if step.key == "contact" and word_in(text, ("anonymous",), known.phrasebook):
        return _choice_tapped(step, "anonymous", session, known)
    return Taken(session.answered(**{step.key: text.strip()})) if step.key == "why" and text.strip() else None


def _score_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    labels = choice_labels(step, known)
    signs = [label.split()[0] for label in labels]
    words = [label.split(maxsplit=1)[-1] for label in labels]
    index = signs.index(text.strip()) if text.strip() in signs else picked(text, words)
    return None if index is None else _choice_tapped(step, step.choices[index], session, known)


def _phone_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    phone = phone_in(text)
    return Taken(session.answered(phone=phone)) if phone else None


def _confirm_tapped(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    if value == "send":
        return Taken(session.answered(**{step.key: "send"}))
    if value == "edit":
        return Taken(replace(session, step="edit"))
    if value == "anonymous":
        return Taken(session.answered(contact="anonymous", phone=None), (known.wording.say("understood.anonymous"),))
    return None


def _confirm_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    word = word_in(text, STEP_WORDS, known.phrasebook)
    if word in ("yes", "send", "done"):
        return _confirm_tapped(step, "send", session, known)
    if word in ("edit", "no"):
        return _confirm_tapped(step, "edit", session, known)
    if word == "anonymous":
        return _confirm_tapped(step, "anonymous", session, known)
    return add_words(text, session, known)


def _unit_tapped(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    offered = {unit.key for unit in unit_offers(session, known)}
    return Taken(session.answered(**{step.key: value})) if value in offered else None


def _unit_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    units = unit_offers(session, known)
    index = picked(text, [unit.name(known.wording.language) for unit in units])
    return None if index is None else _unit_tapped(step, units[index].key, session, known)


def _words_tapped(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    ready = {str(number): words for number, words in enumerate(ready_words(session, known), start=1)}
    return Taken(session.answered(**{step.key: ready[value]})) if value in ready else None


def _words_said(step: Step, text: str, session: Session, known: Known) -> Taken | None:
    ready = ready_words(session, known)
    index = picked(text, ready)
    said = text.strip() if index is None else ready[index]
    return Taken(session.answered(**{step.key: said[:LONGEST_NOTE]})) if said else None


def _nothing_tapped(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    return None


_TAPS: dict[Asks, Callable[[Step, str, Session, Known], Taken | None]] = {
    Asks.TEXT: _nothing_tapped,
    Asks.CATEGORY: _category_tapped,
    Asks.PLACE: _place_tapped,
    Asks.PICTURES: _pictures_tapped,
    Asks.CHOICE: _choice_tapped,
    Asks.PHONE: _nothing_tapped,
    Asks.SCORE: _choice_tapped,
    Asks.CONFIRM: _confirm_tapped,
    Asks.UNIT: _unit_tapped,
    Asks.WORDS: _words_tapped,
    Asks.PAGE: tap_page,
    Asks.SAME: tap_same,
}
_TEXTS: dict[Asks, Callable[[Step, str, Session, Known], Taken | None]] = {
    Asks.TEXT: _text_said,
    Asks.CATEGORY: _category_said,
    Asks.PLACE: _place_said,
    Asks.PICTURES: _pictures_said,
    Asks.CHOICE: _choice_said,
    Asks.PHONE: _phone_said,
    Asks.SCORE: _score_said,
    Asks.CONFIRM: _confirm_said,
    Asks.UNIT: _unit_said,
    Asks.WORDS: _words_said,
    Asks.PAGE: type_page,
    Asks.SAME: type_same,
}
