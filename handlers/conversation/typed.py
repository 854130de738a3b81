"""What people type instead of tapping: numbers, words, and the words that are possible at every step."""

import re
from collections.abc import Sequence
from functools import lru_cache

from handlers.conversation.wording import Phrasebook

ALWAYS = (
    "back", "cancel", "undo", "menu", "help", "status", "staff", "thai", "english",
    "complain", "suggest", "ask", "praise",
    "updates", "privacy", "withdraw_consent", "mydata", "fix_name", "fix_phone", "erase", "erase_yes", "forget_about",
)  # fmt: skip
STEP_WORDS = ("skip", "done", "yes", "no", "send", "edit", "anonymous")

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_PARTICLES = re.compile(r"(ครับผม|ครับ|คับ|ค่ะ|คะ|ค่า|จ้า|จ้ะ|(?<!สถา)นะ|please)+$")
_NUMBER = re.compile(r"(?:ข้อ(?:ที่)?|no\.?|#)?\s*(\d{1,2})[.)]?")
_PHONE = re.compile(r"(?<!\d)(?:\+66|0)[\d\s-]{8,12}(?!\d)")


def plain(text: str) -> str:
    """Return `text` as it is compared: digits Latin, case folded, ends trimmed, polite particles left out."""
    folded = " ".join(text.translate(_THAI_DIGITS).casefold().split()).strip(" .!?…\"'“”ๆ")
    return _PARTICLES.sub("", folded).strip() or folded


def word_in(text: str, names: Sequence[str], phrasebook: Phrasebook) -> str | None:
    """Return which of the named words (`typed.<name>` in any language) the whole text is."""
    said = plain(text)
    for name in names:
        for language in phrasebook.languages:
            wording = phrasebook.wording(language)
            if wording.has(f"typed.{name}") and said in _plain_words(wording.say(f"typed.{name}")):
                return name
    return None


@lru_cache(maxsize=512)
def _plain_words(alternatives: str) -> frozenset[str]:
    """Our own words as they are compared; worked out once, for every message is held against all of them."""
    return frozenset(plain(word) for word in alternatives.split("|") if word.strip())


def picked(text: str, labels: Sequence[str]) -> int | None:
    """Return which of the labels was typed: by its number (from 1), by its words, or by a clear beginning of them."""
    said = plain(text)
    number = _NUMBER.fullmatch(said)
    if number and 1 <= int(number.group(1)) <= len(labels):
        return int(number.group(1)) - 1
    said = plain(_without_signs(text))
    bare = [plain(_without_signs(label)) for label in labels]
    if said in bare:
        return bare.index(said)
    starts = [index for index, label in enumerate(bare) if len(said) >= 3 and label.startswith(said)]
    return starts[0] if len(starts) == 1 else None


def phone_in(text: str) -> str | None:
    """Return a Thai telephone number in `text` as digits with a leading 0, or None."""
    match = _PHONE.search(text.translate(_THAI_DIGITS))
    if match is None:
        return None
    digits = re.sub(r"\D", "", match.group().replace("+66", "0"))
    return digits if 9 <= len(digits) <= 10 else None


def without_phones(text: str) -> str:
    """Return `text` with what looks like a telephone number left out."""
    found = [match.span() for match in _PHONE.finditer(text.translate(_THAI_DIGITS))]
    for start, end in reversed(found):  # Thai digits are as many characters as Latin ones, so the places agree
        text = f"{text[:start]}•••{text[end:]}"
    return text


def _without_signs(label: str) -> str:
    return "".join(char for char in label if char.isalnum() or char.isspace() or "\u0e00" <= char <= "\u0e7f")
