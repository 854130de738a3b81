"""Makes what people type readable by a machine: one spelling for what looks alike, and the way back to the original."""

import re
import unicodedata
from dataclasses import dataclass

from nlp.keyboard import as_thai

LIMIT = 6000  # characters that are read of one message; LINE itself allows 5,000

# Zero-width and direction marks, soft hyphen, variation selectors, combining marks of other scripts, and controls:
# none of them is seen, each of them breaks a word in two.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0300-\u036f\u061c\u115f\u1160\u180e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\ufff9-\ufffd\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９", "01234567890123456789")
FOREIGN = re.compile("[^\x09-\x7e\u0e00-\u0e7f]")
SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u3000]+")
SPELLINGS = (
    (re.compile("เเ"), "แ"),
    (re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32"), "\\1\u0e33"),  # nikhahit and aa typed for sara am
    (re.compile("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e3a])"), "\\2\\1"),  # tone mark typed before the vowel
    (re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+"), "\\1"),
    (re.compile("([ก-ฮะ-ูเ-ไa-z!?.ๆ~^*_=-])\\1{2,}"), "\\1"),  # มากกกก, helppp, !!!!
    (re.compile("([ะาิีึืุูเแโใไๅ])\\1+"), "\\1"),
    (re.compile("55{2,}"), "555"),
    (re.compile("ๆ(?:\\s*ๆ)+"), "ๆ"),
)
SPELLED_OUT = re.compile(r"(?<!\S)(?:[ก-ฮเแโใไ][ะ-ฺ็-๎ำา]{0,3} ){4,}[ก-ฮเแโใไ][ะ-ฺ็-๎ำา]{0,3}(?!\S)")
SUSPECT = re.compile("เเ|\u0e4d|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a]|(.)\\1|ๆ\\s+ๆ")


@dataclass(frozen=True)
class Clean:
    """A message in two shapes: `text` to understand, `shown` to point into."""

    text: str
    shown: str  # the original's visible characters, digits made Arabic
    offsets: tuple[int, ...] | None  # where each character of `shown` stood; None: at the same place

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that holds `shown[start:end]`."""
        if self.offsets is None or start >= end:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def clean(message: str) -> Clean:
    """Clean the first LIMIT characters of a message."""
    head = message[:LIMIT]
    shown, offsets = head, None
    if INVISIBLE.search(head):
        kept = [place for place, letter in enumerate(head) if not INVISIBLE.match(letter)]
        shown, offsets = "".join(head[place] for place in kept), tuple(kept)
    shown = shown.translate(DIGITS)
    return Clean(text=readable(shown), shown=shown, offsets=offsets)


def readable(shown: str) -> str:
    """One spelling for one word: case, width, repeated letters, misplaced marks, the wrong keyboard."""
    text = shown
    if FOREIGN.search(text):
        # NFKC also takes sara am apart, so it is only let near characters that need it
        text = FOREIGN.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = as_thai(text).lower()
    if SUSPECT.search(text):
        for wrong, right in SPELLINGS:
            text = wrong.sub(right, text)
    text = SPACES.sub(" ", text)
    if SPELLED_OUT.search(text):
        text = SPELLED_OUT.sub(lambda found: found.group().replace(" ", ""), text)
    return text.strip()
