"""Puts the web process together; the only place that knows every part of it."""

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bot import console, home, notice, report
from bot.bare import create_bare_app
from bot.clock import Clock
from bot.line.addresses import Addresses
from bot.maps import pages
from bot.parts import Parts
from bot.services.office.officemap import KeptMap
from bot.settings import Settings


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """The whole web application: what LINE and other programs ask, the console, the local LINE where it is wanted."""
    app = create_bare_app(settings, clock)
    parts: Parts = app.extensions["siang"]
    console.register(app, parts)
    home.register(app, parts)
    notice.register(app, parts)
    report.register(app, parts)
    pages.register(app, Addresses(settings.public_url, settings.secret_key), KeptMap(parts.database))
    if settings.local_line:
        _mount_local_line(app, settings)
    return app


def _mount_local_line(app: Flask, settings: Settings) -> None:
    from bot.local_line import LocalLineMount  # only demo and tests load the simulator

    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/line": LocalLineMount(settings)})  # type: ignore[method-assign]
