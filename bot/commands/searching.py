"""`siang reindex`: makes the index by which cases are found by words."""

import click

from bot.commands.serving import read_settings


@click.command(help="Index cases for the search: those that are missing or stale, or all of them.")
@click.option("--all", "everything", is_flag=True, help="Index every case anew.")
def reindex(everything: bool) -> None:
    """Index, with progress; what was done stays done if it is stopped."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from sqlalchemy import func, select
    from sqlalchemy.exc import SQLAlchemyError

    from bot.services.casework.searching import reindex as index
    from bot.services.casework.searching import tidy_vocabulary
    from storage.cases import CaseRow
    from storage.database import Database

    database = Database(read_settings().database_url)
    columns = (TextColumn("Indexing cases"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with database.reading() as db:
            total = db.scalar(select(func.count()).select_from(CaseRow)) or 0
        with Progress(*columns) as progress:
            task = progress.add_task("", total=total if everything else None)
            done = index(database, everything=everything, step=lambda more: progress.advance(task, more))
        gone = tidy_vocabulary(database)
    except SQLAlchemyError as problem:
        raise click.ClickException(
            f"The index cannot be made ({type(problem).__name__}). Run `siang migrate` first, then this again."
        ) from None
    finally:
        database.close()
    click.echo(f"{done:,} of {total:,} cases were indexed, {gone:,} words were forgotten.")
