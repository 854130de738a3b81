"""Reads pictures into numbers, off the path of any request; what does the reckoning is loaded when first needed."""

from pathlib import Path
from typing import BinaryIO

from PIL import Image

PLAIN = 6.0  # the spread of grey below which a picture (a dark night, a blank wall) is like every other plain one


def read_print(path: Path | BinaryIO) -> tuple[int, int] | None:
    """Return the perceptual and the gradient hash of a picture; None where it is too plain. Raises OSError."""
    import imagehash  # numpy and scipy come with it: only a worker that has a picture in hand pays for them
    import numpy

    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    grey = numpy.asarray(picture.convert("L").resize((32, 32)), dtype=float)
    if float(grey.std()) < PLAIN:
        return None
    return int(str(imagehash.phash(picture)), 16), int(str(imagehash.dhash(picture)), 16)
