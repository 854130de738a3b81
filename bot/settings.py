"""The settings of the office's installation, read once from the environment and checked before anything starts."""

import importlib.util
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.bucket import bucket_address

# What `siang demo` and the tests use with the local LINE; worthless anywhere else.
LOCAL_SECRET = "local-line-secret"  # noqa: S105 - known to everyone on purpose
LOCAL_TOKEN = "local-line-token"  # noqa: S105 - known to everyone on purpose
LOCAL_SECRET_KEY = "local-secret-key-for-demo-and-tests-only"  # noqa: S105 - known to everyone on purpose

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """One or more settings are missing or senseless; its text has one sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class QuietHours:
    """The hours of the night in which nobody is written to without being asked."""

    start: time
    end: time

    def holds(self, moment: time) -> bool:
        """Whether `moment` (local time) is quiet; the span may cross midnight."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations."""

    line_channel_secrets: tuple[str, ...]  # the first is current, a second one is accepted while rotating
    line_channel_access_token: str
    line_api_url: str
    line_data_api_url: str
    database_url: str
    secret_key: str
    public_url: str
    media_url: str
    port: int
    office_zone: ZoneInfo
    quiet_hours: QuietHours | None
    web_threads: int
    worker_threads: int
    local_line: bool
    log_level: str
    smtp_url: str | None = None
    mail_from: str = ""
    sms_url: str | None = None
    sms_body: str = ""
    sms_authorization: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read `env`; raise `SettingsError` naming every problem at once."""
        read = _Reader(env)
        local = read("LOCAL_LINE", _boolean, "0")
        port = read("PORT", _port, "8000")
        here = f"http://127.0.0.1:{port}"
        line = f"{here}/line" if local else "https://api.line.me"
        line_data = f"{here}/line" if local else "https://api-data.line.me"
        settings = {
            "line_channel_secrets": read("LINE_CHANNEL_SECRET", _secrets, LOCAL_SECRET if local else None),
            "line_channel_access_token": read("LINE_CHANNEL_ACCESS_TOKEN", _text, LOCAL_TOKEN if local else None),
            "line_api_url": read("LINE_API_URL", _web_address, line),
            "line_data_api_url": read("LINE_DATA_API_URL", _web_address, line_data),
            "database_url": read("DATABASE_URL", _database, "sqlite:///var/siang.db"),
            "secret_key": read("SECRET_KEY", _long_secret, LOCAL_SECRET_KEY if local else None),
            "public_url": read("PUBLIC_URL", _web_address, here),
            "media_url": read("MEDIA_URL", _media, "file:var/media"),
            "port": port,
            "office_zone": read("TZ_OFFICE", _zone, "Asia/Bangkok"),
            "quiet_hours": read("QUIET_HOURS", _quiet, "20:00-08:00"),
            "web_threads": read("WEB_THREADS", _count, "16"),
            "worker_threads": read("WORKER_THREADS", _count, "4"),
            "local_line": local,
            "log_level": read("LOG_LEVEL", _level, "INFO"),
            "smtp_url": read("SMTP_URL", _mail_server, ""),
            "mail_from": read("MAIL_FROM", _mail_address, ""),
            "sms_url": read("SMS_URL", _gateway, ""),
            "sms_body": read("SMS_BODY", _json_with_blanks, ""),
            "sms_authorization": read("SMS_AUTHORIZATION", _header, ""),
        }
        _need_sender(settings, read.problems)
        if read.problems:
            raise SettingsError(read.problems)
        return cls(**settings)


class _Reader:
    """Reads one variable after another and collects what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.problems: list[str] = []

    def __call__(self, name: str, parse: Callable[[str], Any], default: str | None) -> Any:
        value = self.env.get(name, "").strip() or default
        if value is None:
            self.problems.append(f"{name} is not set: put it into the environment (see .env.example).")
            return None
        try:
            return parse(value)
        except ValueError as problem:
            self.problems.append(f"{name} {problem}.")
            return None


def _text(value: str) -> str:
    return value


def _need_sender(settings: dict[str, Any], problems: list[str]) -> None:
    """Say what belongs together and is not."""
    if settings["smtp_url"] and not settings["mail_from"]:
        problems.append("MAIL_FROM is not set: SMTP_URL is, and an e-mail needs an address that it comes from.")
    both = f"{settings['sms_url'] or ''} {settings['sms_body'] or ''}"
    if settings["sms_url"] and not ("{to}" in both and "{text}" in both):
        problems.append("SMS_URL and SMS_BODY name no {to} and {text}: the gateway needs the number and the words.")


def _mail_server(value: str) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("must name a mail server, as in smtp://user:password@mail.example.go.th:587 or smtps://…:465")
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("has a port that is none") from None
    return value


def _mail_address(value: str) -> str:
    if value and not re.fullmatch(r"[^@\s<>,;\r\n]+@[^@\s<>,;\r\n]+", value):
        raise ValueError("must be one e-mail address, as in siang@example.go.th")
    return value


def _gateway(value: str) -> str | None:
    return _web_address(value) if value else None


def _json_with_blanks(value: str) -> str:
    if value:
        try:
            if not isinstance(json.loads(value), dict):
                raise ValueError
        except ValueError:
            raise ValueError('must be a JSON object, as in {"to": "{to}", "message": "{text}"}') from None
    return value


def _header(value: str) -> str:
    if not value.isprintable():
        raise ValueError("must be one line")
    return value


def _secrets(value: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in value.split(",") if part.strip())
    if not 1 <= len(found) <= 2:
        raise ValueError("must be the channel secret, or the new and the old one with a comma between them")
    return found


def _long_secret(value: str) -> str:
    if len(value) < 32:
        raise ValueError("is too short: it must be at least 32 random characters")
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("must be a web address that begins with https:// (or http:// on this machine)")
    return value.rstrip("/")


def _database(value: str) -> str:
    # Hosting platforms hand out postgres://, which SQLAlchemy does not know.
    value = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", value)
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return value


def _media(value: str) -> str:
    if value.startswith("s3:"):
        bucket_address(value)
        if importlib.util.find_spec("boto3") is None:
            raise ValueError("names S3 storage, which needs one more package: pip install boto3")
        return value
    if not value.startswith("file:") or not value.removeprefix("file:"):
        raise ValueError("must name a folder, as in file:var/media, or a bucket, as in s3:bucket/folder")
    return value


def _boolean(value: str) -> bool:
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError("must be 1 or 0")


def _whole(value: str, least: int, most: int) -> int:
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ValueError(f"must be a whole number from {least} to {most}")
    return int(value)


def _port(value: str) -> int:
    return _whole(value, 1, 65535)


def _count(value: str) -> int:
    return _whole(value, 1, 256)


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be a time zone such as Asia/Bangkok") from None


def _quiet(value: str) -> QuietHours | None:
    if value.lower() == "off":
        return None
    match = re.fullmatch(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)", value)
    if not match:
        raise ValueError('must be hours such as 20:00-08:00, or "off"')
    return QuietHours(time.fromisoformat(match[1]), time.fromisoformat(match[2]))


def _level(value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
    return value.upper()
