"""`siang import` and `siang export`: an old register brought in from a file, and the register written into one."""

from pathlib import Path

import click

from bot.commands.serving import read_settings
from bot.parts import Parts, make_parts


def _parts() -> Parts:
    return make_parts(read_settings())


@click.command(name="import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what the file would come to.")
def import_(file: Path, dry_run: bool) -> None:
    """Bring an old register in from FILE (XLSX or CSV); nothing of it while any row is wrong."""
    from bot.console.words import phrasebook
    from bot.services.intake.importing import ImportRefusedError
    from bot.sheets.reading import SheetRefusedError

    parts, say = _parts(), phrasebook().wording("en").say
    try:
        batch_id = parts.importing.take(file.name, file.read_bytes(), None)
        row = parts.importing.batch(batch_id)
        assert row is not None
        read = parts.importing.look(row)
        for fault in read.faults[:50]:
            where = say(f"import_field.{fault.field}")
            click.echo(f"row {fault.row}, {where}: {say(f'cell_fault.{fault.fault}')} {fault.value}".rstrip(), err=True)
        if dry_run or read.faults:
            parts.importing.drop(batch_id)
            if read.faults:
                raise click.ClickException(f"{len(read.faults)} cells need a look; nothing was brought in.")
            click.echo(f"{len(read.records)} matters could be brought in.")
            return
        parts.importing.begin(batch_id)
        _show(parts, batch_id, len(read.records))
    except SheetRefusedError as refused:
        raise click.ClickException(f"{file}: {say(f'sheet.{refused.code}')}.") from None
    except ImportRefusedError as refused:
        raise click.ClickException(say(f"import_refused.{refused.code}", n=refused.number)) from None
    finally:
        parts.database.close()
    click.echo(f"Brought in {len(read.records)} matters of {file.name}.")


def _show(parts: Parts, batch_id: int, total: int) -> None:
    with click.progressbar(length=total, label="Bringing in") as bar:
        done = 0
        while done < total:
            now, _ = parts.importing.work(batch_id)
            bar.update(now - done)
            done = now


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--unit", help="Only cases of this unit (its key).")
@click.option("--category", help="Only this category (its key).")
@click.option("--status", help="Only this status.")
@click.option("--restricted", is_flag=True, help="Also matters about staff and corruption.")
@click.option("--lang", type=click.Choice(["th", "en"]), default="th", show_default=True)
def export(
    file: Path, unit: str | None, category: str | None, status: str | None, restricted: bool, lang: str
) -> None:
    """Write the register into FILE (.xlsx or .csv); who looked is noted as this command."""
    from bot.console.words import phrasebook
    from handlers.cases.access import Sight
    from handlers.looking import Looker
    from storage.finding.worklist import Wanted

    form = file.suffix.lstrip(".").lower()
    if form not in ("xlsx", "csv"):
        raise click.ClickException("Name the file with .xlsx or .csv at its end.")
    parts = _parts()
    wanted = Wanted(unit=unit, category=category, status=status)
    try:
        made, count = parts.registerfile.write(
            form, Sight(restricted=restricted), wanted, Looker(role="command"), phrasebook().wording(lang)
        )
        file.write_bytes(made)
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be written: {problem.strerror}.") from None
    finally:
        parts.database.close()
    click.echo(f"Wrote {count} cases into {file}.")


globals()["import"] = import_  # the command's name is a word that Python keeps for itself
