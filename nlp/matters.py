"""Sees whether one message holds several matters: parts that each speak clearly of another category."""

import re

from nlp.lexicon import Concepts

PART = re.compile(
    r"\n+|(?<!\d)\d{1,2}\s?[.)]\s?(?=[ก-ฮ])|อีกเรื่อง(?:หนึ่ง|นึง)?|เรื่องที่(?:สอง|\s?2)|นอกจากนี้|"
    r"แล้วก็|และก็|รวมถึง|อีกทั้ง|ส่วนเรื่อง|กับเรื่อง| และ ?| กับ | ส่วน| อีกอย่าง|; | \+ |also "
)
WEAK = frozenset({"wish", "ask", "praise", "chat", "safety", "staff_conduct", "other"})
NAMED = frozenset({"road.road", "sidewalk.walk", "sidewalk.way", "bridge.bridge", "canal.canal", "transport.stop",
                   "construction.build", "education.school", "health.disease", "vendors.vendor"})  # fmt: skip
SHARE = 0.1  # the second category must be this likely as well


def several(text: str, concepts: Concepts, chances: dict[str, float]) -> bool:
    """Two parts of a cleaned text with different clear matters, both believed by the model."""
    likely = {key for key, chance in chances.items() if chance >= SHARE}
    if len(likely) < 2:
        return False
    seen: list[set[str]] = []
    for part in PART.split(text[:1500]):
        groups = {concept.split(".")[0] for concept in concepts.tags(part or "") if concept not in NAMED}
        matter = (groups - WEAK) & likely
        if matter:
            seen.append(matter)
    return any(not (first & second) for place, first in enumerate(seen) for second in seen[place + 1 :])
