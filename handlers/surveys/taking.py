"""How a page of a questionnaire takes what is tapped, typed or sent; what does not fit is said kindly."""

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.conversation.flow import Step
from handlers.conversation.places import place_words
from handlers.conversation.session import Session
from handlers.conversation.taken import Taken
from handlers.conversation.typed import picked, word_in
from handlers.dates import day_words
from handlers.events import MediaKind, MediaSent, PlaceSent, StickerSent
from handlers.surveys.pages import CONFIRM, KEEP, Page
from handlers.surveys.questionnaire import Ask, Question
from handlers.surveys.showing import labels_of, titled
from handlers.surveys.talk import STEP, Place, place_of
from handlers.surveys.written import day_in, number_in, numbers_in
from handlers.turn import KeepMedia, Known

LONGEST = 2_000
ELSEWHERE = "elsewhere"  # a place outside the villages of the office
WORDS = ("skip", "survey_next", "survey_unknown", "done", "yes", "no", "send")


def tap_page(step: Step, value: str, session: Session, known: Known) -> Taken | None:
    """Return the session with what was tapped, or None where the page offers no such thing."""
    session = _awake(session)
    place = place_of(session, known)
    if place is None:
        return None
    if value == "go":
        return Taken(session)
    if value == "next":
        return _next(place, known)
    if value == "send":
        return Taken(session.answered(**{STEP: "sent"})) if place.at == CONFIRM else None
    page = place.page
    if page is not None and page.questions[0].asks is Ask.DATE and "=" not in value:
        return _day_typed(value, page, place, known)
    key, mark, answer = value.partition("=")
    if not mark:
        return None
    if key == "keep":
        return _to_keep(answer, place)
    return _answered(key, answer, place, known)


def type_page(step: Step, text: str, session: Session, known: Known, message_id: str = "") -> Taken | None:
    """Return the session with what was typed, or None where the words do not answer the page."""
    if session.answers.get("paused"):
        return Taken(_awake(session))
    place = place_of(session, known)
    if place is None or not text.strip():
        return None
    word = word_in(text, WORDS, known.phrasebook)
    page = place.page
    if place.at == KEEP:
        return _to_keep({"yes": "yes", "done": "yes", "no": "no", "skip": "no"}.get(word or "", ""), place)
    if place.at == CONFIRM or page is None:
        return Taken(session.answered(**{STEP: "sent"})) if word in ("send", "yes", "done") else None
    question = page.questions[0]
    if question.asks is Ask.TEXT:
        return _words_said(text, word, page, place, message_id)
    if word in ("skip", "survey_next", "done"):
        return _next(place, known)
    if word == "survey_unknown":
        return _unknown(page, place, known)
    return _TYPED[question.asks](text, page, place, known)


def send_page(what: MediaSent | PlaceSent | StickerSent, session: Session, known: Known) -> Taken:
    """Return the session with a picture or a place where the page asks for one; else a kind word."""
    session = _awake(session)
    place = place_of(session, known)
    page = place.page if place else None
    say = known.wording.say
    if isinstance(what, StickerSent) or place is None:
        return Taken(session, (say("understood.sticker"),))
    asks = page.questions[0].asks if page else None
    if page and isinstance(what, PlaceSent) and asks is Ask.LOCATION:
        return _onward(place, page.key, _place_of(what, place, known))
    if page and isinstance(what, MediaSent) and asks is Ask.PHOTO and what.kind is MediaKind.IMAGE:
        kept = (KeepMedia(what.message_id, what.kind),)
        gathered = [*session.answers.get("gathered", ()), what.message_id]
        after = Place(place.wave, session.answered(gathered=gathered[-1:]))
        onward = _onward(after, page.key, what.message_id)
        return Taken(onward.session, (say("understood.pictures", count=1),), kept)
    return Taken(session, (say("survey.not_here"),))


def _awake(session: Session) -> Session:
    """Return the session as one that is gone on with."""
    return session.answered(paused=False) if session.answers.get("paused") else session


def _next(place: Place, known: Known) -> Taken | None:
    page = place.page
    if page is None:
        return None
    needed = page.needed(place.told)
    if needed:
        first = titled(needed[0], known)
        return Taken(place.session, (known.wording.say("survey.needed", question=first),))
    return Taken(place.onward().session)


def _to_keep(answer: str, place: Place) -> Taken | None:
    if answer not in ("yes", "no"):
        return None
    kept = Place(place.wave, place.session.answered(keep=answer == "yes"))
    return Taken(kept.turned_to(KEEP).onward().session)


def _answered(key: str, answer: str, place: Place, known: Known) -> Taken | None:
    """Take a tap on any card of this questionnaire, also on one that was left behind: that one is only corrected."""
    question = place.wave.form.question(key)
    if question is None:
        return None
    code = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 4 else -1
    if code not in question.codes:
        return None
    page = place.page
    here = page is not None and any(one.key == key for one in page.questions)
    told = place.told
    if question.asks is Ask.MANY:
        chosen = list(told.get(key, []))
        chosen = [one for one in chosen if one != code] if code in chosen else [*chosen, code]
        told = {**told, key: [one for one in question.codes if one in chosen]}
        if not told[key]:
            del told[key]
        after = place.answering(told)
        return Taken(after.session if here else after.turned_to(key).session)
    before = page is not None and page.complete(told)
    after = place.answering({**told, key: code})
    if not here or page is None:
        return Taken(after.session, (known.wording.say("survey.corrected", question=titled(question, known)),))
    if not page.complete(after.told) or (before and len(page.questions) > 1):
        return Taken(after.session, quiet=True)
    return Taken(after.onward().session)


