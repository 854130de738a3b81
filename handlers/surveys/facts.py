"""What the conversation must know of a wave of a questionnaire, and of a counter that is rated by QR."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.surveys.questionnaire import Questionnaire, Words, said


@dataclass(frozen=True)
class WaveFacts:
    """A wave as one person meets it.

    `open` tells whether answers are taken now, `invited` whether this person may answer, `kept` what they let us keep
    about themselves, `draft` what they had answered when they stopped. The answers of a `test` are not counted.
    """

    id: int
    form: Questionnaire
    closes_on: date
    open: bool = True
    invited: bool = True
    answered: bool = False
    test: bool = False
    kept: Mapping[str, int] = field(default_factory=dict)
    draft: Mapping[str, Any] | None = None

    @property
    def known_of_person(self) -> dict[str, int]:
        """What is kept about the person and asked in this form, as far as its answers are still offered."""
        return {
            question.key: self.kept[question.key]
            for question in self.form.questions
            if question.demographic and self.kept.get(question.key) in question.codes
        }


@dataclass(frozen=True)
class CounterFacts:
    """A counter as one person meets it: `voted` they have just rated it, `own` it is their own work."""

    id: int
    names: Words
    service: Words = field(default_factory=dict)
    staff: str = ""
    voted: bool = False
    own: bool = False

    def name(self, language: str) -> str:
        """Return what is rated, with the service and who serves there where they are known."""
        return " · ".join(filter(None, (said(self.names, language), said(self.service, language), self.staff)))
