"""`siang states`: the life of a case, drawn from the one table that governs it."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from bot.console.words import LANGUAGES, phrasebook
from handlers.cases.status import ALL_KINDS, GROUPS, MOVES, Group, Move, MoveName, Needs, Role, Status
from handlers.conversation.wording import Wording
from nlp.reading import Kind

# As long as the citizen may withdraw a case, the office has not answered it. Moves that are possible from most of
# these statuses are drawn once, from a box that stands for all of them.
BEFORE = MOVES[MoveName.WITHDRAW].sources
MOST = len(BEFORE) / 2


@click.command()
@click.option("--lang", default="en", show_default=True, type=click.Choice(LANGUAGES), help="Language of the words.")
@click.option("--table", is_flag=True, help="Print a Markdown table of every move and who may make it instead.")
def states(lang: str, table: bool) -> None:
    """Print the states of a case and the moves between them as a Mermaid diagram."""
    lines = rows_of_table(lang) if table else lines_of_diagram(lang)
    click.echo("\n".join(lines))


def lines_of_diagram(language: str) -> Iterator[str]:
    """Yield the diagram, line by line."""
    words, own = phrasebook().wording(language), _own_words(language)
    yield "stateDiagram-v2"
    for status in Status:
        yield f'    state "{words.say(f"status.{status}")}" as {status}'
    yield f'    state "{own["before"]}" as before'
    yield f"    [*] --> {Status.RECEIVED}"
    for move in MOVES.values():
        yield from (f"    {arrow}" for arrow in _arrows(move, words, own))
    for status, group in GROUPS.items():
        if group is Group.CLOSED:
            yield f"    {status} --> [*]"


def rows_of_table(language: str) -> Iterator[str]:
    """Yield the table of moves, line by line."""
    words, own = phrasebook().wording(language), _own_words(language)
    yield _row(own["heads"])
    yield _row("---" for _ in own["heads"])
    for move in MOVES.values():
        kinds = ""
        if move.kinds != ALL_KINDS:
            kinds = own["only"].format(kinds=_listed(words.say(f"kind.{kind}") for kind in Kind if kind in move.kinds))
        yield _row(
            (
                " ".join(filter(None, (words.say(f"move.{move.name}"), f"`{move.name}`"))),
                _listed(_named(move.sources, words)),
                words.say(f"status.{move.target}"),
                _listed(words.say(f"role.{role}") for role in Role if role in move.by),
                _listed(filter(None, (*(own["needs"][need] for need in Needs if need in move.needs), kinds))),
                own["told"] if move.told else "",
            )
        )


def _arrows(move: Move, words: Wording, own: dict[str, Any]) -> Iterator[str]:
    said = words.say(f"move.{move.name}")
    if move.sources <= BEFORE and len(move.sources) > MOST:
        barred = _listed(_named(BEFORE - move.sources, words))
        label = own["except"].format(move=said, statuses=barred) if barred else said
        yield f"before --> {move.target} : {label}"
        return
    yield from (f"{source} --> {move.target} : {said}" for source in Status if source in move.sources)


def _named(statuses: frozenset[Status], words: Wording) -> list[str]:
    return [words.say(f"status.{status}") for status in Status if status in statuses]


def _listed(words: Iterable[str]) -> str:
    return " · ".join(words)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _own_words(language: str) -> dict[str, Any]:
    own: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))[language]
    return own
