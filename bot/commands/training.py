"""`siang train` and `siang evaluate`: a model of the office's own, put into use only where it is better."""

from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from nlp.versions import MODELS, Folder, Shelf


def needs_training_parts() -> None:
    """Training needs scikit-learn, which the running service does without."""
    if find_spec("sklearn") is None:
        raise click.ClickException("Training needs scikit-learn: install Siang with its train extra (siang[train]).")


@click.command()
@click.option("--data", "files", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help='More labelled messages, JSON lines {"text", "kind", "category"}. May be given again.')  # fmt: skip
@click.option("--labels", is_flag=True,
              help="Learn from what staff set right; the database keeps the version for all processes.")  # fmt: skip
@click.option("--models", type=click.Path(path_type=Path), default=None,
              help="Folder of the versions, for an installation without a database.")  # fmt: skip
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same model.")
@click.option("--back", is_flag=True, help="Put the version before into use again; nothing is trained.")
def train(files: tuple[Path, ...], labels: bool, models: Path | None, seed: int, back: bool) -> None:
    """Train a version on the corpus and on given messages; it goes live only where it is better on held-out cases.

    With --labels (or --back alone) the office's database holds the versions, and every process follows within one
    message. With --models a folder holds them.
    """
    try:
        own, shelf = _shelf(labels, models, back)
        if back:
            click.echo(f"{shelf.back()} is in use again.")
            return
        needs_training_parts()
        from nlp.learning.train import train as train_version

        outcome = train_version(shelf, files, own, seed, lambda words: click.echo(f"… {words}", err=True))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    show(outcome.now.figures, classes=False)
    show_alarms(outcome.now.alarms, whole=False)
    before = "none" if outcome.before is None else f"{outcome.before.score:.4f}"
    click.echo(f"\n{outcome.version}: score {outcome.now.score:.4f} (in use before: {before})")
    if outcome.now.own is not None:
        was = "" if outcome.before is None or outcome.before.own is None else f" (before: {outcome.before.own:.1%})"
        click.echo(f"the office's own labels, held out: {outcome.now.own:.1%} right{was}")
    click.echo("It is in use now." if outcome.promoted else "It is not better and stays out of use.")


def _shelf(labels: bool, models: Path | None, back: bool) -> tuple[list[Any], Shelf]:
    """The office's labels if they are asked for, and where versions are kept."""
    if models is not None or not (labels or back):
        return [], Folder(models or MODELS)
    from bot.commands.serving import read_settings
    from bot.services.learning import OfficeShelf, own_lines
    from storage.database import Database

    database, now = Database(read_settings().database_url), datetime.now(UTC)
    if back:
        return [], OfficeShelf(database, now)
    lines, newest = own_lines(database)
    if not lines:
        raise click.ClickException("No label was set right yet: staff do so on the page of a case.")
    return lines, OfficeShelf(database, now, newest)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--models", type=click.Path(path_type=Path), default=MODELS, help="Folder of the versions.")
@click.option("--office", is_flag=True, help="Measure the version that the office's database has in use.")
@click.option("--plain", is_flag=True, help="Also measure newmm + TF-IDF + logistic regression, trained on the corpus.")
def evaluate(file: Path, models: Path, office: bool, plain: bool) -> None:
    """Measure the model in use on FILE: JSON lines {"text", "kind", "category", "emergency"}, any label may be missing.

    "emergency" is one of the emergency keys, or "none" for what only looks like danger.
    """
    needs_training_parts()
    from nlp.learning.corpus import read_dangers, read_data
    from nlp.learning.measure import Case, measure
    from nlp.learning.perils import alarms_of
    from nlp.learning.running import chances_of, emergency_of

    try:
        lines, dangers = read_data(file), read_dangers(file)
        model = (_office() if office else Folder(models)).current()
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if not lines and not dangers:
        raise click.ClickException(f"{file} holds no line with a kind, a category or an emergency that Siang knows.")
    cases = [Case(line.text, line.kind, line.categories[0] if line.categories else None) for line in lines]
    found = measure(cases, chances_of(model))
    show(found, classes=True)
    if "kind" in found:
        click.echo(f"  sure (confidence from {model.sure:.2f}): {said_surely(found['kind'], model.sure)}")
    if dangers:
        show_alarms(alarms_of([Case(text, key, None) for text, key in dangers], emergency_of(model)), whole=True)
    if plain and cases:
        from nlp.learning.plain import fit_plain
        from nlp.learning.train import read_material

        click.echo("\n=== newmm + TF-IDF + logistic regression, trained on the same corpus")
        show(measure(cases, fit_plain(read_material((), (), 7).examples)), classes=False)


def _office() -> Shelf:
    from bot.commands.serving import read_settings
    from bot.services.learning import OfficeShelf
    from storage.database import Database

    return OfficeShelf(Database(read_settings().database_url), datetime.now(UTC))


def said_surely(one: Any, sure: float) -> str:
    """How many messages are above the confidence that counts as sure, and how many of them are right."""
    above = [hit for confidence, hit in one.trust if confidence >= sure]
    share = sum(above) / len(above) if above else 0.0
    return f"{len(above)} of {one.count} messages, {share:.1%} of them right"


def show_alarms(one: Any, whole: bool) -> None:
    """Print how danger is seen."""
    click.echo(f"\ndanger: {one.count} dangerous messages · recall {one.recall:.3f} · precision {one.precision:.3f} · "
               f"right emergency {one.named:.1%} · {len(one.false)} false alarms")  # fmt: skip
    if whole:
        for name, texts in (("missed", one.missed), ("false alarm", one.false)):
            for text in texts[:40]:
                click.echo(f"    {name}  {text[:90]!r}")


def show(found: dict[str, Any], classes: bool) -> None:
    """Print figures as a person reads them."""
    for task, one in found.items():
        click.echo(f"\n{task}: {one.count} messages · top-1 {one.top1:.1%} · top-3 {one.top3:.1%} · "
                   f"macro-F1 {one.macro_f1:.3f} · calibration error {one.calibration_error:.3f}")  # fmt: skip
        if not classes:
            continue
        click.echo(f"  {'class':<16}{'precision':>10}{'recall':>9}{'F1':>7}{'n':>6}")
        for key, row in one.classes.items():
            click.echo(f"  {key:<16}{row.precision:>10.3f}{row.recall:>9.3f}{row.f1:>7.3f}{row.count:>6}")
        click.echo("  confidence → right: " + ", ".join(
            f"{low:.1f}–{low + 0.1:.1f} {right:.0%} of {count}" for low, right, count in one.steps))  # fmt: skip
        click.echo("  confused (right → said): " + ", ".join(f"{a} → {b} {n}" for a, b, n in one.confusions))
        click.echo("  worst mistakes:")
        for text, right, said, chance in one.worst:
            click.echo(f"    {right} → {said} ({chance:.2f})  {text[:90]!r}")
