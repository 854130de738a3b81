"""Finds texts that say the same in nearly the same words: minhash over shingles, looked up by bands."""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from nlp.clean import clean

HASHES = 64
BANDS = 16
WIDTH = HASHES // BANDS
SHINGLE = 4  # letters; words differ too much where spaces are missing
CROWD = 300  # the latest of one band that are looked at: a wording that everyone uses fills its band
SAME = 0.5  # likeness from which two reports are shown as perhaps the same
_RANDOM = np.random.default_rng(20260101)
_TIMES = _RANDOM.integers(1, 2**61 - 1, HASHES, dtype=np.uint64) | np.uint64(1)
_PLUS = _RANDOM.integers(0, 2**61 - 1, HASHES, dtype=np.uint64)

Signature = NDArray[np.uint32]


def shingles(text: str) -> NDArray[np.uint64]:
    """The different stretches of four letters of a message, as numbers; spaces and case do not count."""
    letters = "".join(letter for letter in clean(text).text if letter.isalnum() or "ก" <= letter <= "๎")
    codes = np.frombuffer(letters.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < SHINGLE:
        return np.unique(codes)
    count = len(codes) - SHINGLE + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        hashes = hashes * np.uint64(1_000_003) + codes[place : place + count]
    return np.unique(hashes)


def signature(text: str) -> Signature:
    """Sixty-four numbers that stand for a text: the share in which two agree is about their likeness."""
    found = shingles(text)
    if not len(found):
        return np.full(HASHES, 2**32 - 1, dtype=np.uint32)
    mixed = found[None, :] * _TIMES[:, None] + _PLUS[:, None]
    return np.asarray((mixed >> np.uint64(32)).min(axis=1), dtype=np.uint32)


def likeness(one: Signature, other: Signature) -> float:
    """The estimated share of stretches that two texts have in common, 0 to 1."""
    return float(np.mean(one == other))


def exact_likeness(one: str, other: str) -> float:
    """The true share of stretches in common, for the few that are to be shown."""
    first, second = shingles(one), shingles(other)
    both = len(np.intersect1d(first, second, assume_unique=True))
    return both / (len(first) + len(second) - both or 1)


def bands(one: Signature) -> tuple[int, ...]:
    """Sixteen numbers to look up by: near texts share at least one. Fit for a database column and index."""
    raw = np.ascontiguousarray(one, dtype="<u4").tobytes()
    size = WIDTH * 4
    return tuple(
        int.from_bytes(hashlib.blake2b(raw[band * size : (band + 1) * size], digest_size=7, key=bytes([band])).digest())
        for band in range(BANDS)
    )


class Index:
    """Signatures by key, found again by their bands; for one process. A database keeps `bands` in a table."""

    def __init__(self) -> None:
        self._where: dict[int, list[int]] = {}
        self._keys: list[str] = []
        self._signatures = np.zeros((1024, HASHES), dtype=np.uint32)

    def add(self, key: str, text: str) -> None:
        """Remember a text under a key."""
        one, place = signature(text), len(self._keys)
        if place == len(self._signatures):
            self._signatures = np.vstack([self._signatures, np.zeros_like(self._signatures)])
        self._signatures[place] = one
        self._keys.append(key)
        for band in bands(one):
            self._where.setdefault(band, []).append(place)

    def add_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember many."""
        for key, text in pairs:
            self.add(key, text)

    def near(self, text: str, least: float = SAME, most: int = 10) -> list[tuple[str, float]]:
        """The keys of texts like this one, the likest first."""
        one = signature(text)
        found = {place for band in bands(one) for place in self._where.get(band, [])[-CROWD:]}
        places = np.array(sorted(found), dtype=int)
        alike = (self._signatures[places] == one).mean(axis=1)
        best = np.argsort(-alike, kind="stable")[:most]
        return [(self._keys[places[at]], float(alike[at])) for at in best if alike[at] >= least]
