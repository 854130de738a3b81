"""Grows training examples from corpus lines: sentences put into frames, joined, and mistyped as people mistype."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from nlp.learning.corpus import CORPUS, Line, expand, group_of

FOLDS = 10
RICH = 3  # choices from which on a line stands for so many sentences that it gives more messages
OPEN_KINDS = ("complaint", "suggestion", "question")
KEY_SLIPS = {"ั": "ะ", "ิ": "ี", "ี": "ิ", "ุ": "ู", "ู": "ุ", "่": "้", "้": "่", "ศ": "ส", "ษ": "ส", "ณ": "น", "ฎ": "ด",
             "ใ": "ไ", "ไ": "ใ", "ร": "ล", "ญ": "ย", "ฟ": "ฝ", "ท": "ธ", "ค": "ต"}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One message to learn from; weights of the categories add up to 1, none when only the kind is known."""

    text: str
    kind: str | None
    categories: tuple[tuple[str, float], ...]
    group: int


def fold_of(group: int) -> int:
    """The fold of a group: fold 0 is never trained on."""
    return (group // 7) % FOLDS


def read_frames() -> dict[str, Any]:
    """The frames, split into lists."""

    def split(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: split(part) for key, part in value.items()}
        return [piece.strip("\n") for piece in str(value).replace("|\n", "|").split("|")]

    return dict(split(tomllib.loads((CORPUS / "frames.toml").read_text(encoding="utf-8"))))


def weights(keys: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """The first category counts most, those that are touched share the rest."""
    if len(keys) < 2:
        return tuple((key, 1.0) for key in keys)
    rest = 0.36 / (len(keys) - 1)
    return ((keys[0], 0.64), *((key, rest) for key in keys[1:]))


class Composer:
    """Composes examples with its own randomness, so that a seed gives the same training set again."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - examples, not secrets
        self.frames = read_frames()

    def examples(self, lines: Sequence[Line], count: int) -> list[Example]:
        """About `count` messages of every line: its sentences alone, then in frames."""
        made = []
        for line in lines:
            cores = [self.placed(core) for core in expand(line.text, self.rng, max(2, count // 2))]
            texts = [*cores, *(self.frame(self.rng.choice(cores), str(line.kind)) for _ in range(count - len(cores)))]
            made += [Example(text, line.kind, weights(line.categories), line.group) for text in texts]
        return made

    def placed(self, core: str) -> str:
        """The sentence with its blanks for places filled."""
        return core.replace("{place}", self.rng.choice(self.frames["places"]))

    def proposals(self, lines: Sequence[Line], count: int) -> list[Example]:
        """A complaint that ends in a proposal is a suggestion, one that ends in a question a question."""
        of: dict[tuple[str, str], list[Line]] = {}
        for line in lines:
            of.setdefault((str(line.kind), line.categories[0]), []).append(line)
        made = []
        for _ in range(count):
            kind = self.rng.choice(["suggestion", "suggestion", "question"])
            key = self.rng.choice([key for name, key in of if name == kind and ("complaint", key) in of])
            first, second = self.rng.choice(of["complaint", key]), self.rng.choice(of[kind, key])
            if fold_of(first.group) != fold_of(second.group):
                continue
            text = self.placed(f"{expand(first.text, self.rng, 1)[0]} {expand(second.text, self.rng, 1)[0]}")
            made.append(Example(self.frame(text, kind), kind, ((key, 1.0),), second.group))
        return made

    def pairs(self, lines: Sequence[Line], count: int) -> list[Example]:
        """Messages with two matters, from complaints of the same fold only."""
        complaints = [line for line in lines if line.kind == "complaint" and line.categories[0] != "other"]
        made = []
        for _ in range(count):
            first, second = self.rng.sample(complaints, 2)
            if fold_of(first.group) != fold_of(second.group):
                continue
            joint = self.rng.choice([" และ", " แล้วก็", " อีกเรื่อง ", " รวมถึง", " กับ", "\n2. ", " ส่วน", " ทั้ง"])
            text = self.placed(f"{expand(first.text, self.rng, 1)[0]}{joint}{expand(second.text, self.rng, 1)[0]}")
            keys = {first.categories[0]: 0.62}
            keys[second.categories[0]] = keys.get(second.categories[0], 0.0) + 0.38
            made.append(Example(self.frame(text, "complaint"), "complaint", tuple(keys.items()), first.group))
        return made

    def bare(self) -> list[Example]:
        """Names without a word of what is the matter: each as every kind it may be, so that none is learned as sure."""
        names = tomllib.loads((CORPUS / "bare.toml").read_text(encoding="utf-8"))
        made = []
        for key, line in names.items():
            for name in line.split("|"):
                place = self.rng.choice(self.frames["places"])
                shapes = [name, f"เรื่อง{name}", f"{name}{place}", f"เรื่อง{name} {place}"]
                texts = [shape + self.rng.choice(["", "", "ค่ะ", "ครับ", " นะคะ"]) for shape in shapes]
                made += [
                    Example(text, kind, ((key, 0.34),), group_of(name)) for text in texts for kind in OPEN_KINDS
                ]
        return made

    def frame(self, core: str, kind: str) -> str:
        """The sentence among greeting, place, time, harm, history, plea and ending, each with its chance."""
        pick, chance, frames = self.rng.choice, self.rng.random, self.frames[kind]
        placed = kind in ("complaint", "suggestion")
        place = pick(self.frames["before_place"]) + pick(self.frames["places"])
        parts = [pick(frames["opening"]) if chance() < 0.45 else ""]
        before = placed and chance() < 0.3
        parts.append(f"{place} {core}" if before else core)
        if placed and chance() < 0.3:
            parts[-1] += " " * (chance() < 0.6) + pick(self.frames["times"])
        if placed and not before and chance() < 0.45:
            parts[-1] += " " * (chance() < 0.7) + place
        odds = {"harm": 0.38, "history": 0.3, "plea": 0.45}
        tails = [pick(frames[name]) for name in odds if chance() < odds[name]]
        if chance() < 0.25:
            self.rng.shuffle(tails)
        gap = pick([" ", " ", " ", "", "\n", ", "])
        text = gap.join([parts[0] + parts[1], *(tail for tail in tails if tail)])
        return self.mistyped((text + pick(frames["ending"]) if chance() < 0.5 else text).strip())

    def mistyped(self, text: str) -> str:
        """Sometimes without spaces, with a letter slipped, doubled or lost."""
        chance = self.rng.random()
        if chance < 0.12:
            text = text.replace(" ", "")
        if chance > 0.82 and len(text) > 8:
            for _ in range(1 + len(text) // 60):
                place = self.rng.randrange(len(text))
                slip = KEY_SLIPS.get(text[place], self.rng.choice(["", text[place] * 2]))
                text = text[:place] + slip + text[place + 1 :]
        return text


def compose(lines: Sequence[Line], seed: int) -> list[Example]:
    """The whole training set of the corpus: sentences in frames, wordings with things, two matters, proposals."""
    composer = Composer(seed)
    own = [line for line in lines if not line.wording]
    rich = [line for line in own if line.text.count("(") >= RICH]
    return [
        *composer.examples(own, 8),
        *composer.examples(rich, 14),
        *composer.examples([line for line in lines if line.wording], 2),
        *composer.pairs(own, len(own)),
        *composer.proposals(own, len(own)),
        *composer.bare(),
    ]
