"""How maps look: colours, widths in points, and the fonts."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent.parent / "fonts"

LAND = "#EFECE3"
HOME = "#F8F6F0"  # the village that the point lies in
BORDER = "#BDB399"
GRID = "#DDD8CA"
PARK = "#D5E8C8"
GROUNDS = "#E9E0C8"  # of temples and schools
WATER = "#B9DBEF"
WATER_INK = "#2F6E94"
ROAD_EDGE = "#C3BBA8"
ROADS = {
    "highway": ("#FBE0A0", "#DDB35A", 7.5),
    "street": ("#FFFFFF", ROAD_EDGE, 5.0),
    "lane": ("#FFFFFF", ROAD_EDGE, 3.4),
}
RAIL = "#8A8F98"
ROAD_INK = "#5A5546"
VILLAGE_INK = "#746A52"
INK = "#1C2430"
HALO = "#FFFFFFE0"
PIN = "#C4241F"
SHADOW = "#B9B3A4"

# One colour for each kind of landmark, dark enough for the white sign on it.
KINDS = {
    "temple": "#B06B12",
    "shrine": "#B06B12",
    "school": "#2867B2",
    "health": "#C0392B",
    "market": "#B4490F",
    "office": "#0B6E75",
    "fire": "#C4241F",
    "police": "#39487A",
    "post": "#A8323E",
    "station": "#4A5160",
    "park": "#3B7D36",
    "sport": "#3B7D36",
    "water": "#2476A8",
    "pier": "#2476A8",
    "hall": "#0B6E75",
    "waste": "#66604F",
    "fuel": "#66604F",
    "bridge": "#66604F",
}
OTHER_KIND = "#66604F"

WORDS = {"th": {"metre": "ม.", "moo": "หมู่", "north": "น."}, "en": {"metre": "m", "moo": "Moo", "north": "N"}}


def word(key: str, language: str) -> str:
    """A word on the map itself."""
    return WORDS.get(language, WORDS["th"])[key]


@lru_cache(maxsize=32)
def font(points: float, scale: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Sarabun at a size; its shaper sets tone marks above vowels."""
    file = FONTS / f"Sarabun-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(file, round(points * scale), layout_engine=ImageFont.Layout.RAQM)
