"""What one reading of a citizen's message says: plain values that every other part may hold and store."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the citizen wants of the office."""

    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    COMPLIMENT = "compliment"
    OTHER = "other"


class Emergency(StrEnum):
    """A danger that has a telephone number of its own."""

    FIRE = "fire"
    FLOOD = "flood"
    ELECTROCUTION = "electrocution"
    VIOLENCE = "violence"
    ACCIDENT = "accident"
    MEDICAL = "medical"
    SELF_HARM = "self_harm"


@dataclass(frozen=True)
class CategoryGuess:
    """One category of the taxonomy and how likely it is, 0 to 1."""

    key: str
    confidence: float


@dataclass(frozen=True)
class PlaceMention:
    """A place named in the text; `key` is the office's own when its list knows the place."""

    text: str
    kind: str  # village | subdistrict | road | soi | landmark
    key: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """A stretch of the text that tells who someone is, to be masked where the person must stay unknown."""

    start: int
    end: int
    kind: str  # phone | id_number | email | name


@dataclass(frozen=True)
class Reading:
    """Everything that was understood of one message; offsets count characters of `text` as it was given."""

    text: str
    kind: Kind
    confidence: float
    categories: tuple[CategoryGuess, ...]  # best first, at most three
    urgent: bool
    emergency: Emergency | None
    places: tuple[PlaceMention, ...]
    phones: tuple[str, ...]  # digits only
    personal: tuple[Span, ...]
    title: str
    several: bool  # more than one matter in the message
    sure: bool  # False: ask the citizen instead of starting a flow
