"""Makes a model's confidence honest on held-out messages, and finds the confidence that counts as sure."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nlp.learning.measure import Case, least_sure
from nlp.learning.running import chances_of
from nlp.linear import Linear

TRUSTED = 0.95  # "sure" means right this often on held-out cases


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
