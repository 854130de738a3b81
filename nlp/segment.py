"""Cuts Thai text into words: newmm over pythainlp's dictionary and the words of a municipality."""

import re
import tempfile
from functools import lru_cache
from pathlib import Path

import nlpo3

LEXICON = Path(__file__).parent / "lexicon"
NAME = "siang"
LONGEST = 9  # longer entries are compounds whose parts say the same, and cost 50 MB of memory
PIECE = 400  # newmm's time grows faster than the text where word borders are doubtful
BREAK = re.compile(r"(?<=\s)")


def municipal_words() -> list[str]:
    """The office's words that a general dictionary lacks."""
    lines = (LEXICON / "words.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


@lru_cache(maxsize=1)
def _load() -> str:
    from pythainlp.corpus.common import thai_words

    words = {word for word in thai_words() if len(word) <= LONGEST and " " not in word} | set(municipal_words())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.txt"
        path.write_text("\n".join(sorted(words)), encoding="utf-8")
        answer, loaded = nlpo3.load_dict(str(path), NAME)
    if not loaded and "exist" not in answer:
        raise RuntimeError(f"The dictionary of words could not be loaded: {answer}")
    return NAME


def words(text: str) -> list[str]:
    """The words of a cleaned text, spaces left out."""
    name = _load()
    if len(text) <= PIECE:
        return [word for word in nlpo3.segment(text, name) if not word.isspace()]
    return [word for piece in _pieces(text) for word in nlpo3.segment(piece, name) if not word.isspace()]


def _pieces(text: str) -> list[str]:
    pieces, piece = [], ""
    for part in BREAK.split(text):
        if len(piece) + len(part) > PIECE and piece:
            pieces.append(piece)
            piece = ""
        piece += part
        while len(piece) > PIECE:
            pieces.append(piece[:PIECE])
            piece = piece[PIECE:]
    return [*pieces, piece] if piece else pieces
