"""The privacy notice: whole in both languages, filled from the office's own data, open to everyone."""

import tomllib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import create_app
from bot.console.frame import icon
from bot.console.guard import HEADERS
from bot.console.words import LANGUAGES
from bot.notice.text import Notice, blanks_of_office, read_notice
from bot.settings import Settings
from handlers.conversation.wording import blanks_of
from handlers.office import Office, Policy
from storage import schema
from storage.database import Database
from storage.offices import SettingRow

NAMES = {"th": "เทศบาลทดสอบ", "en": "Test Town"}
OFFICE = Office(NAMES, (), (), numbers={"office": "02-000-0000"}, policy=Policy(draft_days=5), notice_version="3")
PARTS = ("who", "what", "sensitive", "consent", "seen", "line", "long", "safe", "rights", "contact", "change")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole web application over a town that has told its name and number."""
    home = tmp_path_factory.mktemp("notice")
    url = f"sqlite:///{home / 'siang.db'}"
    settings = Settings.from_env({"LOCAL_LINE": "1", "DATABASE_URL": url, "MEDIA_URL": f"file:{home / 'media'}"})
    database = Database(url)
    schema.upgrade(database)
    with database.begin() as db:
        said = {"names": NAMES, "numbers": dict(OFFICE.numbers), "notice_version": "3", "policy": {"draft_days": 5}}
        db.add_all(SettingRow(key=key, value=value) for key, value in said.items())
    database.close()
    return create_app(settings)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Someone who is not signed in."""
    return app.test_client()


def sentences(notice: Notice) -> list[str]:
    lines = [notice.title, notice.lead, notice.version, *(words for _, words in notice.brief)]
    for part in notice.sections:
        lines += [part.title, *part.text, *part.points, *part.heads, *(cell for row in part.rows for cell in row)]
        lines += part.after
    return lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_has_every_part_that_the_law_asks_for(language: str) -> None:
    assert tuple(part.key for part in read_notice(language).sections) == PARTS


def test_both_languages_say_the_same_number_of_things() -> None:
    shapes = [
        [
            (
                part.key,
                len(part.text),
                len(part.points),
                len(part.heads),
                [len(row) for row in part.rows],
                len(part.after),
            )
            for part in read_notice(language).sections
        ]
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1]
    assert [picture for picture, _ in read_notice("th").brief] == [picture for picture, _ in read_notice("en").brief]


def test_both_languages_have_the_same_blanks_in_the_same_places() -> None:
    thai, english = (
        [blanks_of(line) - {"office"} for line in sentences(read_notice(language))] for language in LANGUAGES
    )
    assert thai == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_as_wide_as_its_heads(language: str) -> None:
    for part in read_notice(language).sections:
        assert all(len(row) == len(part.heads) for row in part.rows), part.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_blank_stays_open(language: str) -> None:
    filled = read_notice(language).filled(blanks_of_office(OFFICE, language))
    assert not [line for line in sentences(filled) if "{" in line or "}" in line]


def test_an_office_without_a_telephone_number_shows_no_line_about_it() -> None:
    mute = Office(NAMES, (), ())
    contact = read_notice("th").filled(blanks_of_office(mute, "th")).sections[PARTS.index("contact")]
    assert len(contact.points) == 2


def test_the_words_of_the_chat_that_the_notice_names_are_words_that_the_chat_knows() -> None:
    texts = Path(__file__).parents[2] / "handlers" / "conversation" / "texts"
    named = {
        "th": ("คุยกับเจ้าหน้าที่", "สถานะ", "เปลี่ยนการแจ้งเตือน", "ข้อมูลของฉัน", "ลบข้อมูลของฉัน"),
        "en": ("talk to staff", "status", "change updates", "my data", "erase my data"),
    }
    for language, said in named.items():
        typed = tomllib.loads((texts / f"{language}.toml").read_text(encoding="utf-8"))["typed"]
        known = {word for words in typed.values() for word in words.split("|")}
        whole = " ".join(sentences(read_notice(language)))
        for word in said:
            assert f"“{word}”" in whole
            assert word in known


def test_the_page_tells_the_office_its_number_and_the_version(visitor: FlaskClient) -> None:
    page = visitor.get("/privacy?lang=th").text
    for told in ("เทศบาลทดสอบ", "02-000-0000", "ฉบับที่ 3", "5 วัน", "พ.ศ. 2562"):
        assert told in page


def test_the_page_speaks_the_language_that_the_card_asks_for(visitor: FlaskClient) -> None:
    assert '<html lang="en">' in visitor.get("/privacy?lang=en").text
    assert "Test Town" in visitor.get("/privacy?lang=en").text
    for asked in ("/privacy", "/privacy?lang=", "/privacy?lang=<script>"):
        answer = visitor.get(asked)
        assert answer.status_code == 200
        assert '<html lang="th">' in answer.text


def test_the_page_needs_no_sign_in_sets_no_cookie_and_has_the_strict_headers(visitor: FlaskClient) -> None:
    answer = visitor.get("/privacy")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_style_sheet_is_there_and_nothing_comes_from_elsewhere(visitor: FlaskClient) -> None:
    page = visitor.get("/privacy").text
    assert visitor.get("/privacy/static/notice.css").status_code == 200
    assert "http://" not in page
    assert "https://" not in page


def test_every_icon_is_in_the_sprite(app: Flask) -> None:
    sprite = (Path(__file__).parents[2] / "bot/console/static/icons.svg").read_text(encoding="utf-8")
    with app.test_request_context():
        for picture, _ in read_notice("th").brief:
            assert f'id="{picture}"' in sprite
            assert f"#{picture}" in icon(picture)
