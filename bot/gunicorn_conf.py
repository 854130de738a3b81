"""How gunicorn serves the web process; `siang serve` points it here."""

import os
from typing import Any

from bot.settings import Settings

_settings = Settings.from_env(os.environ)

# The local LINE's secrets are known to everyone, so it is offered to this machine only.
bind = f"{'127.0.0.1' if _settings.local_line else '0.0.0.0'}:{_settings.port}"  # noqa: S104 - a server serves
worker_class = "gthread"
workers = 1
threads = _settings.web_threads
preload_app = True  # line-bot-sdk takes a second to import: once, before the fork
timeout = 60
graceful_timeout = 20
keepalive = 75  # LINE keeps its connections open
max_requests = 0
accesslog = None  # the program logs requests itself, without addresses that are secret
errorlog = "-"
loglevel = "warning"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 - gunicorn's heartbeat file


def post_fork(server: Any, worker: Any) -> None:
    """Connections made before the fork belong to the parent."""
    parts = worker.app.callable.extensions.get("siang")
    if parts is not None:
        parts.database.after_fork()
