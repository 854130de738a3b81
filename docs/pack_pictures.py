"""Makes the pictures of the READMEs from those of the played story: smaller, fewer colours, the names used there.

`python -m tests.e2e.pictures FOLDER && python docs/pack_pictures.py FOLDER`
"""

import sys
from pathlib import Path

from PIL import Image

KEPT = Path(__file__).parent / "pictures"
COLOURS = 256
WIDTH_PHONE, WIDTH_DESKTOP = 563, 1280

# name in docs/pictures -> name that tests/e2e/pictures.py gives
PICTURES = {
    "consent": "chat-consent",
    "where": "chat-where",
    "photos": "chat-photos",
    "summary": "chat-summary",
    "receipt": "chat-sent",
    "solved": "chat-answered",
    "poll": "chat-poll",
    "status": "chat-status",
    "group": "group-card",
    "taken": "group-taken",
    "inbox-phone": "console-phone-inbox",
    "case-phone": "console-phone-case",
    "inbox": "console-inbox",
    "case": "console-case",
}


def pack(folder: Path) -> int:
    """Write all pictures; return their size together."""
    for name, source in PICTURES.items():
        with Image.open(folder / f"{source}.png") as picture:
            wide = WIDTH_DESKTOP if picture.width > picture.height else WIDTH_PHONE
            size = (wide, round(picture.height * wide / picture.width))
            small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
            few = small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=4, dither=Image.Dither.NONE)
            few.save(KEPT / f"{name}.png", optimize=True)
    return sum(picture.stat().st_size for picture in KEPT.iterdir())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder of pictures: python docs/pack_pictures.py FOLDER")
    print(f"{len(PICTURES)} pictures, {pack(Path(sys.argv[1])) // 1000} kB together")
