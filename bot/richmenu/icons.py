"""The signs of the menus, of our own drawing: shapes on a board of 100 by 100, cut out of one colour."""

from functools import lru_cache

from PIL import Image, ImageDraw

FINE = 4  # drawn so many times larger, for smooth edges
INK, PAPER = 255, 0

# (shape, coordinates, width of a stroke or radius of corners, INK or PAPER)
Shape = tuple[str, tuple[float, ...], float, int]

_BUBBLE: tuple[Shape, ...] = (
    ("round", (12, 16, 88, 72), 20, INK),
    ("polygon", (28, 66, 28, 92, 56, 66), 0, INK),
)

SIGNS: dict[str, tuple[Shape, ...]] = {
    "complain": (  # a megaphone
        ("polygon", (28, 34, 66, 12, 66, 80, 28, 58), 0, INK),
        ("round", (8, 34, 40, 58), 11, INK),
        ("polygon", (20, 56, 35, 56, 41, 84, 28, 84), 0, INK),
        ("line", (34, 82, 35, 82), 13, INK),
        ("line", (66, 14, 66, 78), 8, INK),
        ("arc", (60, 32, 86, 60, -60, 60), 7, INK),
        ("arc", (54, 20, 96, 72, -48, 48), 7, INK),
    ),
    "status": (  # a board with a list, its first line done
        ("round", (18, 14, 82, 94), 9, INK),
        ("round", (34, 5, 66, 24), 7, PAPER),
        ("round", (37, 8, 63, 21), 5, INK),
        ("line", (29, 43, 36, 50, 47, 37), 6, PAPER),
        ("line", (54, 44, 71, 44), 6, PAPER),
        ("line", (30, 62, 71, 62), 6, PAPER),
        ("line", (30, 78, 60, 78), 6, PAPER),
    ),
    "ask": (  # a bubble with a question mark
        *_BUBBLE,
        ("arc", (38, 24, 62, 48, 180, 400), 7, PAPER),
        ("line", (58.5, 43, 50, 50, 50, 54), 7, PAPER),
        ("ellipse", (45.5, 58.5, 54.5, 67.5), 0, PAPER),
    ),
    "suggest": (  # a lamp
        ("ellipse", (24, 8, 76, 60), 0, INK),
        ("polygon", (31, 50, 69, 50, 62, 70, 38, 70), 0, INK),
        ("round", (37, 74, 63, 81), 3, INK),
        ("round", (41, 85, 59, 92), 3, INK),
        ("arc", (35, 19, 65, 49, 180, 262), 5, PAPER),
    ),
    "praise": (  # a heart
        ("ellipse", (10, 16, 53, 59), 0, INK),
        ("ellipse", (47, 16, 90, 59), 0, INK),
        ("polygon", (15.3, 51.5, 50, 30, 84.7, 51.5, 50, 89), 0, INK),
        ("arc", (19, 25, 45, 51, 180, 262), 5, PAPER),
    ),
    "staff": (  # somebody with a headset
        ("ellipse", (33, 20, 67, 56), 0, INK),
        ("pie", (14, 62, 86, 130, 180, 360), 0, INK),
        ("arc", (24, 10, 76, 66, 180, 360), 6, INK),
        ("round", (20, 34, 31, 54), 5, INK),
        ("round", (69, 34, 80, 54), 5, INK),
        ("polygon", (42, 60, 58, 60, 50, 76), 0, PAPER),
    ),
    "mydata": (  # a shield with a tick
        ("polygon", (50, 6, 86, 19, 86, 48, 78, 70, 50, 95, 22, 70, 14, 48, 14, 19), 0, INK),
        ("line", (33, 49, 46, 62, 68, 37), 9, PAPER),
    ),
    "updates": (  # a bell
        ("ellipse", (44, 6, 56, 18), 0, INK),
        ("pie", (24, 13, 76, 73, 180, 360), 0, INK),
        ("polygon", (24, 42, 76, 42, 78, 60, 88, 74, 12, 74, 22, 60), 0, INK),
        ("pie", (38, 68, 62, 92, 0, 180), 0, INK),
        ("line", (14, 73, 86, 73), 5, INK),
    ),
    "language": (  # a globe
        ("ellipse", (8, 8, 92, 92), 0, INK),
        ("oval", (32, 8, 68, 92), 5.5, PAPER),
        ("line", (50, 8, 50, 92), 5.5, PAPER),
        ("line", (10, 50, 90, 50), 5.5, PAPER),
        ("line", (17, 29, 83, 29), 5.5, PAPER),
        ("line", (17, 71, 83, 71), 5.5, PAPER),
    ),
    "help": (  # a life buoy
        ("ellipse", (8, 8, 92, 92), 0, INK),
        ("line", (16, 16, 84, 84), 9, PAPER),
        ("line", (84, 16, 16, 84), 9, PAPER),
        ("ellipse", (29, 29, 71, 71), 0, INK),
        ("ellipse", (34, 34, 66, 66), 0, PAPER),
    ),
    "menu": (  # four tiles
        ("round", (12, 12, 46, 46), 8, INK),
        ("round", (54, 12, 88, 46), 8, INK),
        ("round", (12, 54, 46, 88), 8, INK),
        ("round", (54, 54, 88, 88), 8, INK),
    ),
    "console": (  # a screen with rows of a list
        ("round", (6, 12, 94, 74), 9, INK),
        ("round", (14, 20, 86, 66), 4, PAPER),
        ("line", (24, 32, 30, 32), 7, INK),
        ("line", (40, 32, 76, 32), 7, INK),
        ("line", (24, 44, 30, 44), 7, INK),
        ("line", (40, 44, 68, 44), 7, INK),
        ("line", (24, 56, 30, 56), 7, INK),
        ("line", (40, 56, 74, 56), 7, INK),
        ("polygon", (42, 74, 58, 74, 61, 86, 39, 86), 0, INK),
        ("line", (30, 88, 70, 88), 7, INK),
    ),
    "voice": (  # the mark beside the office's name: a bubble that sounds
        *_BUBBLE,
        ("line", (30, 39, 30, 49), 7, PAPER),
        ("line", (43.3, 31, 43.3, 57), 7, PAPER),
        ("line", (56.6, 35, 56.6, 53), 7, PAPER),
        ("line", (70, 40, 70, 48), 7, PAPER),
    ),
}


