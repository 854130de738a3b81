"""What a free answer in a survey is about, and in which tone: themes by lexicon, town matters where no theme is met."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from nlp.clean import clean
from nlp.lexicon import HERE, Concepts, load_concepts, phrases_of
from nlp.segment import words
from nlp.taxonomy import CATEGORY_KEYS

THEMES = ("manner", "speed", "steps", "clarity", "place", "fairness", "hours", "online", "result")
THANKS, OTHER = "thanks", "other"
NO_MATTER = {OTHER, "staff_conduct", "safety"}
FAINT = {"hours", "result"}  # a day or "again" may stand in a text about a hole in the road
SHORTEST = 4  # letters of a word that names a matter of the town: shorter ones stand inside others, and count as words
PRAISE, BLAME, WISH, PLAIN = "praise", "blame", "wish", "plain"
TONES = (PRAISE, BLAME, WISH, PLAIN)
# "nothing", "none", "no comment": an answer, but no words to show.
NOTHING = re.compile(
    r"(?:(?:ก็)?(?:ยัง)?ไม่มี(?:อะไร|ข้อเสนอแนะ|ความเห็น|ความคิดเห็น|ปัญหา)?(?:เพิ่มเติม)?|ไม่|ไม่ทราบ|ไม่รู้|"
    r"เฉย ?ๆ|โอเค|ok|okay|no|none|nothing|na)*"
    r"(?:ค่ะ|คะ|ครับ|คับ|จ้า|ค่า|นะ|แล้ว)*"
)


@dataclass(frozen=True)
class Theme:
    """A theme's key (one of THEMES, a category of the town, thanks or other) and the tone."""

    key: str
    tone: str


def theme_of(text: str) -> Theme | None:
    """Return what a free answer is about; None where it says nothing at all."""
    plain = clean(text).text
    if NOTHING.fullmatch(re.sub(r"[\s!-/:-@\[-`{-~]+", "", plain)) or not any(letter.isalpha() for letter in plain):
        return None
    tone = _tone(plain)
    met = Counter(concept.split(".")[0] for concept in _themes().tags(plain))
    matter = _matter(plain)
    if met and not (matter and met.total() == 1 and met.keys() <= FAINT):
        return Theme(met.most_common(1)[0][0], tone)
    if matter:
        return Theme(matter, tone)
    return Theme(THANKS if tone == PRAISE else OTHER, tone)


def _tone(plain: str) -> str:
    """The stronger of blame and praise; a wish where neither is met, or where it stands beside faint praise."""
    found = Counter(name.split(".")[1] for _, name, _ in _tones().find(plain))
    if found[BLAME] and found[BLAME] >= found[PRAISE]:
        return BLAME
    if found[WISH] and found[WISH] >= found[PRAISE]:
        return WISH
    return PRAISE if found[PRAISE] else PLAIN


def _matter(plain: str) -> str | None:
    """The category of the town that is named most; that staff are named makes no matter of a survey's answer."""
    found = [(concept, phrase) for _, concept, phrase in load_concepts().find(plain)]
    alone = set(words(plain)) if any(len(phrase) < SHORTEST for _, phrase in found) else set()
    named = [concept for concept, phrase in found if len(phrase) >= SHORTEST or phrase in alone]
    groups = Counter(concept.split(".")[0] for concept in named)
    known = [group for group, _ in groups.most_common() if group in CATEGORY_KEYS and group not in NO_MATTER]
    return known[0] if known else None


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((HERE / "themes.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _themes() -> Concepts:
    return Concepts(phrases_of({group: names for group, names in _tables().items() if group != "tone"}))


@lru_cache(maxsize=1)
def _tones() -> Concepts:
    return Concepts(phrases_of({"tone": _tables()["tone"]}))
