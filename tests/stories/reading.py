"""Reads a story from its file: a head of `Name: value` lines, then blocks of one act and what follows on it."""

from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
HEAD = {"Title", "Languages", "On", "Hours"}


class StoryError(Exception):
    """A story is not written as stories are; its text names the line."""


@dataclass(frozen=True)
class Line:
    """One line of a story, with its place in the file."""

    number: int
    text: str


@dataclass
class Block:
    """What somebody does (or is looked at), and the indented lines below it."""

    head: Line
    under: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Story:
    """A whole story."""

    name: str
    title: str
    languages: tuple[str, ...]
    databases: tuple[str, ...]
    quiet: bool
    blocks: tuple[Block, ...]


def all_stories() -> list[Story]:
    """Every story of this folder, in the order of the file names."""
    return [read(path) for path in sorted(HERE.glob("*.story"))]


def read(path: Path) -> Story:
    """Read one file. Raises StoryError."""
    head: dict[str, str] = {}
    blocks: list[Block] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line, text = Line(number, raw.strip()), raw.strip()
        if not text or text.startswith("#"):
            continue
        name, colon, value = text.partition(":")
        if not blocks and colon and name in HEAD:
            head[name] = value.strip()
        elif raw[0].isspace():
            if not blocks:
                raise StoryError(f"{path.name}:{number}: an indented line needs an act above it")
            blocks[-1].under.append(line)
        else:
            blocks.append(Block(line))
    if "Title" not in head or not blocks:
        raise StoryError(f"{path.name}: a story has a Title and at least one act")
    return Story(
        path.stem,
        head["Title"],
        _listed(head.get("Languages", "th")),
        _listed(head.get("On", "sqlite")),
        head.get("Hours", "open") == "quiet",
        tuple(blocks),
    )


def _listed(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())
