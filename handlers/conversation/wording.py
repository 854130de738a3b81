"""Words by key in a person's language, with named blanks; the words themselves are in texts/*.toml."""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Texts = Mapping[str, str]  # key with dots -> words with {blanks}


class MissingTextError(KeyError):
    """A key is in no language; the tests find every such key before a citizen does."""


def parse_texts(source: str) -> dict[str, str]:
    """Return the texts of one TOML document by dotted key."""
    found: dict[str, str] = {}
    _flatten("", tomllib.loads(source), found)
    return found


def _flatten(prefix: str, table: Mapping[str, Any], found: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, Mapping):
            _flatten(f"{prefix}{key}.", value, found)
        else:
            found[f"{prefix}{key}"] = str(value).strip()


def blanks_of(words: str) -> frozenset[str]:
    """Return the names of the blanks in a text."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(words) if name)


@dataclass(frozen=True)
class Wording:
    """The words of one language, with Thai behind it for what is not translated."""

    language: str
    texts: Texts
    fallback: Texts

    def has(self, key: str) -> bool:
        """Tell whether there are words for `key`."""
        return key in self.texts or key in self.fallback

    def say(self, key: str, **blanks: object) -> str:
        """Return the words for `key` with its blanks filled. Raises MissingTextError where there are none."""
        words = self.texts.get(key) or self.fallback.get(key)
        if words is None:
            raise MissingTextError(key)
        return words.format_map({name: str(value) for name, value in blanks.items()}) if "{" in words else words

    def words(self, key: str) -> tuple[str, ...]:
        """Return the alternatives of a text that lists some, separated by `|`."""
        return tuple(word.strip() for word in self.say(key).split("|") if word.strip())


@dataclass(frozen=True)
class Phrasebook:
    """All languages together."""

    languages: Mapping[str, Texts]
    default: str = "th"

    def wording(self, language: str) -> Wording:
        """Return the words of `language`, or of the default one where the language is not known."""
        known = language if language in self.languages else self.default
        return Wording(known, self.languages[known], self.languages[self.default])
