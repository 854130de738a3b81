"""Draws the sample pictures and the sample voice of the local LINE: `python -m bot.simulator.draw_samples`."""

import math
import random
import struct
import wave
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).parent / "static" / "samples"
WIDTH, HEIGHT = 960, 720
Colour = tuple[int, int, int]


def gradient(top: Colour, bottom: Colour) -> Image.Image:
    strip = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        part = y / HEIGHT
        strip.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)))
    return strip.resize((WIDTH, HEIGHT))


def road(draw: ImageDraw.ImageDraw, tar: Colour, line: Colour, verge: Colour) -> None:
    """A road running away to the horizon."""
    draw.rectangle((0, 430, WIDTH, HEIGHT), fill=verge)
    draw.polygon([(430, 430), (530, 430), (900, HEIGHT), (60, HEIGHT)], fill=tar)
    for step in range(7):
        near, far = 430 + 290 * (step / 7) ** 1.5, 430 + 290 * ((step + 0.5) / 7) ** 1.5
        half = 2 + step * 1.6
        draw.polygon(
            [(480 - half, near), (480 + half, near), (480 + half * 1.3, far), (480 - half * 1.3, far)], fill=line
        )


def house(draw: ImageDraw.ImageDraw, x: int, wall: Colour, roof: Colour, window: Colour) -> None:
    draw.rectangle((x, 330, x + 150, 450), fill=wall)
    draw.polygon([(x - 18, 332), (x + 75, 262), (x + 168, 332)], fill=roof)
    for left in (x + 24, x + 92):
        draw.rectangle((left, 362, left + 34, 400), fill=window)


def lamp(draw: ImageDraw.ImageDraw, lit: bool) -> None:
    draw.rectangle((668, 130, 680, 560), fill=(70, 74, 82))
    draw.line((674, 136, 590, 116), fill=(70, 74, 82), width=9)
    draw.rounded_rectangle((552, 106, 604, 128), 9, fill=(255, 244, 200) if lit else (48, 50, 56))


def street_lamp(lit: bool) -> Image.Image:
    """The same street at night, with its lamp dark or lit."""
    image = gradient((10, 14, 34), (30, 36, 64))
    draw = ImageDraw.Draw(image)
    house(draw, 60, (38, 42, 60), (28, 28, 42), (120, 104, 60))
    house(draw, 770, (34, 38, 56), (26, 26, 40), (34, 36, 50))
    road(draw, (30, 32, 40), (88, 88, 84), (20, 30, 30))
    if lit:
        glow = Image.new("RGB", image.size)
        light = ImageDraw.Draw(glow)
        light.polygon([(556, 120), (602, 120), (800, 690), (330, 690)], fill=(150, 128, 70))
        light.ellipse((520, 70, 640, 170), fill=(255, 230, 160))
        image = Image.blend(image, Image.eval(image, lambda v: min(255, v * 2)), 0.35)
        added = glow.filter(ImageFilter.GaussianBlur(34))
        image = Image.merge("RGB", [_sum(a, b) for a, b in zip(image.split(), added.split(), strict=True)])
        draw = ImageDraw.Draw(image)
    lamp(draw, lit)
    return image


def _sum(one: Image.Image, other: Image.Image) -> Image.Image:
    pixels = bytes(min(255, a + b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
    return Image.frombytes("L", one.size, pixels)


def day_street(mended: bool = False) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = gradient((150, 200, 236), (226, 240, 246))
    draw = ImageDraw.Draw(image)
    house(draw, 80, (240, 228, 206), (172, 84, 62), (120, 160, 190))
    house(draw, 730, (222, 232, 226), (92, 116, 140), (120, 160, 190))
    for x, y, size in ((20, 300, 70), (640, 310, 60), (900, 300, 80)):
        draw.ellipse((x - size, y - size, x + size, y + size), fill=(96, 156, 84))
        draw.rectangle((x - 7, y + size - 12, x + 7, 450), fill=(112, 84, 58))
    road(
        draw,
        (88, 90, 94) if mended else (118, 118, 118),
        (244, 232, 160) if mended else (206, 200, 178),
        (150, 176, 116),
    )
    return image, draw


def blob(draw: ImageDraw.ImageDraw, centre: tuple[int, int], size: tuple[int, int], fill: Colour, seed: int) -> None:
    """An uneven round shape."""
    chance = random.Random(seed)  # noqa: S311 - a drawing
    points = []
    for step in range(28):
        angle, reach = step / 28 * math.tau, chance.uniform(0.82, 1.08)
        points.append((centre[0] + math.cos(angle) * size[0] * reach, centre[1] + math.sin(angle) * size[1] * reach))
    draw.polygon(points, fill=fill)


def pothole() -> Image.Image:
    image, draw = day_street()
    blob(draw, (455, 610), (150, 46), (84, 78, 72), 3)
    blob(draw, (455, 616), (118, 32), (52, 46, 42), 4)
    blob(draw, (450, 624), (84, 16), (112, 128, 138), 5)
    blob(draw, (580, 520), (40, 12), (74, 70, 66), 6)
    return image


def mended_road() -> Image.Image:
    image, draw = day_street(mended=True)
    blob(draw, (455, 610), (150, 44), (62, 64, 68), 3)
    return image


def rubbish() -> Image.Image:
    image, draw = day_street()
    chance = random.Random(8)  # noqa: S311 - a drawing
    colours: list[Colour] = [(34, 36, 40), (52, 56, 62), (214, 214, 206), (70, 110, 170), (190, 70, 60), (44, 46, 50)]
    for step in range(26):
        x, y = chance.gauss(210, 82), 640 - abs(chance.gauss(0, 62))
        size = chance.randint(26, 56)
        blob(draw, (round(x), round(y)), (size, round(size * 0.85)), colours[step % len(colours)], step)
    return image


def flood() -> Image.Image:
    image, draw = day_street()
    draw.polygon([(0, 520), (WIDTH, 500), (WIDTH, HEIGHT), (0, HEIGHT)], fill=(142, 128, 100))
    chance = random.Random(5)  # noqa: S311 - a drawing
    for _ in range(60):
        x, y = chance.randint(0, WIDTH), chance.randint(530, HEIGHT)
        draw.line((x, y, x + chance.randint(30, 110), y), fill=(178, 168, 146), width=3)
    return image


def voice(path: Path) -> None:
    """Two seconds of a voice-like hum."""
    rate = 8000
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(rate)
        for step in range(rate * 2):
            moment = step / rate
            loud = abs(math.sin(moment * 9)) * 50 * min(1, (2 - moment) * 3)
            tone = sum(math.sin(math.tau * 140 * n * moment) / n for n in (1, 2, 3, 5))
            sound.writeframesraw(struct.pack("B", round(128 + loud * tone / 2)))


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "lamp-dark": lambda: street_lamp(lit=False),
    "lamp-lit": lambda: street_lamp(lit=True),
    "pothole": pothole,
    "road-mended": mended_road,
    "rubbish": rubbish,
    "flood": flood,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        draw().filter(ImageFilter.GaussianBlur(0.8)).save(FOLDER / f"{name}.jpg", quality=82, optimize=True)
    voice(FOLDER / "voice.wav")


if __name__ == "__main__":
    main()
