"""Fits the linear model: multinomial logistic regression on hashed features, folded into small numbers."""

import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from nlp.clean import clean
from nlp.danger import load_dangers, told
from nlp.features import FOR_PERILS, ROWS, SHARES, Floats, blocks_of
from nlp.learning.compose import Example
from nlp.learning.perils import CLASSES, EVERYDAY
from nlp.lexicon import load_lexicon
from nlp.linear import Linear
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS

KINDS = tuple(kind.value for kind in Kind)
# Kinds are learned with equal weight, but most of what offices receive is complaints: the bias of that kind is raised
# by this much. More would lose the rare kinds, which are what the kind is there for.
COMPLAINT_BIAS = 0.3
STRENGTH = (3.0, 150.0, 30.0)  # of categories, kinds and dangers: how far the weights may go from zero
STEPS = (40, 150, 40)
DANGEROUS = 0.7  # how much all messages of danger weigh beside all that are none
LOOK_ALIKE = 3.0  # how much a look-alike weighs beside an everyday message
Tell = Callable[[str], None]


def count_rows(texts: Sequence[str], blocks: int) -> list[csr_matrix]:
    """The counted features of texts, one sparse matrix for each of the first blocks."""
    lexicon, dangers = load_lexicon(), load_dangers()
    parts: list[tuple[list[np.ndarray], list[np.ndarray]]] = [([], []) for _ in range(blocks)]
    for text in texts:
        readable = clean(text).text
        signs = told(dangers.look(readable)) if blocks > FOR_PERILS else ()
        for (rows, values), (seen, counts) in zip(parts, blocks_of(readable, lexicon, signs, blocks), strict=True):
            rows.append(seen)
            values.append(counts)
    made = []
    for rows, values in parts:
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
        data = (np.concatenate(values).astype(np.float32), np.concatenate(rows), starts)
        made.append(csr_matrix(data, shape=(len(texts), ROWS)))
    return made


def counted(texts: Sequence[str], blocks: int = len(SHARES)) -> list[csr_matrix]:
    """The same for many texts, on two cores."""
    pieces = [texts[start : start + 2000] for start in range(0, len(texts), 2000)]
    with ProcessPoolExecutor(2) as pool:
        done = list(pool.map(count_rows, pieces, [blocks] * len(pieces)))
    return [csr_matrix(vstack([piece[block] for piece in done])) for block in range(blocks)]


def rarity_of(blocks: Sequence[csr_matrix]) -> Floats:
    """How rare each row is among the examples, as in TF-IDF."""
    total = blocks[0].shape[0]
    seen = np.zeros(ROWS, dtype=np.float64)
    for block in blocks:
        seen += np.bincount(block.indices, minlength=ROWS)
    return np.asarray(np.log((1 + total) / (1 + seen)) + 1, dtype=np.float16).astype(np.float32)


def weighed(blocks: Sequence[csr_matrix], rarity: Floats) -> csr_matrix:
    """Counts as the values that `features` gives at run time."""
    total = None
    for block, share in zip(blocks, SHARES, strict=False):  # those of perils may be left out
        value = block.copy()
        value.data = np.sqrt(value.data) * rarity[value.indices]
        length = np.sqrt(np.asarray(value.multiply(value).sum(axis=1)).ravel())
        value = diags((share / np.maximum(length, 1e-9)).astype(np.float32)) @ value
        total = value if total is None else total + value
    return csr_matrix(total, dtype=np.float32)


