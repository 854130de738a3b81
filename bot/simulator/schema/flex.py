"""Flex messages: every component with every property, which stands where, and how big a bubble may be."""

import json
from typing import Any

from bot.simulator.schema.actions import IN_FLEX, ON_FLEX_BUTTON
from bot.simulator.schema.checks import (
    Check,
    Path,
    Report,
    Required,
    array,
    boolean,
    colour,
    https,
    integer,
    kind,
    kinds,
    matching,
    obj,
    one_of,
    tagged,
    text,
)
from bot.simulator.schema.flex_values import (
    BORDER,
    DEGREES,
    FLEX,
    IMAGE_SIZE,
    LENGTH,
    PADDING,
    PX,
    SHARE,
    SPACE,
    TEXT_SIZE,
    ratio,
)

MAX_BUBBLE, MAX_CAROUSEL = 30 * 1024, 50 * 1024
MAX_BUBBLES = 12
MANY = 10_000

PLACE = {
    "position": one_of("relative", "absolute"),
    "offsetTop": PADDING,
    "offsetBottom": PADDING,
    "offsetStart": PADDING,
    "offsetEnd": PADDING,
}
LETTERS = {
    "size": TEXT_SIZE,
    "color": colour,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
ALIGN, GRAVITY = one_of("start", "end", "center"), one_of("top", "bottom", "center")
FIT = one_of("shrink-to-fit")

SPAN = kinds([kind("span", {"text": Required(text(MANY)), **LETTERS})])


def _says_something(value: dict[str, Any], path: Path, report: Report) -> None:
    if "text" not in value and not value.get("contents"):
        report.add((*path, "text"), "text or contents must be specified")


TEXT = kind(
    "text",
    {
        "text": text(MANY),
        "contents": array(SPAN, 0, MANY),
        **LETTERS,
        **PLACE,
        "flex": FLEX,
        "align": ALIGN,
        "gravity": GRAVITY,
        "wrap": boolean,
        "lineSpacing": matching(PX, "Must be pixels such as 10px"),
        "maxLines": integer(0),
        "margin": SPACE,
        "action": IN_FLEX,
        "adjustMode": FIT,
        "scaling": boolean,
    },
    _says_something,
)
BUTTON = kind(
    "button",
    {
        "action": Required(ON_FLEX_BUTTON),
        **PLACE,
        "flex": FLEX,
        "margin": SPACE,
        "height": one_of("sm", "md"),
        "style": one_of("primary", "secondary", "link"),
        "color": colour,
        "gravity": GRAVITY,
        "adjustMode": FIT,
        "scaling": boolean,
    },
)
IMAGE = kind(
    "image",
    {
        "url": Required(https()),
        **PLACE,
        "flex": FLEX,
        "margin": SPACE,
        "align": ALIGN,
        "gravity": GRAVITY,
        "size": IMAGE_SIZE,
        "aspectRatio": ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": colour,
        "action": IN_FLEX,
        "animated": boolean,
    },
)
ICON = kind(
    "icon",
    {"url": Required(https()), **PLACE, "margin": SPACE, "size": TEXT_SIZE, "aspectRatio": ratio, "scaling": boolean},
)
SEPARATOR = kind("separator", {"margin": SPACE, "color": colour})
FILLER = kind("filler", {"flex": FLEX})
GRADIENT = kinds(
    [
        kind(
            "linearGradient",
            {
                "angle": Required(DEGREES),
                "startColor": Required(colour),
                "endColor": Required(colour),
                "centerColor": colour,
                "centerPosition": SHARE,
            },
        )
    ]
)


def _inside(value: Any, path: Path, report: Report) -> None:
    """The elements of a box are checked by its layout: see `box`."""
    if not isinstance(value, list):
        report.add(path, "Must be an array")


BOX_FRAME = obj(
    {
        "type": one_of("box"),
        "layout": Required(one_of("horizontal", "vertical", "baseline")),
        "contents": Required(_inside),
        **PLACE,
        "flex": FLEX,
        "spacing": SPACE,
        "margin": SPACE,
        **{f"padding{side}": PADDING for side in ("All", "Top", "Bottom", "Start", "End")},
        **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), LENGTH),
        "backgroundColor": colour,
        "borderColor": colour,
        "borderWidth": BORDER,
        "cornerRadius": SPACE,
        "background": GRADIENT,
        "justifyContent": one_of("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "action": IN_FLEX,
    }
)


def box(value: Any, path: Path, report: Report) -> None:
    """A box and all that is in it; icons stand in baseline boxes only, and there with text and fillers only."""
    BOX_FRAME(value, path, report)
    if not isinstance(value, dict) or not isinstance(value.get("contents"), list):
        return
    inside = IN_BASELINE if value.get("layout") == "baseline" else IN_BOX
    for index, one in enumerate(value["contents"]):
        inside(one, (*path, "contents", index), report)


IN_BASELINE = kinds([TEXT, ICON, FILLER])
IN_BOX = kinds([("box", box), TEXT, BUTTON, IMAGE, SEPARATOR, FILLER])
BLOCK = tagged({"box": box})
HERO_VIDEO = kind(
    "video",
    {
        "url": Required(https()),
        "previewUrl": Required(https()),
        "altContent": Required(kinds([("box", box), IMAGE])),
        "aspectRatio": ratio,
        "action": IN_FLEX,
    },
)
HERO = kinds([("box", box), IMAGE, HERO_VIDEO])
BLOCKS = ("header", "hero", "body", "footer")
STYLE = obj({"backgroundColor": colour, "separator": boolean, "separatorColor": colour})
SIZES = ("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")


def _bubble_rules(value: dict[str, Any], path: Path, report: Report) -> None:
    if not any(name in value for name in BLOCKS):
        report.add(path, "At least one of header, hero, body and footer must be specified")
    hero = value.get("hero")
    film = isinstance(hero, dict) and hero.get("type") == "video"
    if film and value.get("size", "mega") not in ("kilo", "mega", "giga"):
        report.add((*path, "size"), "A video needs the size kilo, mega or giga")
    if film and path:
        report.add((*path, "hero"), "A video cannot be used in a carousel")
    if weight(value) > MAX_BUBBLE:
        report.add(path, "A bubble must not be larger than 30 KB")


BUBBLE_NAME, BUBBLE = kind(
    "bubble",
    {
        "size": one_of(*SIZES),
        "direction": one_of("ltr", "rtl"),
        "header": BLOCK,
        "hero": HERO,
        "body": BLOCK,
        "footer": BLOCK,
        "styles": obj(dict.fromkeys(BLOCKS, STYLE)),
        "action": IN_FLEX,
    },
    _bubble_rules,
)


def weight(value: Any) -> int:
    """Bytes of the JSON, as compact as it can be written."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _carousel_rules(value: dict[str, Any], path: Path, report: Report) -> None:
    bubbles = value.get("contents")
    if isinstance(bubbles, list):
        sizes = {str(bubble.get("size") or "mega") for bubble in bubbles if isinstance(bubble, dict)}
        if len(sizes) > 1:
            report.add((*path, "contents"), "All bubbles of a carousel must have the same size")
    if weight(value) > MAX_CAROUSEL:
        report.add(path, "A carousel must not be larger than 50 KB")


CAROUSEL = kind("carousel", {"contents": Required(array(tagged({"bubble": BUBBLE}), 1, MAX_BUBBLES))}, _carousel_rules)
CONTAINER: Check = kinds([(BUBBLE_NAME, BUBBLE), CAROUSEL])
