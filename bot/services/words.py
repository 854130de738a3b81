"""The texts of all languages, read once from the files beside the heart."""

from functools import lru_cache
from importlib.resources import files

from handlers.conversation.wording import Phrasebook, parse_texts


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """Return the words of every language that has a file of texts."""
    folder = files("handlers.conversation") / "texts"
    found = {
        entry.name.removesuffix(".toml"): parse_texts(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    return Phrasebook(found)
