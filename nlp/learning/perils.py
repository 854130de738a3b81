"""Grows what the danger class learns from: cries and reports of danger, and what only looks like it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from nlp.learning.compose import Composer, Example
from nlp.learning.corpus import CORPUS, expand, group_of
from nlp.learning.measure import Case
from nlp.reading import Emergency

FOLDER = CORPUS / "danger"
SAFE = "none"
EVERYDAY = 1  # the group of messages that do not even look like danger
CLASSES = (SAFE, *(key.value for key in Emergency))
FROM_DANGEROUS, FROM_HARMLESS, FROM_KNOWN, FROM_WOVEN = 14, 9, 4, 45  # messages grown from one line
BLANK = re.compile(r"\{(\w+)\}")

OPENINGS = "|".join((
    "สวัสดีค่ะ |ช่วยด้วยค่ะ |ช่วยด้วย |ด่วนค่ะ |ด่วน |ด่วนมาก |พี่คะ |พี่ครับ |น้องเสียง |แจ้งครับ |แจ้งด่วน |ขอแจ้ง|ฮัลโหล |แอดมิน ",
    "คือว่า|ตอนนี้|เมื่อกี้|เมื่อกี้นี้ |เรียนเจ้าหน้าที่ |เอ่อ |โอ๊ย |ตายแล้ว |รบกวนหน่อย |ขอโทษนะคะ |😭😭 |‼️|!!|hello |เรียนนายก |มีเรื่องค่ะ ",
)).split("|")  # fmt: skip
PLACES = "|".join((
    "หน้าวัด|หลังตลาด|ซอย 5|หมู่ 3|หมู่บ้านสุขใจ|ข้างโรงเรียน|แถวบ้าน|ที่บ้าน|ตรงสามแยก|หน้าเซเว่น|ริมคลอง|ถนนเลี่ยงเมือง|บ้านเลขที่ 44|",
    "ใกล้อนามัย|ที่ตลาดนัด|ปากซอย|ท้ายซอย|ห้อง 305|ตรงสะพาน|หน้าปั๊ม|หอพักหลังมอ|ในหมู่บ้าน|บ้านโนน|บ้านเหนือ|หน้าบิ๊กซี",
)).split("|")  # fmt: skip
TAILS = "|".join((
    " ช่วยด้วย| ช่วยด้วยค่ะ| มาด่วน| ด่วนครับ| เร็วๆ| ช่วยหน่อยค่ะ| ทำยังไงดี| ทำไงดีคะ| ส่งคนมาที| รีบมานะ| ครับ| ค่ะ|ค่ะ|ครับ|คับ| นะคะ|",
    " ขอบคุณค่ะ| 🙏|!!!| ๆๆ| ฝากด้วย| แจ้งใครได้บ้าง| โทรเบอร์อะไร| อยู่คนเดียวด้วย| กลัวมาก| ไม่รู้จะบอกใคร| please",
)).split("|")  # fmt: skip


@dataclass(frozen=True)
class Peril:
    """One line: a danger or its look-alike, and the situation it belongs to."""

    text: str
    key: str  # of CLASSES
    situation: str
    known: bool  # of the lists that the patterns were mended with


def read_perils(folder: Path = FOLDER) -> list[Peril]:
    """Every line of the danger corpus; a file named after an emergency is dangerous, `harmless_…` is not."""
    return [line for path in sorted(folder.glob("*.txt")) for line in _read(path)]


def _read(path: Path) -> Iterator[Peril]:
    known, harmless = path.stem.startswith("known_"), "harmless" in path.stem
    heading = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines()):
        line = raw.strip()
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            key = SAFE if harmless else heading.split(".")[0] if known or "dangerous" in path.stem else path.stem
            if key not in CLASSES:
                raise ValueError(f"{path.name}: no such emergency: {key}")
            yield Peril(line, key, f"{path.stem}.{number // 6 if known else heading}", known)


class PerilComposer:
    """Puts lines of danger among the words that people put around them, with its own randomness."""

    def __init__(self, seed: int, ordinary: Sequence[str]) -> None:
        self.rng = Random(seed)  # noqa: S311 - examples, not secrets
        self._composer = Composer(seed)
        self._ordinary = list(ordinary)
        lists = tomllib.loads((FOLDER / "lists.toml").read_text(encoding="utf-8"))
        self._lists = {name: words.split("|") for name, words in lists.items()}

    def examples(self, lines: Sequence[Peril]) -> list[Example]:
        """Messages of every line: bare, framed, mistyped, and some beside an ordinary matter."""
        made = []
        for line in lines:
            count = FROM_HARMLESS if line.key == SAFE else FROM_DANGEROUS
            count = FROM_KNOWN if line.known else FROM_WOVEN if BLANK.search(line.text) else count
            cores = [self.filled(core) for core in expand(line.text, self.rng, count)]
            texts = [*cores[: count // 2], *(self.framed(self.rng.choice(cores)) for _ in range(count - count // 2))]
            group = group_of(line.situation)
            made += [Example(text, line.key, (), group) for text in dict.fromkeys(texts)]
        return made

    def filled(self, core: str) -> str:
        """The line with a word of the lists in each of its blanks."""
        while BLANK.search(core):
            core = BLANK.sub(lambda blank: self.rng.choice(self._lists[blank[1]]), core)
        return core.strip()

    def framed(self, core: str) -> str:
        """The words among opening, place, plea, and sometimes an ordinary matter before or after."""
        pick, chance = self.rng.choice, self.rng.random
        text = core
        if chance() < 0.35:
            text = f"{text} {pick(PLACES)}" if chance() < 0.6 else f"{pick(PLACES)}{pick(['', ' '])}{text}"
        if chance() < 0.35:
            text = pick(OPENINGS) + text
        if chance() < 0.45:
            text += pick(TAILS)
        if self._ordinary and chance() < 0.1:
            other = pick(self._ordinary)
            text = f"{other} {text}" if chance() < 0.5 else f"{text} {other}"
        if chance() < 0.08:
            text = re.sub(r"([าีูๆ])(?=\s|$)", r"\1\1\1\1", text, count=1)
        return self._composer.mistyped(text)


@dataclass(frozen=True)
class Alarms:
    """How danger is seen: of dangerous messages, and among what raised an alarm."""

    count: int
    recall: float
    precision: float
    named: float  # alarms with the right emergency
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()


def alarms_of(cases: Sequence[Case], emergency: Callable[[str], Emergency | None]) -> Alarms:
    """Measure alarms on cases whose `kind` is an emergency or none."""
    said = [(case, emergency(case.text)) for case in cases]
    dangerous = [(case, key) for case, key in said if case.kind != SAFE]
    false = [case.text for case, key in said if case.kind == SAFE and key]
    caught = [(case, key) for case, key in dangerous if key]
    return Alarms(
        count=len(dangerous),
        recall=len(caught) / (len(dangerous) or 1),
        precision=len(caught) / (len(caught) + len(false) or 1),
        named=sum(key == case.kind for case, key in caught) / (len(caught) or 1),
        missed=tuple(case.text for case, key in dangerous if not key),
        false=tuple(false),
    )
