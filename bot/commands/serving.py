"""`siang serve`, `siang worker`, `siang migrate`: the processes of the Procfile."""

import os
import sys
from pathlib import Path

import click

from bot.logs import configure
from bot.settings import Settings, SettingsError


def read_settings() -> Settings:
    """The settings from the environment; what is wrong with them is said in a sentence each."""
    try:
        return Settings.from_env(os.environ)
    except SettingsError as problem:
        raise click.ClickException(str(problem)) from None


@click.command(help="Answer HTTP: webhook, console, health, metrics.")
def serve() -> None:
    """Become gunicorn, so that signals reach it directly."""
    read_settings()
    configuration = Path(__file__).parent.parent / "gunicorn_conf.py"
    arguments = ["gunicorn", "--config", f"file:{configuration}", "bot.serve:app"]
    os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606 - no shell is wanted


@click.command(help="Handle events, send messages, fetch media, run periodic jobs.")
def worker() -> None:
    """Run the worker until it is told to stop."""
    settings = read_settings()
    configure(settings.log_level)
    from bot.parts import make_parts
    from bot.turns import Turns
    from bot.worker import Worker

    parts = make_parts(settings)
    turns = Turns(parts)
    Worker(parts, turns.decide, turns.apologise).run()


@click.command(help="Bring the database to the newest version.")
@click.option("--draft", metavar="WORDS", help="For developers: write the next migration file, named with these words.")
def migrate(draft: str | None) -> None:
    """Migrate, or draft a migration."""
    from sqlalchemy.exc import SQLAlchemyError

    from storage import revision, schema
    from storage.database import Database

    database = Database(read_settings().database_url)
    try:
        if draft:
            click.echo(f"Written: {schema.draft(database, draft)}")
            return
        before = revision.current(database)
        schema.upgrade(database)
        click.echo(f"The database is at version {revision.current(database)} (it was at {before or 'nothing'}).")
    except SQLAlchemyError as problem:
        raise click.ClickException(f"The database cannot be migrated ({type(problem).__name__}): {problem}") from None
