"""Trains a version: corpus and given files in, calibrated model out, put into use only where it is better."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from nlp.learning.calibrate import calibrated
from nlp.learning.compose import Example, compose, fold_of, weights
from nlp.learning.corpus import Line, expand, read_corpus, read_data, small_talk
from nlp.learning.fit import fit
from nlp.learning.measure import Case, Chances, Figures, measure
from nlp.learning.perils import EVERYDAY, SAFE, Alarms, PerilComposer, alarms_of, read_perils
from nlp.learning.running import chances_of, emergency_of
from nlp.linear import Linear
from nlp.versions import Shelf

DATA_WEIGHT = 2  # a message that a person labelled says more than a composed one
OWN_WEIGHT = 4  # and one that this office's people set right says most
OWN_HELD = 3  # of ten of an office's labels, so many are never trained on
ENOUGH_OWN = 10  # held-out labels of an office from which on they decide
ORDINARY, TALK, SAFE_TALK = 11000, 1800, 6000  # messages that are no danger; small talk; small talk that is no danger
SLACK = 0.01  # a version that is better for the office may lose so much on the corpus, and so much recall of danger
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Material:
    """What to learn from, and what is never learned from."""

    examples: list[Example]
    perils: list[Example]
    cases: list[Case]
    own: list[Case]  # the office's own labels
    dangers: list[Case]  # `kind` holds the emergency


@dataclass(frozen=True)
class Report:
    """How one model does on the held-out material."""

    score: float
    own: float | None
    alarms: Alarms
    figures: dict[str, Figures] = field(default_factory=dict)

    def better_than(self, other: "Report") -> bool:
        """Better for this office where it has enough labels, else better on the corpus; never blinder for danger."""
        if self.alarms.recall < other.alarms.recall - SLACK:
            return False
        if self.own is not None and other.own is not None:
            return self.own > other.own and self.score >= other.score - SLACK
        return self.score > other.score


@dataclass(frozen=True)
class Outcome:
    """What a training came to."""

    version: str
    promoted: bool
    now: Report
    before: Report | None  # of the version in use, on the same held-out material


def read_material(files: Sequence[Path], own: Sequence[Line], seed: int) -> Material:
    """Corpus, files and the office's labels, the held-out fold apart."""
    rng = Random(seed)  # noqa: S311 - examples, not secrets
    lines = read_corpus()
    given = [line for path in files for line in read_data(path)]
    examples = compose(lines, seed)
    examples += [_example(line) for line in small_talk(given, rng, TALK)]
    for line in given:
        if not line.public:
            examples += [_example(line)] * (DATA_WEIGHT if line.categories else 1)
    kept = [line for line in own if fold_of(line.group) >= OWN_HELD]
    examples += [_example(line) for line in kept] * OWN_WEIGHT
    held = [one for one in examples if fold_of(one.group) == 0]
    cases = {one.text: Case(one.text, one.kind, one.categories[0][0] if one.categories else None) for one in held}
    learned = [one for one in examples if fold_of(one.group) != 0]
    perils, dangers = read_danger(lines, learned, given, seed)
    return Material(
        learned, perils, list(cases.values()),
        [_case(line) for line in own if fold_of(line.group) < OWN_HELD], dangers,
    )  # fmt: skip


def read_danger(
    lines: Sequence[Line], learned: Sequence[Example], given: Sequence[Line], seed: int
) -> tuple[list[Example], list[Case]]:
    """Messages of danger and of none; whole situations are held out."""
    rng = Random(seed)  # noqa: S311 - examples, not secrets
    asked = [line for line in lines if not line.wording and line.kind in ("complaint", "suggestion", "question")]
    calm = [one for one in (expand(line.text.replace("{place}", ""), rng, 1)[0] for line in asked) if not alarming(one)]
    composed = PerilComposer(seed, calm).examples(read_perils())
    ordinary = [one for one in learned if not alarming(one.text)]
    rng.shuffle(ordinary)
    ordinary.sort(key=lambda one: one.kind not in ("other", "compliment"))  # all small talk first
    talk = [line.text for line in given if line.public and 3 < len(line.text) < 160]
    rng.shuffle(talk)
    texts = [*(one.text for one in ordinary[:ORDINARY]), *talk[:SAFE_TALK]]
    held = [Case(one.text, one.kind, None) for one in composed if fold_of(one.group) == 0]
    return [
        *(one for one in composed if fold_of(one.group) != 0), *(Example(text, SAFE, (), EVERYDAY) for text in texts)
    ], held  # fmt: skip


def alarming(text: str) -> bool:
    """Whether the patterns see danger: such a line of the ordinary corpus teaches nothing of safety."""
    return emergency_of(None)(text) is not None


def _example(line: Line) -> Example:
    return Example(line.text, line.kind, weights(line.categories), line.group)


def _case(line: Line) -> Case:
    return Case(line.text, line.kind, line.categories[0] if line.categories else None)


def score_of(found: dict[str, Figures]) -> float:
    """One number to compare versions by: half the categories right at the first guess, half the kinds' macro-F1."""
    parts = [found["category"].top1] if "category" in found else []
    parts += [found["kind"].macro_f1] if "kind" in found else []
    return sum(parts) / (len(parts) or 1)


def own_score(cases: Sequence[Case], chances: Chances) -> float | None:
    """The share of an office's held-out labels that are guessed; None where they are too few to tell."""
    if len(cases) < ENOUGH_OWN:
        return None
    hits = []
    for case in cases:
        for said, right in zip(chances(case.text), (case.category, case.kind), strict=True):
            if right:
                hits.append(max(said, key=lambda key: said[key]) == right)
    return float(np.mean(hits))


def report_of(model: Linear, material: Material) -> Report:
    """Measure a model on the held-out material."""
    chances = chances_of(model)
    found = measure(material.cases, chances)
    alarms = alarms_of(material.dangers, emergency_of(model))
    return Report(score_of(found), own_score(material.own, chances), alarms, found)


def train(shelf: Shelf, files: Sequence[Path], own: Sequence[Line], seed: int, tell: Tell) -> Outcome:
    """Train, calibrate, measure, keep, and put into use where better than what is in use."""
    tell("reading the corpus")
    material = read_material(files, own, seed)
    model = fit(material.examples, material.perils, tell)
    tell(f"calibrating on {len(material.cases):,} held-out messages")
    model = calibrated(model, material.cases)
    now, before = report_of(model, material), None
    try:
        before = report_of(shelf.current(), material)
    except ValueError:
        tell("no version is in use yet")
    promoted = before is None or now.better_than(before)
    figures = {"seed": seed, "examples": len(material.examples), "perils": len(material.perils), "own": len(own),
               "held_out": told(now)}  # fmt: skip
    name = shelf.keep(replace(model), figures, promoted)
    return Outcome(name, promoted, now, before)


def told(report: Report) -> dict[str, Any]:
    """A report as it is kept beside the numbers."""
    tasks = {task: {"n": one.count, "top1": one.top1, "top3": one.top3, "macro_f1": one.macro_f1,
                    "calibration_error": one.calibration_error} for task, one in report.figures.items()}  # fmt: skip
    alarms = {"recall": report.alarms.recall, "precision": report.alarms.precision, "n": report.alarms.count}
    return {**tasks, "danger": alarms, "own": report.own}
