"""The trained numbers and how they score a message: one int8 matrix for categories, kinds and dangers together."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from nlp.features import Floats, Ints

FORMAT = 3
PARTS = ("weights", "scale", "bias", "rarity")


def softmax(scores: Floats) -> Floats:
    """Scores as chances that add up to one."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)


@dataclass(frozen=True)
class Linear:
    """Weights per row and class, with what turns them back into scores and scores into honest chances."""

    categories: tuple[str, ...]
    kinds: tuple[str, ...]
    dangers: tuple[str, ...]  # the first is: none
    weights: NDArray[np.int8]  # rows × (categories + kinds + dangers); a stored q is q·|q|, finer steps near zero
    scale: Floats  # per column
    bias: Floats  # per column
    rarity: Floats  # per row
    temperature: tuple[float, float]  # of categories, of kinds
    sure: float  # least confidence in the kind at which no question is asked

    def chances(self, rows: Ints, values: Floats) -> tuple[Floats, Floats, Floats]:
        """The chances of every category, of every kind and of every danger."""
        stored = self.weights[rows].astype(np.float32)
        scores = (values @ (stored * np.abs(stored))) * self.scale + self.bias
        kinds, dangers = len(self.categories), len(self.categories) + len(self.kinds)
        return (
            softmax(scores[:kinds] / self.temperature[0]),
            softmax(scores[kinds:dangers] / self.temperature[1]),
            softmax(scores[dangers:]),
        )

    def packed(self) -> bytes:
        """The numbers as one compressed file."""
        written = io.BytesIO()
        np.savez_compressed(
            written, weights=self.weights, scale=self.scale, bias=self.bias, rarity=self.rarity.astype(np.float16)
        )
        return written.getvalue()

    def about(self, figures: dict[str, Any]) -> str:
        """What belongs beside the numbers: names, temperatures, and what was measured."""
        told = {"format": FORMAT, "categories": self.categories, "kinds": self.kinds, "dangers": self.dangers,
                "sure": self.sure, "temperature": self.temperature, "figures": figures}  # fmt: skip
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def save(self, folder: Path, figures: dict[str, Any]) -> None:
        """Write the numbers and, beside them, what was measured."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "weights.npz").write_bytes(self.packed())
        (folder / "about.json").write_text(self.about(figures), encoding="utf-8")


def load_linear(folder: Path) -> Linear:
    """The model in a version's folder; says what is wrong when it is not one."""
    try:
        numbers, about = (folder / "weights.npz").read_bytes(), (folder / "about.json").read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(f"{folder} holds no model that can be read; train one with `siang train`.") from error
    return unpacked(numbers, about, str(folder))


def unpacked(numbers: bytes, about: str, where: str) -> Linear:
    """The model of its numbers and what was written beside them; ValueError says where and what is wrong."""
    try:
        told = json.loads(about)
        with np.load(io.BytesIO(numbers), allow_pickle=False) as stored:
            parts = {name: stored[name] for name in PARTS}
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ValueError(f"{where} holds no model that can be read; train one with `siang train`.") from error
    if told.get("format") != FORMAT:
        raise ValueError(f"The model in {where} is of another format; train it anew with `siang train`.")
    return Linear(
        categories=tuple(told["categories"]), kinds=tuple(told["kinds"]), dangers=tuple(told["dangers"]),
        weights=parts["weights"], scale=parts["scale"], bias=parts["bias"], rarity=parts["rarity"].astype(np.float32),
        temperature=(told["temperature"][0], told["temperature"][1]), sure=told["sure"],
    )  # fmt: skip
