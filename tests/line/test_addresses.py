"""Addresses are whole, percent-encoded, and signed where drawing costs."""

import pytest

from bot.line.addresses import Addresses, place_name
from handlers.messages import Point
from tests.line.looks import KEY, TEMPLE, look

HERE = look().addresses


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (
            "/console/cases/12?tab=ข้อมูล",
            "https://siang.example/console/cases/12?tab=%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5",
        ),
        ("/a%20b c", "https://siang.example/a%20b%20c"),
        ("https://other.example/ก", "https://other.example/%E0%B8%81"),
        ("tel:191", "tel:191"),
    ],
)
def test_a_path_becomes_a_whole_encoded_address(path: str, address: str) -> None:
    assert HERE.page(path) == address


@pytest.mark.parametrize("path", ["javascript:alert(1)", "data:text/html,x", "", "console", "//other.example/x "])
def test_other_schemes_are_refused_or_stay_below_us(path: str) -> None:
    if path.startswith("/"):
        assert HERE.page(path).startswith("https://siang.example/")
    else:
        with pytest.raises(ValueError, match="must begin with"):
            HERE.page(path)


def test_a_token_cannot_leave_its_folder() -> None:
    assert HERE.picture("../../etc") == "https://siang.example/media/..%2F..%2Fetc"
    assert HERE.small_picture("t1") == "https://siang.example/media/t1/small"


def test_only_the_key_makes_addresses_of_maps() -> None:
    signature, name = HERE.map_picture(TEMPLE).removeprefix("https://siang.example/map/").split("/")
    assert name == "14.96215,102.08340.png"
    assert HERE.is_ours("14.96215,102.08340", signature)
    assert not HERE.is_ours("14.96216,102.08340", signature)
    assert not HERE.is_ours("14.96215,102.08340", signature[:-1])
    assert not Addresses("https://siang.example", KEY + "x").is_ours("14.96215,102.08340", signature)


def test_a_map_address_names_its_language() -> None:
    assert HERE.map_picture(TEMPLE, "en").endswith(".png?language=en")


def test_a_place_is_known_to_the_metre() -> None:
    assert place_name(Point(-0.000001, 180)) == "-0.00000,180.00000"


def test_the_key_is_not_printed() -> None:
    assert KEY not in repr(look())
