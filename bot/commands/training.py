"""`siang train` and `siang evaluate`: a model of the office's own, put into use only where it is better."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from nlp.versions import MODELS, go_back


def needs_training_parts() -> None:
    """Training needs scikit-learn, which the running service does without."""
    if find_spec("sklearn") is None:
        raise click.ClickException("Training needs scikit-learn: install Siang with its train extra (siang[train]).")


@click.command()
@click.option("--data", "files", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help='More labelled messages, JSON lines {"text", "kind", "category"}. May be given again.')  # fmt: skip
@click.option("--models", type=click.Path(path_type=Path), default=MODELS, help="Folder of the versions.")
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same model.")
@click.option("--back", is_flag=True, help="Put the version before into use again; nothing is trained.")
def train(files: tuple[Path, ...], models: Path, seed: int, back: bool) -> None:
    """Train a version on the corpus and on given messages; it goes live only where it is better on held-out cases."""
    if back:
        try:
            click.echo(f"{go_back(models)} is in use again.")
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        return
    needs_training_parts()
    from nlp.learning.train import train as train_version

    try:
        outcome = train_version(models, files, seed, lambda words: click.echo(f"… {words}", err=True))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    show(outcome.figures, classes=False)
    before = "none" if outcome.before is None else f"{outcome.before:.4f}"
    click.echo(f"{outcome.version}: score {outcome.score:.4f} (in use before: {before})")
    click.echo("It is in use now." if outcome.promoted else "It is not better and stays out of use.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--models", type=click.Path(path_type=Path), default=MODELS, help="Folder of the versions.")
@click.option("--plain", is_flag=True, help="Also measure newmm + TF-IDF + logistic regression, trained on the corpus.")
def evaluate(file: Path, models: Path, plain: bool) -> None:
    """Measure the model in use on FILE: JSON lines {"text", "kind", "category"}, either label may be missing."""
    needs_training_parts()
    from nlp.learning.corpus import read_data
    from nlp.learning.measure import Case, measure
    from nlp.learning.train import chances_of
    from nlp.linear import load_linear
    from nlp.versions import current

    try:
        lines = read_data(file)
        model = load_linear(current(models))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if not lines:
        raise click.ClickException(f"{file} holds no line with a kind or a category that Siang knows.")
    cases = [Case(line.text, line.kind, line.categories[0] if line.categories else None) for line in lines]
    show(measure(cases, chances_of(model)), classes=True)
    if plain:
        from nlp.learning.plain import fit_plain
        from nlp.learning.train import read_examples

        click.echo("\n=== newmm + TF-IDF + logistic regression, trained on the same corpus")
        show(measure(cases, fit_plain(read_examples((), 7)[0])), classes=False)


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
        click.echo("  confused (right → said): " + ", ".join(f"{a} → {b} {n}" for a, b, n in one.confusions))
        click.echo("  worst mistakes:")
        for text, right, said, chance in one.worst:
            click.echo(f"    {right} → {said} ({chance:.2f})  {text[:90]!r}")
