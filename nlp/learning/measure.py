"""Measures a model on labelled messages: per class, over all, how honest its confidence is, what it confuses most."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

Chances = Callable[[str], tuple[dict[str, float], dict[str, float]]]  # of categories, of kinds


@dataclass(frozen=True)
class Case:
    """One labelled message; an empty category or kind is not measured."""

    text: str
    kind: str | None
    category: str | None


@dataclass(frozen=True)
class ClassFigures:
    """How one class does."""

    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True)
class Figures:
    """How one task (category or kind) does."""

    count: int
    top1: float
    top3: float
    macro_f1: float  # over the classes that occur
    calibration_error: float  # how far confidence and being right lie apart, in ten steps
    classes: dict[str, ClassFigures] = field(default_factory=dict)
    confusions: tuple[tuple[str, str, int], ...] = ()
    worst: tuple[tuple[str, str, str, float], ...] = ()  # text, right, said, confidence
    steps: tuple[tuple[float, float, int], ...] = ()  # confidence from, share that is right, how many
    trust: tuple[tuple[float, bool], ...] = ()  # of every message: confidence, whether it was right


def figures(texts: Sequence[str], right: Sequence[str], chances: Sequence[dict[str, float]]) -> Figures:
    """The figures of one task."""
    ranked = [sorted(chance, key=lambda key: -chance[key])[:3] for chance in chances]
    said = [keys[0] for keys in ranked]
    sure = [chance[key] for chance, key in zip(chances, said, strict=True)]
    hits = [one == other for one, other in zip(right, said, strict=True)]
    classes = {key: _class_figures(key, right, said) for key in sorted(set(right))}
    wrong = Counter((one, other) for one, other in zip(right, said, strict=True) if one != other)
    rows = zip(texts, right, said, sure, hits, strict=True)
    missed = [(text, one, other, chance) for text, one, other, chance, hit in rows if not hit]
    worst = sorted(missed, key=lambda row: -row[3])
    return Figures(
        count=len(right),
        top1=float(np.mean(hits)) if hits else 0.0,
        top3=float(np.mean([one in keys for one, keys in zip(right, ranked, strict=True)])) if hits else 0.0,
        macro_f1=float(np.mean([one.f1 for one in classes.values()])) if classes else 0.0,
        calibration_error=calibration_error(sure, hits),
        classes=classes,
        confusions=tuple((*pair, count) for pair, count in wrong.most_common(12)),
        worst=tuple(worst[:12]),
        steps=steps_of(sure, hits),
        trust=tuple(zip(sure, hits, strict=True)),
    )


def steps_of(sure: Sequence[float], hits: Sequence[bool]) -> tuple[tuple[float, float, int], ...]:
    """How often each tenth of confidence is right."""
    tenths: dict[int, list[bool]] = {}
    for confidence, hit in zip(sure, hits, strict=True):
        tenths.setdefault(min(int(confidence * 10), 9), []).append(hit)
    return tuple((tenth / 10, sum(found) / len(found), len(found)) for tenth, found in sorted(tenths.items()))


def _class_figures(key: str, right: Sequence[str], said: Sequence[str]) -> ClassFigures:
    hit = sum(1 for one, other in zip(right, said, strict=True) if one == other == key)
    precision, recall = hit / (said.count(key) or 1), hit / (list(right).count(key) or 1)
    return ClassFigures(precision, recall, 2 * precision * recall / ((precision + recall) or 1), list(right).count(key))


def calibration_error(sure: Sequence[float], hits: Sequence[bool]) -> float:
    """The expected calibration error in ten steps of confidence."""
    if not hits:
        return 0.0
    steps = np.minimum((np.asarray(sure) * 10).astype(int), 9)
    right, trust = np.asarray(hits, dtype=float), np.asarray(sure)
    parts = [(steps == step) for step in range(10)]
    return float(sum(abs(right[part].mean() - trust[part].mean()) * part.mean() for part in parts if part.any()))


def measure(cases: Sequence[Case], chances: Chances) -> dict[str, Figures]:
    """The figures of categories and of kinds."""
    answers = [chances(case.text) for case in cases]
    found = {}
    for task, place in (("category", 0), ("kind", 1)):
        rows = [(case.text, getattr(case, task), answer[place]) for case, answer in zip(cases, answers, strict=True)]
        rows = [row for row in rows if row[1]]
        if rows:
            found[task] = figures([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])
    return found


def least_sure(sure: Sequence[float], hits: Sequence[bool], precision: float) -> float:
    """The least confidence from which on the answers are right at least so often."""
    order = np.argsort(-np.asarray(sure))
    right = np.cumsum(np.asarray(hits, dtype=float)[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(right >= precision)
    return float(np.asarray(sure)[order[good[-1]]]) if len(good) else 1.0
