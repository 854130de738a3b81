"""The reader learns from what staff set right: labels become a version of the model, in use where it is better."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from bot.logs import log
from nlp.learning.corpus import Line, group_of
from nlp.linear import Linear, unpacked
from nlp.personal import without_personal
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS
from nlp.versions import MODELS, Folder
from storage import labels, models
from storage.database import Database

NEW_LABELS = 30  # so many new ones are worth a training
KEPT = 5  # promoted versions that one can go back to
PATIENCE = 3600  # seconds after which a training at night is given up
GENTLY = ("nice", "-n", "15", "env", "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1")  # the machine answers people


class OfficeShelf:
    """The versions of an office in its database, the shipped one below them."""

    def __init__(self, database: Database, now: datetime, newest_label: int = 0) -> None:
        self._database = database
        self._now = now
        self._newest_label = newest_label

    def current(self) -> Linear:
        with self._database.reading() as db:
            version = models.in_use(db)
            found = models.numbers_of(db, version) if version is not None else None
        if found is not None:
            try:
                return unpacked(*found, f"version {version}")
            except ValueError:
                log().warning("the version in use is of an older program and is passed over", version=version)
        return Folder(MODELS).current()

    def keep(self, model: Linear, figures: dict[str, Any], promoted: bool) -> str:
        numbers = model.packed() if promoted else None
        row = models.ModelRow(
            made_at=self._now, labels=self._newest_label, about=model.about(figures), report=figures,
            numbers=numbers, promoted=promoted, left_at=None,
        )  # fmt: skip
        with self._database.begin() as db:
            version = models.keep(db, row)
            models.thin(db, KEPT)
        return f"office version {version}"

    def back(self) -> str:
        with self._database.begin() as db:
            version = models.in_use(db)
            if version is None:
                raise ValueError("The shipped model is in use; there is no version of this office to go back from.")
            models.leave(db, version, self._now)
            before = models.in_use(db)
        return f"office version {before}" if before is not None else "The shipped model"


def own_lines(database: Database) -> tuple[list[Line], int]:
    """The office's labels as lines to learn from, personal data masked, and the number of the newest."""
    with database.reading() as db:
        rows, newest = list(labels.labels(db)), labels.newest(db)
    return lines_of([(row.text, row.field, row.chosen) for row in rows]), newest


def lines_of(said: Sequence[tuple[str, str, str]]) -> list[Line]:
    """One line for each text, what was said last of its kind and its category."""
    known: dict[str, dict[str, str]] = {}
    for text, field, chosen in said:
        right = chosen in CATEGORY_KEYS if field == "category" else chosen in set(Kind)
        if right and text.strip():
            known.setdefault(without_personal(text), {})[field] = chosen
    return [
        Line(text, of.get("kind"), (of["category"],) if "category" in of else (), group_of(text))
        for text, of in known.items()
    ]


def due(database: Database) -> bool:
    """Whether enough was set right since the last training."""
    with database.reading() as db:
        return labels.count_after(db, models.trained_up_to(db)) >= NEW_LABELS


def learn_at_night(database: Database) -> threading.Thread | None:
    """Start a training in a process of its own, gently, where there is enough to learn; nobody waits for its end."""
    if not due(database):
        return None
    if find_spec("sklearn") is None:
        log().info("labels wait: this installation has no training parts (siang[train])")
        return None
    waiting = threading.Thread(target=_train, name="training", daemon=True)
    waiting.start()
    return waiting


def _train() -> None:
    command = [*(GENTLY if os.name == "posix" else ()), sys.executable, "-m", "bot.cli", "train", "--labels"]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        log().error("training on the labels was given up", error=type(problem).__name__)
        return
    said = [line for line in (done.stdout if done.returncode == 0 else done.stderr).splitlines() if line.strip()]
    tell = log().info if done.returncode == 0 else log().error
    tell("training on the labels ended", code=done.returncode, outcome=" ".join(said[-2:]))
