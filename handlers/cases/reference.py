"""Reference numbers: a letter for the kind, the Thai fiscal year, a running number and a check digit (ร70-000123-4)."""

import re
from datetime import date

from nlp.reading import Kind

LETTERS: dict[Kind, str] = {
    Kind.COMPLAINT: "ร",
    Kind.SUGGESTION: "ส",
    Kind.QUESTION: "ถ",
    Kind.COMPLIMENT: "ช",
    Kind.OTHER: "อ",
}

# A quasigroup of order ten with an empty diagonal, as in H. Michael Damm's thesis (2004): it finds every single wrong
# digit and every swap of two neighbours.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_SHAPE = re.compile(r"(?<!\d)([ก-ฮA-Za-z]?)\s*(\d{2})\s*[-–/ ]?\s*(\d{6})\s*[-–/ ]?\s*(\d)(?!\d)")


def fiscal_year(day: date) -> int:
    """Return the Thai fiscal year (B.E.) of `day`; it begins on 1 October."""
    return day.year + 543 + (1 if day.month >= 10 else 0)


def check_digit(digits: str) -> str:
    """Return the Damm check digit of a string of decimal digits."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def make_reference(kind: Kind, year: int, number: int) -> str:
    """Return the reference of the `number`-th matter (1 to 999,999) of the fiscal year `year` (B.E.)."""
    if not 1 <= number <= 999_999:
        raise ValueError("a year holds the numbers 1 to 999999")
    digits = f"{year % 100:02d}{number:06d}"
    return f"{LETTERS[kind]}{digits[:2]}-{digits[2:]}-{check_digit(digits)}"


def find_reference(text: str) -> str | None:
    """Return the digits of the first true reference in `text` as `70-000123-4`, or None.

    Thai digits, missing dashes and a missing or Latin letter are forgiven; a wrong check digit is not. Nine digits that
    begin with 0 and have no letter are somebody's telephone number (the years 2600 to 2609 need their letter).
    """
    for match in _SHAPE.finditer(text.translate(_THAI_DIGITS)):
        letter, year, number, check = match.groups()
        telephone = not letter and year.startswith("0")
        if check_digit(year + number) == check and not telephone:
            return f"{year}-{number}-{check}"
    return None
