"""Forgives misspellings: the nearest words of a vocabulary, and a question written as it was probably meant."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from nlp.clean import clean
from nlp.terms import query_terms

NEAR = 75.0  # likeness in per cent from which a word may be another one misspelt
NEAR_SHORT = 80.0
SLIP = 80.0
MOST = 4  # words that are handed out for one
SHORT = 4  # letters of what is put right; of shorter words half the dictionary is near
SHORTEST = 3  # letters of what it is put right to
GUESSED = 0.6  # what a piece is worth of which nothing is known
SPAN = 3  # pieces into which a misspelt word may have fallen


class Speller:
    """A vocabulary that can be asked for the words nearest to a misspelt one."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        self._known = frozenset(word for word in vocabulary if len(word) >= SHORTEST)
        self._words = sorted(self._known)
        self._near = lru_cache(maxsize=4000)(self._search)

    def __len__(self) -> int:
        return len(self._words)

    def near(self, word: str) -> tuple[str, ...]:
        """The words that a word may be misspelt of, the likest first."""
        return self._near(word, NEAR if len(word) > SHORT + 1 else NEAR_SHORT)

    def misspelt(self, word: str) -> tuple[str, ...]:
        """The words that others may have written for a right one: nearer than a guess has to be."""
        return self._near(word, SLIP)

    def _search(self, word: str, least: float) -> tuple[str, ...]:
        if len(word) < SHORT:
            return ()
        found = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=least, limit=MOST + 1)
        return tuple(other for other, _, _ in found if other != word and abs(len(other) - len(word)) <= 2)[:MOST]

    def meant(self, question: str) -> str | None:
        """The question with its misspelt words put right, or None where nothing nearer is known."""
        right = [part for chunk in clean(question).text.split() for part in [self._right(chunk)] if part]
        meant = " ".join(right)
        return meant if meant and meant != clean(question).text else None

    def _right(self, chunk: str) -> str:
        if chunk in self._known or len(chunk) < SHORT:
            return chunk
        whole = self.near(chunk)
        return whole[0] if whole else "".join(self._mend(query_terms(chunk)))

    def _mend(self, pieces: Sequence[str]) -> list[str]:
        """Put pieces that are no word, with a neighbour or two, in the place of the word that they are nearest to.

        Of all ways to read the pieces the one is taken in which the most letters are explained the best.
        """
        best: list[tuple[float, list[str]]] = [(0.0, [])]
        for end in range(1, len(pieces) + 1):
            ways = []
            for span in range(1, min(SPAN, end) + 1):
                worth, word = self._worth(pieces[end - span : end])
                before, words = best[end - span]
                ways.append((before + worth, [*words, word]))
            best.append(max(ways, key=lambda way: way[0]))
        return best[-1][1]

    def _worth(self, pieces: Sequence[str]) -> tuple[float, str]:
        """How many letters of some pieces are explained, taken as one word, and by which word."""
        joined = "".join(pieces)
        if len(pieces) == 1 and joined in self._known:
            return float(len(joined)), joined
        near = self.near(joined)
        if near and joined not in self._known:
            return len(joined) * fuzz.ratio(joined, near[0]) / 100, near[0]
        return len(joined) * (GUESSED if len(pieces) == 1 else 0.0), joined
