"""The demo municipality is whole: nothing twice, everything inside."""

import tomllib

import pytest

from bot.maps.ground import home
from bot.maps.town import DEMO_TOWN, Name, OfficeMap, load

TOWN = tomllib.loads(DEMO_TOWN.read_text(encoding="utf-8"))


def test_it_has_what_a_small_municipality_has() -> None:
    town = load()
    assert [area.moo for area in town.areas] == list(range(1, 9))
    assert len(town.landmarks) >= 20
    assert len(town.roads) >= 12


def test_no_key_and_no_name_stands_twice_in_a_list() -> None:
    for entries in (TOWN["villages"], TOWN["landmarks"], TOWN["roads"], TOWN["waters"]):
        for field in ("key", "name_th", "name_en"):
            values = [entry[field] for entry in entries]
            assert sorted(set(values)) == sorted(values)


def test_an_alias_names_one_village() -> None:
    aliases = [alias for village in TOWN["villages"] for alias in (village["name_th"], *village["aliases"])]
    assert sorted(set(aliases)) == sorted(aliases)


@pytest.mark.parametrize("entry", TOWN["villages"] + TOWN["landmarks"], ids=lambda entry: entry["key"])
def test_every_place_lies_in_the_village_that_it_names(entry: dict[str, object]) -> None:
    area = home(load(), (float(str(entry["lat"])), float(str(entry["lon"]))))
    # The bridge stands on the canal, a few steps outside of its village.
    assert area is not None
    assert area.moo == entry["moo"] or entry["key"] == "bridge_khlong"


def test_a_name_falls_back_to_thai() -> None:
    assert Name("วัด").in_language("en") == "วัด"
    assert Name("วัด", "Temple").in_language("en") == "Temple"
    assert Name("วัด", "Temple").in_language("th") == "วัด"


def test_outside_of_every_village_there_is_no_home() -> None:
    assert home(load(), (13.75, 100.5)) is None
    assert home(OfficeMap(), (14.96, 102.08)) is None
