"""Reads the sentences written for this project, and labelled messages from an office's own files."""

import gzip
import json
import re
import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from nlp.reading import Emergency, Kind
from nlp.sameness import Index
from nlp.taxonomy import CATEGORY_KEYS

CORPUS = Path(__file__).parents[1] / "corpus"
CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
KINDS = tuple(kind.value for kind in Kind)
# Labels of the public Thai corpus (see MODEL_CARD.md) and what they say of the kind of a message; None: nothing.
PUBLIC_LABELS = {"q": Kind.QUESTION, "neu": Kind.OTHER, "pos": Kind.OTHER, "neg": None}


@dataclass(frozen=True)
class Line:
    """One line of the corpus: a sentence, or several where it holds choices "(ก|ข)"."""

    text: str
    kind: str | None
    categories: tuple[str, ...]  # the first is what the sentence is about, the others are touched
    group: int  # all that grows from one line stays on one side of the split
    wording: bool = False  # one of many from wishes.txt, told with a thing of each category
    public: bool = False  # of a public corpus that is about other things: only some of it is learned from


def group_of(text: str) -> int:
    """A number that is the same for the same line wherever it is read."""
    return zlib.crc32(text.encode("utf-8", "replace"))


def read_file(path: Path, category: str) -> Iterator[Line]:
    """The lines of one corpus file: "[kind]" heads a part, "@key" at the end adds a category, "#" is a comment."""
    kind = ""
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            kind = line.strip("[]")
            continue
        text, *more = re.split(r"\s+@", line)
        keys = tuple(more) if category == "other" and more else (category, *more)
        if kind not in KINDS or any(key not in CATEGORY_KEYS for key in keys):
            raise ValueError(f"{path.name}: unknown kind or category in: {line}")
        yield Line(text, kind, keys, group_of(text))


def read_corpus(folder: Path = CORPUS) -> list[Line]:
    """Every line of the project's own corpus."""
    lines: list[Line] = []
    for path in sorted((folder / "matters").glob("*.txt")):
        lines.extend(read_file(path, path.stem))
    for path in sorted((folder / "talk").glob("*.txt")):
        lines.extend(read_file(path, "other"))
    return [*joined(lines), *read_wishes(folder)]


def joined(lines: list[Line]) -> list[Line]:
    """The same lines, those that say nearly the same in one group: otherwise a twin would stand on each side."""
    index, found = Index(), []
    for line in lines:
        plain = plain_of(line.text)
        twins = index.near(plain, least=0.45, most=1)
        group = int(twins[0][0]) if twins else line.group
        index.add(str(group), plain)
        found.append(replace(line, group=group))
    return found


def plain_of(text: str) -> str:
    """A line with the first of every choice."""
    return CHOICE.sub(lambda choice: choice.group(1).split("|")[0], text)


def read_wishes(folder: Path) -> list[Line]:
    """The wordings of wishes.txt and proposals.txt, each once for every category with a few of its things."""
    things = tomllib.loads((folder / "things.toml").read_text(encoding="utf-8"))
    lines = []
    for line in (*read_file(folder / "wishes.txt", "other"), *read_file(folder / "proposals.txt", "other")):
        if "{thing}" not in line.text or line.kind == "other":
            text = line.text.replace("{thing}", f"({things['streetlight']})")
            lines.append(replace(line, text=text, wording=True))
            continue
        for key, names in things.items():
            text = line.text.replace("{thing}", f"({names})")
            lines.append(Line(text, line.kind, (key,), line.group, wording=True))
    return lines


def expand(text: str, rng: Random, limit: int) -> list[str]:
    """Up to `limit` different sentences from one line with choices."""
    found: dict[str, None] = {}
    for _ in range(limit * 3):
        sentence = text
        while CHOICE.search(sentence):
            sentence = CHOICE.sub(lambda choice: rng.choice(choice.group(1).split("|")), sentence)
        found[re.sub(r"\s+", " ", sentence).strip()] = None
        if len(found) >= limit:
            break
    return list(found)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The text and the whole object of each line of a file; ValueError names a line that is none."""
    packed = path.read_bytes()
    content = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8", "replace")
    for number, raw in enumerate(content.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
            yield str(row["text"]), row
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}, line {number}: expected a JSON object with a text") from error


def read_dangers(path: Path) -> list[tuple[str, str]]:
    """Messages whose `emergency` says which danger they tell of, or "none"."""
    keys = {"none", *(key.value for key in Emergency)}
    return [(text, str(row["emergency"])) for text, row in _rows(path) if row.get("emergency") in keys]


def read_data(path: Path) -> list[Line]:
    """Labelled messages, one JSON object a line: text with kind, category or both, or a public corpus' own label."""
    lines = []
    for text, row in _rows(path):
        public = row.get("label") in PUBLIC_LABELS
        kind = row.get("kind") or (PUBLIC_LABELS[row["label"]] if public else None)
        category = row.get("category")
        keys = (str(category),) if category in CATEGORY_KEYS else ()
        if kind in KINDS or keys or public:
            lines.append(Line(text, str(kind) if kind in KINDS else None, keys, group_of(text), public=public))
    return lines


def small_talk(lines: list[Line], rng: Random, count: int) -> list[Line]:
    """Of a public corpus: its questions, and some of its short messages as talk that is no matter of an office."""
    short = [line for line in lines if line.public and 3 < len(line.text) <= 100]
    talk = [line for line in short if line.kind == Kind.OTHER]
    rng.shuffle(talk)
    return [*(line for line in short if line.kind == Kind.QUESTION), *talk[:count]]
