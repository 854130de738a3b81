"""Marks the words that a search found, in the text as it was written."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from handlers.cases.reference import find_reference
from nlp.clean import DIGITS
from storage.finding.worklist import Wanted

OPEN, SHUT = Markup("<mark>"), Markup("</mark>")
SHOWN = 130  # characters of a text around what was found in it
BEFORE = 40


def terms_of(wanted: Wanted) -> tuple[str, ...]:
    """The terms that a search looked for, the longest first."""
    if not wanted.words or find_reference(wanted.words):
        return ()
    typed = [word.lower() for word in wanted.words.split() if len(word) > 1]
    found = {term for group in wanted.asked for term in group} | set(typed)
    return tuple(sorted(found, key=len, reverse=True))


def marked(text: str, terms: Sequence[str]) -> Markup:
    """Return a text with each of the terms marked."""
    pattern = _pattern(terms)
    if pattern is None:
        return escape(text)
    pieces, last = [], 0
    for found in pattern.finditer(text.translate(DIGITS).lower() if len(text.lower()) == len(text) else text):
        pieces += [escape(text[last : found.start()]), OPEN, escape(text[found.start() : found.end()]), SHUT]
        last = found.end()
    return Markup("").join([*pieces, escape(text[last:])])


def holds(text: str, terms: Sequence[str]) -> bool:
    """Tell whether any of the terms stands in a text."""
    pattern = _pattern(terms)
    return pattern is not None and pattern.search(text.translate(DIGITS).lower()) is not None


def around(text: str, terms: Sequence[str]) -> str:
    """Return the piece of a text where the first of the terms stands."""
    plain = " ".join(text.split())
    pattern = _pattern(terms)
    found = pattern.search(plain.translate(DIGITS).lower()) if pattern else None
    start = max(0, (found.start() if found else 0) - BEFORE)
    piece = plain[start : start + SHOWN]
    return f"{'…' if start else ''}{piece}{'…' if len(plain) > start + SHOWN else ''}"


def _pattern(terms: Sequence[str]) -> re.Pattern[str] | None:
    whole = [re.escape(term) for term in terms if term]
    return re.compile("|".join(whole)) if whole else None
