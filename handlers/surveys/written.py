"""Typed answers to a questionnaire: numbers, days of either calendar, several at once."""

import re
from datetime import date

from handlers.conversation.wording import Wording
from handlers.dates import BUDDHIST

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_LIST = re.compile(r"\s*\d{1,2}(?:[\s,/;]+\d{1,2})*\s*")
_NUMBER = re.compile(r"\s*(-?\d{1,9})(?:[.,]0+)?\s*\D{0,12}\s*")
_DAY = re.compile(r"\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,2}|[^\d\s/]+)\s*[/.\-\s]\s*(\d{4}|\d{2})\s*")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
LATER_IS_BUDDHIST = 2400  # a year from here on is of the Buddhist calendar


def numbers_in(text: str) -> tuple[int, ...]:
    """Return the numbers of a text that is nothing but a list of small numbers, as `3 3 2 1`."""
    plain = text.translate(_DIGITS)
    return tuple(int(one) for one in re.findall(r"\d+", plain)) if _LIST.fullmatch(plain) else ()


def number_in(text: str) -> int | None:
    """Return the one whole number of a short text (`15`, `๑๕ ครั้ง`), or None."""
    match = _NUMBER.fullmatch(text.translate(_DIGITS))
    return int(match.group(1)) if match else None


def day_in(text: str, wording: Wording) -> date | None:
    """Return the day that was written, as `21/11/2569`, `21 พ.ย. 69` or `2026-11-21`, or None."""
    plain = text.translate(_DIGITS)
    iso = _ISO.fullmatch(plain.strip())
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _DAY.fullmatch(plain)
    if match is None:
        return None
    day, month, year = int(match[1]), _month(match[2], wording), int(match[3])
    if month is None:
        return None
    if year < 100:
        year += 2500 if wording.language == "th" else 2000
    return _day(year - BUDDHIST if year >= LATER_IS_BUDDHIST else year, month, day)


def _month(word: str, wording: Wording) -> int | None:
    if word.isdigit():
        return int(word)
    wanted = word.replace(".", "").casefold()
    for key in ("date.months", "survey.months"):
        names = [name.replace(".", "").casefold() for name in wording.words(key)]
        found = [at for at, name in enumerate(names, 1) if name == wanted]
        if found:
            return found[0]
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None
