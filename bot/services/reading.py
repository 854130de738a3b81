"""The reader of Thai, loaded at its first use; where it cannot be loaded, people are asked instead of guessed about."""

import threading

from bot.logs import log
from nlp.gazetteer import Gazetteer
from nlp.reader import Reader, load_reader
from nlp.reading import CategoryGuess, Kind, Reading

TITLE = 60  # characters of a title that nobody shortened with understanding


class KeptReader:
    """A reader that many threads share."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._reader: Reader | None = None
        self._failed = False

    def read(self, text: str, places: Gazetteer) -> Reading:
        """Return what a text says, or that it was not understood where the model is missing or broken."""
        reader = self._loaded()
        return reader.read(text, places) if reader else _not_understood(text)

    def _loaded(self) -> Reader | None:
        with self._loading:
            if self._reader is None and not self._failed:
                try:
                    self._reader = load_reader()
                except (OSError, ValueError) as problem:
                    self._failed = True
                    log().error("no reader: every message is asked about", error=str(problem))
            return self._reader


def _not_understood(text: str) -> Reading:
    title = " ".join(text.split())[:TITLE]
    return Reading(
        text=text, kind=Kind.OTHER, confidence=0.0, categories=(CategoryGuess("other", 0.0),), urgent=False,
        emergency=None, places=(), phones=(), personal=(), title=title, several=False, sure=False,
    )  # fmt: skip
