"""What is wrong with a questionnaire that someone writes, in codes with a sentence each; and what is not translated."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from handlers.surveys.questionnaire import POINTS, THAI, WITH_OPTIONS, Ask, Question, Questionnaire

MOST_QUESTIONS = 80
MOST_OPTIONS = 20
LONGEST_QUESTION = 300
LONGEST_OPTION = 80


class Fault(StrEnum):
    """What keeps a questionnaire from being published; its sentence is `builder.fault.<fault>`."""

    TITLE = "title"
    NOTHING = "nothing"
    TOO_MANY = "too_many"
    SECTION = "section"
    WORDS = "words"
    LONG = "long"
    OPTIONS = "options"
    OPTION_WORDS = "option_words"
    OPTION_TWICE = "option_twice"
    POINTS = "points"
    KEY = "key"
    WHEN = "when"
    WHEN_LATER = "when_later"
    BOUNDS = "bounds"
    PHOTO = "photo"
    DEMOGRAPHIC = "demographic"


@dataclass(frozen=True)
class Problem:
    """A fault, and the key of the question or section where it is (empty: the whole)."""

    fault: Fault
    where: str = ""


def problems(form: Questionnaire) -> tuple[Problem, ...]:
    """Return everything that must be mended before the questionnaire can be sent."""
    found = [] if form.title.get(THAI, "").strip() else [Problem(Fault.TITLE)]
    if not form.questions:
        found.append(Problem(Fault.NOTHING))
    if len(form.questions) > MOST_QUESTIONS:
        found.append(Problem(Fault.TOO_MANY))
    found += [Problem(Fault.SECTION, one.key) for one in form.sections if not one.title.get(THAI, "").strip()]
    keys = Counter([*(one.key for one in form.questions), *(one.key for one in form.sections)])
    found += [Problem(Fault.KEY, key) for key, times in keys.items() if times > 1 or not key]
    for at, question in enumerate(form.questions):
        found += [Problem(fault, question.key) for fault in _faults(question, form, at)]
    return tuple(found)


def untranslated(form: Questionnaire, language: str) -> tuple[str, ...]:
    """Return the keys of what has no words in a language: `title`, `intro`, sections, questions, `question:code`."""
    missing = [] if form.title.get(language) else ["title"]
    if form.intro.get(THAI) and not form.intro.get(language):
        missing.append("intro")
    for section in form.sections:
        if not section.title.get(language):
            missing.append(section.key)
        for question in section.questions:
            if not question.words.get(language):
                missing.append(question.key)
            missing += [f"{question.key}:{one.code}" for one in question.options if not one.words.get(language)]
    return tuple(missing)


def _faults(question: Question, form: Questionnaire, at: int) -> list[Fault]:
    found = []
    if not question.words.get(THAI, "").strip():
        found.append(Fault.WORDS)
    if any(len(words) > LONGEST_QUESTION for words in question.words.values()):
        found.append(Fault.LONG)
    if question.asks in WITH_OPTIONS:
        found += _option_faults(question)
    if question.asks is Ask.SCALE and question.points not in POINTS:
        found.append(Fault.POINTS)
    if question.demographic and question.asks is not Ask.ONE:
        found.append(Fault.DEMOGRAPHIC)
    if question.least is not None and question.most is not None and question.least > question.most:
        found.append(Fault.BOUNDS)
    if question.asks is Ask.PHOTO and form.anonymous:
        found.append(Fault.PHOTO)  # a picture tells who took it
    return found + _when_faults(question, form, at)


def _option_faults(question: Question) -> list[Fault]:
    found = []
    words = [option.words.get(THAI, "").strip() for option in question.options]
    codes = [option.code for option in question.options]
    if not 2 <= len(words) <= MOST_OPTIONS:
        found.append(Fault.OPTIONS)
    if not all(words) or any(len(one) > LONGEST_OPTION for option in question.options for one in option.words.values()):
        found.append(Fault.OPTION_WORDS)
    if len(set(words)) < len(words) or len(set(codes)) < len(codes) or any(code < 1 for code in codes):
        found.append(Fault.OPTION_TWICE)
    return found


def _when_faults(question: Question, form: Questionnaire, at: int) -> list[Fault]:
    when = question.when
    if when is None:
        return []
    other = form.question(when.question)
    if other is None or not when.codes or not when.codes <= set(other.codes):
        return [Fault.WHEN]
    return [] if other in form.questions[:at] else [Fault.WHEN_LATER]
