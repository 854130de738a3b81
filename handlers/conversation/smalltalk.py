"""Greetings, thanks and the like: a short kind answer, and what one can do here."""

from handlers.conversation.typed import plain
from handlers.messages import Choice, Message, Press, Text
from handlers.postbacks import Command, encode
from handlers.turn import Known

TOPICS = ("thanks", "greeting", "who", "bye")
FEW = 8  # characters beside the greeting itself; with more, it may be the beginning of a matter


def small_talk(text: str, known: Known) -> tuple[Message, ...]:
    """Return an answer to words that are no matter for the office."""
    office = known.office.name(known.wording.language)
    topic = next((topic for topic in TOPICS if _is_about(topic, plain(text), known)), "other")
    return (Text(known.wording.say(f"smalltalk.{topic}", office=office), menu_choices(known)),)


def is_small_talk(text: str, known: Known) -> bool:
    """Tell whether words are hardly more than a greeting, a thanks or a goodbye."""
    said = plain(text)
    return any(_is_about(topic, said, known, most=FEW) for topic in TOPICS)


def _is_about(topic: str, said: str, known: Known, most: int = 10_000) -> bool:
    wordings = (known.phrasebook.wording(language) for language in known.phrasebook.languages)
    words = (plain(word) for wording in wordings for word in wording.words(f"typed.{topic}"))
    return any(said.startswith(word) and len(said) - len(word) <= most for word in words)


def menu(known: Known) -> tuple[Message, ...]:
    """Return what one can do here."""
    return (Text(known.wording.say("menu.text"), menu_choices(known)),)


def menu_choices(known: Known) -> tuple[Choice, ...]:
    """Return the quick replies of the menu."""
    names = ("complain", "suggest", "ask", "praise", "status", "staff", known.wording.say("menu.other_language"))
    return tuple(command_choice(name, known) for name in names)


def command_choice(name: str, known: Known) -> Choice:
    """Return a choice that does what a word of the menu does."""
    label = known.wording.say(f"label.{name}")
    return Choice(label, Press(encode(Command(name)), shown=label))
