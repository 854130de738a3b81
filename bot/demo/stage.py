"""Where the demonstration plays: its settings, its folder, its database filled once."""

import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import func, select

from bot.demo.cast import link_cast
from bot.demo.opinions import fill_surveys
from bot.demo.past import tell_tales
from bot.demo.town import seed_town
from bot.demo.watch import seed_watch
from bot.parts import Parts, make_parts
from bot.services.office.offices import load_office
from bot.services.staff.passwords import Passwords
from bot.settings import Settings
from storage import schema
from storage.offices import UnitRow

# What the demonstration sets where the environment says nothing else.
DEFAULTS = {"LOCAL_LINE": "1", "QUIET_HOURS": "off", "LOG_LEVEL": "WARNING"}
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "QUIET_HOURS", "LOG_LEVEL", "WEB_THREADS", "WORKER_THREADS")


class DemoError(Exception):
    """The demonstration cannot start; its text says what to do."""


def demo_environment(environ: Mapping[str, str], home: Path, port: int) -> dict[str, str]:
    """Return the environment of the demonstration's processes; a real channel's settings never get into it."""
    return {
        **{name: environ[name] for name in KEPT if name in environ},
        **{name: value for name, value in DEFAULTS.items() if name not in environ},
        "PORT": str(port),
        "DATABASE_URL": environ.get("DEMO_DATABASE_URL", f"sqlite:///{home / 'siang.db'}"),
        "MEDIA_URL": f"file:{home / 'media'}",
        "PYTHONUNBUFFERED": "1",
    }


def set_stage(environment: Mapping[str, str], home: Path, *, fresh: bool) -> Settings:
    """Make the folder and the database ready; return the settings."""
    settings = Settings.from_env(environment)
    _need_port(settings.port)
    if fresh and home.exists():
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    parts = make_parts(settings)
    schema.upgrade(parts.database)
    _fill(parts)
    parts.database.close()
    return settings


def _fill(parts: Parts) -> None:
    with parts.database.reading() as db:
        if db.scalar(select(func.count()).select_from(UnitRow)):
            return
    now = parts.clock.now()
    with parts.database.begin() as db:
        seed_town(db, Passwords().hash, now)
        db.flush()
        seed_watch(db, 7, now)
        tell_tales(db, load_office(db, parts.settings, now), parts.media, now)
        fill_surveys(db, now, now.astimezone(parts.settings.office_zone).date())
    link_cast(parts.database)


def _need_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise DemoError(
                f"Port {port} is taken by another program. Stop it, or take another: siang demo --port {port + 1}"
            ) from None
