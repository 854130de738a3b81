"""Map pictures: drawn everywhere on Earth, small, and the same each time."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from bot.maps import style
from bot.maps.drawing import SIZE, draw_map
from bot.maps.style import font
from bot.maps.town import Landmark, Name, OfficeMap, Road, Water, load

TOWN = load()
TEMPLE = (14.96215, 102.08340)
LARGEST = 40 * 1024


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def near(one: tuple[int, ...], colour: str) -> bool:
    other = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return all(abs(a - b) <= 12 for a, b in zip(one, other, strict=True))


def test_the_pin_stands_on_the_point() -> None:
    picture = opened(draw_map(TOWN, TEMPLE))
    assert picture.size == (700, 385)
    above = picture.getpixel((350 - 15, 192 - 52))
    assert isinstance(above, tuple)
    assert near(above, style.PIN)


@pytest.mark.parametrize("mark", TOWN.landmarks, ids=lambda mark: mark.name.en)
def test_every_place_of_the_town_makes_a_small_picture(mark: Landmark) -> None:
    png = draw_map(TOWN, (mark.lat, mark.lon))
    assert len(png) <= LARGEST
    assert len(opened(png).getcolors(100_000) or ()) > 20


def test_size_and_scale_are_taken() -> None:
    assert opened(draw_map(TOWN, TEMPLE, size=(200, 100), scale=3)).size == (600, 300)
    assert SIZE[0] * 11 == SIZE[1] * 20


def test_the_same_map_is_the_same_picture_and_a_language_another() -> None:
    thai = draw_map(TOWN, TEMPLE)
    assert draw_map(TOWN, TEMPLE) == thai
    assert draw_map(TOWN, TEMPLE, language="en") != thai


def test_where_nothing_is_known_there_is_a_grid_with_coordinates() -> None:
    assert draw_map(TOWN, (13.75, 100.5)) == draw_map(OfficeMap(), (13.75, 100.5))
    assert draw_map(OfficeMap(), (13.75, 100.5)) != draw_map(OfficeMap(), (13.76, 100.5))


degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@settings(max_examples=25, deadline=None)
@given(degrees, st.lists(degrees, min_size=2, max_size=5).map(tuple), st.text(max_size=30))
def test_any_line_anywhere_can_be_drawn(
    point: tuple[float, float], line: tuple[tuple[float, float], ...], name: str
) -> None:
    # A town of wild data beside the point: drawing must not fail, whatever an office typed into its file.
    here = (point, *line, point)
    words = Name(name)
    wild = OfficeMap(
        roads=(Road(words, "street", here), Road(words, "rail", here), Road(words, "new kind", here)),
        waters=(Water(words, "pond", here), Water(words, "river", here, 0.1)),
        landmarks=(Landmark(words, "new kind", *point),),
    )
    assert opened(draw_map(wild, point, size=(80, 44), scale=1)).size == (80, 44)


def test_thai_is_shaped_with_its_marks_above_each_other() -> None:
    assert features.check("raqm")
    assert font(20, 1).getlength("กี้") == font(20, 1).getlength("ก")
