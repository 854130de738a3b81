"""Draws messages as text for the terminal chat."""

from collections.abc import Callable

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.simulator.choices import Choice
from bot.simulator.records import Json

SIZES = {"lg", "xl", "xxl", "3xl", "4xl", "5xl"}
CARD_WIDTH = 56


def draw(body: Json, choices: list[tuple[int, Choice]]) -> RenderableType:
    """A message, and under it what can be pressed, numbered."""
    drawn = DRAW.get(body.get("type", ""), _other)(body)
    return Group(drawn, *_numbered(choices)) if choices else drawn


def _numbered(choices: list[tuple[int, Choice]]) -> list[Text]:
    lines = []
    for number, choice in choices:
        kind = SIGNS.get(choice.action.get("type", ""), "")
        lines.append(Text.assemble("  ", (f" {number} ", "bold white on green4"), " ", choice.name, (kind, "dim")))
    return lines


SIGNS = {
    "uri": "  ↗",
    "clipboard": "  ⧉",
    "location": "  (/place)",
    "camera": "  (/photo)",
    "cameraRoll": "  (/photo)",
    "datetimepicker": "  🗓",
}


def _text(body: Json) -> RenderableType:
    return Text(body["text"])


def _card(title: str, *inside: RenderableType) -> RenderableType:
    return Panel(Group(*inside), title=title or None, title_align="left", box=box.ROUNDED, width=CARD_WIDTH)


def _template(body: Json) -> RenderableType:
    template = body["template"]
    columns = template.get("columns") or [template]
    cards = []
    for column in columns:
        picture = column.get("thumbnailImageUrl") or column.get("imageUrl")
        words = [Text(column["text"])] if column.get("text") else []
        cards.append(_card(column.get("title", ""), *([_picture(picture)] if picture else []), *words))
    return Group(*cards)


def _flex(body: Json) -> RenderableType:
    contents = body["contents"]
    bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
    return Group(*(_bubble(bubble) for bubble in bubbles))


def _bubble(bubble: Json) -> RenderableType:
    lines: list[RenderableType] = []
    for block in ("header", "hero", "body", "footer"):
        if bubble.get(block):
            lines += _element(bubble[block])
    return _card("", *lines)


def _element(node: Json) -> list[RenderableType]:
    """A Flex element as lines; a row becomes one line where that can be done."""
    kind = node.get("type")
    if kind == "text":
        return [_words(node)]
    if kind == "separator":
        return [Rule(style="dim")]
    if kind in {"image", "video"}:
        return [_picture(node["url"])]
    if kind != "box":
        return []  # buttons are numbered below the card; icons and fillers say nothing
    inside = [line for child in node.get("contents", []) for line in _element(child)]
    texts = [line for line in inside if isinstance(line, Text)]
    if node.get("layout") == "vertical" or len(texts) != len(inside) or len(texts) < 2:
        return inside
    return [Text("  ").join(texts)]


def _words(node: Json) -> Text:
    if node.get("contents"):
        return Text.assemble(*(_words(span) for span in node["contents"]))
    style = "bold" if node.get("weight") == "bold" or node.get("size") in SIZES else ""
    return Text(node.get("text", ""), style=style)


def _picture(url: str) -> Text:
    return Text(f"🖼  {url}", style="blue", overflow="ellipsis", no_wrap=True)


def _place(body: Json) -> RenderableType:
    where = Text(f"📍 {body['latitude']:.5f}, {body['longitude']:.5f}", style="dim")
    return _card(body.get("title", ""), Text(body.get("address", "")), where)


def _other(body: Json) -> RenderableType:
    words = body.get("altText") or body.get("fileName") or body.get("originalContentUrl") or ""
    return Text(f"[{body.get('type')}] {words}", style="italic")


DRAW: dict[str, Callable[[Json], RenderableType]] = {
    "text": _text,
    "textV2": _text,
    "template": _template,
    "flex": _flex,
    "location": _place,
    "image": lambda body: _picture(body.get("originalContentUrl", "")),
    "video": lambda body: _picture(body.get("originalContentUrl", "")),
}
