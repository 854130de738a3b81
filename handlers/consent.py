"""Before the first personal datum: the privacy notice, and consent to it; what was said meanwhile waits."""

from dataclasses import replace
from typing import Any

from handlers.conversation.session import Session
from handlers.events import MediaKind, MediaSent, PlaceSent, StickerSent, TextSent, What
from handlers.messages import Accent, Card, Choice, Message, Open, Press, Text
from handlers.postbacks import Command, encode
from handlers.turn import ErasePerson, Known, SavePerson, Turn

FLOW = "consent"


def agreed(known: Known) -> bool:
    """Tell whether the person agreed to the notice that is in force."""
    return known.person.notice == known.office.notice_version


def welcome(known: Known) -> Turn:
    """Greet someone who added the account; the notice comes with it where they have not agreed yet."""
    say = known.wording.say
    person = replace(known.person, blocked=False)
    greeting = Text(say("welcome.text", office=known.office.name(known.wording.language)))
    if agreed(known):
        return Turn(say=(Text(say("welcome.again")),), session=known.session, effects=(SavePerson(person),), keep=False)
    return Turn(say=(greeting, notice(known)), session=_held(_waiting(known), known), effects=(SavePerson(person),))


def ask_first(what: What, known: Known) -> Turn:
    """Show the notice and hold what was sent until there is an answer; the newest words are kept with the older."""
    say = known.wording.say
    waiting = [*_waiting(known), *_hold(what)]
    lead = say("consent.first") if waiting else say("consent.again")
    session = _held(waiting, known)
    return Turn(say=(Text(lead), notice(known)), session=session, effects=(SavePerson(known.person),))


def notice(known: Known) -> Card:
    """Return the privacy notice as a card that asks for consent; with it stands where the whole text is."""
    agree_to, refuse = _button("agree", known), _button("decline", known)
    buttons = (agree_to, _whole_text(known), refuse)
    choices = (agree_to, refuse, _button(known.wording.say("menu.other_language"), known))
    card = _card(known, "consent.title", buttons)
    return replace(card, choices=choices, alt=f"{card.alt} {known.wording.say('consent.how_to_agree')}")


def reminder(known: Known) -> Card:
    """Return the notice for someone who agreed: the same points, their data, and the way back out."""
    buttons = (_whole_text(known), _button("mydata", known), _button("withdraw_consent", known))
    return _card(known, "consent.reminder", buttons)


def _card(known: Known, title_key: str, buttons: tuple[Choice, ...]) -> Card:
    title = known.wording.say(title_key)
    points = tuple(known.wording.say(f"consent.point_{number}") for number in range(1, 4))
    return Card(
        title=title, accent=Accent.RECEIVED, lines=points, buttons=buttons, alt=f"{title} {' '.join(points)}"
    )


def _whole_text(known: Known) -> Choice:
    return Choice(known.wording.say("label.notice"), Open(f"/privacy?lang={known.wording.language}"))


def agree(known: Known) -> Turn:
    """Keep the consent. What was held is for the caller to take up."""
    person = replace(known.person, notice=known.office.notice_version)
    return Turn(say=(Text(known.wording.say("consent.agreed")),), effects=(SavePerson(person),))


def decline(known: Known) -> Turn:
    """Accept the refusal: nothing that was said is kept."""
    said = known.wording.say("consent.declined", phone=known.office.telephone)
    words: Message = Text(said, (_button("agree", known),))
    # Whoever has cases agreed to an earlier notice: those go on, and are erased only where erasure is asked for.
    effect = SavePerson(replace(known.person, notice="")) if known.cases else ErasePerson()
    return Turn(say=(words,), effects=(effect,))


def withdraw(known: Known) -> Turn:
    """Take back a consent that was given; what was told before goes on, nothing new is kept."""
    words = Text(known.wording.say("consent.withdrawn"), (_button("agree", known), _button("erase", known)))
    return Turn(say=(words,), effects=(SavePerson(replace(known.person, notice="")),))


def held(session: Session | None) -> tuple[TextSent | MediaSent | PlaceSent, ...]:
    """Return what was sent before consent, oldest first."""
    return tuple(_unpack(item) for item in _raw(session))


def _button(name: str, known: Known) -> Choice:
    label = known.wording.say(f"label.{name}")
    return Choice(label, Press(encode(Command(name)), shown=label))


def _held(items: list[dict[str, Any]], known: Known) -> Session:
    """A session that waits for consent; a thread that was open when the notice changed lies beneath it."""
    before = known.session
    under = before.under if before and before.flow in (FLOW, "cancelled") else before
    told = {"held": items[-10:]}
    return Session(known.token, FLOW, 1, "agree", known.now, told, under=under, touched_at=known.now)


def _raw(session: Session | None) -> list[dict[str, Any]]:
    return list(session.answers.get("held", [])) if session and session.flow == FLOW else []


def _waiting(known: Known) -> list[dict[str, Any]]:
    return _raw(known.session)


def _hold(what: What) -> list[dict[str, Any]]:
    match what:
        case TextSent(text=text) if text.strip():
            return [{"text": text, "id": what.message_id}]
        case MediaSent():
            return [{"media": what.message_id, "kind": str(what.kind)}]
        case PlaceSent():
            return [{"lat": what.latitude, "lon": what.longitude, "title": what.title, "address": what.address}]
        case StickerSent():
            return []
    return []


def _unpack(raw: dict[str, Any]) -> TextSent | MediaSent | PlaceSent:
    if "text" in raw:
        return TextSent(raw["text"], raw.get("id", ""))
    if "media" in raw:
        return MediaSent(MediaKind(raw["kind"]), raw["media"])
    return PlaceSent(raw["lat"], raw["lon"], raw["title"], raw["address"])
