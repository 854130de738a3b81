"""Words to search by, and the texts of a collection that fit a question best, with the words that were the reason."""

import math
from collections import Counter
from dataclasses import dataclass

from nlp.clean import clean
from nlp.segment import words

# Words that stand in every message and find nothing.
IDLE = frozenset(
    word
    for line in (
        "ครับ ค่ะ คะ คับ นะ จ้า จ้ะ หน่อย ด้วย ที่ ของ และ หรือ ใน กับ ก็ จะ ได้ ให้ ไป มา แล้ว เลย มาก ว่า เป็น มี ไหม มั้ย คือ แต่",
        "ต้อง ขอ ช่วย รบกวน อยาก ทราบ สอบถาม แจ้ง เรื่อง บ้าง อะไร ยังไง อย่างไร ทำ สวัสดี ขอบคุณ นี้ นั้น จาก โดย การ ความ",
        "ขอสอบถาม อยากทราบ the a an is of to in",
    )
    for word in line.split()
)
CLOSENESS = 3  # letters of the stretches by which misspelt words still meet
K1, B = 1.4, 0.6  # of BM25: how soon a repeated word stops counting, how much long texts are held back


def search_words(text: str) -> list[str]:
    """The words of a text that are worth an index entry, cleaned and in order."""
    return [word for word in words(clean(text).text) if word not in IDLE and any(letter.isalnum() for letter in word)]


def stretches(text: str) -> set[str]:
    """The stretches of three letters of a text without spaces."""
    letters = clean(text).text.replace(" ", "")
    return {letters[place : place + CLOSENESS] for place in range(len(letters) - CLOSENESS + 1)}


@dataclass(frozen=True)
class Match:
    """A text found: its key, how well it fits, and the words it shares with the question."""

    key: str
    score: float
    because: tuple[str, ...]


class Library:
    """A collection of texts (handbook entries, past answers) that can be asked."""

    def __init__(self) -> None:
        self._texts: dict[str, Counter[str]] = {}
        self._stretches: dict[str, set[str]] = {}
        self._holders: Counter[str] = Counter()

    def add(self, key: str, text: str) -> None:
        """Take in a text, or put a new one in its place."""
        if key in self._texts:
            self._holders.subtract(self._texts[key].keys())
        self._texts[key] = Counter(search_words(text))
        self._stretches[key] = stretches(text)
        self._holders.update(self._texts[key].keys())

    def best(self, question: str, most: int = 3) -> list[Match]:
        """The texts that fit a question, best first; none that shares nothing."""
        asked, letters = list(dict.fromkeys(search_words(question))), stretches(question)
        usual = sum(sum(held.values()) for held in self._texts.values()) / (len(self._texts) or 1) or 1.0
        found = []
        for key, held in self._texts.items():
            shared = tuple(word for word in asked if word in held)
            near = len(letters & self._stretches[key]) / (len(letters) or 1)
            score = sum(self._weight(word, held, usual) for word in shared) + 2.0 * near
            if shared or near > 0.3:
                found.append(Match(key, round(score, 4), shared))
        return sorted(found, key=lambda match: -match.score)[:most]

    def _weight(self, word: str, held: Counter[str], usual: float) -> float:
        holders = self._holders[word]
        rare = math.log(1 + (len(self._texts) - holders + 0.5) / (holders + 0.5))
        often = held[word]
        return rare * often * (K1 + 1) / (often + K1 * (1 - B + B * sum(held.values()) / usual))
