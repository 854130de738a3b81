"""The stickers that a bot may send: LINE's public list, as ranges of ids in packages."""

from typing import Any

SENDABLE: dict[str, tuple[int, int]] = {
    "446": (1988, 2027),
    "789": (10855, 10894),
    "1070": (17839, 17878),
    "6136": (10551376, 10551399),
    "6325": (10979904, 10979927),
    "6359": (11069848, 11069871),
    "6362": (11087920, 11087943),
    "6370": (11088016, 11088039),
    "6632": (11825374, 11825397),
    "8515": (16581242, 16581265),
    "8522": (16581266, 16581289),
    "8525": (16581290, 16581313),
    "11537": (52002734, 52002779),
    "11538": (51626494, 51626533),
    "11539": (52114110, 52114149),
}


def sendable(package_id: Any, sticker_id: Any) -> bool:
    if not isinstance(sticker_id, str) or not sticker_id.isdigit():
        return False
    first, last = SENDABLE.get(str(package_id), (1, 0))
    return first <= int(sticker_id) <= last
