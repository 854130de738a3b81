"""Finds places: what the office's own list knows by name, and villages, soi and roads that name themselves."""

import re
from functools import lru_cache

from nlp.clean import Clean
from nlp.gazetteer import Gazetteer, Place
from nlp.reading import PlaceMention
from nlp.trie import pattern_of

VILLAGE = re.compile(r"(?:หมู่ที่|หมู่|ม\.|moo\s?)\s*(\d{1,2})(?!\d)", re.IGNORECASE)
NAME = r"[ก-๎]{2,24}?"
END = (
    r"(?=[\s,.\d/()]|$|ซอย|ซ\.|หมู่|ม\.|แยก|ช่วง|บริเวณ|หน้า|ตรง|มี|ที่|ดับ|เป็น|น้ำ|ไฟ|รถ|ครับ|ค่ะ|ตำบล|"
    r"ต\.|อำเภอ|อ\.|แขวง|เขต|และ|กับ|มา|ไม่|ท่วม|ขา)"
)
SOI = re.compile(
    rf"(?:ซอย|ซ\.)\s*(?:\d{{1,3}}(?:/\d{{1,2}})?|(?!นี้|เข้า|บ้าน|หน้า|ที่|มี|มืด|เป็น|ตัน|เล็ก|แคบ|"
    rf"ข้าง){NAME}{END}(?:\s?\d{{1,3}}(?:/\d{{1,2}})?)?)(?:\s?แยก\s?\d{{1,2}})?"
)
ROAD = re.compile(
    rf"(?:ถนนสาย|ถนน|ถ\.)\s*(?!หน้า|ใน|นี้|เป็น|มี|ที่|พัง|ชำรุด|เส้น|ไม่|ตรง|มืด|ทาง|เข้า|ดับ|ใหญ่|ขรุ|"
    rf"ทรุด|แตก|ลูกรัง|ดิน|คอน|ลาด|สาธารณะ|ริม|ด้าน|แถว|บริเวณ|หลวง|ส่วน|ช่วง|ให้|หลัง|ข้าง|และ|หมู่|ตัด|"
    rf"ยุบ|เสีย|แคบ|ต่ำ|สูง|คน|ขาด|เพิ่ง|ทำ|ซ่อม|บน|ใต้|รอบ){NAME}{END}(?:\s?\d{{1,3}})?"
)
SUBDISTRICT = re.compile(rf"(?:ตำบล|ต\.|แขวง)\s*(?!นี้|เรา|ของ|อื่น|ที่){NAME}{END}")
TITLES = ("ตำบล", "ต.", "แขวง", "ถนน", "ถ.", "ซอย", "ซ.", "บ้าน", "ชุมชน", "หมู่บ้าน", "วัด", "เทศบาล")
SHORT = 3  # names up to this long are only trusted with their title in front: "แก" is in half of all words


class Finder:
    """The places of one office, ready to be found in a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.villages = {place.number: place for place in gazetteer.places if place.kind == "village" and place.number}
        names: dict[str, Place] = {}
        for place in gazetteer.places:
            for name in (place.name, *place.aliases):
                for form in _forms(name.strip().lower()) if name.strip() else ():
                    names.setdefault(form, place)
        self.names = names
        self.pattern = pattern_of(names) if names else None

    def find(self, cleaned: Clean) -> tuple[PlaceMention, ...]:
        """The places of a message, in its order; what the list knows goes before what only looks like a place."""
        text = cleaned.shown
        found: list[tuple[int, int, str, str | None]] = []
        if self.pattern:
            for match in self.pattern.finditer(text.lower()):
                place = self.names[match.group()]
                found.append((match.start(), match.end(), place.kind, place.key))
        for match in VILLAGE.finditer(text):
            village = self.villages.get(int(match.group(1)))
            found.append((match.start(), match.end(), "village", village.key if village else None))
        for pattern, kind in ((SUBDISTRICT, "subdistrict"), (SOI, "soi"), (ROAD, "road")):
            found += [(match.start(), match.end(), kind, None) for match in pattern.finditer(text)]
        kept: list[tuple[int, int, str, str | None]] = []
        for one in sorted(found, key=lambda one: (one[3] is None, one[0] - one[1])):
            if all(one[1] <= other[0] or one[0] >= other[1] for other in kept):
                kept.append(one)
        return tuple(self._mention(cleaned, *one) for one in sorted(kept))

    @staticmethod
    def _mention(cleaned: Clean, start: int, end: int, kind: str, key: str | None) -> PlaceMention:
        first, last = cleaned.original(start, end)
        return PlaceMention(cleaned.shown[start:end].strip(), kind, key, first, last)


def _forms(name: str) -> list[str]:
    bare = next((name.removeprefix(title).strip() for title in TITLES if name.startswith(title)), name)
    return [form for form in {name, bare} if len(form) > SHORT] or [name]


@lru_cache(maxsize=8)
def finder_of(gazetteer: Gazetteer) -> Finder:
    """The finder of an office's places, made once for a list."""
    return Finder(gazetteer)
