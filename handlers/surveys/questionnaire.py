"""What a questionnaire is: sections of questions with their answers as numbers; inert data, frozen when published.

Every answer that is counted is a whole number, its *code*:

- SCALE: the score, from 1 (the worst) to `points` (3 or 5, the best). Three points are dissatisfied, satisfied,
  very satisfied, so 3 is พึงพอใจมาก, 2 พึงพอใจ, 1 ไม่พึงพอใจ.
- ONE and MANY: the option's own code, which is never used again for another option of the question.
- NUMBER: the number itself. DATE: the day as `yyyymmdd` of the Gregorian calendar.
- TEXT, LOCATION and PHOTO have no code: words, the key of a village or `latitude,longitude`, the token of a picture.

A question that is `demographic` is asked of a person once and kept, with their consent, for later waves. The answers
of a question that is demographic or `grouping` are the groups by which results are told. Questions are asked in their
order; `when` leaves a question out unless an earlier one was answered with one of the given codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Words = Mapping[str, str]  # language code -> words; Thai is always there
THAI = "th"


class Ask(StrEnum):
    """What kind of answer a question wants."""

    SCALE = "scale"
    ONE = "one"
    MANY = "many"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LOCATION = "location"
    PHOTO = "photo"


WITH_OPTIONS = (Ask.ONE, Ask.MANY)
COUNTED = (Ask.SCALE, Ask.ONE, Ask.MANY)  # what a results page shows as shares
POINTS = (3, 5)


def said(words: Words, language: str) -> str:
    """Return the words of a language, or the Thai ones where they are not translated."""
    return words.get(language) or words.get(THAI, "")


@dataclass(frozen=True)
class Option:
    """One of the answers that can be chosen."""

    code: int
    words: Words


@dataclass(frozen=True)
class When:
    """A question is asked only where an earlier one was answered with one of these codes."""

    question: str
    codes: frozenset[int]


@dataclass(frozen=True)
class Question:
    """One item. `number` is how the form itself numbers it (1.1), empty where it does not."""

    key: str
    asks: Ask
    words: Words
    number: str = ""
    points: int = 3
    options: tuple[Option, ...] = ()
    skippable: bool = True
    demographic: bool = False
    grouping: bool = False
    when: When | None = None
    least: int | None = None  # NUMBER only
    most: int | None = None

    @property
    def groups(self) -> bool:
        """Tell whether results are told by the answers of this question."""
        return self.asks is Ask.ONE and (self.demographic or self.grouping)

    @property
    def codes(self) -> tuple[int, ...]:
        """The codes that can be chosen, in the order in which they are shown (a scale from the best to the worst)."""
        if self.asks is Ask.SCALE:
            return tuple(range(self.points, 0, -1))
        return tuple(option.code for option in self.options)


@dataclass(frozen=True)
class Section:
    """Questions under one heading."""

    key: str
    title: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """A form as it is sent. `anonymous` is a promise: no answer can be joined to a person, by nobody."""

    key: str
    version: int
    title: Words
    sections: tuple[Section, ...]
    anonymous: bool = True
    intro: Words = field(default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def grouping(self) -> tuple[Question, ...]:
        """The questions by whose answers results are told."""
        return tuple(question for question in self.questions if question.groups)

    def question(self, key: str) -> Question | None:
        """Return the question with this key."""
        return next((question for question in self.questions if question.key == key), None)

    def section_of(self, key: str) -> Section | None:
        """Return the section that a question stands in."""
        found = (one for one in self.sections if any(question.key == key for question in one.questions))
        return next(found, None)


Answers = Mapping[str, Any]  # question key -> code (int), codes (list of int, MANY) or words (str)


def due(form: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """Return the questions that are asked of someone who has answered so far; branching leaves out the others."""
    asked: list[Question] = []
    for question in form.questions:
        if question.when is None or _holds(question.when, answers, {one.key for one in asked}):
            asked.append(question)
    return tuple(asked)


def _holds(when: When, answers: Answers, asked: set[str]) -> bool:
    told = answers.get(when.question) if when.question in asked else None
    chosen = told if isinstance(told, list) else [told]
    return any(code in when.codes for code in chosen)


def dump(form: Questionnaire) -> dict[str, Any]:
    """Return a questionnaire as JSON values."""
    return {
        "key": form.key,
        "version": form.version,
        "title": dict(form.title),
        "intro": dict(form.intro),
        "anonymous": form.anonymous,
        "sections": [
            {"key": one.key, "title": dict(one.title), "questions": [_dump(question) for question in one.questions]}
            for one in form.sections
        ],
    }


def _dump(question: Question) -> dict[str, Any]:
    when = question.when
    whole = {
        "key": question.key,
        "asks": str(question.asks),
        "words": dict(question.words),
        "number": question.number,
        "points": question.points,
        "options": [{"code": one.code, "words": dict(one.words)} for one in question.options],
        "skippable": question.skippable,
        "demographic": question.demographic,
        "grouping": question.grouping,
        "when": {"question": when.question, "codes": sorted(when.codes)} if when else None,
        "least": question.least,
        "most": question.most,
    }
    return {key: value for key, value in whole.items() if value != _UNSAID.get(key, ...)}


_UNSAID: dict[str, Any] = {
    "number": "", "points": 3, "options": [], "skippable": True, "demographic": False, "grouping": False,
    "when": None, "least": None, "most": None,
}  # fmt: skip


def load(raw: Mapping[str, Any]) -> Questionnaire:
    """Return the questionnaire that `dump`, or a form's file, holds. KeyError or ValueError on anything else."""
    return Questionnaire(
        key=raw["key"],
        version=int(raw.get("version", 0)),
        title=dict(raw["title"]),
        intro=dict(raw.get("intro", {})),
        anonymous=bool(raw.get("anonymous", True)),
        sections=tuple(
            Section(one["key"], dict(one["title"]), tuple(_load(question) for question in one["questions"]))
            for one in raw["sections"]
        ),
    )


def _load(raw: Mapping[str, Any]) -> Question:
    when = raw.get("when")
    return Question(
        key=raw["key"],
        asks=Ask(raw["asks"]),
        words=dict(raw["words"]),
        number=str(raw.get("number", "")),
        points=int(raw.get("points", 3)),
        options=tuple(Option(int(one["code"]), dict(one["words"])) for one in raw.get("options", ())),
        skippable=bool(raw.get("skippable", True)),
        demographic=bool(raw.get("demographic", False)),
        grouping=bool(raw.get("grouping", False)),
        when=When(when["question"], frozenset(map(int, when["codes"]))) if when else None,
        least=raw.get("least"),
        most=raw.get("most"),
    )
