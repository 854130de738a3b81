"""Thai dates as people write them (Buddhist years, Thai digits, months in full or short), read and written."""

import re
from datetime import date, datetime

BUDDHIST = 543
MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
          "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม")  # fmt: skip
_SHORT = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_BEFORE = re.compile(
    r"^(?:วันที่|ลงวันที่|เมื่อวันที่|ลว\.?)?\s*(?:(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์|พฤ|อา|[จอพศส])\.?(?:ที่)?\s*)?(?=\d)"
)
_AFTER = re.compile(r"[\s,T]+(?:เวลา\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:น\.?)?$")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})\s*[- ]?\s*([ก-๙.]+?|[A-Za-z]+\.?)[\s,-]*(?:พ\.?\s*ศ\.?|ค\.?\s*ศ\.?)?\s*(\d{4}|\d{2})")


def arabic(text: str) -> str:
    """Return a text with its Thai digits made Arabic."""
    return text.translate(_ARABIC)


def thai_digits(text: object) -> str:
    """Return a text with its digits made Thai, as official letters want them."""
    return str(text).translate(_THAI)


def long_date(day: date) -> str:
    """Return a date as a letter carries it: `21 พฤศจิกายน 2569`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST}"


def short_date(day: date) -> str:
    """Return a date as a table carries it: `21/11/2569`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year + BUDDHIST}"


def read_date(written: object, today: date) -> date | None:
    """Return the day that somebody wrote, in any of the usual spellings, or None where it is no date.

    Years of four digits above 2400 are Buddhist; of two digits, whichever calendar lies nearer to `today`.
    """
    if isinstance(written, datetime):
        written = written.date()
    if isinstance(written, date):
        return _made(written.year, written.month, written.day, today)
    text = _BEFORE.sub("", " ".join(arabic(str(written)).split()), count=1)
    text = _AFTER.sub("", text).strip()
    if found := _ISO.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3]), today)
    if found := _NUMBERS.fullmatch(text):
        return _made(int(found[3]), int(found[2]), int(found[1]), today)
    if found := _WORDS.fullmatch(text):
        month = _month(found[2])
        return _made(int(found[3]), month, int(found[1]), today) if month else None
    return None


def _month(word: str) -> int:
    plain = word.replace(".", "").replace(" ", "").lower()
    for number, (long, short, english) in enumerate(zip(MONTHS, _SHORT, _ENGLISH, strict=True), start=1):
        if plain in (long, short) or plain.startswith(english):
            return number
    return 0


def _made(year: int, month: int, day: int, today: date) -> date | None:
    if year < 100:
        years = (1900 + year, 2000 + year, 2500 + year - BUDDHIST, 2400 + year - BUDDHIST)
        year = min(years, key=lambda one: abs(one - today.year))
    elif year > 2400:
        year -= BUDDHIST
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if 1900 <= made.year <= 2200 else None
