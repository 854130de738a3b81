"""Pictures made safe: read whole, turned upright, stripped of what the camera wrote into them, with a small copy."""

import io
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
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
    written: dict[str, object] = field(default_factory=dict)  # camera, software, and where: read before they are gone


def clean(source: Path, target: Path, small: Path, zone: ZoneInfo) -> Picture:
    """Write a clean copy of `source` and a small one, without what the camera noted (place, owner, device)."""
    try:
        with Image.open(source, formats=list(FORMATS)) as opened:
            if opened.width * opened.height > MOST_PIXELS:  # known before anything is unpacked
                raise NoPicture("too many pixels")
            form, taken_at, written = opened.format or "", _taken_at(opened, zone), _written(opened)
            upright = ImageOps.exif_transpose(opened)
            upright.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise NoPicture(type(problem).__name__) from None
    plain = _without_extras(upright, form)
    plain.save(target, format=form, **({"quality": 90} if form in ("JPEG", "WEBP") else {}))
    thumbnail = plain.convert("RGB")
    thumbnail.thumbnail(SMALL)
    thumbnail.save(small, format="JPEG", quality=80)
    return Picture(FORMATS[form], plain.width, plain.height, taken_at, written)


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


def _written(image: Image.Image) -> dict[str, object]:
    """What camera and program wrote: kept apart from the picture, only as long as it is of use."""
    try:
        exif = image.getexif()
        maker = f"{exif.get(ExifTags.Base.Make) or ''} {exif.get(ExifTags.Base.Model) or ''}"
        told = {"camera": maker, "software": str(exif.get(ExifTags.Base.Software) or "")}
        where = _where(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except (ValueError, OSError, SyntaxError, TypeError):
        return {}
    plain = {name: "".join(filter(str.isprintable, words)).strip()[:80] for name, words in told.items()}
    return {**plain, **where}


def _where(gps: dict[int, Any]) -> dict[str, object]:
    def degrees(value: int, side: int, minus: str) -> float:
        whole, minutes, seconds = (float(part) for part in gps[value])
        sign = -1 if str(gps.get(side, "")).upper().startswith(minus) else 1
        return sign * (whole + minutes / 60 + seconds / 3600)

    try:
        latitude = degrees(ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S")
        longitude = degrees(ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return {}
    known = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return {"latitude": latitude, "longitude": longitude} if known else {}
