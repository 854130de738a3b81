"""Words on a map: placed where nothing else stands, the important ones first."""

import math
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

from bot.maps.style import HALO
from bot.maps.view import XY, Box, View


@dataclass
class Labels:
    """The words of one picture, and the room that is taken."""

    picture: Image.Image
    view: View
    scale: float
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep a part of the picture free of words."""
        self.taken.append(box)

    def is_free(self, box: Box) -> bool:
        """Whether a word may stand there, whole."""
        inside = box[0] >= 2 and box[1] >= 2 and box[2] <= self.view.width - 2 and box[3] <= self.view.height - 2
        return inside and not any(_meet(box, other) for other in self.taken)

    def put(self, text: str, font: ImageFont.FreeTypeFont, ink: str, places: list[tuple[XY, str]]) -> bool:
        """Write at the first free one of `places`, each a spot and Pillow's anchor."""
        canvas = ImageDraw.Draw(self.picture, "RGBA")
        for spot, anchor in places:
            box = _grown(canvas.textbbox(spot, text, font=font, anchor=anchor), 1.5 * self.scale)
            if self.is_free(box):
                halo = max(1, round(1.25 * self.scale))
                canvas.text(spot, text, font=font, fill=ink, anchor=anchor, stroke_width=halo, stroke_fill=HALO)
                self.take(box)
                return True
        return False

    def put_along(self, text: str, font: ImageFont.FreeTypeFont, ink: str, line: list[XY]) -> bool:
        """Write along the longest straight part of a line that the picture shows."""
        length = font.getlength(text)
        if not length:
            return False
        for start, end in sorted(self.view.parts(line), key=_length, reverse=True)[:3]:
            if _length((start, end)) < length * 1.05:
                return False
            for share in (0.5, 0.28, 0.72):
                spot = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
                if self._turned(text, font, ink, spot, _angle(start, end)):
                    return True
        return False

    def _turned(self, text: str, font: ImageFont.FreeTypeFont, ink: str, spot: XY, angle: float) -> bool:
        halo = max(1, round(1.1 * self.scale))
        left, top, right, bottom = font.getbbox(text, stroke_width=halo)
        width, height = math.ceil(right - left), math.ceil(bottom - top)
        turn = math.radians(angle)
        across = abs(width * math.cos(turn)) + abs(height * math.sin(turn))
        down = abs(width * math.sin(turn)) + abs(height * math.cos(turn))
        box = (spot[0] - across / 2, spot[1] - down / 2, spot[0] + across / 2, spot[1] + down / 2)
        if not self.is_free(box):
            return False
        slip = Image.new("RGBA", (width, height), (255, 255, 255, 0))
        writing = ImageDraw.Draw(slip)
        writing.text((-left, -top), text, font=font, fill=ink, stroke_width=halo, stroke_fill=HALO)
        turned = slip.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        self.picture.paste(turned, (round(spot[0] - turned.width / 2), round(spot[1] - turned.height / 2)), turned)
        self.take(box)
        return True


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _grown(box: tuple[float, float, float, float], by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _length(part: tuple[XY, XY]) -> float:
    return math.dist(*part)


def _angle(start: XY, end: XY) -> float:
    """Degrees against the clock, so that no word stands on its head."""
    angle = math.degrees(math.atan2(start[1] - end[1], end[0] - start[0]))
    if angle > 90:
        return angle - 180
    return angle + 180 if angle <= -90 else angle
