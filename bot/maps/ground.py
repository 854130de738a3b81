"""The ground of a map: land, waters, roads, icons and the pin; everything but words."""

from PIL import Image, ImageDraw

from bot.maps import style
from bot.maps.icons import draw_icon
from bot.maps.town import Area, LatLon, OfficeMap, Water
from bot.maps.view import XY, View, between, rounded, steps

GRID_METRES = 100


def home(office_map: OfficeMap, point: LatLon) -> Area | None:
    """The village that a point lies in."""
    return next((area for area in office_map.areas if _within(point, area.outline)), None)


def is_known(office_map: OfficeMap, view: View) -> bool:
    """Whether the picture shows anything of the office's own."""
    lines = [road.line for road in office_map.roads] + [water.line for water in office_map.waters]
    spots = [view.xy((mark.lat, mark.lon)) for mark in office_map.landmarks]
    return any(any(view.parts(view.line(line))) for line in lines) or any(view.shows(spot) for spot in spots)


def draw(picture: Image.Image, office_map: OfficeMap, view: View, scale: float, at_home: Area | None) -> None:
    """Everything but words; `scale` is pixels for a point."""
    canvas = ImageDraw.Draw(picture)
    if office_map == OfficeMap():
        _grid(canvas, view, scale)
    _areas(canvas, office_map, view, scale, at_home)
    _parks(canvas, office_map, view, scale)
    for water in office_map.waters:
        _water(canvas, water, view)
    _roads(canvas, office_map, view, scale)
    for mark in office_map.landmarks:
        spot = view.xy((mark.lat, mark.lon))
        if mark.kind != "junction" and view.shows(spot, -20 * scale):
            draw_icon(canvas, mark.kind, spot, 7.5 * scale)
    _pin(canvas, (view.width / 2, view.height / 2), scale)


def _grid(canvas: ImageDraw.ImageDraw, view: View, scale: float) -> None:
    step = view.pixels(GRID_METRES)
    for at in range(-10, 11):
        x, y = view.width / 2 + at * step, view.height / 2 + at * step
        canvas.line([(x, 0), (x, view.height)], fill=style.GRID, width=round(scale))
        canvas.line([(0, y), (view.width, y)], fill=style.GRID, width=round(scale))


def _areas(canvas: ImageDraw.ImageDraw, office_map: OfficeMap, view: View, scale: float, at_home: Area | None) -> None:
    if at_home:
        canvas.polygon(view.line(at_home.outline), fill=style.HOME)
    for area in office_map.areas:
        outline = view.line(area.outline)
        for start, end in view.parts([*outline, *outline[:1]]):
            for one, two in steps(start, end, 7 * scale):
                canvas.line([one, between(one, two, 0.5)], fill=style.BORDER, width=round(scale))


def _parks(canvas: ImageDraw.ImageDraw, office_map: OfficeMap, view: View, scale: float) -> None:
    for mark in office_map.landmarks:
        if mark.kind in ("park", "sport", "temple", "school"):
            x, y = view.xy((mark.lat, mark.lon))
            across, down = view.pixels(70), view.pixels(50)
            fill = style.PARK if mark.kind in ("park", "sport") else style.GROUNDS
            canvas.rounded_rectangle((x - across, y - down, x + across, y + down), radius=6 * scale, fill=fill)


def _water(canvas: ImageDraw.ImageDraw, water: Water, view: View) -> None:
    line = view.line(water.line)
    if not view.touches(line):
        return
    if water.kind == "pond":
        canvas.polygon(rounded(line, closed=True), fill=style.WATER)
    else:
        _stroke(canvas, rounded(line), style.WATER, view.pixels(water.width_m))


def _roads(canvas: ImageDraw.ImageDraw, office_map: OfficeMap, view: View, scale: float) -> None:
    """All edges before all surfaces, so that junctions are open; narrow roads below wide ones."""
    lines = [(road, view.line(road.line)) for road in office_map.roads]
    shown = [(road, line) for road, line in lines if view.touches(line)]
    for edge in (True, False):
        for kind in ("lane", "street", "highway"):
            surface, border, width = style.ROADS[kind]
            for line in (line for road, line in shown if road.kind == kind):
                _stroke(canvas, line, border if edge else surface, (width + 1.6 * edge) * scale)
    for road, line in shown:
        if road.kind == "rail":
            _rail(canvas, line, view, scale)


def _rail(canvas: ImageDraw.ImageDraw, line: list[XY], view: View, scale: float) -> None:
    for start, end in view.parts(line):
        canvas.line([start, end], fill=style.RAIL, width=round(1.6 * scale))
        for (x, y), after in steps(start, end, 6 * scale):
            along = ((after[0] - x) * 0.45, (after[1] - y) * 0.45)
            sleeper = [(x - along[1], y + along[0]), (x + along[1], y - along[0])]
            canvas.line(sleeper, fill=style.RAIL, width=round(scale))


def _stroke(canvas: ImageDraw.ImageDraw, line: list[XY], fill: str, width: float) -> None:
    canvas.line(line, fill=fill, width=round(width), joint="curve")
    half = width / 2
    for x, y in (line[0], line[-1]):
        canvas.ellipse((x - half, y - half, x + half, y + half), fill=fill)


def _pin(canvas: ImageDraw.ImageDraw, tip: XY, scale: float) -> None:
    x, y = tip
    r = 10.5 * scale
    top = y - 21 * scale
    canvas.ellipse((x - 7 * scale, y - 2.4 * scale, x + 7 * scale, y + 2.4 * scale), fill=style.SHADOW)
    for grow, fill in ((1.6 * scale, "#FFFFFF"), (0.0, style.PIN)):
        canvas.ellipse((x - r - grow, top - r - grow, x + r + grow, top + r + grow), fill=fill)
        canvas.polygon(
            [(x - (r + grow) * 0.88, top + r * 0.48), (x + (r + grow) * 0.88, top + r * 0.48), (x, y + grow)], fill=fill
        )
    canvas.ellipse((x - 4 * scale, top - 4 * scale, x + 4 * scale, top + 4 * scale), fill="#FFFFFF")


def _within(point: LatLon, outline: tuple[LatLon, ...]) -> bool:
    """Whether a line from the point to the east crosses the outline an odd number of times."""
    lat, lon = point
    inside = False
    for (lat1, lon1), (lat2, lon2) in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        if (lat1 > lat) != (lat2 > lat) and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
            inside = not inside
    return inside
