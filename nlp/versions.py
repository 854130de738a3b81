"""Versions of the model: which is in use, which was before, and going over to another; here in a folder."""

import re
from pathlib import Path
from typing import Any, Protocol

from nlp.linear import Linear, load_linear

MODELS = Path(__file__).parent / "model"
IN_USE = "in_use.txt"  # the versions that were in use, one a line, the last is the present one
FILE = "weights.npz"


class Shelf(Protocol):
    """Where versions are kept."""

    def current(self) -> Linear:
        """The version in use; ValueError where there is none."""

    def keep(self, model: Linear, figures: dict[str, Any], promoted: bool) -> str:
        """Keep a version, in use from now on where promoted, and give its name."""

    def back(self) -> str:
        """Put the version before into use again and give its name; ValueError where there is none."""


class Folder:
    """A shelf in a folder: the shipped versions, or an installation without a database."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def current(self) -> Linear:
        return load_linear(current(self._path))

    def keep(self, model: Linear, figures: dict[str, Any], promoted: bool) -> str:
        name = next_name(self._path)
        model.save(self._path / name, figures)
        if promoted:
            promote(self._path, name)
        return name

    def back(self) -> str:
        return go_back(self._path)


def history(folder: Path) -> list[str]:
    """The versions that were in use, oldest first."""
    try:
        return (folder / IN_USE).read_text(encoding="utf-8").split()
    except OSError:
        return []


def current(folder: Path) -> Path:
    """The folder of the version in use; a folder that holds a model itself is its own version."""
    if (folder / FILE).is_file():
        return folder
    for name in reversed(history(folder)):
        if (folder / name / FILE).is_file():
            return folder / name
    raise ValueError(f"{folder} holds no model in use; train one with `siang train`.")


def next_name(folder: Path) -> str:
    """The name of the next version: v1, v2, ..."""
    numbers = [int(path.name[1:]) for path in folder.glob("v*") if re.fullmatch(r"v\d+", path.name)]
    return f"v{max(numbers, default=0) + 1}"


def promote(folder: Path, name: str) -> None:
    """Put a version into use, in one step: a reader that loads meanwhile sees the old one or the new one."""
    lines = [*[old for old in history(folder) if old != name], name]
    draft = folder / f"{IN_USE}.new"
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.replace(folder / IN_USE)


def go_back(folder: Path) -> str:
    """Put the version before into use again and give its name."""
    names = history(folder)
    if len(names) < 2:
        raise ValueError("There is no earlier version to go back to.")
    draft = folder / f"{IN_USE}.new"
    draft.write_text("\n".join(names[:-1]) + "\n", encoding="utf-8")
    draft.replace(folder / IN_USE)
    return names[-2]
