"""The staff web: GET shows, POST acts, and every page is cut to what its reader may see."""

from importlib import import_module

from flask import Flask

from bot.parts import Parts

# One name a line, so that two who add a page do not meet.
PAGES = (
    "shared",
    "alarm",
    "looked",
    "menu",
    "signin",
    "palette",
    "inbox",
    "savedviews",
    "map",
    "audit",
    "case",
    "moves", "groups", "deadlines",
    "takein",
    "letters",
    "registerfiles",
    "rules",
    "toldback",
    "units",
    "account",
    "secondstep",
    "people",
    "alerts",
    "rota",
    "talk",
    "replies",
    "quota",
    "retention",
    "results",
    "resultwords",
    "resultreviews",
    "resultcases",
    "resultfiles",
    "surveys",
    "waves",
    "counters",
    "errors",
)


def register(app: Flask, parts: Parts) -> None:
    """Add the console to the web application."""
    from bot.console import guard
    from bot.console.frame import console

    for page in PAGES:
        import_module(f"bot.console.{page}")
    guard.prepare(app, parts)
    app.register_blueprint(console)
    guard.limit_sign_in(app)
