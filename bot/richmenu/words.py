"""The words of the rich menus: labels of the chat's buttons, and a few of their own in texts/*.toml."""

from functools import lru_cache
from importlib.resources import files

from bot.services.words import phrasebook, read_texts
from handlers.conversation.wording import Phrasebook, Wording


@lru_cache(maxsize=1)
def own_words() -> Phrasebook:
    """The words that only the menus use, of every language that has a file of them."""
    return read_texts(files("bot.richmenu") / "texts")


def languages() -> tuple[str, ...]:
    """The languages that have menus, the office's first."""
    book = own_words()
    return (book.default, *sorted(set(book.languages) - {book.default}))


def wording(language: str) -> Wording:
    """The menus' own words."""
    return own_words().wording(language)


def label(language: str, command: str) -> str:
    """What an area is called: as the button of the same command in the chat, if there is one."""
    own, chat = wording(language), phrasebook().wording(language)
    return own.say(command) if own.has(command) else chat.say(f"label.{command}")
