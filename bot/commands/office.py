"""`siang office`: the office's own data, loaded from a file until the console has pages for all of it."""

import tomllib
from pathlib import Path

import click

from bot.commands.serving import read_settings


@click.group()
def office() -> None:
    """Units, places, promises and names of the office."""


@office.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Load the office's data from FILE; again after each change."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.services.office.officefile import load as load_office
    from storage.database import Database

    database = Database(read_settings().database_url)
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        with database.begin() as db:
            load_office(db, told)
    except KeyError as missing:
        raise click.ClickException(f"{file} lacks {missing}.") from None
    except (OSError, ValueError) as problem:
        raise click.ClickException(f"{file}: {problem}.") from None
    except SQLAlchemyError:
        why = "The database cannot be read or has no tables yet: check DATABASE_URL and run `siang migrate`."
        raise click.ClickException(why) from None
    finally:
        database.close()
    click.echo(f"Loaded {len(told['unit'])} units and {len(told.get('place', []))} places of {told['names']['th']}.")
