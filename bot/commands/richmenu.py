"""`siang richmenu`: the menus below the chat, published by one command and taken back by another."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.commands.serving import read_settings
from bot.parts import Parts, make_parts
from bot.richmenu.publish import MenuError, make
from bot.richmenu.publish import publish as publish_menus
from bot.richmenu.publish import undo as undo_menus


@click.group()
def richmenu() -> None:
    """Draw the rich menus, publish them in LINE, or go back to the former ones."""


@richmenu.command()
def publish() -> None:
    """Make the menus live; what did not change is kept."""
    with _parts() as parts:
        publish_menus(parts, click.echo)


@richmenu.command()
def undo() -> None:
    """Go back to the menus that were live before."""
    with _parts() as parts:
        undo_menus(parts, click.echo)


@richmenu.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def preview(folder: Path) -> None:
    """Write the pictures into a folder, to look at them first."""
    with _parts() as parts:
        folder.mkdir(parents=True, exist_ok=True)
        for one in make(parts):
            file = folder / f"{one.menu.alias}.png"
            file.write_bytes(one.png)
            click.echo(f"{file}: {len(one.png) // 1024} KB")


@contextmanager
def _parts() -> Iterator[Parts]:
    """The parts of this installation; what goes wrong with them is said in a sentence."""
    parts = make_parts(read_settings())
    try:
        yield parts
    except MenuError as problem:
        raise click.ClickException(str(problem)) from None
    except OSError as problem:
        raise click.ClickException(f"The pictures could not be written: {problem.strerror}.") from None
    except SQLAlchemyError:
        why = "The database cannot be read or has no tables yet: check DATABASE_URL and run `siang migrate`."
        raise click.ClickException(why) from None
    finally:
        parts.database.close()
