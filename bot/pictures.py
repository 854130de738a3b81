"""Pictures made safe: read whole, turned upright, stripped of what the camera wrote into them, with a small copy."""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image, ImageDraw, ImageOps, UnidentifiedImageError

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
MOST_PIXELS = 50_000_000  # more than any telephone's camera; less than what fills the memory
SMALL = (1024, 1024)  # wide enough for a card on any telephone, and for a page of the console

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class NoPicture(Exception):  # noqa: N818 - named for what happened
    """The file is no picture of a kind that we take."""


@dataclass(frozen=True)
class Picture:
    """What was learnt of a picture."""

    mime: str
    width: int
    height: int
    taken_at: datetime | None


def clean(source: Path, target: Path, small: Path, zone: ZoneInfo) -> Picture:
    """Write a clean copy of `source` and a small one, without what the camera noted (place, owner, device)."""
    try:
        with Image.open(source, formats=list(FORMATS)) as opened:
            if opened.width * opened.height > MOST_PIXELS:  # known before anything is unpacked
                raise NoPicture("too many pixels")
            form, taken_at = opened.format or "", _taken_at(opened, zone)
            upright = ImageOps.exif_transpose(opened)
            upright.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise NoPicture(type(problem).__name__) from None
    plain = _without_extras(upright, form)
    plain.save(target, format=form, **({"quality": 90} if form in ("JPEG", "WEBP") else {}))
    thumbnail = plain.convert("RGB")
    thumbnail.thumbnail(SMALL)
    thumbnail.save(small, format="JPEG", quality=80)
    return Picture(FORMATS[form], plain.width, plain.height, taken_at)


def placeholder() -> bytes:
    """What is shown until the picture is there: a grey mount, without a word in any language."""
    image = Image.new("RGB", (480, 360), "#e9ecef")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((170, 120, 310, 240), radius=12, outline="#adb5bd", width=6)
    draw.ellipse((195, 145, 220, 170), fill="#adb5bd")
    draw.polygon(((185, 225), (230, 175), (255, 205), (275, 190), (298, 225)), fill="#adb5bd")
    written = io.BytesIO()
    image.save(written, format="PNG")
    return written.getvalue()


def _without_extras(image: Image.Image, form: str) -> Image.Image:
    """The pixels alone: a new image carries no EXIF, no comments, no hidden second picture."""
    mode = "RGB" if form == "JPEG" else ("RGBA" if image.has_transparency_data else "RGB")
    pixels = image.convert(mode)
    plain = Image.new(mode, pixels.size)
    plain.paste(pixels)
    return plain


def _taken_at(image: Image.Image, zone: ZoneInfo) -> datetime | None:
    """When it was taken, by the camera's clock, which knows no zone: the office's is assumed."""
    try:
        written = image.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
        return datetime.strptime(str(written), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone) if written else None
    except (ValueError, OSError, SyntaxError):
        return None
