"""Turns a message into hashed numbers: stretches of letters, words and their neighbours, concepts of the lexicon."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.lexicon import Lexicon
from nlp.segment import words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

BITS = 17
LETTER_ROWS = 1 << BITS
WORD_ROWS = 1 << BITS
TAG_ROWS = 1 << 13
CUE_ROWS = 1 << 14
PERIL_ROWS = 1 << 15
ROWS = LETTER_ROWS + WORD_ROWS + TAG_ROWS + CUE_ROWS + PERIL_ROWS
LENGTHS = (2, 3, 4, 5)
SHARES = (1.0, 1.0, 0.9, 0.8, 1.6)  # how much letters, words, concepts, cues and perils weigh against each other
CUES = ("wish.", "ask.", "praise.", "chat.")
FOR_PERILS = 4  # the block that only the danger classes learn from
READ = 2500  # letters in which signs of danger are looked for: a cry for help stands early
MOST = 60  # signs of one message
REACH = 8  # a sign of danger meets what stands up to so many signs further on
EDGE = 4  # words at the start and at the end that are cues of the kind

_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB],
                 dtype=np.uint64)  # fmt: skip


def _rows(hashes: NDArray[np.uint64], bits: int) -> Ints:
    mixed = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)


def letter_rows(text: str) -> Ints:
    """A row for every stretch of 2 to 5 letters, spaces left out: Thai puts them anywhere."""
    codes = np.frombuffer(("^" + text.replace(" ", "") + "$").encode("utf-32-le", "replace"), dtype=np.uint32)
    codes = codes.astype(np.uint64)
    found = []
    for length in LENGTHS:
        if len(codes) < length:
            break
        count = len(codes) - length + 1
        hashes = np.full(count, length, dtype=np.uint64)
        for place in range(length):
            hashes = hashes + codes[place : place + count] * _STEP[place]
        found.append(hashes)
    return _rows(np.concatenate(found), BITS) if found else np.zeros(0, dtype=np.int64)


def hashes_of(tokens: Sequence[str]) -> NDArray[np.uint64]:
    """One number for each word."""
    return np.fromiter((zlib.crc32(token.encode("utf-8", "replace")) for token in tokens), np.uint64, len(tokens))


def word_rows(tokens: Sequence[str]) -> Ints:
    """A row for every word, every two neighbours, and every two with one between them."""
    single = hashes_of(tokens)
    parts = [single * _STEP[0]]
    if len(single) > 1:
        parts.append(single[:-1] * _STEP[1] + single[1:] * _STEP[2])
    if len(single) > 2:
        parts.append(single[:-2] * _STEP[3] + single[2:] * _STEP[4])
    return LETTER_ROWS + _rows(np.concatenate(parts), BITS)


def tag_rows(tags: Sequence[str]) -> Ints:
    """A row for every concept, every two that follow each other, and for the one that comes first."""
    if not tags:
        return np.zeros(0, dtype=np.int64)
    single = hashes_of(tags)
    parts = [single * _STEP[0], single[:1] * _STEP[3]]
    if len(single) > 1:
        parts.append(single[:-1] * _STEP[1] + single[1:] * _STEP[2])
    return LETTER_ROWS + WORD_ROWS + _rows(np.concatenate(parts), 13)


def cue_rows(tokens: Sequence[str], tags: Sequence[str]) -> Ints:
    """A row for what tells the kind whatever the message is long: how it opens, how it ends, the words of wishing."""
    wishes = sorted({tag for tag in tags if tag.startswith(CUES)})
    opening, ending = hashes_of(tokens[1 : 1 + EDGE]), hashes_of(tokens[-1 - EDGE : -1])
    wish = hashes_of(wishes)
    parts = [wish * _STEP[0], opening * _STEP[1], ending * _STEP[2]]
    if len(opening) > 1:
        parts.append(opening[:-1] * _STEP[3] + opening[1:] * _STEP[4])
    if len(ending) > 1:
        parts.append(ending[:-1] * _STEP[4] + ending[1:] * _STEP[3])
    parts += [wish[at : at + 1] * _STEP[1] + wish[at + 1 :] * _STEP[2] for at in range(len(wish) - 1)]
    return LETTER_ROWS + WORD_ROWS + TAG_ROWS + _rows(np.concatenate(parts), 14)


def peril_rows(tags: Sequence[str], signs: Sequence[str]) -> Ints:
    """A row for every concept of danger or calm and for every two that stand near each other, in any order."""
    if not tags and not signs:
        return np.zeros(0, dtype=np.int64)
    fine, sign = hashes_of(tags), hashes_of(signs)
    coarse = hashes_of([tag.split(".")[0] for tag in tags])
    parts = [fine * _STEP[0], coarse * _STEP[1], sign * _STEP[2]]
    for apart in range(1, min(REACH, len(fine) - 1) + 1):
        parts.append((fine[:-apart] + fine[apart:]) * _STEP[3])
        parts.append((fine[:-apart] ^ (coarse[apart:] << np.uint64(20))) * _STEP[4])
        parts.append((fine[apart:] ^ (coarse[:-apart] << np.uint64(20))) * _STEP[4])
    parts += [(fine ^ (one << np.uint64(24))) * _STEP[2] for one in sign]
    return LETTER_ROWS + WORD_ROWS + TAG_ROWS + CUE_ROWS + _rows(np.concatenate(parts), 15)


def tokens_of(text: str) -> list[str]:
    """Words between a start and an end, every number made equal, so that soi 7 and soi 9 teach the same."""
    return ["<", *("0" if word[0].isdigit() else word for word in words(text)), ">"]


def blocks_of(
    text: str, lexicon: Lexicon, signs: Sequence[str], most: int = len(SHARES)
) -> list[tuple[Ints, Ints]]:
    """The rows of each of the first blocks of a cleaned text and how often each occurs."""
    tokens, tags = tokens_of(text), lexicon.matters.tags(text)
    blocks = [letter_rows(text), word_rows(tokens), tag_rows(tags), cue_rows(tokens, tags)]
    if most > FOR_PERILS:
        perils = [tag for tag in lexicon.perils.tags(text[:READ]) if not tag.startswith("nothing")]
        blocks.append(peril_rows(perils[:MOST], signs))
    return [np.unique(block, return_counts=True) for block in blocks]


def features(text: str, lexicon: Lexicon, signs: Sequence[str], rarity: Floats) -> tuple[Ints, Floats]:
    """Rows and values of a cleaned text; each block has length 1 times its share."""
    rows, values = [], []
    for (seen, counts), share in zip(blocks_of(text, lexicon, signs), SHARES, strict=True):
        value = np.sqrt(counts, dtype=np.float32) * rarity[seen]
        rows.append(seen)
        values.append(value * (share / (float(np.sqrt(value @ value)) or 1.0)))
    return np.concatenate(rows), np.concatenate(values).astype(np.float32)
