"""The reader: one message in, one `Reading` out, whatever the message holds."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from nlp.clean import clean
from nlp.danger import Dangers, judged, load_dangers, told
from nlp.features import features
from nlp.gazetteer import Gazetteer
from nlp.lexicon import Lexicon, load_lexicon
from nlp.linear import Linear, load_linear
from nlp.matters import several
from nlp.personal import find_personal
from nlp.places import finder_of
from nlp.reading import CategoryGuess, Emergency, Kind, Reading
from nlp.segment import words
from nlp.title import title_of
from nlp.versions import MODELS, current

GUESSES = 3
NOWHERE = Gazetteer()
UNREADABLE = Reading("", Kind.OTHER, 0.0, (CategoryGuess("other", 0.0),), False, None, (), (), (), "", False, False)


class Reader:
    """Reads messages with one loaded model; safe to share between threads."""

    def __init__(self, model: Linear, lexicon: Lexicon, dangers: Dangers) -> None:
        self.model = model
        self._lexicon = lexicon
        self._dangers = dangers
        words("อุ่นเครื่อง")  # the dictionary is loaded now and not with the first citizen

    def read(self, text: str, gazetteer: Gazetteer | None = None) -> Reading:
        """Read one message; never raises, an unreadable text is a reading of kind other."""
        try:
            return self._read(text, gazetteer or NOWHERE)
        except Exception:  # a message must not be lost because of its letters
            return replace(UNREADABLE, text=str(text))

    def _read(self, text: str, gazetteer: Gazetteer) -> Reading:
        cleaned = clean(text)
        if not any(letter.isalpha() for letter in cleaned.text):
            return self._wordless(text)
        seen = self._dangers.look(cleaned.text)
        given = features(cleaned.text, self._lexicon, told(seen), self.model.rarity)
        categories, kinds, dangers = self.model.chances(*given)
        best = np.argsort(-categories)[:GUESSES]
        guesses = tuple(CategoryGuess(self.model.categories[place], float(categories[place])) for place in best)
        kind = int(kinds.argmax())
        emergency = judged(dangers, self.model.dangers, seen)
        phones, personal = find_personal(cleaned)
        return Reading(
            text=text,
            kind=self._kind(self.model.kinds[kind], emergency),
            confidence=float(kinds[kind]),
            categories=guesses,
            urgent=emergency is not None or self._dangers.urgent_without(cleaned.text),
            emergency=emergency,
            places=finder_of(gazetteer).find(cleaned),
            phones=phones,
            personal=personal,
            title=title_of(cleaned.text),
            several=several(cleaned.text, self._lexicon.matters, {guess.key: guess.confidence for guess in guesses}),
            sure=float(kinds[kind]) >= self.model.sure,
        )

    @staticmethod
    def _kind(name: str, emergency: Emergency | None) -> Kind:
        """Small talk in which someone is in danger is no small talk."""
        return Kind.COMPLAINT if emergency and name in ("other", "compliment") else Kind(name)

    @staticmethod
    def _wordless(text: str) -> Reading:
        """Digits, emoji, dots: small talk, surely, with the numbers that it may hold."""
        phones, personal = find_personal(clean(text))
        guess = (CategoryGuess("other", 1.0),)
        return Reading(text, Kind.OTHER, 1.0, guess, False, None, (), phones, personal, text.strip()[:20], False, True)


def load_reader(path: Path | None = None) -> Reader:
    """The reader with the model in use in `path` (a folder of versions, or of one), without it the one shipped."""
    return reader_of(load_linear(current(path or MODELS)))


def reader_of(model: Linear) -> Reader:
    """The reader with a given model."""
    return Reader(model, load_lexicon(), load_dangers())
