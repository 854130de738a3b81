"""A questionnaire cut into pages: what is asked at once, in what order, and what comes before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from handlers.surveys.questionnaire import Answers, Ask, Question, Questionnaire, due

KEEP, CONFIRM = "keep", "confirm"  # the pages after the last question
ROWS = {3: 5, 5: 4}  # how many items of a scale stand on one card
MOST_TOGETHER = 4  # short questions on one card, each with as many answers at most
WRITTEN = (Ask.TEXT, Ask.NUMBER, Ask.DATE, Ask.LOCATION, Ask.PHOTO)


@dataclass(frozen=True)
class Page:
    """Questions that are asked at once; `key` is the first one's, `first` its number of `of`."""

    key: str
    questions: tuple[Question, ...]
    first: int
    of: int

    @property
    def last(self) -> int:
        """The number of the last question."""
        return self.first + len(self.questions) - 1

    def complete(self, told: Answers) -> bool:
        """Tell whether everything on it is answered."""
        return all(question.key in told for question in self.questions)

    def needed(self, told: Answers) -> tuple[Question, ...]:
        """Return what may not be left out and is not answered."""
        return tuple(one for one in self.questions if not one.skippable and one.key not in told)


def pages(form: Questionnaire, told: Answers, kept: Mapping[str, int]) -> tuple[Page, ...]:
    """Return the pages for someone who has answered so far; what is kept about them is not asked."""
    asked = [one for one in due(form, {**kept, **told}) if not (one.demographic and one.key in kept)]
    found, start = [], 1
    for run in _runs(form, asked):
        for part in _parts(run):
            found.append(Page(part[0].key, tuple(part), start, len(asked)))
            start += len(part)
    return tuple(found)


def page_after(form: Questionnaire, at: str, found: tuple[Page, ...]) -> Page | None:
    """Return the page that follows on the one at `at`, which branching may have taken away meanwhile."""
    order = {question.key: place for place, question in enumerate(form.questions)}
    here = next((page for page in found if page.key == at), None)
    place = order.get(here.questions[-1].key if here else at, len(order))
    return next((page for page in found if order[page.key] > place), None)


def page_before(form: Questionnaire, at: str, found: tuple[Page, ...]) -> Page | None:
    """Return the page before the one at `at`; the last one for the pages after the questions."""
    order = {question.key: place for place, question in enumerate(form.questions)}
    place = order.get(at, len(order))
    return next((page for page in reversed(found) if order[page.key] < place), None)


def _runs(form: Questionnaire, asked: list[Question]) -> list[list[Question]]:
    runs: list[list[Question]] = []
    for question in asked:
        if runs and _together(form, runs[-1][-1], question):
            runs[-1].append(question)
        else:
            runs.append([question])
    return runs


def _together(form: Questionnaire, one: Question, other: Question) -> bool:
    if form.section_of(one.key) is not form.section_of(other.key) or one.when != other.when:
        return False
    if one.asks is Ask.SCALE and other.asks is Ask.SCALE:
        return one.points == other.points
    return _short(one) and _short(other)


def _short(question: Question) -> bool:
    return question.demographic and question.asks is Ask.ONE and len(question.options) <= MOST_TOGETHER


def _parts(run: list[Question]) -> list[list[Question]]:
    """Cut what belongs together into cards of about the same length."""
    most = ROWS.get(run[0].points, MOST_TOGETHER) if run[0].asks is Ask.SCALE else MOST_TOGETHER
    cards = ceil(len(run) / most)
    size, longer = divmod(len(run), cards)
    parts, start = [], 0
    for number in range(cards):
        end = start + size + (number < longer)
        parts.append(run[start:end])
        start = end
    return parts
