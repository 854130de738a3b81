"""Finds texts that say the same in nearly the same words: minhash over shingles, looked up by bands."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp.clean import clean

HASHES = 64
BANDS = 16
WIDTH = HASHES // BANDS
SHINGLE = 4  # letters; words differ too much where spaces are missing
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


@dataclass
class Index:
    """Signatures by key, found again by their bands; for one process. A database keeps `bands` in a table."""

    _where: dict[int, list[int]] = field(default_factory=dict)
    _keys: list[str] = field(default_factory=list)
    _signatures: list[bytes] = field(default_factory=list)

    def add(self, key: str, text: str) -> None:
        """Remember a text under a key."""
        one = signature(text)
        place = len(self._keys)
        self._keys.append(key)
        self._signatures.append(one.tobytes())
        for band in bands(one):
            self._where.setdefault(band, []).append(place)

    def add_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember many."""
        for key, text in pairs:
            self.add(key, text)

    def near(self, text: str, least: float = SAME, most: int = 10) -> list[tuple[str, float]]:
        """The keys of texts like this one, the likest first."""
        one = signature(text)
        places = {place for band in bands(one) for place in self._where.get(band, ())[:2000]}
        found = [(self._keys[place], likeness(one, self._signature(place))) for place in places]
        return sorted((pair for pair in found if pair[1] >= least), key=lambda pair: -pair[1])[:most]

    def _signature(self, place: int) -> Signature:
        return np.frombuffer(self._signatures[place], dtype=np.uint32)
