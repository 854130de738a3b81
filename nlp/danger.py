"""Reads danger: signs of an emergency, and what beside them says that it is over, feared, or meant otherwise."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlp.reading import Emergency
from nlp.trie import pattern_of

LEXICON = Path(__file__).parent / "lexicon" / "danger.toml"
SENTENCE = re.compile(r"[\n.!?;]+|\s{2,}|(?<=ครับ) |(?<=ค่ะ) |(?<=คะ) | แต่| แล้วก็")
NEAR = 60  # letters around a sign in which something may calm it
READ = 2500  # a cry for help stands early


@dataclass(frozen=True)
class Signs:
    """The patterns of one emergency."""

    stems: re.Pattern[str]
    sign: re.Pattern[str]
    strong: re.Pattern[str]
    calm: re.Pattern[str]


@dataclass(frozen=True)
class Dangers:
    """All patterns, compiled once."""

    signs: dict[Emergency, Signs]
    calm: re.Pattern[str]
    now: re.Pattern[str]
    urgent: re.Pattern[str]
    urgent_stems: re.Pattern[str]

    def emergency(self, text: str) -> Emergency | None:
        """The emergency of a cleaned text: the one with most evidence, the earlier of equals."""
        best: tuple[int, int, Emergency] | None = None
        head = text[:READ]
        for key, signs in self.signs.items():
            if not signs.stems.search(head):
                continue
            for found in signs.sign.finditer(head):
                weight = self._weight(head, found, signs)
                if weight > 0 and (best is None or (weight, -found.start()) > (best[0], -best[1])):
                    best = (weight, found.start(), key)
        return best[2] if best else None

    def _weight(self, text: str, found: re.Match[str], signs: Signs) -> int:
        """1 for a sign, more where it happens now; 0 where something in the same sentence calms it."""
        around = text[max(0, found.start() - NEAR) : found.end() + NEAR]
        offset = found.start() - max(0, found.start() - NEAR)
        start = max((cut.end() for cut in SENTENCE.finditer(around, 0, offset)), default=0)
        following = SENTENCE.search(around, offset + len(found.group()))
        sentence = around[start : following.start() if following else len(around)]
        strong = bool(signs.strong.search(sentence))
        now = bool(self.now.search(around))
        meant_otherwise = bool(signs.calm.search(sentence))
        calmed = meant_otherwise or bool(self.calm.search(sentence))
        if calmed and (meant_otherwise or not (strong and now)):
            return 0
        return 1 + strong + now

    def urgent_without(self, text: str) -> bool:
        """Whether the text asks for haste although no emergency was read."""
        if not self.urgent_stems.search(text[:READ]):
            return False
        found = self.urgent.search(text[:READ])
        if not found:
            return False
        around = text[max(0, found.start() - NEAR) : found.end() + NEAR]
        return not self.calm.search(around) or bool(self.now.search(around))


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")


@lru_cache(maxsize=1)
def load_dangers() -> Dangers:
    """The patterns of the shipped list."""
    table = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    signs = {}
    for key in Emergency:
        part = table[key.value]
        signs[key] = Signs(pattern_of(part["stem"]), _any(part["sign"]), _any(part["strong"]), _any(part["calm"]))
    every, urgent = table["all"], table["urgent"]
    return Dangers(signs, _any(every["calm"]), _any(every["now"]), _any(urgent["sign"]), pattern_of(urgent["stem"]))
