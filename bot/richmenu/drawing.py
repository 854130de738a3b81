"""Draws the picture of a menu: a head with the office's name and the tabs, and below it a tile for each area."""

import io
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from bot.line.cards.palette import INK, PALETTE, PAPER
from bot.line.limits import Unit, cut, size
from bot.maps.style import font
from bot.richmenu.icons import FINE, sign
from bot.richmenu.menus import NAME_WIDTH, WIDTH, Area, Box, Menu
from handlers.messages import Accent

GROUND = "#EAF2F2"  # between the tiles
TILE_EDGE = "#D3E0E1"
HEAD = PALETTE[Accent.PLAIN].fill
RESTING_TAB = "#0A575D"  # a tab that is not selected
ROUND = 56
GAP = 18  # from the edge of an area to its tile
LABEL, LABEL_MIN = 118, 64  # sizes of letters
NAME, NAME_MIN = 92, 58
TAB_LABEL = 92
TAB_TOP = 52  # above it, no words of the head
TITLE_AT = 1740  # where the staff menu says whose it is
SIDE = 42  # free space beside a label


@dataclass(frozen=True)
class Written:
    """Words as they stand in the picture, for those who check them."""

    words: str
    box: tuple[float, float, float, float]
    inside: Box
    ink: str
    ground: str
    points: int


@dataclass
class Picture:
    """A picture that is being drawn."""

    image: Image.Image
    written: list[Written] = field(default_factory=list)


@lru_cache(maxsize=16)
def png(menu: Menu) -> bytes:
    """The picture of a menu as a file; calm areas of one colour keep it small."""
    file = io.BytesIO()
    draw(menu).image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def draw(menu: Menu) -> Picture:
    """The picture of a menu."""
    picture = Picture(Image.new("RGB", (WIDTH, menu.height), GROUND))
    _head(picture, menu)
    room = menu.tiles[0].box.width - 2 * (GAP + SIDE)
    points = min(_fitting(tile.label, room, (LABEL, LABEL_MIN))[1].size for tile in menu.tiles)
    for tile in menu.tiles:
        _tile(picture, tile, round(points))
    return picture


def _head(picture: Picture, menu: Menu) -> None:
    picture.image.paste(HEAD, (0, 0, WIDTH, menu.head))
    mark = round(menu.head * 0.44)
    top = TAB_TOP if menu.tabs else 0  # the name stands on one line with the tabs
    left, middle = 60, (top + menu.head) // 2
    picture.image.paste(PAPER, (left, middle - mark // 2 + 6), sign("voice", mark))
    room = (NAME_WIDTH if menu.tabs else TITLE_AT) - left - mark - 64
    name = Box(left + mark + 32, top, room, menu.head - top)
    _write(picture, menu.office, name, (NAME, NAME_MIN), PAPER, HEAD, centred=False)
    for number, tab in enumerate(menu.tabs):
        _tab(picture, tab, selected=number == menu.tab)
    if menu.title:
        _write(picture, menu.title, Box(TITLE_AT, 0, WIDTH - TITLE_AT - 60, menu.head), (76, NAME_MIN), PAPER, HEAD)


def _tab(picture: Picture, tab: Area, *, selected: bool) -> None:
    """A tab like that of a folder: the selected one is of the page's own colour and runs into it."""
    top = 40 if selected else 58
    box = Box(tab.box.x + 12, top, tab.box.width - 24, tab.box.height - top)
    ground = GROUND if selected else RESTING_TAB
    _card(picture, Box(box.x, box.y, box.width, box.height + ROUND), ground, below=tab.box.height)
    ink = INK if selected else PAPER
    words = Box(box.x + SIDE, TAB_TOP, box.width - 2 * SIDE, tab.box.height - TAB_TOP)
    _write(picture, tab.label, words, (TAB_LABEL, LABEL_MIN), ink, ground)
    if selected:
        length = 150
        line = Box(box.x + (box.width - length) // 2, tab.box.height - 30, length, 14)
        _card(picture, line, HEAD, corner=7)


def _tile(picture: Picture, tile: Area, points: int) -> None:
    """A card with a sign and, in the letters of all its neighbours, a label."""
    tone, box = PALETTE[tile.accent], tile.box.inset(GAP)
    ground = tone.fill if tile.first else PAPER
    _card(picture, box, tone.fill if tile.first else TILE_EDGE)
    _card(picture, box.inset(4), ground, corner=ROUND - 4)
    disc = round(min(box.height * 0.54, 364))
    words = 210  # high enough for a tone mark above a vowel, and a vowel below
    free = box.height - disc - words
    x, y = box.x + (box.width - disc) // 2, box.y + round(free * 0.6)
    _card(picture, Box(x, y, disc, disc), PAPER if tile.first else tone.soft, corner=disc // 2)
    inner = round(disc * 0.6)
    place = (x + (disc - inner) // 2, y + (disc - inner) // 2)
    picture.image.paste(tone.fill, place, sign(tile.icon, inner))
    label = Box(box.x + SIDE, y + disc + round(free * 0.08), box.width - 2 * SIDE, words)
    _write(picture, tile.label, label, (points, LABEL_MIN), PAPER if tile.first else INK, ground)


def _card(picture: Picture, box: Box, colour: str, corner: int = ROUND, below: int | None = None) -> None:
    """A rectangle with round, smooth corners; nothing of it is drawn beneath `below`."""
    mask = Image.new("L", (box.width, box.height), 255)
    piece = Image.new("L", (corner * 2 * FINE, corner * 2 * FINE), 0)
    ImageDraw.Draw(piece).ellipse((0, 0, corner * 2 * FINE - 1, corner * 2 * FINE - 1), fill=255)
    round_piece = piece.reduce(FINE)
    for x, left in ((0, 0), (box.width - corner, corner)):
        for y, top in ((0, 0), (box.height - corner, corner)):
            mask.paste(round_piece.crop((left, top, left + corner, top + corner)), (x, y))
    if below is not None:
        mask = mask.crop((0, 0, box.width, min(box.height, below - box.y)))
    picture.image.paste(colour, (box.x, box.y), mask)


def _write(
    picture: Picture,
    words: str,
    box: Box,
    sizes: tuple[int, int],
    ink: str,
    ground: str,
    *,
    centred: bool = True,
) -> None:
    """One line in the middle of a box: as large as it fits, cut where even small letters do not."""
    words, letters = _fitting(words, box.width, sizes)
    left = box.x + (box.width - letters.getlength(words)) / 2 if centred else float(box.x)
    at = (left, box.y + box.height / 2 + letters.size * 0.33)  # the foot of the letters; marks stand above and below
    pen = ImageDraw.Draw(picture.image)
    pen.text(at, words, font=letters, fill=ink, anchor="ls")
    seen = pen.textbbox(at, words, font=letters, anchor="ls")
    picture.written.append(Written(words, seen, box, ink, ground, round(letters.size)))


def _fitting(words: str, width: int, sizes: tuple[int, int]) -> tuple[str, ImageFont.FreeTypeFont]:
    for points in range(sizes[0], sizes[1] - 1, -2):
        letters = font(points, 1, bold=True)
        if letters.getlength(words) <= width:
            return words, letters
    letters = font(sizes[1], 1, bold=True)
    most = size(words, Unit.CLUSTERS)
    while most > 1 and letters.getlength(cut(words, most, Unit.CLUSTERS)) > width:
        most -= 1
    return cut(words, most, Unit.CLUSTERS), letters
