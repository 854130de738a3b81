"""The small signs of landmarks, drawn in white on a disc; coordinates are on a board of 16 by 16."""

from PIL import ImageDraw

from bot.maps.style import KINDS, OTHER_KIND
from bot.maps.view import XY

Shape = tuple[str, tuple[float, ...]]

_HOUSE: tuple[Shape, ...] = (("polygon", (3, 8, 8, 3.6, 13, 8)), ("rectangle", (4.6, 8, 11.4, 12.4)))
_DROP: tuple[Shape, ...] = (("ellipse", (4.6, 6.4, 11.4, 13)), ("polygon", (8, 2.6, 5.2, 8, 10.8, 8)))
_TREE: tuple[Shape, ...] = (("ellipse", (4, 2.6, 12, 10)), ("rectangle", (7.2, 9, 8.8, 13.4)))

SIGNS: dict[str, tuple[Shape, ...]] = {
    "temple": (
        ("polygon", (8, 2, 5.6, 5.8, 10.4, 5.8)),
        ("polygon", (8, 4.6, 2.8, 9.4, 13.2, 9.4)),
        ("rectangle", (4.8, 9.4, 6.4, 12.6)),
        ("rectangle", (7.2, 9.4, 8.8, 12.6)),
        ("rectangle", (9.6, 9.4, 11.2, 12.6)),
        ("rectangle", (3.6, 12.2, 12.4, 13.2)),
    ),
    "shrine": _HOUSE,
    "hall": _HOUSE,
    "school": (
        ("polygon", (8, 3.6, 1.8, 6.8, 8, 10, 14.2, 6.8)),
        ("polygon", (4.6, 9.2, 4.6, 11.6, 8, 13.2, 11.4, 11.6, 11.4, 9.2, 8, 11)),
    ),
    "health": (("rectangle", (6.5, 3.4, 9.5, 12.6)), ("rectangle", (3.4, 6.5, 12.6, 9.5))),
    "market": (
        ("polygon", (4, 3.6, 12, 3.6, 13.4, 7.2, 2.6, 7.2)),
        ("rectangle", (3.8, 8.2, 5.2, 12.8)),
        ("rectangle", (10.8, 8.2, 12.2, 12.8)),
        ("rectangle", (3.8, 9.8, 12.2, 11.2)),
    ),
    "office": (
        ("polygon", (8, 2.8, 2.8, 6.4, 13.2, 6.4)),
        ("rectangle", (4, 7.2, 5.4, 11.2)),
        ("rectangle", (7.3, 7.2, 8.7, 11.2)),
        ("rectangle", (10.6, 7.2, 12, 11.2)),
        ("rectangle", (3, 11.8, 13, 13)),
    ),
    "fire": (("polygon", (8.6, 2.4, 11.8, 7.4, 12, 10, 10.4, 12.8, 5.6, 12.8, 4, 10, 5.4, 6.8, 6.6, 8, 8, 5.4)),),
    "police": (("polygon", (8, 2.6, 12.6, 4.4, 12.2, 9, 8, 13.4, 3.8, 9, 3.4, 4.4)),),
    "post": (("polygon", (2.8, 4.6, 13.2, 4.6, 8, 8.6)), ("polygon", (2.8, 6, 8, 10, 13.2, 6, 13.2, 11.6, 2.8, 11.6))),
    "station": (
        ("rectangle", (4.4, 3, 11.6, 6.6)),
        ("rectangle", (4.4, 8, 11.6, 10.6)),
        ("polygon", (5.4, 11.4, 7, 11.4, 5.2, 13.6, 3.6, 13.6)),
        ("polygon", (10.6, 11.4, 9, 11.4, 10.8, 13.6, 12.4, 13.6)),
    ),
    "park": _TREE,
    "sport": (("ellipse", (3.6, 3.6, 12.4, 12.4)),),
    "water": _DROP,
    "pier": (
        ("polygon", (2.4, 9, 13.6, 9, 11.4, 12.6, 4.6, 12.6)),
        ("polygon", (7.4, 2.8, 7.4, 8, 3.8, 8)),
        ("polygon", (8.4, 3.8, 8.4, 8, 11.8, 8)),
    ),
    "bridge": (
        ("rectangle", (2.6, 6, 13.4, 7.6)),
        ("rectangle", (4.2, 7.6, 5.6, 11.6)),
        ("rectangle", (10.4, 7.6, 11.8, 11.6)),
    ),
    "waste": (
        ("rectangle", (4, 4.2, 12, 5.6)),
        ("polygon", (4.8, 6.4, 11.2, 6.4, 10.6, 13, 5.4, 13)),
        ("rectangle", (6.8, 3, 9.2, 4.4)),
    ),
    "fuel": (("rectangle", (4.2, 3.4, 9.4, 12.8)), ("rectangle", (10.4, 6, 11.6, 11.6))),
}
OTHER_SIGN: tuple[Shape, ...] = (("ellipse", (5.4, 5.4, 10.6, 10.6)),)


def draw_icon(canvas: ImageDraw.ImageDraw, kind: str, at: XY, radius: float) -> None:
    """Put the sign of a kind of landmark on the map."""
    x, y = at
    edge = radius * 0.16
    outer = radius + edge
    canvas.ellipse((x - outer, y - outer, x + outer, y + outer), fill="#FFFFFF")
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=KINDS.get(kind, OTHER_KIND))
    step = radius * 2 / 16 * 0.82
    for form, numbers in SIGNS.get(kind, OTHER_SIGN):
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        spots = [(x + (across - 8) * step, y + (down - 8) * step) for across, down in pairs]
        getattr(canvas, form)(spots, fill="#FFFFFF")
