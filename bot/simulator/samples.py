"""The sample pictures and the sample voice that ship with the local LINE."""

import mimetypes
from pathlib import Path

from bot.simulator.errors import Refused

FOLDER = Path(__file__).parent / "static" / "samples"


def names() -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if not path.name.startswith("."))


def read(name: str) -> tuple[str, bytes]:
    """Media type and bytes of a sample, by file name with or without its ending."""
    for known in names():
        if name in {known, known.rsplit(".", 1)[0]}:
            return mimetypes.guess_type(known)[0] or "application/octet-stream", (FOLDER / known).read_bytes()
    raise Refused(404, f"No such sample; there are {', '.join(names())}")
