"""Texts that no theme fits, put together by the words they share: each cluster is named by its own words."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.search import search_words

ALIKE = 0.28  # cosine of weighted words from which a text joins a cluster
MOST = 400  # texts looked at: what is left over is read by people, not reckoned with
LABEL_WORDS = 2

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Cluster:
    """Texts that speak of the same: the words that name it, and the places of its texts, the most typical first."""

    words: tuple[str, ...]
    members: tuple[int, ...]


def clusters(texts: Sequence[str], fewest: int = 3) -> tuple[Cluster, ...]:
    """Return the clusters of at least `fewest` texts, the largest first; the same texts give the same clusters."""
    bags = [_bag(text) for text in texts[:MOST]]
    holders = Counter(word for bag in bags for word in bag)
    vectors = [_weighed(bag, holders, len(bags)) for bag in bags]
    found = [(core, members) for core, members in _gathered(vectors) if len(members) >= fewest]
    found.sort(key=lambda one: (-len(one[1]), one[1][0]))
    return tuple(_named(core, members, vectors, bags) for core, members in found)


def _bag(text: str) -> frozenset[str]:
    return frozenset(word for word in search_words(text) if len(word) > 1)


def _weighed(bag: frozenset[str], holders: Mapping[str, int], texts: int) -> Weights:
    raw = {word: math.log(1 + texts / holders[word]) for word in sorted(bag)}
    length = math.sqrt(math.fsum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in raw.items()}


def _gathered(vectors: Sequence[Weights]) -> list[tuple[Counter[str], list[int]]]:
    """Each text joins the cluster whose mean is nearest, or begins one of its own."""
    found: list[tuple[Counter[str], list[int]]] = []
    for at, vector in enumerate(vectors):
        if not vector:
            continue
        near = max(found, key=lambda one: _cosine(vector, one[0]), default=None)
        if near is None or _cosine(vector, near[0]) < ALIKE:
            near = (Counter(), [])
            found.append(near)
        near[0].update(vector)
        near[1].append(at)
    return found


def _cosine(vector: Weights, core: Mapping[str, float]) -> float:
    shared = math.fsum(weight * core[word] for word, weight in vector.items() if word in core)
    length = math.sqrt(math.fsum(weight * weight for weight in core.values()))
    return shared / length if length else 0.0


def _named(
    core: Mapping[str, float], members: Sequence[int], vectors: Sequence[Weights], bags: Sequence[frozenset[str]]
) -> Cluster:
    shared = Counter(word for at in members for word in bags[at])
    best = sorted(shared, key=lambda word: (-shared[word], -core[word], word))[:LABEL_WORDS]
    typical = sorted(members, key=lambda at: (-_cosine(vectors[at], core), at))
    return Cluster(tuple(best), tuple(typical))
