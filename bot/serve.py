"""The WSGI application that gunicorn loads."""

import os

from bot.app import create_app
from bot.logs import configure
from bot.settings import Settings

settings = Settings.from_env(os.environ)
configure(settings.log_level)
app = create_app(settings)
