"""Small checks that are put together into the form of a message: each adds what is wrong to a report."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.schema.units import graphemes, utf16

Path = tuple[str | int, ...]
Check = Callable[[Any, Path, "Report"], None]

LOCAL = re.compile(r"http://(127\.0\.0\.1|localhost)([:/?#]|$)")
URI_LETTERS = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
DEEPEST = 60  # deeper JSON is nobody's message


@dataclass
class Report:
    """What was found wrong, and where; `local_http` is the one leniency (see README)."""

    local_http: bool = True
    problems: list[tuple[Path, str]] = field(default_factory=list)

    def add(self, path: Path, message: str) -> None:
        self.problems.append((path, message))


@dataclass(frozen=True)
class Required:
    """Marks a property that must be there."""

    check: Check


Fields = Mapping[str, Check | Required]


def dotted(path: Path) -> str:
    """messages[0].template.actions[1].label"""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def pointer(path: Path) -> str:
    """/body/contents/0/text, as LINE names places inside a Flex message"""
    return "".join(f"/{part}" for part in path) or "/"


# ---- plain values


def text(longest: int, unit: Callable[[str], int] = utf16, shortest: int = 1) -> Check:
    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, str):
            report.add(path, "Must be a string")
        elif shortest and not value:
            report.add(path, "May not be empty")
        elif not shortest <= unit(value) <= longest:
            report.add(path, f"Length must be between {shortest} and {longest}")

    return check


def label(longest: int) -> Check:
    """Labels and what a tap says are counted in grapheme clusters."""
    return text(longest, graphemes)


def matching(pattern: str, hint: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            report.add(path, hint)

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Any, path: Path, report: Report) -> None:
        if value not in allowed or not isinstance(value, str):
            report.add(path, f"Must be one of the following values: [{', '.join(allowed)}]")

    return check


def number(lowest: float, highest: float, whole: bool = False) -> Check:
    kinds = int if whole else (int, float)

    def check(value: Any, path: Path, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, kinds):
            report.add(path, "Must be an integer" if whole else "Must be a number")
        elif not lowest <= value <= highest:
            report.add(path, f"Must be between {lowest} and {highest}")

    return check


def integer(lowest: int, highest: int = 2**31 - 1) -> Check:
    return number(lowest, highest, whole=True)


def boolean(value: Any, path: Path, report: Report) -> None:
    if not isinstance(value, bool):
        report.add(path, "Must be a boolean")


def colour(value: Any, path: Path, report: Report) -> None:
    if not isinstance(value, str) or not COLOUR.fullmatch(value):
        report.add(path, "Must be a colour such as #RRGGBB or #RRGGBBAA")


def uri(*schemes: str, longest: int = 1000) -> Check:
    """An address in percent-encoded form; local http passes where https is demanded, if the report allows it."""

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, str) or not value:
            return report.add(path, "May not be empty" if value == "" else "Must be a string")
        if utf16(value) > longest:
            report.add(path, f"Length must be between 1 and {longest}")
        scheme = value.split(":", 1)[0].lower()
        local = report.local_http and LOCAL.match(value)
        if not URI_LETTERS.fullmatch(value) or not (scheme in schemes or local):
            report.add(path, f"Must be a valid, percent-encoded URI with scheme {' or '.join(schemes)}")
        return None

    return check


def https(longest: int = 2000) -> Check:
    return uri("https", longest=longest)


# ---- structures


def array(check: Check, fewest: int, most: int) -> Check:
    def check_all(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, list):
            return report.add(path, "Must be an array")
        if not fewest <= len(value) <= most:
            report.add(path, f"Size must be between {fewest} and {most}")
        for index, one in enumerate(value):
            check(one, (*path, index), report)
        return None

    return check_all


def obj(fields: Fields, *also: Check) -> Check:
    """An object with these properties and no others; null is as good as absent."""
    required = {name for name, rule in fields.items() if isinstance(rule, Required)}
    rules = {name: rule.check if isinstance(rule, Required) else rule for name, rule in fields.items()}

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            return report.add(path, "Must be an object")
        if len(path) > DEEPEST:
            return report.add(path, "Nested too deep")
        present = {name: one for name, one in value.items() if one is not None}
        for name in sorted(required - present.keys()):
            report.add((*path, name), "Must be specified")
        for name, one in present.items():
            if name in rules:
                rules[name](one, (*path, name), report)
            else:
                report.add((*path, name), "unknown field")
        for more in also:
            more(present, path, report)
        return None

    return check


def tagged(variants: Mapping[str, Check]) -> Check:
    """An object whose `type` tells its form."""

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            return report.add(path, "Must be an object")
        variant = variants.get(value["type"]) if isinstance(value.get("type"), str) else None
        if variant is None:
            return report.add((*path, "type"), f"Must be one of the following values: [{', '.join(variants)}]")
        return variant(value, path, report)

    return check


def kind(name: str, fields: Fields, *also: Check) -> tuple[str, Check]:
    """One variant for `tagged`."""
    return name, obj({"type": one_of(name), **fields}, *also)


def kinds(variants: Iterable[tuple[str, Check]]) -> Check:
    return tagged(dict(variants))
