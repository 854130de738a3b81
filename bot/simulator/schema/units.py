"""The two units in which LINE counts text: UTF-16 code units, and grapheme clusters."""

import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
VARIATION_SELECTORS = ("\ufe0e", "\ufe0f")
# Thai and Lao AM are letters to Python, but belong to the cluster before them (UAX #29, SpacingMark).
SPACING_LETTERS = {"\u0e33", "\u0eb3"}


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _extends(letter: str) -> bool:
    """Does this code point belong to the cluster before it?"""
    if letter in SPACING_LETTERS or letter == ZERO_WIDTH_JOINER or letter in VARIATION_SELECTORS:
        return True
    skin_tone = 0x1F3FB <= ord(letter) <= 0x1F3FF
    tag = 0xE0020 <= ord(letter) <= 0xE007F
    return skin_tone or tag or unicodedata.category(letter) in {"Mn", "Me", "Mc"}


def _flag_half(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF


def _hangul_joins(before: str, letter: str) -> bool:
    vowel_or_final = 0x1160 <= ord(letter) <= 0x11FF
    return vowel_or_final and (0x1100 <= ord(before) <= 0x11FF or 0xAC00 <= ord(before) <= 0xD7A3)


def graphemes(text: str) -> int:
    """How many characters a reader sees: "กี้" is one, a family emoji is one, a flag is one."""
    count, halves, before = 0, 0, ""
    for letter in text:
        joined = bool(before) and (
            _extends(letter)
            or (before == ZERO_WIDTH_JOINER and unicodedata.category(letter) == "So")
            or (_flag_half(letter) and halves % 2 == 1)
            or (before == "\r" and letter == "\n")
            or _hangul_joins(before, letter)
        )
        count += not joined
        halves = halves + 1 if _flag_half(letter) else 0
        before = letter
    return count