@lru_cache(maxsize=64)
def sign(name: str, size: int) -> Image.Image:
    """A sign as a mask of `size` pixels."""
    unit = size * FINE / 100
    board = Image.new("L", (size * FINE, size * FINE), PAPER)
    pen = ImageDraw.Draw(board)
    for shape, coordinates, width, ink in SIGNS[name]:
        _draw(pen, shape, coordinates, width, ink, unit)
    return board.reduce(FINE)


def _draw(pen: ImageDraw.ImageDraw, shape: str, given: tuple[float, ...], width: float, ink: int, unit: float) -> None:
    at = [value * unit for value in given]
    thick = max(1, round(width * unit))
    match shape:
        case "polygon":
            pen.polygon(at, fill=ink)
        case "ellipse":
            pen.ellipse(at, fill=ink)
        case "oval":
            pen.ellipse(at, outline=ink, width=thick)
        case "round":
            pen.rounded_rectangle(at, width * unit, fill=ink)
        case "pie":
            pen.pieslice(at[:4], given[4], given[5], fill=ink)
        case "arc":
            pen.arc(at[:4], given[4], given[5], fill=ink, width=thick)
        case "line":
            _stroke(pen, at, thick, ink)


def _stroke(pen: ImageDraw.ImageDraw, at: list[float], thick: int, ink: int) -> None:
    """A line with round ends and corners."""
    points = list(zip(at[::2], at[1::2], strict=True))
    pen.line(points, fill=ink, width=thick)
    for x, y in points:
        pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=ink)
