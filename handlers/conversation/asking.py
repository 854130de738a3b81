"""How each step is asked: what was understood first, one question last, and its answers as quick replies."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.conversation.flow import Asks, Step
from handlers.conversation.flows import FLOWS
from handlers.conversation.joining import ask_same
from handlers.conversation.session import Session
from handlers.conversation.summary import summary_card
from handlers.messages import Choice, ChoosePicture, Face, Faces, Message, Press, SendPlace, TakePicture, Text
from handlers.office import Unit
from handlers.postbacks import Answer, CaseAct, Command, encode
from handlers.surveys.showing import ask_page
from handlers.turn import Known
from nlp.taxonomy import CATEGORY_KEYS

# Offered after the reader's own guesses where it has too few; the ones that offices hear most.
USUAL_CATEGORIES = ("road", "streetlight", "waste", "flooding", "obstruction", "water_supply", "animals", "safety")
MOST_CATEGORIES = 9
MOST_UNITS = 12  # of thirteen quick replies; whoever wants another types its number or name


def ask(session: Session, known: Known, lead: Sequence[str] = ()) -> tuple[Message, ...]:
    """Return the question of the session's step, with the lines of `lead` before it."""
    step = FLOWS[session.flow].step(session.step)
    if session.step == "edit":
        return (_text(session, known, lead, known.wording.say("flow.edit"), _edit_choices(session, known)),)
    assert step is not None, f"no step {session.step} in {session.flow}"
    return _ASKERS[step.asks](step, session, known, lead)


def press(session: Session, step: str, value: str, label: str) -> Choice:
    """Return a choice that answers `step` of this very session."""
    return Choice(label, Press(encode(Answer(session.id, step, value)), shown=label))


def choice_labels(step: Step, known: Known) -> tuple[str, ...]:
    """Return the labels of a step's choices, in their order."""
    return tuple(known.wording.say(f"choice.{step.key}.{value}") for value in step.choices)


def category_offers(session: Session, known: Known) -> tuple[str, ...]:
    """Return the categories to offer: the reader's guesses first, then what offices hear most, `other` last."""
    guesses = [guess.key for guess in known.read(str(session.answers.get("what") or "")).categories]
    offers = [key for key in dict.fromkeys([*guesses, *USUAL_CATEGORIES]) if key in CATEGORY_KEYS and key != "other"]
    return (*offers[:MOST_CATEGORIES], "other")


def editable(session: Session) -> tuple[str, ...]:
    """Return the steps whose answers can be changed from the summary."""
    return tuple(
        step.key for step in FLOWS[session.flow].steps if step.asks not in (Asks.CONFIRM, Asks.PHONE, Asks.SAME)
    )


def _text(
    session: Session, known: Known, lead: Sequence[str], question: str, choices: Sequence[Choice], skip: str = ""
) -> Text:
    offered = list(choices)
    if skip:
        offered.append(press(session, session.step, "skip", skip))
    return Text("\n".join([*lead, question]), tuple(offered))


def _cancel(known: Known) -> Choice:
    label = known.wording.say("label.cancel")
    return Choice(label, Press(encode(Command("cancel")), shown=label))


def _words(step: Step, session: Session, known: Known) -> str:
    title = session.answers.get("title") or known.wording.say("flow.untitled")
    return known.wording.say(f"flow.{session.flow}.{step.key}", title=title)


