"""The words of the privacy notice: sections as data in texts/*.toml, with the office's own facts in their blanks."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from handlers.conversation.wording import blanks_of
from handlers.office import Office

_TEXTS = Path(__file__).parent / "texts"

Row = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One part of the notice: paragraphs, then points, then a table with `heads`, whichever there are."""

    key: str
    title: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    heads: Row = ()
    rows: tuple[Row, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """The whole notice in one language; `brief` are pairs of an icon and a sentence."""

    title: str
    lead: str
    version: str
    brief_title: str
    contents: str
    brief: tuple[Row, ...]
    sections: tuple[Section, ...]

    def filled(self, blanks: Mapping[str, str]) -> "Notice":
        """Return the notice with its blanks filled; a sentence whose blank the office leaves empty is left out."""

        def fill(words: str) -> str:
            return words.format_map(blanks) if "{" in words else words

        def all_of(lines: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(fill(line) for line in lines if all(blanks[name] for name in blanks_of(line)))

        return replace(
            self,
            lead=fill(self.lead),
            version=fill(self.version),
            brief=tuple((icon, fill(words)) for icon, words in self.brief),
            sections=tuple(_filled(section, fill, all_of) for section in self.sections),
        )


def _filled(
    section: Section, fill: Callable[[str], str], all_of: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> Section:
    return replace(
        section,
        text=all_of(section.text),
        points=all_of(section.points),
        rows=tuple(tuple(fill(cell) for cell in row) for row in section.rows),
        after=all_of(section.after),
    )


@cache
def read_notice(language: str) -> Notice:
    """Return the notice in `language`, with its blanks open."""
    raw = tomllib.loads((_TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
    brief = tuple(tuple(pair) for pair in raw.pop("brief"))
    sections = tuple(_section(one) for one in raw.pop("section"))
    return Notice(**raw, brief=brief, sections=sections)


def blanks_of_office(office: Office, language: str) -> dict[str, str]:
    """Return what the notice says of this office in particular."""
    return {
        "office": office.name(language),
        "phone": office.numbers.get("office", ""),
        "version": office.notice_version,
        "draft_days": str(office.policy.draft_days),
    }


def _section(raw: dict[str, Any]) -> Section:
    listed = {name: tuple(raw[name]) for name in ("text", "points", "heads", "after") if name in raw}
    rows = tuple(tuple(row) for row in raw.get("rows", ()))
    return Section(key=raw["key"], title=raw["title"], rows=rows, **listed)
