"""Single answers as rows: one for each response, without persons; names and numbers in free answers are masked."""

from collections.abc import Iterable, Iterator, Sequence

from bot.resultfiles.tables import Cell
from bot.services.surveys.words import masked
from handlers.surveys.questionnaire import Ask, Question, Questionnaire, said

_NOT_TOLD = (Ask.PHOTO, Ask.LOCATION)  # a picture or a place can tell who somebody is


def told_questions(form: Questionnaire) -> list[Question]:
    """Return the questions whose answers are in the file; an anonymous response has no groups beside it."""
    told = [question for question in form.questions if question.asks not in _NOT_TOLD]
    return [question for question in told if not (form.anonymous and question.groups)]


def heads(form: Questionnaire, language: str) -> list[str]:
    """Return the words over the columns."""
    named = [f"{one.number} {said(one.words, language)}".strip() for one in told_questions(form)]
    return ["#", *named]


def rows(
    form: Questionnaire, responses: Iterable[tuple[int, Sequence[tuple[str, int, str | None]]]], language: str
) -> Iterator[list[Cell]]:
    """Yield a row for each response; options by their words, scales by their number. The number of a row is its own."""
    questions = told_questions(form)
    for number, (_, answers) in enumerate(responses, start=1):
        given: dict[str, list[Cell]] = {}
        for key, code, text in answers:
            question = form.question(key)
            if question is not None:
                given.setdefault(key, []).append(_told(question, code, text, language))
        yield [number, *(_joined(given.get(question.key, [])) for question in questions)]


def _told(question: Question, code: int, text: str | None, language: str) -> Cell:
    if question.asks is Ask.TEXT:
        return masked(text or "")
    words = next((said(one.words, language) for one in question.options if one.code == code), None)
    return words if words is not None else code


def _joined(cells: Sequence[Cell]) -> Cell:
    if len(cells) <= 1:
        return cells[0] if cells else None
    return " · ".join(str(cell) for cell in cells)
