"""Writing a questionnaire: each edit takes the form and gives a new one; codes of options keep their meaning."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from handlers.surveys.questionnaire import (
    THAI,
    WITH_OPTIONS,
    Ask,
    Option,
    Question,
    Questionnaire,
    Section,
    When,
    Words,
)

Moving = TypeVar("Moving", Question, Section)
Fields = Mapping[str, str]
LANGUAGES = ("th", "en")


def empty(key: str) -> Questionnaire:
    """Return a form with nothing in it but one section."""
    return Questionnaire(key, 0, {THAI: ""}, (Section("s1", {THAI: ""}, ()),))


def fresh_key(form: Questionnaire, letter: str) -> str:
    """Return a key that nothing in the form has, nor had: numbers only grow."""
    taken = {one.key for one in form.questions} | {one.key for one in form.sections}
    number = 1 + max((int(key[1:]) for key in taken if key[:1] == letter and key[1:].isdigit()), default=0)
    return f"{letter}{number}"


def with_head(form: Questionnaire, fields: Fields) -> Questionnaire:
    """Return the form with its title, its first words and its promise."""
    return replace(
        form,
        title=_words(fields, "title"),
        intro=_words(fields, "intro"),
        anonymous=fields.get("anonymous") == "1",
    )


def with_section(form: Questionnaire) -> Questionnaire:
    """Return the form with one more section at its end."""
    return replace(form, sections=(*form.sections, Section(fresh_key(form, "s"), {THAI: ""}, ())))


def with_section_titled(form: Questionnaire, key: str, fields: Fields) -> Questionnaire:
    """Return the form with another title of a section."""
    return _each(form, lambda one: replace(one, title=_words(fields, "title")) if one.key == key else one)


def with_question(form: Questionnaire, section: str, asks: Ask, points: int = 3) -> Questionnaire:
    """Return the form with one more question at the end of a section."""
    options = (Option(1, {THAI: ""}), Option(2, {THAI: ""})) if asks in WITH_OPTIONS else ()
    added = Question(fresh_key(form, "q"), asks, {THAI: ""}, options=options, points=points)
    return _each(
        form, lambda one: replace(one, questions=(*one.questions, added)) if one.key == section else one
    )


def with_changed(form: Questionnaire, key: str, fields: Fields) -> Questionnaire:
    """Return the form with what was written into the fields of a question."""
    return _each_question(form, key, lambda question: (_changed(question, fields),))


def without(form: Questionnaire, key: str) -> Questionnaire:
    """Return the form without a question, or without a section and all in it."""
    kept = tuple(section for section in form.sections if section.key != key)
    form = replace(form, sections=kept)
    form = _each_question(form, key, lambda question: ())
    loose = {one.key for one in form.questions if one.when and one.when.question == key}
    for one in loose:  # what depended on it is asked of everybody
        form = _each_question(form, one, lambda question: (replace(question, when=None),))
    return form


def moved(form: Questionnaire, key: str, by: int) -> Questionnaire:
    """Return the form with a question or section one place up (-1) or down (+1), also into the section beside."""
    if any(section.key == key for section in form.sections):
        return replace(form, sections=_swapped(form.sections, [one.key for one in form.sections].index(key), by))
    at = next((place for place, one in enumerate(form.sections) if any(q.key == key for q in one.questions)), None)
    if at is None:
        return form
    section = form.sections[at]
    place = [one.key for one in section.questions].index(key)
    if 0 <= place + by < len(section.questions):
        inner = replace(section, questions=_swapped(section.questions, place, by))
        return _each(form, lambda one: inner if one.key == section.key else one)
    if not 0 <= at + by < len(form.sections):
        return form
    return _handed_over(form, section.questions[place], form.sections[at + by].key, first=by > 0)


def _handed_over(form: Questionnaire, question: Question, to: str, *, first: bool) -> Questionnaire:
    form = _each_question(form, question.key, lambda one: ())
    return _each(
        form,
        lambda one: replace(one, questions=(question, *one.questions) if first else (*one.questions, question))
        if one.key == to
        else one,
    )


def options_of(lines: Sequence[str], translated: Sequence[str], before: Sequence[Option]) -> tuple[Option, ...]:
    """Return options from lines of words. Words that were there keep their code; a line that was reworded does too."""
    known = {option.words.get(THAI, ""): option.code for option in before}
    same_number = len(lines) == len(before)
    codes: list[int] = []
    highest = max((option.code for option in before), default=0)
    for at, line in enumerate(lines):
        code = known.get(line)
        if code is None and same_number and before[at].words.get(THAI, "") not in lines:
            code = before[at].code
        if code is None or code in codes:
            highest += 1
            code = highest
        codes.append(code)
    return tuple(
        Option(code, {THAI: line} | ({"en": translated[at]} if at < len(translated) and translated[at] else {}))
        for at, (line, code) in enumerate(zip(lines, codes, strict=True))
    )


def _changed(question: Question, fields: Fields) -> Question:
    made = replace(
        question,
        words=_words(fields, "words"),
        number=fields.get("number", "").strip()[:10],
        skippable=fields.get("needed") != "1",
        grouping=fields.get("grouping") == "1" and question.asks is Ask.ONE,
        demographic=fields.get("demographic") == "1" and question.asks is Ask.ONE,
        when=_when(fields),
    )
    if question.asks in WITH_OPTIONS:
        lines, other = _lines(fields.get("options_th", "")), fields.get("options_en", "").splitlines()
        made = replace(made, options=options_of(lines, [line.strip() for line in other], question.options))
    if question.asks is Ask.SCALE and fields.get("points") in ("3", "5"):
        made = replace(made, points=int(fields["points"]))
    if question.asks is Ask.NUMBER:
        made = replace(made, least=_number(fields.get("least", "")), most=_number(fields.get("most", "")))
    return made


def _when(fields: Fields) -> When | None:
    question, _, codes = fields.get("when", "").partition(":")
    numbers = frozenset(int(code) for code in codes.split(",") if code.isdigit() and len(code) < 4)
    return When(question, numbers) if question and numbers else None


def _words(fields: Fields, name: str) -> Words:
    said = {language: fields.get(f"{name}_{language}", "").strip() for language in LANGUAGES}
    return {language: words for language, words in said.items() if words or language == THAI}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.lstrip("-").isdigit() and len(text) < 10 else None


def _swapped(items: tuple[Moving, ...], at: int, by: int) -> tuple[Moving, ...]:
    to = at + by
    if not 0 <= to < len(items):
        return items
    changed = list(items)
    changed[at], changed[to] = changed[to], changed[at]
    return tuple(changed)


def _each(form: Questionnaire, change: Callable[[Section], Section]) -> Questionnaire:
    return replace(form, sections=tuple(change(section) for section in form.sections))


def _each_question(
    form: Questionnaire, key: str, change: Callable[[Question], tuple[Question, ...]]
) -> Questionnaire:
    def changed(section: Section) -> Section:
        made = (change(one) if one.key == key else (one,) for one in section.questions)
        return replace(section, questions=tuple(question for some in made for question in some))

    return _each(form, changed)
