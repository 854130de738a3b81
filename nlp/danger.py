"""Reads danger: signs of an emergency, and what beside them says that it is over, feared, or meant otherwise."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlp.features import Floats
from nlp.reading import Emergency
from nlp.trie import pattern_of

LEXICON = Path(__file__).parent / "lexicon" / "danger.toml"
SENTENCE = re.compile(r"[\n.!?;]+|\s{2,}|(?<=ครับ) |(?<=ค่ะ) |(?<=คะ) | แต่| แล้วก็")
NEAR = 60  # letters around a sign in which something may calm it
READ = 2500  # a cry for help stands early
# How much the learned part must believe in danger: chosen on held-out situations for a recall that loses hardly anyone.
WITH_SIGN, WITHOUT_SIGN, WITH_CALMED_SIGN = 0.03, 0.06, 0.3
CLEAREST = 2  # the weight of a strong sign, or of one that is happening now
SIGN_NAMES = 0.3  # how much a sign tells of which emergency it is


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

    def look(self, text: str) -> dict[Emergency, int]:
        """The weight of the most telling sign of each emergency in a cleaned text; 0: there are signs, all calmed."""
        seen: dict[Emergency, int] = {}
        head = text[:READ]
        for key, signs in self.signs.items():
            if not signs.stems.search(head):
                continue
            weights = [self._weight(head, found, signs) for found in signs.sign.finditer(head)]
            if weights:
                seen[key] = max(weights)
        return seen

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


def told(seen: dict[Emergency, int]) -> list[str]:
    """What was seen, as the learned part reads it."""
    return [f"sign.{key.value}.{min(weight, 2)}" for key, weight in seen.items()]


def strongest(seen: dict[Emergency, int]) -> Emergency | None:
    """The emergency with most evidence, None where all is calm."""
    key = max(seen, key=lambda one: seen[one], default=None)
    return key if key is not None and seen[key] > 0 else None


def judged(chances: Floats, names: Sequence[str], seen: dict[Emergency, int]) -> Emergency | None:
    """The emergency that the learned chances and the signs say together; `names` are those of the chances.

    The clearest signs need no belief, others that nothing calms a little, a text without signs more, and signs that are
    all calmed (negated, past, feared) most.
    """
    sign = strongest(seen)
    if sign and seen[sign] >= CLEAREST:
        return sign
    belief = 1.0 - float(chances[0])
    least = WITH_SIGN if sign else WITH_CALMED_SIGN if seen else WITHOUT_SIGN
    if belief < least:
        return None
    dangers = [float(chance) for chance in chances[1:]]
    if sign:
        dangers[names.index(sign.value) - 1] += belief * SIGN_NAMES
    return Emergency(names[1 + dangers.index(max(dangers))])


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
