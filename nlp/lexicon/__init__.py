"""The words that carry a meaning of their own in a municipality, found in a text wherever they stand."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlp.trie import pattern_of

HERE = Path(__file__).parent


class Concepts:
    """Finds concepts ("streetlight.broken") by their phrases; where phrases overlap, the longest is meant."""

    def __init__(self, phrases: dict[str, str]) -> None:
        self._phrases = phrases
        self._pattern = pattern_of(phrases)

    def find(self, text: str) -> list[tuple[int, str, str]]:
        """Each concept met: where it starts, its name, the phrase."""
        found = self._pattern.finditer(text)
        return [(match.start(), self._phrases[match.group()], match.group()) for match in found]

    def tags(self, text: str) -> list[str]:
        """The names of the concepts in the order of the text."""
        return [concept for _, concept, _ in self.find(text)]


def phrases_of(table: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    """Phrase to concept from {"road": {"hole": ["หลุม", ...]}}."""
    return {
        phrase.lower(): f"{group}.{name}"
        for group, names in table.items()
        for name, phrases in names.items()
        for line in phrases
        for phrase in line.split("|")
    }


@dataclass(frozen=True)
class Lexicon:
    """The lists that features are made of."""

    matters: Concepts
    perils: Concepts


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The shipped lists."""
    return Lexicon(_concepts("matters.toml", "wishes.toml"), _concepts("perils.toml"))


def _concepts(*names: str) -> Concepts:
    merged: dict[str, str] = {}
    for name in names:
        merged.update(phrases_of(tomllib.loads((HERE / name).read_text(encoding="utf-8"))))
    return Concepts(merged)


def load_concepts() -> Concepts:
    """The concepts of matters and wishes."""
    return load_lexicon().matters
