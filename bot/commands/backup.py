"""`siang backup` and `siang restore`: everything an office has in one file, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import SystemClock
from bot.commands.serving import read_settings
from bot.keeping import Keeping, keeping_of
from bot.services import backups
from bot.services.backups import BackupError, Contents, Progress
from storage.database import Database

NAME = "siang-{:%Y%m%d-%H%M%S}.zip"


@click.command()
@click.argument("target", type=click.Path(path_type=Path), default=Path("var/backups"))
@click.option("--keep", type=click.IntRange(min=1), help="Keep only so many of the newest backups in the folder.")
def backup(target: Path, keep: int | None) -> None:
    """Write everything, database and media, to TARGET: a file, or a folder in which the file is named by the time.

    Siang goes on working meanwhile. The file holds personal data and is readable by its owner alone; SECRET_KEY and the
    channel's secrets are not in it.
    """
    settings = read_settings()
    now = SystemClock().now().astimezone(settings.office_zone)
    file = target if target.suffix == ".zip" else target / NAME.format(now)
    with _sentences(), _bar() as progress:
        contents = backups.write(*_places(), file, now, progress)
    click.echo(f"{file} ({file.stat().st_size / 1e6:.1f} MB): {_said(contents)}")
    if contents.missing:
        click.echo(f"{contents.missing} files were noted in the database and are not in their place any more.")
    for old in _older(file.parent, keep):
        old.unlink()
        click.echo(f"Removed {old}")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Read the whole file and compare every part with its sum; change nothing.")
def restore(source: Path, check: bool) -> None:
    """Put a backup into an empty database and its media into their place; the database may be another kind than before.

    Everything or nothing. An older version's backup is brought to this version.
    """
    with _sentences(), _bar() as progress:
        contents = backups.check(source, progress) if check else backups.restore(*_places(), source, progress)
    click.echo(f"{source} is {'whole' if check else 'restored'}: {_said(contents)}")


def _places() -> tuple[Database, Keeping]:
    settings = read_settings()
    return Database(settings.database_url), keeping_of(settings.media_url)


def _said(contents: Contents) -> str:
    when = datetime.fromisoformat(contents.written_at)
    rows = contents.rows
    return (
        f"{rows.get('case_file', 0)} cases, {rows.get('person', 0)} people, {sum(rows.values())} rows in all, "
        f"{contents.files} files, as of {when:%Y-%m-%d %H:%M}."
    )


def _older(folder: Path, keep: int | None) -> list[Path]:
    return sorted(folder.glob("siang-*.zip"), reverse=True)[keep:] if keep else []


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except BackupError as problem:
        raise click.ClickException(str(problem)) from None
    except SQLAlchemyError as problem:
        raise click.ClickException(f"The database does not answer as it should ({type(problem).__name__}).") from None


@contextmanager
def _bar() -> Iterator[Progress]:
    """A line that moves while there is work, where somebody watches."""
    columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)
