"""`siang classify`: messages on standard input, one JSON line of what was understood for each on standard output."""

import json
import sys
from typing import Any

import click

from nlp.reader import load_reader
from nlp.reading import Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """The documented keys and no others."""
    return {
        "text": reading.text,
        "kind": reading.kind.value,
        "confidence": round(reading.confidence, 4),
        "categories": [{"key": guess.key, "confidence": round(guess.confidence, 4)} for guess in reading.categories],
        "urgent": reading.urgent,
        "emergency": reading.emergency.value if reading.emergency else None,
    }


def text_of(line: str) -> str:
    """The message of one input line: the `text` of a JSON object, or the line itself."""
    if line.lstrip().startswith("{"):
        try:
            row = json.loads(line)
        except ValueError:
            return line
        if isinstance(row, dict) and isinstance(row.get("text"), str):
            return str(row["text"])
    return line


@click.command()
def classify() -> None:
    """Read JSON lines {"text": ...} or plain lines, write one JSON line of what was understood for each."""
    try:
        reader = load_reader()
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        text = text_of(line.rstrip("\r\n"))
        click.echo(json.dumps(as_json(reader.read(text)), ensure_ascii=False).encode("utf-8", "replace"))
