"""Menus as data and as pictures: every area does something, can be typed, and can be read."""

import io
from dataclasses import replace
from functools import lru_cache

import pytest
from PIL import Image

from bot.line.cards.palette import PALETTE, PAPER, contrast
from bot.line.limits import DISPLAY_TEXT, QUICK_REPLY_LABEL, Limit, Unit, fits
from bot.richmenu.drawing import Picture, draw, png
from bot.richmenu.icons import SIGNS, sign
from bot.richmenu.menus import TAB, WIDTH, Area, Menu, all_menus
from bot.richmenu.words import languages, own_words
from bot.services.words import phrasebook
from handlers.commands import run_command
from handlers.conversation.typed import ALWAYS, word_in
from handlers.postbacks import Command, decode
from tests.builders import known
from tests.richmenu.conftest import OFFICE

MENUS = all_menus(OFFICE.__getitem__, "https://siang.example")
AREAS = [(menu, area) for menu in MENUS for area in menu.areas]
TILES = [(menu, area) for menu in MENUS for area in menu.tiles if area.action["type"] != "uri"]
MOST_BYTES = 1_000_000


def named(found: tuple[Menu, Area]) -> str:
    return f"{found[0].alias}: {found[1].label}"


@lru_cache(maxsize=16)
def drawn(menu: Menu) -> Picture:
    return draw(menu)


each_menu = pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu.alias)
each_area = pytest.mark.parametrize("found", AREAS, ids=named)


def test_there_is_a_menu_of_every_page_in_every_language():
    assert {menu.alias for menu in MENUS} == {
        f"siang-{language}-{page}" for language in ("th", "en") for page in ("main", "more", "staff")
    }


def test_both_languages_have_the_same_words_of_their_own():
    assert len({frozenset(texts) for texts in own_words().languages.values()}) == 1
    assert set(languages()) == set(phrasebook().languages)


@pytest.mark.parametrize("found", TILES, ids=named)
def test_the_heart_knows_the_command_of_every_area(found: tuple[Menu, Area]):
    asked = decode(found[1].action["data"])
    assert isinstance(asked, Command)
    assert run_command(asked.name, known()) is not None


@pytest.mark.parametrize("found", TILES, ids=named)
def test_whoever_types_the_label_gets_the_same_as_by_a_tap(found: tuple[Menu, Area]):
    _, area = found
    asked = decode(area.action["data"])
    assert isinstance(asked, Command)
    assert word_in(area.label, ALWAYS, phrasebook()) == asked.name
    if area.action["type"] == "postback":
        assert area.action["displayText"] == area.label == area.action["label"]


def test_tabs_and_language_lead_to_menus_that_there_are():
    switches = [area for _, area in AREAS if area.action["type"] == "richmenuswitch"]
    assert {area.action["richMenuAliasId"] for area in switches} <= {menu.alias for menu in MENUS}
    for menu in MENUS:
        for tab in menu.tabs:
            assert decode(tab.action["data"]) is None
            assert tab.action["data"] == TAB + tab.action["richMenuAliasId"]
        if menu.tabs:
            assert menu.tabs[menu.tab].action["richMenuAliasId"] == menu.alias


@each_area
def test_what_stands_in_an_area_is_within_the_limits(found: tuple[Menu, Area]):
    action = found[1].action
    assert fits(action["label"], QUICK_REPLY_LABEL)
    assert fits(action.get("displayText", ""), DISPLAY_TEXT)
    assert len(action.get("data", "")) <= 300


@each_menu
def test_the_menu_is_within_the_limits(menu: Menu):
    assert fits(menu.bar, Limit(14, Unit.CLUSTERS))
    assert len(menu.alias + "-before") <= 32
    assert len(menu.areas) <= 20
    whole = [(area.box.x, area.box.y, area.box.x + area.box.width, area.box.y + area.box.height) for area in menu.areas]
    for left, top, right, bottom in whole:
        assert left >= 0 and top >= 0 and right <= WIDTH and bottom <= menu.height
    for number, one in enumerate(whole):
        for other in whole[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@each_menu
def test_the_picture_is_as_large_as_the_menu_and_no_larger_than_line_takes(menu: Menu):
    data = png(menu)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, menu.height))
    assert len(data) < MOST_BYTES


@each_menu
def test_every_label_stands_whole_inside_its_area(menu: Menu):
    picture = drawn(menu)
    words = [one.words for one in picture.written]
    assert menu.office in words
    assert {area.label for area in menu.areas} <= set(words)
    for one in picture.written:
        assert one.inside.holds(*one.box), one


@each_menu
def test_the_letters_are_large_and_stand_out(menu: Menu):
    labels = {area.label for area in menu.areas}
    for one in drawn(menu).written:
        assert contrast(one.ink, one.ground) >= 4.5
        assert one.points >= (86 if one.words in labels else 58)  # 390 points wide, a telephone shows 86 as 13.4


def test_signs_stand_out_from_their_ground():
    for tone in PALETTE.values():
        assert contrast(tone.fill, tone.soft) >= 4.5
        assert contrast(tone.fill, PAPER) >= 4.5


def test_every_sign_is_drawn_inside_its_board():
    assert {area.icon for _, area in AREAS if area.icon} < set(SIGNS)
    for name in SIGNS:
        left, top, right, bottom = sign(name, 100).getbbox() or (0, 0, 0, 0)
        assert left > 0 and top > 0 and right < 100 and bottom < 100, name


def test_the_name_of_an_office_with_a_very_long_name_is_cut_and_not_drawn_over_the_tabs():
    menu = replace(MENUS[0], office="เทศบาลเมืองที่มีชื่อยาวมากที่สุดเท่าที่เคยมีมาในประเทศนี้และประเทศอื่น")
    name = draw(menu).written[0]
    assert name.words.endswith("…")
    assert name.inside.holds(*name.box)