def _ask_text(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    skip = known.wording.say("label.skip") if step.skippable else ""
    return (_text(session, known, lead, _words(step, session, known), (), skip),)


def _ask_category(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    offers = category_offers(session, known)
    choices = [press(session, step.key, key, known.wording.say(f"category.{key}")) for key in offers]
    return (_text(session, known, lead, _words(step, session, known), choices),)


def _ask_place(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    say = known.wording.say
    choices = [Choice(say("label.send_place"), SendPlace())]
    guesses = map(known.office.place, session.answers.get("place_guesses", ()))
    for place in filter(None, guesses):
        label = say("label.place_guess", place=place.name(known.wording.language))
        choices.append(press(session, step.key, place.key, label))
    if "category" in session.answers:
        choices.append(press(session, "edit", "category", say("label.change_category")))
    return (_text(session, known, lead, _words(step, session, known), choices, say("label.skip")),)


def _ask_pictures(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    say = known.wording.say
    choices = [Choice(say("label.camera"), TakePicture()), Choice(say("label.pictures"), ChoosePicture())]
    place = None if step.skippable else session.answers.get("place")  # of more about a case, a place is enough
    if session.answers.get("gathered") or session.answers.get("words") or place:
        choices.append(press(session, step.key, "done", say("label.done")))
    elif step.skippable:
        choices.append(press(session, step.key, "skip", say("label.no_picture")))
    else:
        choices.append(_cancel(known))
    return (_text(session, known, lead, _words(step, session, known), choices),)


def _ask_choice(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    labels = choice_labels(step, known)
    choices = [press(session, step.key, value, label) for value, label in zip(step.choices, labels, strict=True)]
    skip = known.wording.say("label.skip") if step.skippable else ""
    return (_text(session, known, lead, _words(step, session, known), choices, skip),)


def _ask_score(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    faces = tuple(
        # The card draws the face itself: its word is the label without the sign.
        Face(int(value), label.split(maxsplit=1)[-1], Press(_score_data(step, session, value), shown=label))
        for value, label in zip(step.choices, choice_labels(step, known), strict=True)
    )
    name = [str(session.answers["title"])] if "counter" in session.answers else []
    question = "\n".join([*lead, *name, _words(step, session, known)])
    spoken = " ".join(f"{face.score} {face.word}" for face in faces)
    return (Faces(question, faces, alt=f"{question} {spoken}"),)


def _score_data(step: Step, session: Session, value: str) -> str:
    """A case is rated by a button that stays good; a counter, only in the session that its code began."""
    if "case" in session.answers:
        return encode(CaseAct("score", int(session.answers["case"]), value))
    return encode(Answer(session.id, step.key, value))


def _ask_confirm(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    say = known.wording.say
    send = press(session, step.key, "send", say("label.send"))
    edit = press(session, step.key, "edit", say("label.edit"))
    choices = [send, edit]
    if session.flow == "complaint" and session.answers.get("contact") != "anonymous":
        choices.append(press(session, step.key, "anonymous", say("label.anonymous")))
    choices.append(_cancel(known))
    card = replace(summary_card(session, known), buttons=(send, edit))
    return (*((Text("\n".join(lead)),) if lead else ()), card, Text(_words(step, session, known), tuple(choices)))


def unit_offers(session: Session, known: Known) -> tuple[Unit, ...]:
    """Return the units that a case can be handed on to: all but the one that has it."""
    return tuple(unit for unit in known.office.units if unit.key != session.answers.get("from_unit"))


def ready_words(session: Session, known: Known) -> tuple[str, ...]:
    """Return what staff often write here; to report without a picture wants a reason of its own."""
    if session.flow == "report" and not session.answers.get("gathered"):
        return ()
    return known.wording.words(f"ready.{session.flow}") if known.wording.has(f"ready.{session.flow}") else ()


def _ask_unit(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    units = unit_offers(session, known)
    names = [unit.name(known.wording.language) for unit in units]
    numbered = [f"{number} {name}" for number, name in enumerate(names, start=1)]
    choices = [press(session, step.key, unit.key, name) for unit, name in zip(units, names, strict=True)]
    question = "\n".join([_words(step, session, known), *numbered])
    return (_text(session, known, lead, question, [*choices[:MOST_UNITS], _cancel(known)]),)


def _ask_words(step: Step, session: Session, known: Known, lead: Sequence[str]) -> tuple[Message, ...]:
    bare = session.flow == "report" and not session.answers.get("gathered")
    question = known.wording.say("work.excuse") if bare else _words(step, session, known)
    ready = ready_words(session, known)
    choices = [press(session, step.key, str(number), words) for number, words in enumerate(ready, start=1)]
    return (_text(session, known, lead, question, [*choices, _cancel(known)]),)


def _edit_choices(session: Session, known: Known) -> tuple[Choice, ...]:
    keys = editable(session)
    return tuple(press(session, "edit", key, known.wording.say(f"summary.{key}")) for key in keys)


_ASKERS: dict[Asks, Callable[[Step, Session, Known, Sequence[str]], tuple[Message, ...]]] = {
    Asks.TEXT: _ask_text,
    Asks.CATEGORY: _ask_category,
    Asks.PLACE: _ask_place,
    Asks.PICTURES: _ask_pictures,
    Asks.CHOICE: _ask_choice,
    Asks.PHONE: _ask_text,
    Asks.SCORE: _ask_score,
    Asks.CONFIRM: _ask_confirm,
    Asks.UNIT: _ask_unit,
    Asks.WORDS: _ask_words,
    Asks.PAGE: ask_page,
    Asks.SAME: ask_same,
}
