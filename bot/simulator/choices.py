"""What can be pressed on a message, in the order in which it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.simulator.records import Json

FLEX_BLOCKS = ("header", "hero", "body", "footer")


@dataclass(frozen=True)
class Choice:
    label: str
    action: Json
    text: str = ""  # what is written on an element that has an action but no label

    @property
    def name(self) -> str:
        return self.label or self.text


def choices_of(body: Json, newest: bool = True) -> list[Choice]:
    """Buttons and other pressable things of a message; quick replies only while it is the newest."""
    found = list(quick_replies(body)) if newest else []
    kind = body.get("type")
    if kind == "template":
        found += _template(body["template"])
    elif kind == "flex":
        found += _flex(body["contents"])
    elif kind == "imagemap":
        found += [Choice(action.get("label", ""), action) for action in body.get("actions", [])]
    return found


def quick_replies(body: Json) -> Iterator[Choice]:
    for item in (body.get("quickReply") or {}).get("items", []):
        yield _choice(item["action"])


def _choice(action: Json, text: str = "") -> Choice:
    return Choice(action.get("label") or "", action, text)


def _template(template: Json) -> Iterator[Choice]:
    columns = template.get("columns") or [template]
    for column in columns:
        for action in column.get("actions") or [column.get("action")]:
            if action:
                yield _choice(action, column.get("text", ""))


def _flex(node: Json) -> Iterator[Choice]:
    if node.get("type") == "carousel":
        for bubble in node.get("contents", []):
            yield from _flex(bubble)
        return
    if node.get("type") == "bubble":
        for block in FLEX_BLOCKS:
            if node.get(block):
                yield from _flex(node[block])
        if node.get("action"):
            yield _choice(node["action"])
        return
    if node.get("action"):
        yield _choice(node["action"], words_of(node))
    for child in node.get("contents") or []:
        yield from _flex(child)


def words_of(node: Json) -> str:
    """All that is written in a Flex element."""
    inside = " ".join(filter(None, (words_of(child) for child in node.get("contents") or [])))
    return str(node.get("text") or inside)
