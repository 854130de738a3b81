"""What stands in a message as people read it, and whether a story's words are in it."""

import re
from typing import Any

from bot.services.words import phrasebook
from bot.simulator.records import Json
from handlers.conversation.wording import Wording

_KEY = re.compile(r"\{([a-z_]+\.[a-z0-9_.]+)\}")
_BLANK = re.compile(r"\{[a-z_0-9]+\}")
_SHOWN = ("text", "altText", "label", "title", "fileName")


def words_of(body: Any) -> str:
    """Everything that can be read in a message, one piece a line."""
    found: list[str] = []
    _collect(body, found)
    return "\n".join(found)


def _collect(node: Any, found: list[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _collect(child, found)
    elif isinstance(node, dict):
        inside = node.get("contents")
        if node.get("type") == "text" and isinstance(inside, list):
            found.append("".join(str(span.get("text", "")) for span in inside))
        found.extend(node[name] for name in _SHOWN if isinstance(node.get(name), str))
        for child in node.values():
            _collect(child, found)


def pattern(wanted: str, wording: Wording) -> re.Pattern[str]:
    """What to look for: words as they are, `{key}` as the text of that key with anything in its blanks."""
    parts = _KEY.split(wanted)
    return re.compile("".join(_loosely(wording.texts[p]) if at % 2 else _plainly(p) for at, p in enumerate(parts)))


def say(text: str, wording: Wording) -> str:
    """A story's words with `{key}` as the text of that key; of alternatives the first."""
    return _KEY.sub(lambda key: wording.texts[key.group(1)].split("|")[0], text)


def wording(language: str) -> Wording:
    return phrasebook().wording(language)


def is_said(looked_for: re.Pattern[str], message: Json) -> bool:
    return looked_for.search(flat(words_of(message["body"]))) is not None


def flat(text: str) -> str:
    """Text without what only the layout needs."""
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def _plainly(text: str) -> str:
    return re.escape(re.sub(r"\s+", " ", text))


def _loosely(text: str) -> str:
    return ".*?".join(_plainly(part) for part in _BLANK.split(text))
