"""Finds texts that say the same in nearly the same words: minhash over shingles, looked up by bands.

In a database, keep for every text (A) its `bands`, one row each in a table (band BIGINT, id) with the primary key
(band, id), and (B) `packed(signature(text))`, 64 bytes beside the text itself. To find the likes of a new text, take
for each of its bands the newest `CROWD` ids (one indexed look-up each, joined by UNION), then `likeness_packed` of the
new text's 64 bytes and theirs, and show what reaches `SAME`. Nothing else is read and no text is compared; a text that
is erased takes both with it. Bands and packed bytes never change for a text: they may be stored for good.

Two texts of likeness s share a band with the chance 1 - (1 - s³)²¹: 0.94 at 0.5, 0.99 at 0.6, 0.02 at 0.1.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.clean import clean

HASHES = 64
WIDTH = 3
BANDS = HASHES // WIDTH
SHINGLE = 4  # letters; words differ too much where spaces are missing
CROWD = 100  # the latest of one band that are looked at: a wording that everyone uses fills its band
SAME = 0.5  # likeness from which two reports are shown as perhaps the same
_RANDOM = np.random.default_rng(20260101)
_TIMES = _RANDOM.integers(1, 2**61 - 1, HASHES, dtype=np.uint64) | np.uint64(1)
_PLUS = _RANDOM.integers(0, 2**61 - 1, HASHES, dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_NUMBER = np.arange(BANDS, dtype=np.uint64) << np.uint64(40)  # a band's own number stands above its 40 bits of hash
_CHANCE = 1 / 256  # two bytes agree by chance this often

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
    """Twenty-one numbers below 2^45 to look up by: near texts share at least one. Fit for a column and its index."""
    return tuple(_band_row(one).tolist())


def packed(one: Signature) -> bytes:
    """A signature in 64 bytes, one of each of its numbers: what a database keeps to compare by."""
    return one.astype(np.uint8).tobytes()


def likeness_packed(one: bytes, others: Sequence[bytes]) -> list[float]:
    """The estimated likeness of a packed signature with each of the others."""
    if not others:
        return []
    stored = np.frombuffer(b"".join(others), dtype=np.uint8).reshape(-1, HASHES)
    return [float(share) for share in _shares(np.frombuffer(one, dtype=np.uint8), stored)]


def _shares(one: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.float64]:
    agreeing = (others == one).mean(axis=1)
    return np.asarray(np.maximum(0.0, (agreeing - _CHANCE) / (1 - _CHANCE)), dtype=np.float64)


def _band_row(one: Signature) -> NDArray[np.uint64]:
    parts = one[: BANDS * WIDTH].reshape(BANDS, WIDTH).astype(np.uint64)
    hashes = np.zeros(BANDS, dtype=np.uint64)
    for place in range(WIDTH):
        hashes = (hashes ^ parts[:, place]) * _MIX
        hashes ^= hashes >> np.uint64(29)
    return (hashes >> np.uint64(24)) | _NUMBER


class _Run:
    """Bands in order with the places of their texts, the older before the newer."""

    def __init__(self, keys: NDArray[np.uint64], places: NDArray[np.uint32]) -> None:
        order = np.argsort(keys, kind="stable")
        self.keys, self.places = keys[order], places[order]

    def find(self, wanted: NDArray[np.uint64]) -> list[NDArray[np.uint32]]:
        """The newest places of each band."""
        starts, ends = np.searchsorted(self.keys, wanted, "left"), np.searchsorted(self.keys, wanted, "right")
        return [self.places[max(start, end - CROWD) : end] for start, end in zip(starts, ends, strict=True)]

    def __add__(self, newer: "_Run") -> "_Run":
        return _Run(np.concatenate([self.keys, newer.keys]), np.concatenate([self.places, newer.places]))


class Index:
    """Signatures by key, found again by their bands; for one process, some 350 bytes a text."""

    FRESH = 4096  # texts whose bands are still in a dict

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._packed = np.zeros((1024, HASHES), dtype=np.uint8)
        self._fresh: dict[int, list[int]] = {}
        self._runs: list[_Run] = []
        self._rows: list[NDArray[np.uint64]] = []

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: str, text: str) -> None:
        """Remember a text under a key."""
        one, place = signature(text), len(self._keys)
        if place == len(self._packed):
            self._packed = np.vstack([self._packed, np.zeros_like(self._packed)])
        self._packed[place] = one.astype(np.uint8)
        self._keys.append(key)
        row = _band_row(one)
        self._rows.append(row)
        for band in row.tolist():
            self._fresh.setdefault(band, []).append(place)
        if len(self._rows) == self.FRESH:
            self._settle()

    def add_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember many."""
        for key, text in pairs:
            self.add(key, text)

    def near(self, text: str, least: float = SAME, most: int = 10) -> list[tuple[str, float]]:
        """The keys of texts like this one, the likest first."""
        one = signature(text)
        row = _band_row(one)
        found = {place for band in row.tolist() for place in self._fresh.get(band, [])[-CROWD:]}
        for run in self._runs:
            found.update(np.concatenate(run.find(row)).tolist())
        places = np.array(sorted(found), dtype=int)
        alike = _shares(one.astype(np.uint8), self._packed[places])
        best = np.argsort(-alike, kind="stable")[:most]
        return [(self._keys[places[at]], float(alike[at])) for at in best if alike[at] >= least]

    def _settle(self) -> None:
        """Put the fresh bands in order beside the others; runs of like length become one, so there are few."""
        first = len(self._keys) - len(self._rows)
        places = np.repeat(np.arange(first, len(self._keys), dtype=np.uint32), BANDS)
        self._runs.append(_Run(np.concatenate(self._rows), places))
        self._rows, self._fresh = [], {}
        while len(self._runs) > 1 and len(self._runs[-2].keys) <= 2 * len(self._runs[-1].keys):
            newer, older = self._runs.pop(), self._runs.pop()
            self._runs.append(older + newer)
