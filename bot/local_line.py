"""The local LINE inside the web process: for the demo and for tests, so that one address shows everything."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.simulator.app import LineConfig


class LocalLineMount:
    """Makes the local LINE at the first request, because its threads would not survive gunicorn's fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._making = threading.Lock()
        self._app: WSGIApplication | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with self._making:
            if self._app is None:
                from bot.simulator.app import create_line

                self._app = create_line(line_config(self._settings))
        return self._app(environ, start_response)


def line_config(settings: Settings) -> "LineConfig":
    """A local LINE that knows this installation's secret, token and address."""
    from bot.simulator.app import LineConfig

    database = settings.database_url.removeprefix("sqlite:///")
    beside = Path(database).parent if settings.database_url.startswith("sqlite") else Path("var")
    return LineConfig(
        channel_secret=settings.line_channel_secrets[0],
        channel_access_token=settings.line_channel_access_token,
        webhook_url=f"http://127.0.0.1:{settings.port}/callback",
        state_file=beside / "local-line.db",
        bot_name="น้องเสียง",
    )
