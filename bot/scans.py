"""Scans and files of letters: known by their content, not their name; a TIFF becomes a PDF that every browser opens."""

import io
from typing import BinaryIO

from PIL import Image, ImageSequence, UnidentifiedImageError
from sqlalchemy.orm import Session

from bot.media import MediaStore
from bot.pictures import NoPicture
from storage.media import Media

ROLE = "letter"
MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 100
MOST_PIXELS = 60_000_000  # of one page: an A3 sheet at 400 dots an inch has 31 million
_HEAD = 1024
_ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


class ScanRefusedError(Exception):
    """A file was not taken; `code` has a sentence under `scan.*` in the console's texts."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def keep_scan(store: MediaStore, db: Session, upload: BinaryIO) -> Media:
    """Keep a PDF, JPEG, PNG or TIFF as part of a letter. Raises ScanRefusedError; nothing is kept then."""
    raw = upload.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise ScanRefusedError("large")
    kind = kind_of(raw)
    if kind == "image":
        try:
            return store.store_upload(db, io.BytesIO(raw), "image", None, ROLE)
        except NoPicture as problem:
            raise ScanRefusedError("broken") from problem
    pdf = raw if kind == "pdf" else pdf_of_tiff(raw)
    media = store.store_upload(db, io.BytesIO(pdf), "file", None, ROLE)
    media.mime = "application/pdf"
    return media


def kind_of(raw: bytes) -> str:
    """Return what a file is by its content: image, pdf or tiff. Raises ScanRefusedError for everything else."""
    if raw.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return "image"
    if raw.startswith((b"II*\x00", b"MM\x00*")):
        return "tiff"
    if b"%PDF-" in raw[:_HEAD]:
        if b"%%EOF" not in raw[-2 * _HEAD :]:
            raise ScanRefusedError("broken")
        if any(word in raw for word in _ACTIVE):
            raise ScanRefusedError("active")
        return "pdf"
    raise ScanRefusedError("kind")


def pdf_of_tiff(raw: bytes) -> bytes:
    """Return the pages of a TIFF as a PDF; a letter's scanner often writes all of them into one file."""
    try:
        with Image.open(io.BytesIO(raw), formats=["TIFF"]) as opened:
            if getattr(opened, "n_frames", 1) > MOST_PAGES:
                raise ScanRefusedError("pages")
            pages = [_page(frame) for frame in ImageSequence.Iterator(opened)]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise ScanRefusedError("broken") from problem
    written = io.BytesIO()
    pages[0].save(written, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return written.getvalue()


def _page(frame: Image.Image) -> Image.Image:
    if frame.width * frame.height > MOST_PIXELS:
        raise ScanRefusedError("pages")
    return frame.convert("L" if frame.mode in ("1", "L", "I;16") else "RGB")
