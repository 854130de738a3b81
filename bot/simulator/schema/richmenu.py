"""Rich menu objects and their pictures."""

import io
from typing import Any

from PIL import Image

from bot.simulator.records import Json
from bot.simulator.schema.actions import ALIAS, IN_RICH_MENU
from bot.simulator.schema.checks import (
    Path,
    Report,
    Required,
    array,
    boolean,
    dotted,
    integer,
    kind,
    kinds,
    label,
    matching,
    obj,
)

MAX_IMAGE = 1024 * 1024
BOUNDS = obj(
    {
        "x": Required(integer(0)),
        "y": Required(integer(0)),
        "width": Required(integer(1)),
        "height": Required(integer(1)),
    }
)
SIZE = {"width": Required(integer(800, 2500)), "height": Required(integer(250))}
MIN_RATIO = 1.45


def _wide_enough(value: dict[str, Any], path: Path, report: Report) -> None:
    width, height = value.get("width"), value.get("height")
    if isinstance(width, int) and isinstance(height, int) and height > 0 and width / height < MIN_RATIO:
        report.add(path, "The width must be at least 1.45 times the height")


def _areas_inside(value: dict[str, Any], path: Path, report: Report) -> None:
    size: Any = value.get("size")
    for index, area in enumerate(value["areas"] if isinstance(value.get("areas"), list) else []):
        try:
            bounds = area["bounds"]
            out = bounds["x"] + bounds["width"] > size["width"] or bounds["y"] + bounds["height"] > size["height"]
        except (TypeError, KeyError):
            continue  # told by the form already
        if out:
            report.add((*path, "areas", index, "bounds"), "Must be inside the rich menu")


MENU = obj(
    {
        "size": Required(obj(SIZE, _wide_enough)),
        "selected": Required(boolean),
        "name": Required(label(300)),
        "chatBarText": Required(label(14)),
        "areas": Required(array(obj({"bounds": Required(BOUNDS), "action": Required(IN_RICH_MENU)}), 0, 20)),
    },
    _areas_inside,
)
MENU_ID = matching(r"richmenu-[0-9a-f]{32}", "Must be a rich menu id")
CREATE_ALIAS = obj({"richMenuAliasId": Required(ALIAS), "richMenuId": Required(MENU_ID)})
UPDATE_ALIAS = obj({"richMenuId": Required(MENU_ID)})
OPERATION = kinds(
    [
        kind("link", {"from": Required(MENU_ID), "to": Required(MENU_ID)}),
        kind("unlink", {"from": Required(MENU_ID)}),
        kind("unlinkAll", {}),
    ]
)
RESUME_KEY = matching(r"[a-zA-Z0-9_-]{1,100}", "Must be 1 to 100 of a-z, A-Z, 0-9, _ and -")
BATCH = obj({"operations": Required(array(OPERATION, 1, 1000)), "resumeRequestKey": RESUME_KEY})


def check(form: Any, body: Json, local_http: bool = True) -> list[Json]:
    """Problems of a body by one of the forms above."""
    report = Report(local_http)
    form(body, (), report)
    return [{"message": message, "property": dotted(path)} for path, message in report.problems]


def check_image(media_type: str, data: bytes, size: Json) -> str | None:
    """Why LINE does not take a picture for a menu of this size, or None."""
    if len(data) > MAX_IMAGE:
        return "The image must not be larger than 1 MB"
    try:
        with Image.open(io.BytesIO(data)) as image:
            form, (width, height) = image.format, image.size
    except OSError:
        return "The file is not an image"
    if (form, media_type) not in {("JPEG", "image/jpeg"), ("PNG", "image/png")}:
        return "The image must be a JPEG or PNG of the declared Content-Type"
    if (width, height) != (size["width"], size["height"]):
        return f"The image is {width}x{height}, but the rich menu {size['width']}x{size['height']}"
    return None
