"""Settings are read once, all of them are documented, and what is wrong is said in a sentence each."""

import re
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import settings as module
from bot.settings import QuietHours, Settings, SettingsError

ROOT = Path(__file__).parent.parent
REAL = {"LINE_CHANNEL_SECRET": "s", "LINE_CHANNEL_ACCESS_TOKEN": "t", "SECRET_KEY": "k" * 32}


def test_a_real_office_needs_three_settings() -> None:
    settings = Settings.from_env(REAL)
    assert settings.line_api_url == "https://api.line.me"
    assert settings.line_data_api_url == "https://api-data.line.me"
    assert settings.database_url == "sqlite:///var/siang.db"
    assert settings.office_zone == ZoneInfo("Asia/Bangkok")
    assert settings.quiet_hours == QuietHours(time(20), time(8))


def test_the_local_line_needs_none() -> None:
    settings = Settings.from_env({"LOCAL_LINE": "1", "PORT": "9000"})
    assert settings.line_api_url == "http://127.0.0.1:9000/line"
    assert settings.public_url == "http://127.0.0.1:9000"


def test_everything_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_env({})
    assert [problem.split()[0] for problem in raised.value.problems] == [
        "LINE_CHANNEL_SECRET",
        "LINE_CHANNEL_ACCESS_TOKEN",
        "SECRET_KEY",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LINE_CHANNEL_SECRET", "a,b,c"),
        ("LINE_API_URL", "api.line.me"),
        ("PUBLIC_URL", "ftp://office.example"),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://nobody"),
        ("MEDIA_URL", "s3:"),
        ("MEDIA_URL", "s3:bucket?endpoint=storage.example"),
        ("MEDIA_URL", "var/media"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "²"),
        ("TZ_OFFICE", "Asia/Atlantis"),
        ("TZ_OFFICE", "../../etc/passwd"),
        ("QUIET_HOURS", "night"),
        ("QUIET_HOURS", "29:00-08:00"),
        ("WEB_THREADS", "-1"),
        ("WORKER_THREADS", "many"),
        ("LOCAL_LINE", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_senseless_value_is_one_sentence_that_begins_with_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_env(REAL | {name: value})
    (problem,) = raised.value.problems
    assert problem.startswith(f"{name} ")
    assert problem.endswith(".")
    assert "\n" not in problem


def test_two_secrets_may_stand_beside_each_other() -> None:
    assert Settings.from_env(REAL | {"LINE_CHANNEL_SECRET": "new, old"}).line_channel_secrets == ("new", "old")


@pytest.mark.parametrize("given", ["postgres://u:p@h/n", "postgresql://u:p@h/n"])
def test_postgresql_addresses_of_all_platforms_are_understood(given: str) -> None:
    assert Settings.from_env(REAL | {"DATABASE_URL": given}).database_url == "postgresql+psycopg://u:p@h/n"


@pytest.mark.parametrize(
    ("hours", "moment", "quiet"),
    [
        ("20:00-08:00", time(19, 59), False),
        ("20:00-08:00", time(20), True),
        ("20:00-08:00", time(3), True),
        ("20:00-08:00", time(8), False),
        ("12:00-13:00", time(12, 30), True),
        ("12:00-13:00", time(20), False),
    ],
)
def test_quiet_hours_may_cross_midnight(hours: str, moment: time, quiet: bool) -> None:
    found = Settings.from_env(REAL | {"QUIET_HOURS": hours}).quiet_hours
    assert found is not None
    assert found.holds(moment) is quiet


def test_quiet_hours_can_be_off() -> None:
    assert Settings.from_env(REAL | {"QUIET_HOURS": "off"}).quiet_hours is None


def test_env_example_names_every_setting_and_no_other() -> None:
    read = set(re.findall(r'read\("([A-Z_]+)"', Path(module.__file__).read_text()))
    written = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read == written


def test_the_values_in_env_example_are_the_defaults() -> None:
    text = (ROOT / ".env.example").read_text()
    given = {name: value for name, value in re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE) if value}
    assert Settings.from_env(REAL | given) == Settings.from_env(REAL)


def test_nobody_else_reads_the_environment() -> None:
    reading = {
        str(path.relative_to(ROOT))
        for folder in ("bot", "storage", "handlers", "nlp")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"os\.environ|os\.getenv|from os import .*environ", path.read_text())
    }
    # Where a process begins, the environment is handed over to Settings, or on to the processes that the demo starts.
    beginnings = {"bot/serve.py", "bot/gunicorn_conf.py", "bot/commands/serving.py", "bot/commands/demonstration.py"}
    assert reading <= beginnings
