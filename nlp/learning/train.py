"""Trains a version: corpus and given files in, calibrated model out, put into use only where it is better."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from nlp.clean import clean
from nlp.features import features
from nlp.learning.compose import Example, compose, fold_of, weights
from nlp.learning.corpus import read_corpus, read_data
from nlp.learning.fit import fit
from nlp.learning.measure import Case, Chances, Figures, least_sure, measure
from nlp.lexicon import load_concepts
from nlp.linear import Linear, load_linear
from nlp.versions import current, next_name, promote

TRUSTED = 0.95  # "sure" means right this often on held-out cases
DATA_WEIGHT = 2  # a message that staff corrected says more than a composed one
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a training came to."""

    version: str
    promoted: bool
    score: float
    before: float | None  # the score of the version in use, on the same held-out cases
    figures: dict[str, Figures]


def chances_of(model: Linear) -> Chances:
    """The model as a function from text to the chances of categories and kinds."""
    concepts = load_concepts()

    def chances(text: str) -> tuple[dict[str, float], dict[str, float]]:
        first, second = model.chances(*features(clean(text).text, concepts, model.rarity))
        return (
            dict(zip(model.categories, first.tolist(), strict=True)),
            dict(zip(model.kinds, second.tolist(), strict=True)),
        )

    return chances


def read_examples(files: Sequence[Path], seed: int) -> tuple[list[Example], list[Case]]:
    """What to learn from, and the held-out cases: fold 0 of the corpus' lines and of the given messages."""
    examples = compose(read_corpus(), seed)
    for path in files:
        for line in read_data(path):
            one = Example(line.text, line.kind, weights(line.categories), line.group)
            examples += [one] * (DATA_WEIGHT if line.categories else 1)
    held = [one for one in examples if fold_of(one.group) == 0]
    cases = {one.text: Case(one.text, one.kind, one.categories[0][0] if one.categories else None) for one in held}
    return [one for one in examples if fold_of(one.group) != 0], list(cases.values())


def calibrated(model: Linear, cases: Sequence[Case]) -> Linear:
    """The model with temperatures that make its confidence honest, and the least confidence that counts as sure."""
    chances = chances_of(replace(model, temperature=(1.0, 1.0)))
    answers = [chances(case.text) for case in cases]
    found = []
    for place, task in enumerate(("category", "kind")):
        pairs = [(answer[place], getattr(case, task)) for answer, case in zip(answers, cases, strict=True)]
        found.append(_temperature([(chance, right) for chance, right in pairs if right]))
    model = replace(model, temperature=(found[0], found[1]))
    chances = chances_of(model)
    kinds = [(chances(case.text)[1], case.kind) for case in cases if case.kind]
    best = [(max(chance, key=lambda kind: chance[kind]), chance, right) for chance, right in kinds]
    sure = least_sure([chance[kind] for kind, chance, _ in best], [kind == right for kind, _, right in best], TRUSTED)
    return replace(model, sure=round(sure, 3))


def _temperature(pairs: Sequence[tuple[dict[str, float], str]]) -> float:
    scores = np.log(np.array([list(chance.values()) for chance, _ in pairs]) + 1e-9)
    right = np.array([list(chance).index(key) for chance, key in pairs])

    def surprise(temperature: float) -> float:
        tempered = scores / temperature
        top = tempered.max(axis=1, keepdims=True)
        total = np.log(np.exp(tempered - top).sum(axis=1)) + top[:, 0]
        return float(np.mean(total - tempered[np.arange(len(right)), right]))

    return float(min(np.geomspace(0.3, 4.0, 80), key=surprise))


def score_of(found: dict[str, Figures]) -> float:
    """One number to compare versions by: half the categories right at the first guess, half the kinds' macro-F1."""
    parts = [found["category"].top1] if "category" in found else []
    parts += [found["kind"].macro_f1] if "kind" in found else []
    return sum(parts) / (len(parts) or 1)


def train(folder: Path, files: Sequence[Path], seed: int, tell: Tell) -> Outcome:
    """Train, calibrate, measure, keep, and put into use where better than what is in use."""
    tell("reading the corpus")
    examples, cases = read_examples(files, seed)
    model = fit(examples, tell)
    tell(f"calibrating on {len(cases):,} held-out messages")
    model = calibrated(model, cases)
    found = measure(cases, chances_of(model))
    before = None
    try:
        before = score_of(measure(cases, chances_of(load_linear(current(folder)))))
    except ValueError:
        tell("no version is in use yet")
    name, score = next_name(folder), score_of(found)
    about = {task: {"n": one.count, "top1": one.top1, "top3": one.top3, "macro_f1": one.macro_f1,
                    "calibration_error": one.calibration_error} for task, one in found.items()}  # fmt: skip
    model.save(folder / name, {"seed": seed, "examples": len(examples), "files": len(files), "held_out": about})
    better = before is None or score > before
    if better:
        promote(folder, name)
    return Outcome(name, better, score, before, found)