def _unknown(page: Page, place: Place, known: Known) -> Taken:
    open_ones = [one for one in page.questions if one.key not in place.told]
    if any(not one.skippable for one in open_ones):
        return Taken(place.session, (known.wording.say("survey.unknown_needed"),))
    if len(page.questions) == 1:
        return Taken(place.onward().session, (known.wording.say("survey.unknown_skipped"),))
    return Taken(place.session, (known.wording.say("survey.unknown_some"),))


def _words_said(text: str, word: str | None, page: Page, place: Place, message_id: str) -> Taken:
    question = page.questions[0]
    if word in ("skip", "survey_next", "survey_unknown", "no") and question.skippable:
        return Taken(place.onward().session)
    taken = _onward(place, question.key, text.strip()[:LONGEST])
    came_with = {**taken.session.answers.get("texts", {}), message_id: question.key} if message_id else {}
    return Taken(taken.session.answered(texts=came_with)) if came_with else taken


def _rows_typed(text: str, page: Page, place: Place, known: Known) -> Taken | None:
    """Fill the open items in their order, by numbers (`3 3 2 1`) or by the words of one answer."""
    told = place.told
    open_ones = [one for one in page.questions if one.key not in told] or list(page.questions)
    codes = _codes_typed(text, open_ones, known)
    if codes is None:
        return None
    after = place.answering({**told, **codes})
    if page.complete(after.told):
        return Taken(after.onward().session)
    left = next(one for one in page.questions if one.key not in after.told)
    return Taken(after.session, (known.wording.say("survey.and_then", question=titled(left, known)),))


def _codes_typed(text: str, questions: list[Question], known: Known) -> dict[str, int] | None:
    numbers = numbers_in(text)
    if numbers and len(numbers) <= len(questions):
        pairs = list(zip(questions, numbers, strict=False))
        codes = {one.key: _code_of(one, number) for one, number in pairs}
        return {key: code for key, code in codes.items() if code} if all(codes.values()) else None
    labels = labels_of(questions[0], known)
    at = None if numbers else picked(text, list(labels.values()))
    return None if at is None else {questions[0].key: list(labels)[at]}


def _code_of(question: Question, number: int) -> int:
    """Return the code that a typed number means: the score itself, or the place of an option; 0 for none."""
    if question.asks is Ask.SCALE:
        return number if number in question.codes else 0
    return question.codes[number - 1] if 1 <= number <= len(question.codes) else 0


def _many_typed(text: str, page: Page, place: Place, known: Known) -> Taken | None:
    question = page.questions[0]
    labels = labels_of(question, known)
    numbers = numbers_in(text)
    codes = [_code_of(question, number) for number in numbers]
    if not numbers:
        at = picked(text, list(labels.values()))
        codes = [] if at is None else [list(labels)[at]]
    if not codes or not all(codes):
        return None
    chosen = {*place.told.get(question.key, []), *codes}
    return _onward(place, question.key, [code for code in question.codes if code in chosen])


def _number_typed(text: str, page: Page, place: Place, known: Known) -> Taken | None:
    question, number = page.questions[0], number_in(text)
    if number is None:
        return None
    low, high = question.least, question.most
    if (low is not None and number < low) or (high is not None and number > high):
        return Taken(place.session, (known.wording.say("survey.out_of_bounds"),))
    return _onward(place, question.key, number)


def _day_typed(text: str, page: Page, place: Place, known: Known) -> Taken | None:
    day = day_in(text, known.wording)
    return _day_taken(page.questions[0], day, place, known) if day else None


def _day_taken(question: Question, day: date, place: Place, known: Known) -> Taken:
    after = _onward(place.turned_to(question.key), question.key, day.year * 10_000 + day.month * 100 + day.day)
    return Taken(after.session, (known.wording.say("survey.day", day=day_words(day, known.wording)),))


def _place_typed(text: str, page: Page, place: Place, known: Known) -> Taken | None:
    keys = [found.key for found in known.read(text).places if found.key]
    if keys:
        return _onward(place, page.key, keys[0])
    return None if place.wave.form.anonymous else _onward(place, page.key, text.strip()[:LONGEST])


def _place_of(sent: PlaceSent, place: Place, known: Known) -> str:
    area, _ = place_words(sent.latitude, sent.longitude, known)
    if place.wave.form.anonymous:  # a point on the map is somebody's home; a village is not
        return area or ELSEWHERE
    return f"{sent.latitude:.5f},{sent.longitude:.5f}"


def _onward(place: Place, key: str, answer: Any) -> Taken:
    return Taken(place.answering({**place.told, key: answer}).onward().session)


def _none_typed(text: str, page: Page, place: Place, known: Known) -> Taken | None:
    return None


_TYPED: dict[Ask, Callable[[str, Page, Place, Known], Taken | None]] = {
    Ask.SCALE: _rows_typed,
    Ask.ONE: _rows_typed,
    Ask.MANY: _many_typed,
    Ask.NUMBER: _number_typed,
    Ask.DATE: _day_typed,
    Ask.LOCATION: _place_typed,
    Ask.PHOTO: _none_typed,
}
