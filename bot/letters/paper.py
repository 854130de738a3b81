"""A letter as PDF and as pictures of its pages, set by typst with the fonts that come with the program."""

import json
import tomllib
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from bot.letters.breaking import Words, broken
from handlers.cases.letters import Forms, Letter, on_paper
from handlers.thaidates import long_date, thai_digits

_HERE = Path(str(files("bot.letters")))
_SOURCE = str(_HERE / "letter.typ")
MOST_PASSES = 5  # what was held together on one line may push another word over the end of the next
_FONTS = [Path(str(files("bot"))) / "fonts"]


@cache
def forms() -> Forms:
    """Return the words of all letters, read once."""
    raw = tomllib.loads((_HERE / "forms.toml").read_text(encoding="utf-8"))
    return Forms({f"{kind}.{part}": lines for kind, parts in raw.items() for part, lines in parts.items()})


def as_pdf(letter: Letter, *, draft: bool = False, cancelled: bool = False) -> bytes:
    """Return a letter as PDF."""
    return cast(bytes, _set(letter, draft, cancelled, format="pdf"))


def as_pictures(letter: Letter, *, draft: bool = False, cancelled: bool = False, ppi: float = 110) -> list[bytes]:
    """Return the pages of a letter as PNG."""
    made = _set(letter, draft, cancelled, format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _set(letter: Letter, draft: bool, cancelled: bool, **how: Any) -> bytes | list[bytes]:
    import typst  # 60 MB that only who makes a letter needs

    words = Words()
    fonts: dict[str, Any] = {"font_paths": _FONTS, "ignore_system_fonts": True}
    shown = {**asdict(on_paper(letter)), "title": letter.subject, "draft": draft, "cancelled": cancelled}
    shown["day"] = thai_digits(long_date(letter.day)) if letter.day else ""
    for _ in range(MOST_PASSES):
        inputs = {"letter": json.dumps(_in_words(shown, words), ensure_ascii=False)}
        marks = json.loads(typst.query(_SOURCE, "<word>", field="value", sys_inputs=inputs, **fonts))
        cut = broken(marks)
        if not cut:
            break
        words.held |= cut
    made = typst.compile(_SOURCE, sys_inputs=inputs, **fonts, **how)
    return cast("bytes | list[bytes]", made)


def _in_words(shown: dict[str, Any], words: Words) -> dict[str, Any]:
    words.again()
    lines = {name: words.tokens(shown[name]) for name in ("subject", "to")}
    lists = {name: [words.tokens(line) for line in shown[name]] for name in ("refers", "encloses", "body")}
    return {**shown, **lines, **lists}
