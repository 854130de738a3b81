"""The program's own files, as the guard tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ("bot", "handlers", "nlp", "storage")


@lru_cache(maxsize=1)
def tracked() -> tuple[str, ...]:
    """Every file under version control that is there; without a repository, every file of the program and its tests."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
        found = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [str(path.relative_to(ROOT)) for top in (*PROGRAM, "tests") for path in (ROOT / top).rglob("*")]
    return tuple(name for name in found if (ROOT / name).is_file())


def sources(*tops: str) -> list[str]:
    """The Python files below some folders."""
    return [name for name in tracked() if name.endswith(".py") and name.startswith(tuple(f"{top}/" for top in tops))]


@lru_cache(maxsize=1000)
def syntax(name: str) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def imported(name: str) -> Iterator[str]:
    """The modules that a file imports, wherever in it; relative ones written out."""
    package = name.removesuffix(".py").removesuffix("/__init__").split("/")
    for node in ast.walk(syntax(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield ".".join([*package[: -node.level], node.module or ""]).strip(".")
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dotted(node: ast.expr) -> str:
    """A name with dots, as `datetime.now`, or an empty word."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".strip(".")
    return ""
