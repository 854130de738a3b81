"""The terms that a text is found by: its words, the words inside long ones, and what fell apart misspelt."""

import re
from functools import lru_cache
from itertools import pairwise

from nlp.clean import clean
from nlp.search import IDLE
from nlp.segment import LONGEST, municipal_words, words

SIGNS = re.compile(r"[^\w\u0e31-\u0e4e]|_")  # everything but letters, digits and the marks of Thai
PIECE = 3  # letters of what may be half of a misspelt word though it is a word itself
SHORTEST = 2  # letters of a word found inside a longer one
LONGEST_TERM = 40  # letters; longer ones are noise: a pasted address, a key held down
MOST_TERMS = 3000  # of one text


def query_terms(text: str) -> list[str]:
    """The terms that a typed question asks for, in its order; idle words only where there are no others."""
    found = list(dict.fromkeys(_words(text)))
    return [word for word in found if word not in IDLE] or found


def index_terms(text: str) -> set[str]:
    """The terms under which a text is kept: whatever part of a long word is a word finds it too."""
    found: set[str] = set()
    cut = _words(text)
    for word in cut:
        found.add(word)
        found.update(_inside(word))
    found.update(_joined(cut))
    return {word for word in list(found)[:MOST_TERMS] if word not in IDLE}


def _words(text: str) -> list[str]:
    found = (SIGNS.sub("", word)[:LONGEST_TERM] for word in words(clean(text).text))
    return [word for word in found if any(letter.isalnum() for letter in word)]


@lru_cache(maxsize=1)
def dictionary() -> frozenset[str]:
    """The words that the segmenter knows."""
    from pythainlp.corpus.common import thai_words

    return frozenset(word for word in thai_words() if len(word) <= LONGEST) | frozenset(municipal_words())


@lru_cache(maxsize=50_000)
def _inside(word: str) -> frozenset[str]:
    """The words of which a word is wholly put together, in every way: ไฟถนน holds ไฟ and ถนน."""
    known = dictionary()
    found: set[str] = set()
    for place in range(SHORTEST, len(word) - SHORTEST + 1):
        first, last = word[:place], word[place:]
        rest = _inside(last)
        if first in known and (last in known or rest):
            found |= {first, *rest, *({last} & known)}
    return frozenset(found)


def _joined(cut: list[str]) -> set[str]:
    """Neighbours that are no words, or short ones: a misspelt word falls apart, and is near to the right one whole."""
    known = dictionary()
    pairs = [(one, two) for one, two in pairwise(cut) if _thai(one) and _thai(two)]
    return {one + two for one, two in pairs if max(len(one), len(two)) <= PIECE or not (one in known and two in known)}


def _thai(word: str) -> bool:
    return "ก" <= word[0] <= "๎"
