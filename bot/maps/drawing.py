"""A calm schematic map around one point, drawn from the office's own lines."""

import io
import math

from PIL import Image, ImageDraw

from bot.maps import ground, style
from bot.maps.labels import Labels
from bot.maps.style import font
from bot.maps.town import Area, LatLon, OfficeMap
from bot.maps.view import View, rounded

SIZE = (280, 154)  # points, about as large as a card shows it
METRES_ACROSS = 850.0
FINER = 2  # lines are drawn so many times larger, then made smaller: smooth edges
COLOURS = 96


def draw_map(
    office_map: OfficeMap,
    point: LatLon,
    size: tuple[int, int] = SIZE,
    language: str = "th",
    scale: float = 2.5,
) -> bytes:
    """A PNG of `size` points times `scale` with a pin at `point`; a grid with coordinates where nothing is known."""
    width, height = round(size[0] * scale), round(size[1] * scale)
    view = View(point, width, height, METRES_ACROSS)
    home = ground.home(office_map, point)
    fine = View(point, width * FINER, height * FINER, METRES_ACROSS)
    known = ground.is_known(office_map, fine)
    large = Image.new("RGB", (fine.width, fine.height), style.LAND)
    ground.draw(large, office_map if known else OfficeMap(), fine, scale * FINER, home)
    picture = large.reduce(FINER)
    labels = Labels(picture, view, scale)
    _furniture(labels, language)
    _keep_pin_free(labels)
    if known:
        _village(labels, home, language)
        _landmarks(labels, office_map, language)
        _lines(labels, office_map, language)
        _neighbours(labels, office_map, home, language)
    else:
        _coordinates(labels, point)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _keep_pin_free(labels: Labels) -> None:
    x, y, s = labels.view.width / 2, labels.view.height / 2, labels.scale
    labels.take((x - 12 * s, y - 34 * s, x + 12 * s, y + 5 * s))


def _village(labels: Labels, home: Area | None, language: str) -> None:
    """The village of the point always stands in the corner, wherever its middle is."""
    if home:
        s = labels.scale
        name = f"{style.word('moo', language)} {home.moo} {home.name.in_language(language)}"
        labels.put(name, font(13, s, bold=True), style.VILLAGE_INK, [((9 * s, 7 * s), "la")])


def _neighbours(labels: Labels, office_map: OfficeMap, home: Area | None, language: str) -> None:
    for area in office_map.areas:
        spot = labels.view.xy(area.centre)
        if area != home and labels.view.shows(spot):
            name = f"{style.word('moo', language)} {area.moo} {area.name.in_language(language)}"
            labels.put(name, font(11, labels.scale), style.VILLAGE_INK, [(spot, "mm")])


def _landmarks(labels: Labels, office_map: OfficeMap, language: str) -> None:
    """All icons keep their room first; then the nearest are named first."""
    view, s = labels.view, labels.scale
    spots = [(view.xy((mark.lat, mark.lon)), mark) for mark in office_map.landmarks]
    shown = [(spot, mark) for spot, mark in spots if view.shows(spot) and mark.kind != "junction"]
    for (x, y), _ in shown:
        labels.take((x - 8 * s, y - 8 * s, x + 8 * s, y + 8 * s))
    centre = (view.width / 2, view.height / 2)
    for (x, y), mark in sorted(shown, key=lambda pair: math.dist(pair[0], centre)):
        gap = 10.5 * s
        around = [((x, y + gap - s), "ma"), ((x + gap, y), "lm"), ((x - gap, y), "rm"), ((x, y - gap), "md")]
        ink = style.KINDS.get(mark.kind, style.OTHER_KIND)
        labels.put(mark.name.in_language(language), font(11, s), ink, around)


def _lines(labels: Labels, office_map: OfficeMap, language: str) -> None:
    small = font(9.5, labels.scale)
    for water in office_map.waters:
        line = labels.view.line(water.line)
        if labels.view.touches(line):
            name = water.name.in_language(language)
            if water.kind == "pond":
                middle = (sum(x for x, _ in line) / len(line), sum(y for _, y in line) / len(line))
                labels.put(name, small, style.WATER_INK, [(middle, "mm")])
            else:
                labels.put_along(name, small, style.WATER_INK, rounded(line, times=1))
    for road in office_map.roads:
        line = labels.view.line(road.line)
        if labels.view.touches(line):
            labels.put_along(road.name.in_language(language), small, style.ROAD_INK, line)


def _furniture(labels: Labels, language: str) -> None:
    """Scale bar and north, which also keep their corners free."""
    canvas, view, s = ImageDraw.Draw(labels.picture, "RGBA"), labels.view, labels.scale
    metres = next(step for step in (100, 200, 500) if view.pixels(step) >= 32 * s)
    left, low, length = 10 * s, view.height - 10 * s, view.pixels(metres)
    canvas.line(
        [(left, low - 4 * s), (left, low), (left + length, low), (left + length, low - 4 * s)],
        fill=style.INK,
        width=round(1.25 * s),
    )
    small = font(9.5, s)
    text = f"{metres} {style.word('metre', language)}"
    halo = round(1.1 * s)
    middle = (left + length / 2, low - 3 * s)
    canvas.text(middle, text, font=small, fill=style.INK, anchor="md", stroke_width=halo, stroke_fill=style.HALO)
    labels.take((0, low - 20 * s, left + length + 6 * s, view.height))
    x, y = view.width - 16 * s, 13 * s
    canvas.ellipse((x - 13 * s, y - 9 * s, x + 13 * s, y + 17 * s), fill=style.HALO)
    canvas.polygon([(x, y - 6 * s), (x - 4 * s, y + 4 * s), (x, y + 2 * s), (x + 4 * s, y + 4 * s)], fill=style.INK)
    north = style.word("north", language)
    canvas.text((x, y + 4.5 * s), north, font=font(8.5, s, bold=True), fill=style.INK, anchor="ma")
    labels.take((x - 13 * s, 0, view.width, y + 17 * s))


def _coordinates(labels: Labels, point: LatLon) -> None:
    spot = (labels.view.width / 2, labels.view.height / 2 + 14 * labels.scale)
    text = f"{point[0]:.5f}, {point[1]:.5f}"
    labels.put(text, font(12, labels.scale, bold=True), style.INK, [(spot, "ma")])
