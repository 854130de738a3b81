"""The trained numbers and how they score a message: one int8 matrix for categories and kinds together."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.features import Floats, Ints

FORMAT = 2


def softmax(scores: Floats) -> Floats:
    """Scores as chances that add up to one."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)


@dataclass(frozen=True)
class Linear:
    """Weights per row and class, with what turns them back into scores and scores into honest chances."""

    categories: tuple[str, ...]
    kinds: tuple[str, ...]
    weights: NDArray[np.int8]  # rows × (categories + kinds); a stored q stands for q·|q|, finer steps near zero
    scale: Floats  # per column
    bias: Floats  # per column
    rarity: Floats  # per row
    temperature: tuple[float, float]  # of categories, of kinds
    sure: float  # least confidence in the kind at which no question is asked

    def chances(self, rows: Ints, values: Floats) -> tuple[Floats, Floats]:
        """The chances of every category and of every kind."""
        stored = self.weights[rows].astype(np.float32)
        scores = (values @ (stored * np.abs(stored))) * self.scale + self.bias
        split = len(self.categories)
        return softmax(scores[:split] / self.temperature[0]), softmax(scores[split:] / self.temperature[1])

    def save(self, folder: Path, figures: dict[str, Any]) -> None:
        """Write the numbers and, beside them, what was measured."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / "weights.npz", weights=self.weights, scale=self.scale, bias=self.bias,
            rarity=self.rarity.astype(np.float16),
        )  # fmt: skip
        about = {"format": FORMAT, "categories": self.categories, "kinds": self.kinds, "sure": self.sure,
                 "temperature": self.temperature, "figures": figures}  # fmt: skip
        (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_linear(folder: Path) -> Linear:
    """The model in a version's folder; says what is wrong when it is not one."""
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            parts = {name: stored[name] for name in ("weights", "scale", "bias", "rarity")}
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"{folder} holds no model that can be read; train one with `siang train`.") from error
    if about.get("format") != FORMAT:
        raise ValueError(f"The model in {folder} is of another format; train it anew with `siang train`.")
    return Linear(
        categories=tuple(about["categories"]), kinds=tuple(about["kinds"]), weights=parts["weights"],
        scale=parts["scale"], bias=parts["bias"], rarity=parts["rarity"].astype(np.float32),
        temperature=(about["temperature"][0], about["temperature"][1]), sure=about["sure"],
    )  # fmt: skip
