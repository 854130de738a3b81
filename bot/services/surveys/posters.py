"""Posters with a QR code that opens the chat of the office's account with a code: PDF, set by typst."""

import io
import tempfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import segno

from bot.services.words import phrasebook

_TEMPLATE = "qrposter.typ"


def deep_link(account: str, words: str) -> str:
    """Return the address that opens the account's chat with words ready to send."""
    return f"https://line.me/R/oaMessage/{quote(account, safe='')}/?{quote(words)}"


def lines_of(office: str, title: str, subtitle: str, words: str) -> dict[str, str]:
    """Return what stands on a poster; `words` are what can be typed instead of scanning."""
    say = phrasebook().wording("th").say
    return {
        "office": office,
        "small": say("poster.small"),
        "title": title,
        "subtitle": subtitle,
        "how": say("poster.how"),
        "words": say("poster.or_type", words=words),
        "foot": say("poster.foot"),
    }


def poster(link: str, lines: dict[str, str]) -> bytes:
    """Return a poster of one A4 page."""
    import typst  # only who makes a poster needs it

    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        picture = io.BytesIO()
        segno.make(link, error="m").save(picture, kind="svg", scale=10, border=0, dark="#0b3f44")
        (room / "qr.svg").write_bytes(picture.getvalue())
        (room / _TEMPLATE).write_text(_template(), encoding="utf-8")
        made = typst.compile(room / _TEMPLATE, font_paths=[Path(_fonts())], sys_inputs=dict(lines), format="pdf")
    if not isinstance(made, bytes):
        raise RuntimeError("typst made no single document")
    return made


@lru_cache(maxsize=1)
def _template() -> str:
    return (files("bot.services.surveys") / _TEMPLATE).read_text(encoding="utf-8")


def _fonts() -> str:
    return str(files("bot") / "fonts")
