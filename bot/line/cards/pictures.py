"""The pictures of a card: photographs at its head, a small map where the place is known."""

from typing import Any

from bot.line import limits
from bot.line.addresses import is_on_earth
from bot.line.cards.look import Look
from bot.line.cards.palette import PAPER, VEIL
from bot.line.cards.parts import Json, box, words
from handlers.messages import Picture, Point

GAP = "2px"
MAP_RATIO = "20:11"
AT_ONCE = 4


def hero(pictures: tuple[Picture, ...], look: Look) -> Json:
    """One picture whole, two side by side, three or four in a grid; more are counted on the last."""
    first = [_photograph(picture, look, _ratio(at, len(pictures))) for at, picture in enumerate(pictures[:AT_ONCE])]
    if len(pictures) > AT_ONCE:
        first[-1] = _under(first[-1]["contents"][0], f"+{len(pictures) - AT_ONCE}")
    if len(first) == 1:
        return first[0]
    if len(first) == 2:
        return box("horizontal", first, spacing=GAP)
    if len(first) == 3:
        return box(
            "horizontal", [{**first[0], "flex": 2}, box("vertical", first[1:], spacing=GAP, flex=1)], spacing=GAP
        )
    rows = [box("horizontal", first[at : at + 2], spacing=GAP) for at in (0, 2)]
    return box("vertical", rows, spacing=GAP)


def map_picture(point: Point, look: Look) -> Json:
    """A drawn map that opens one that can be walked by."""
    there = {"type": "uri", "uri": look.addresses.map_service(point)}
    return _image(look.addresses.map_picture(point, look.language), MAP_RATIO, action=there)


def known(point: Point | None) -> Point | None:
    """The point, where it is on Earth."""
    return point if point and is_on_earth(point) else None


def _ratio(at: int, number: int) -> str:
    if number == 1:
        return "20:13"
    if number == 2:
        return "1:1"
    # Of three, the first is as high as the two beside it and the gap between them.
    return ("99:100" if at == 0 else "1:1") if number == 3 else "4:3"


def _photograph(picture: Picture, look: Look, ratio: str) -> Json:
    whole = {"type": "uri", "uri": look.addresses.picture(picture.token)}
    image = _image(look.addresses.small_picture(picture.token), ratio, action=whole)
    return _under(image, picture.caption) if picture.caption.strip() else box("vertical", [image], flex=1)


def _image(url: str, ratio: str, **more: Any) -> Json:
    if not limits.fits(url, limits.PICTURE_ADDRESS):
        raise ValueError(f"a picture's address must have at most {limits.PICTURE_ADDRESS.most} units: {url[:40]!r}")
    return {"type": "image", "url": url, "size": "full", "aspectMode": "cover", "aspectRatio": ratio, **more}


def _under(image: Json, caption: str) -> Json:
    """The image with a word on it."""
    label = box(
        "vertical",
        [words(caption, 24, color=PAPER, weight="bold", wrap=False)],
        position="absolute",
        offsetStart="8px",
        offsetBottom="8px",
        backgroundColor=VEIL,
        cornerRadius="6px",
        paddingStart="8px",
        paddingEnd="8px",
        paddingTop="3px",
        paddingBottom="3px",
    )
    return box("vertical", [image, label], flex=1)
