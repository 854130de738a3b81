"""Template messages and image maps."""

from typing import Any

from bot.simulator.schema.actions import AS_DEFAULT, IN_IMAGE_CAROUSEL, IN_TEMPLATE
from bot.simulator.schema.checks import (
    Fields,
    Path,
    Report,
    Required,
    array,
    colour,
    https,
    integer,
    kind,
    kinds,
    label,
    obj,
    one_of,
    text,
    uri,
)
from bot.simulator.schema.units import graphemes

LOOK = {"imageAspectRatio": one_of("rectangle", "square"), "imageSize": one_of("cover", "contain")}
FACE = {
    "thumbnailImageUrl": https(),
    "imageBackgroundColor": colour,
    "title": label(40),
    "defaultAction": AS_DEFAULT,
}


def _shorter_with_picture(most: int, with_picture: int) -> Any:
    """The text of a card may be longer when there is neither picture nor title."""

    def check(value: dict[str, Any], path: Path, report: Report) -> None:
        longest = with_picture if value.get("thumbnailImageUrl") or value.get("title") else most
        if isinstance(value.get("text"), str) and graphemes(value["text"]) > longest:
            report.add((*path, "text"), f"Length must be between 1 and {longest}")

    return check


def _columns_alike(value: dict[str, Any], path: Path, report: Report) -> None:
    """All columns have the same number of actions, and all or none a picture and a title."""
    shapes = set()
    for column in value["columns"] if isinstance(value.get("columns"), list) else []:
        actions = column.get("actions") if isinstance(column, dict) else None
        if isinstance(actions, list):  # what is no column is told by the form already
            shapes.add((len(actions), bool(column.get("thumbnailImageUrl")), bool(column.get("title"))))
    if len(shapes) > 1:
        report.add((*path, "columns"), "All columns must have the same number of actions, and alike image and title")


COLUMN = obj(
    {**FACE, "text": Required(label(120)), "actions": Required(array(IN_TEMPLATE, 1, 3))},
    _shorter_with_picture(120, 60),
)
IMAGE_COLUMN = obj({"imageUrl": Required(https()), "action": Required(IN_IMAGE_CAROUSEL)})

TEMPLATE = kinds(
    [
        kind(
            "buttons",
            {**FACE, **LOOK, "text": Required(label(160)), "actions": Required(array(IN_TEMPLATE, 1, 4))},
            _shorter_with_picture(160, 60),
        ),
        kind("confirm", {"text": Required(label(240)), "actions": Required(array(IN_TEMPLATE, 2, 2))}),
        kind("carousel", {**LOOK, "columns": Required(array(COLUMN, 1, 10))}, _columns_alike),
        kind("image_carousel", {"columns": Required(array(IMAGE_COLUMN, 1, 10))}),
    ]
)

AREA = obj({name: Required(integer(0)) for name in ("x", "y", "width", "height")})
IMAGEMAP_ACTION = kinds(
    [
        kind(
            "uri",
            {"label": text(100), "linkUri": Required(uri("http", "https", "line", "tel")), "area": Required(AREA)},
        ),
        kind("message", {"label": text(100), "text": Required(text(400)), "area": Required(AREA)}),
        kind("clipboard", {"label": text(100), "clipboardText": Required(text(1000)), "area": Required(AREA)}),
    ]
)
IMAGEMAP_LINK = obj({"linkUri": Required(uri("http", "https", "line", "tel")), "label": Required(text(30))})
IMAGEMAP: Fields = {
    "baseUrl": Required(https()),
    "altText": Required(text(1500)),
    "baseSize": Required(obj({"width": Required(integer(1040, 1040)), "height": Required(integer(1))})),
    "video": obj(
        {
            "originalContentUrl": Required(https()),
            "previewImageUrl": Required(https()),
            "area": Required(AREA),
            "externalLink": IMAGEMAP_LINK,
        }
    ),
    "actions": Required(array(IMAGEMAP_ACTION, 1, 50)),
}
