"""The reader of Thai, loaded at its first use; where it cannot be loaded, people are asked instead of guessed about."""

import threading

from sqlalchemy.orm import Session

from bot.logs import log
from nlp.gazetteer import Gazetteer
from nlp.linear import unpacked
from nlp.reader import Reader, load_reader, reader_of
from nlp.reading import CategoryGuess, Kind, Reading
from storage import models

TITLE = 60  # characters of a title that nobody shortened with understanding


class KeptReader:
    """A reader that many threads share; `renew` follows the version that the office has in use."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._reader: Reader | None = None
        self._failed = False
        self._version: int | None = None  # of the office; None: the shipped one

    def renew(self, db: Session) -> None:
        """Go over to the version in use, if it is another; one look at a small index when it is not."""
        version = models.in_use(db)
        if version == self._version:
            return
        with self._loading:
            if version == self._version:
                return
            self._reader, self._failed = self._office_reader(db, version), False
            self._version = version

    def read(self, text: str, places: Gazetteer) -> Reading:
        """Return what a text says, or that it was not understood where the model is missing or broken."""
        reader = self._loaded()
        return reader.read(text, places) if reader else _not_understood(text)

    def _office_reader(self, db: Session, version: int | None) -> Reader | None:
        found = models.numbers_of(db, version) if version is not None else None
        if found is None:
            return None  # the shipped one is loaded at the next reading
        try:
            return reader_of(unpacked(*found, f"version {version}"))
        except ValueError as problem:
            log().error("the office's version cannot be read, the shipped one is used", error=str(problem))
            return None

    def _loaded(self) -> Reader | None:
        reader = self._reader
        if reader is not None:
            return reader
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
