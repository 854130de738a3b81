"""What a flow is made of: steps that ask one thing each. Flows are inert data; the engine runs them."""

from dataclasses import dataclass
from enum import StrEnum


class Asks(StrEnum):
    """What kind of answer a step wants."""

    TEXT = "text"
    CATEGORY = "category"
    PLACE = "place"
    PICTURES = "pictures"
    CHOICE = "choice"
    PHONE = "phone"
    SCORE = "score"
    CONFIRM = "confirm"
    SAME = "same"
    UNIT = "unit"
    WORDS = "words"
    PAGE = "page"


@dataclass(frozen=True)
class Condition:
    """A step is asked only where an earlier answer has one of these values."""

    step: str
    values: frozenset[str]


@dataclass(frozen=True)
class Step:
    """One question, asked where nothing is known yet. Its words are `flow.<flow>.<key>`, of its choices
    `choice.<key>.<value>`."""

    key: str
    asks: Asks
    choices: tuple[str, ...] = ()
    skippable: bool = False
    when: Condition | None = None


@dataclass(frozen=True)
class Flow:
    """A conversation that collects answers. A new `revision` restarts those who are in an old one, kindly."""

    name: str
    revision: int
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step | None:
        """Return the step with this key."""
        return next((step for step in self.steps if step.key == key), None)
