"""Map pictures over HTTP: only under addresses that this service made."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.maps import pages
from bot.maps.town import load
from handlers.messages import Point
from tests.line.looks import TEMPLE, look

HERE = look().addresses


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    app = Flask(__name__)
    town = load()
    pages.register(app, HERE, lambda: town)
    return app.test_client()


def path(point: Point, language: str = "th") -> str:
    return HERE.map_picture(point, language).removeprefix("https://siang.example")


def test_a_signed_address_gives_a_picture_to_keep(client: FlaskClient) -> None:
    answer = client.get(path(TEMPLE))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "public, max-age=2592000, immutable"
    assert answer.data.startswith(b"\x89PNG")


def test_the_language_is_that_of_the_address(client: FlaskClient) -> None:
    assert client.get(path(TEMPLE, "en")).data != client.get(path(TEMPLE)).data
    assert client.get(path(TEMPLE, "xx")).data == client.get(path(TEMPLE)).data


@pytest.mark.parametrize("point", [Point(-90, 180), Point(0, 0), Point(90, -180)])
def test_the_ends_of_the_earth_are_drawn(client: FlaskClient, point: Point) -> None:
    assert client.get(path(point)).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        lambda right: right.replace("14.96215", "14.96216"),
        lambda right: right.replace("/map/", "/map/x"),
        lambda right: "/map/x/nan,nan.png",
        lambda right: "/map//1,1.png",
    ],
)
def test_any_other_address_is_not_found(client: FlaskClient, forged: object) -> None:
    assert callable(forged)
    assert client.get(forged(path(TEMPLE))).status_code == 404
