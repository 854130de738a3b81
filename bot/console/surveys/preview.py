"""How LINE will show a questionnaire: the very messages of the chat, asked for each page of a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.console.frame import now, office
from bot.line.cards.faces import DRAWN
from bot.services.words import phrasebook
from handlers.conversation.asking import ask
from handlers.conversation.session import Session
from handlers.messages import Message, Sheet, Tile
from handlers.person import Person
from handlers.surveys.facts import WaveFacts
from handlers.surveys.inviting import invitation
from handlers.surveys.pages import CONFIRM, pages
from handlers.surveys.questionnaire import Questionnaire, When
from handlers.surveys.talk import STEP, SURVEY
from handlers.turn import Known
from nlp.reading import Kind, Reading

DAYS = timedelta(days=14)


@dataclass(frozen=True)
class Shown:
    """One message of the preview; `only_if` is the answer under which the page is asked, `key` its first question."""

    message: Message
    key: str = ""
    when: When | None = None

    @property
    def kind(self) -> str:
        """Which drawing it needs."""
        return type(self.message).__name__.lower()


def preview(form: Questionnaire, language: str) -> Iterator[Shown]:
    """Yield what someone meets from the invitation to the last tap; pages of all branches, in their order."""
    wave = WaveFacts(1, form, (now() + DAYS).date())
    wording = phrasebook().wording(language)
    name = office().name(language)
    for message in invitation(form, 1, wave.closes_on, name, wording):
        yield Shown(message)
    person = Person("preview", language=language)
    known = Known(now(), office(), phrasebook(), person, "preview", _read, waves={1: wave})
    for page in _all_pages(form):
        session = Session("preview", SURVEY, 1, STEP, now(), {"wave": 1, "told": _told_for(form, page), "at": page})
        question = form.question(page)
        for message in ask(session, known):
            yield Shown(message, page, question.when if question else None)


def _all_pages(form: Questionnaire) -> list[str]:
    """The pages of every branch: each conditional question is reached by the answer that it waits for."""
    found: list[str] = []
    for question in form.questions:
        told = _told_for(form, question.key)
        page = next((one for one in pages(form, told, {}) if question in one.questions), None)
        if page is not None and page.key not in found:
            found.append(page.key)
    return [*found, CONFIRM]


def _told_for(form: Questionnaire, key: str) -> dict[str, object]:
    told: dict[str, object] = {}
    question = form.question(key)
    while question is not None and question.when is not None and question.when.question not in told:
        told[question.when.question] = min(question.when.codes)
        question = form.question(question.when.question)
    return told


def face(tile: Tile) -> str:
    """The drawn face of a tile, empty where it has none."""
    return DRAWN[tile.face - 1] if tile.face else ""


def percent(sheet: Sheet) -> int:
    """How far the bar of a sheet reaches."""
    return round(100 * sheet.progress.done / max(1, sheet.progress.steps)) if sheet.progress else 0


def _read(text: str) -> Reading:
    return Reading(
        text=text, kind=Kind.OTHER, confidence=0.0, categories=(), urgent=False, emergency=None, places=(), phones=(),
        personal=(), title="", several=False, sure=False,
    )  # fmt: skip
