"""Where someone is in a questionnaire: their session read as wave, answers and page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.conversation.session import Session
from handlers.surveys.facts import WaveFacts
from handlers.surveys.pages import CONFIRM, KEEP, Page, page_after, page_before, pages
from handlers.surveys.questionnaire import Ask, due
from handlers.turn import Known

SURVEY = "survey"  # the flow's name
STEP = "page"  # its only step, open until the answers are handed in
FIRST = ""  # the page before the first one


@dataclass(frozen=True)
class Place:
    """The session of a questionnaire with everything that it means."""

    wave: WaveFacts
    session: Session

    @property
    def told(self) -> dict[str, Any]:
        """What was answered so far."""
        return dict(self.session.answers.get("told", {}))

    @property
    def at(self) -> str:
        """The key of the open page."""
        return str(self.session.answers.get("at", FIRST))

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages as they are after what was answered."""
        return pages(self.wave.form, self.told, self.wave.known_of_person)

    @property
    def page(self) -> Page | None:
        """The open page, None on those after the questions."""
        if self.at in (KEEP, CONFIRM):
            return None
        here = next((page for page in self.pages if any(one.key == self.at for one in page.questions)), None)
        return here or page_after(self.wave.form, self.at, self.pages)

    @property
    def wants_words(self) -> bool:
        """Tell whether free words are the answer, whatever they sound like."""
        page = self.page
        return page is not None and page.questions[0].asks is Ask.TEXT

    def answering(self, told: Mapping[str, Any]) -> "Place":
        """Return the place with other answers."""
        return Place(self.wave, self.session.answered(told=dict(told)))

    def turned_to(self, key: str) -> "Place":
        """Return the place with another page open."""
        return Place(self.wave, self.session.answered(at=key))

    def onward(self) -> "Place":
        """Return the place with the next page open."""
        following = page_after(self.wave.form, self.at, self.pages) if self.at not in (KEEP, CONFIRM) else None
        if following is not None:
            return self.turned_to(following.key)
        if self.at != KEEP and self._asks_to_keep():
            return self.turned_to(KEEP)
        return self.turned_to(CONFIRM)

    def backward(self) -> "Place | None":
        """Return the place with the page before, None on the first."""
        before = page_before(self.wave.form, self.at, self.pages)
        return self.turned_to(before.key) if before else None

    def _asks_to_keep(self) -> bool:
        about = [one.key for one in self.wave.form.questions if one.demographic]
        return "keep" not in self.session.answers and any(key in self.told for key in about) and not self.wave.test

    @property
    def handed_in(self) -> tuple[tuple[tuple[str, int, str | None], ...], dict[str, int], dict[str, int]]:
        """Return what is handed in: rows of (question, code, words), the groups, and what may be kept about the person.

        What an answer before branching led to, and a later one leads away from, is left out.
        """
        known = self.wave.known_of_person
        told = {**known, **self.told}
        rows: list[tuple[str, int, str | None]] = []
        asked = due(self.wave.form, told)
        for question in (one for one in asked if one.key in told):
            answer = told[question.key]
            for one in answer if isinstance(answer, list) else [answer]:
                rows.append((question.key, one, None) if isinstance(one, int) else (question.key, 0, str(one)))
        groups = {one.key: told[one.key] for one in asked if one.groups and one.key in told}
        may_keep = self.session.answers.get("keep") is True
        kept = {one.key: told[one.key] for one in asked if one.demographic and one.key in self.told} if may_keep else {}
        return tuple(rows), groups, kept


def place_of(session: Session | None, known: Known) -> Place | None:
    """Return where someone is in a questionnaire, or None where the session is none or its wave is not known."""
    if session is None or session.flow != SURVEY:
        return None
    wave = known.waves.get(int(session.answers.get("wave", 0)))
    return Place(wave, session) if wave else None
