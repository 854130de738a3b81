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
    "account.signin",
    "palette",
    "lists.inbox",
    "lists.savedviews",
    "lists.map",
    "lists.audit",
    "casework.case",
    "casework.moves", "casework.groups", "office.deadlines",
    "intake.takein",
    "casework.letters",
    "intake.files",
    "office.rules",
    "casework.toldback",
    "office.units",
    "account.own",
    "account.secondstep",
    "account.people",
    "alerts.alerts",
    "alerts.rota",
    "casework.talk",
    "office.replies",
    "office.quota",
    "office.retention",
    "surveys.results",
    "surveys.resultwords",
    "surveys.resultreviews",
    "surveys.resultcases",
    "surveys.resultfiles",
    "surveys.surveys",
    "surveys.waves",
    "surveys.counters",
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
