"""The texts of all languages, read once from the files beside the code that says them."""

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from handlers.conversation.wording import Phrasebook, parse_texts


class RepeatedTextError(ValueError):
    """Two files of one language give words for the same key: one of them would never be said."""


def read_texts(folder: Traversable) -> Phrasebook:
    """Return the words of every language in `folder`: `th.toml`, and one folder deeper `surveys/th.toml`, read as one.

    A big family of texts lives in a folder of its own. Raises RepeatedTextError where two files give the same key.
    """
    found: dict[str, dict[str, str]] = {}
    for entry in sorted(_files(folder), key=lambda each: each.name):
        texts = found.setdefault(entry.name.removesuffix(".toml"), {})
        more = parse_texts(entry.read_text(encoding="utf-8"))
        if twice := sorted(texts.keys() & more.keys()):
            raise RepeatedTextError(f"words for {', '.join(twice)} stand twice in {entry.name}")
        texts.update(more)
    return Phrasebook(found)


def _files(folder: Traversable) -> list[Traversable]:
    entries = list(folder.iterdir())
    deeper = [file for entry in entries if entry.is_dir() for file in entry.iterdir()]
    return [entry for entry in (*entries, *deeper) if entry.name.endswith(".toml")]


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """Return what the chat says, in every language that has files of texts."""
    return read_texts(files("handlers.conversation") / "texts")