def fit_classes(
    matrix: csr_matrix, targets: np.ndarray, weights: np.ndarray, classes: int, strength: float, steps: int
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (rows × classes) and bias of one logistic regression over the rows that occur more than once."""
    often = np.flatnonzero(np.bincount(matrix.indices, minlength=ROWS) > 2)
    model = LogisticRegression(C=strength, max_iter=steps, tol=1e-4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopping early is meant: it keeps the weights small
        model.fit(matrix[:, often], targets, sample_weight=weights)
    full = np.zeros((ROWS, classes), dtype=np.float32)
    bias = np.full(classes, -8.0, dtype=np.float32)
    for place, known in enumerate(model.classes_):
        full[often, known] = model.coef_[place]
        bias[known] = model.intercept_[place]
    return full, bias


def fit_categories(
    matrix: csr_matrix, examples: Sequence[Example], strength: float, steps: int
) -> tuple[np.ndarray, np.ndarray]:
    """A message that touches several categories teaches each by its share."""
    rows, targets, weights = [], [], []
    for place, example in enumerate(examples):
        for key, part in example.categories:
            rows.append(place)
            targets.append(CATEGORY_KEYS.index(key))
            weights.append(part)
    weight, target = np.array(weights), np.array(targets)
    share = np.bincount(target, weights=weight, minlength=len(CATEGORY_KEYS))
    weight *= (share.mean() / np.maximum(share, 1))[target] ** 0.5
    return fit_classes(matrix[rows], target, weight, len(CATEGORY_KEYS), strength, steps)


def fit_kinds(
    matrix: csr_matrix, examples: Sequence[Example], strength: float, steps: int
) -> tuple[np.ndarray, np.ndarray]:
    """Every kind is learned with equal weight, then complaints are made a little likelier."""
    rows = [place for place, example in enumerate(examples) if example.kind]
    targets = np.array([KINDS.index(str(examples[place].kind)) for place in rows])
    share = np.bincount(targets, minlength=len(KINDS))
    weight = (len(rows) / len(KINDS) / np.maximum(share, 1))[targets]
    full, bias = fit_classes(matrix[rows], targets, weight, len(KINDS), strength, steps)
    bias[KINDS.index("complaint")] += COMPLAINT_BIAS
    return full, bias


def fit_dangers(
    matrix: csr_matrix, perils: Sequence[Example], strength: float, steps: int
) -> tuple[np.ndarray, np.ndarray]:
    """Messages of danger together weigh nearly as much as all others, among which look-alikes count most."""
    targets = np.array([CLASSES.index(str(one.kind)) for one in perils])
    weight = np.array([1.0 if one.group == EVERYDAY else LOOK_ALIKE for one in perils])
    dangerous = targets > 0
    weight[dangerous] = DANGEROUS * weight[~dangerous].sum() / max(1, dangerous.sum())
    return fit_classes(matrix, targets, weight, len(CLASSES), strength, steps)


def fit(examples: Sequence[Example], perils: Sequence[Example], tell: Tell) -> Linear:
    """A model of the examples, not yet calibrated; `perils` teach the classes of danger only."""
    tell(f"counting the features of {len(examples) + len(perils):,} messages")
    matters, dangers = counted([one.text for one in examples], FOR_PERILS), counted([one.text for one in perils])
    rarity = rarity_of([*matters, dangers[FOR_PERILS]])
    tell("fitting the categories")
    matrix = weighed(matters, rarity)
    category, category_bias = fit_categories(matrix, examples, STRENGTH[0], STEPS[0])
    tell("fitting the kinds")
    kind, kind_bias = fit_kinds(matrix, examples, STRENGTH[1], STEPS[1])
    tell("fitting the dangers")
    danger, danger_bias = fit_dangers(weighed(dangers, rarity), perils, STRENGTH[2], STEPS[2])
    full = np.hstack([category, kind, danger])
    scale = np.maximum(np.abs(full).max(axis=0), 1e-6) / 127**2
    stored = np.round(np.sign(full) * np.sqrt(np.abs(full) / scale)).astype(np.int8)
    return Linear(
        categories=CATEGORY_KEYS, kinds=KINDS, dangers=CLASSES, weights=stored, scale=scale.astype(np.float32),
        bias=np.concatenate([category_bias, kind_bias, danger_bias]).astype(np.float32),
        rarity=rarity, temperature=(1.0, 1.0), sure=0.6,
    )  # fmt: skip
