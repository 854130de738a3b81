"""How long each kind of data is kept: the office's choice within limits, and from which moment on it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kept(StrEnum):
    """Kinds of data that go by themselves when their time is over."""

    EVENTS = "events"  # what LINE sent, word for word; what came of it stands in the cases
    SENT = "sent"  # the words of messages that were sent; that they were sent stays in the books
    LABELS = "labels"  # messages that people said the kind of, for the reader to learn from
    LOOKS = "looks"  # who looked at what
    CASES = "cases"  # words, names, places and pictures of closed cases; the numbers stay


@dataclass(frozen=True)
class Span:
    """For how many days a kind is kept: by default, at least and at most."""

    usual: int
    least: int
    most: int


SPANS: Mapping[Kept, Span] = {
    Kept.EVENTS: Span(30, 7, 3650),  # LINE sends an event again within hours; a month lets a fault be looked into
    Kept.SENT: Span(365, 30, 3650),
    Kept.LABELS: Span(730, 30, 3650),
    Kept.LOOKS: Span(730, 365, 3650),
    # The regulation on official correspondence, B.E. 2526: ten years as a rule.
    Kept.CASES: Span(3650, 365, 36500),
}


class SpanError(ValueError):
    """A period is shorter or longer than may be chosen."""

    def __init__(self, kind: Kept) -> None:
        super().__init__(kind.value)
        self.kind = kind


def chosen(said: Mapping[str, object]) -> dict[Kept, int]:
    """Return the days of every kind: what the office said where it makes sense, else what is usual."""
    return {kind: _within(span, said.get(kind.value)) for kind, span in SPANS.items()}


def _within(span: Span, said: object) -> int:
    return said if isinstance(said, int) and span.least <= said <= span.most else span.usual


def choose(said: Mapping[Kept, int]) -> dict[str, int]:
    """Return what to keep of an office's choice. Raises SpanError, naming the first kind that is out of its limits."""
    for kind, days in said.items():
        if not SPANS[kind].least <= days <= SPANS[kind].most:
            raise SpanError(kind)
    return {kind.value: days for kind, days in said.items()}


def goes_before(days: int, now: datetime) -> datetime:
    """Return the moment before which data goes that is kept for so many days."""
    return now - timedelta(days=days)
