"""Free answers of a wave by theme, with examples: who is named in them is masked, what was hidden stays counted."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.surveys.results import WaveFacts, facts_of, source_of
from handlers.cases.status import Role
from handlers.surveys.questionnaire import Question
from handlers.surveys.sight import may_read_theme
from nlp.clean import clean
from nlp.clusters import clusters
from nlp.personal import find_personal
from nlp.themes import OTHER, Theme, theme_of
from storage.database import Database
from storage.surveys import results as surveyresults
from storage.surveys.results import Written
from storage.surveys.surveys import WaveRow

MOST_READ = 20_000  # answers to one question; what comes after is counted and not sorted
EXAMPLES, MANY_EXAMPLES = 3, 60
BEST_LENGTH = 60  # letters: an example should say something and be read at a glance
REMEMBERED = 200_000
PAGES_KEPT = 40
MASK = "▇▇▇"



@dataclass(frozen=True)
class Example:
    """One answer as it may be shown."""

    response_id: int
    text: str
    tone: str
    hidden: bool


@dataclass(frozen=True)
class ThemeGroup:
    """Answers about the same; `words` name a cluster that no theme fits. Without `examples` the reader may see none."""

    key: str
    words: tuple[str, ...]
    n: int
    tones: Mapping[str, int]
    examples: tuple[Example, ...]
    closed: bool


@dataclass(frozen=True)
class Said:
    """The answers to one question: all, those that say something, and what they are about."""

    question: Question
    n: int
    telling: int
    groups: tuple[ThemeGroup, ...]


@dataclass(frozen=True)
class _Asked:
    """What a page of answers hangs on: the same of it is the same page."""

    wave_id: int
    question: str
    n: int
    role: Role
    theme: str
    hidden: frozenset[tuple[int, str]]


class _Memory:
    """What this process has read of a database's answers: their themes, which never change, and whole pages."""

    def __init__(self) -> None:
        self._themes: OrderedDict[tuple[int, str], Theme | None] = OrderedDict()
        self._pages: OrderedDict[_Asked, Said] = OrderedDict()
        self._lock = threading.Lock()

    def theme(self, one: Written, question: str) -> Theme | None:
        """Return what an answer is about."""
        key = (one.response_id, question)
        with self._lock:
            if key in self._themes:
                return self._themes[key]
        theme = theme_of(one.text)
        with self._lock:
            self._themes[key] = theme
            while len(self._themes) > REMEMBERED:
                self._themes.popitem(last=False)
        return theme

    def page(self, asked: _Asked, make: Callable[[], Said]) -> Said:
        """Return what was told for the same answers before, as long as none came, went, or was hidden since."""
        with self._lock:
            if asked in self._pages:
                self._pages.move_to_end(asked)
                return self._pages[asked]
        said = make()
        with self._lock:
            self._pages[asked] = said
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return said


_memories: "WeakKeyDictionary[Database, _Memory]" = WeakKeyDictionary()


class ResultWords:
    """Reads free answers and hides some."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._memory = _memories.setdefault(database, _Memory())

    def of_wave(self, wave_id: int, role: Role, theme: str = "") -> tuple[WaveFacts, list[Said]] | None:
        """Return a wave's free answers by theme; of `theme` many examples. None where there is no such wave."""
        with self._database.reading() as db:
            wave = db.get(WaveRow, wave_id)
            if wave is None or wave.state not in surveyresults.COUNTING:
                return None
            source = source_of(db, wave)
            hidden = frozenset(surveyresults.hidden_words(db, wave_id))
            told = []
            for question in source.texts:
                n = surveyresults.how_many_written(db, wave_id, question.key)
                asked = _Asked(wave_id, question.key, n, role, theme, hidden)
                told.append(self._memory.page(asked, partial(_said, db, asked, question, self._memory)))
            return facts_of(db, wave, source), [one for one in told if one.n]

    def hide(self, wave_id: int, response_id: int, question: str, staff_id: int | None, *, again: bool) -> None:
        """Show an answer no more, or `again`. LookupError where the wave has no such answer."""
        with self._database.begin() as db:
            if surveyresults.wave_of_words(db, response_id, question) != wave_id:
                raise LookupError(response_id)
            if again:
                surveyresults.show_again(db, response_id, question)
            else:
                surveyresults.hide(db, response_id, question, staff_id, self._clock.now())


def masked(text: str) -> str:
    """Return a text without the numbers, addresses and names in it."""
    for span in reversed(find_personal(clean(text))[1]):
        text = text[: span.start] + MASK + text[span.end :]
    return text


def _said(db: Session, asked: _Asked, question: Question, memory: _Memory) -> Said:
    themes: dict[str, list[tuple[Written, Theme]]] = {}
    telling = 0
    for one in surveyresults.written(db, asked.wave_id, question.key, MOST_READ):
        theme = memory.theme(one, question.key)
        if theme is not None:
            telling += 1
            themes.setdefault(theme.key, []).append((one, theme))
    role, wanted = asked.role, asked.theme
    groups = [
        group
        for key, found in themes.items()
        for group in (_clustered(found, role, wanted) if key == OTHER else [_group(key, (), found, role, wanted)])
    ]
    groups.sort(key=lambda group: (group.key == OTHER and not group.words, -group.n, group.key))
    return Said(question, asked.n, telling, tuple(groups))


def _clustered(found: Sequence[tuple[Written, Theme]], role: Role, wanted: str) -> list[ThemeGroup]:
    """What no theme fits, put together by its own words; the rest is one group."""
    made = clusters([one.text for one, _ in found])
    taken = {at for cluster in made for at in cluster.members}
    groups = [_group(OTHER, one.words, [found[at] for at in one.members], role, wanted) for one in made]
    rest = [one for at, one in enumerate(found) if at not in taken]
    return [*groups, *([_group(OTHER, (), rest, role, wanted)] if rest else [])]


def _group(
    key: str, words: tuple[str, ...], found: Sequence[tuple[Written, Theme]], role: Role, wanted: str
) -> ThemeGroup:
    open_to = [(one, theme) for one, theme in found if may_read_theme(role, key, theme.tone)]
    shown = _examples(open_to, MANY_EXAMPLES if wanted == key else EXAMPLES)
    tones = Counter(theme.tone for _, theme in found)
    return ThemeGroup(key, words, len(found), tones, tuple(shown), closed=len(open_to) < len(found))


def _examples(found: Iterable[tuple[Written, Theme]], most: int) -> list[Example]:
    """The answers that are best read: neither a word nor a page, none twice; hidden ones after all others."""
    best = sorted(found, key=lambda pair: (pair[0].hidden, abs(len(pair[0].text) - BEST_LENGTH), pair[0].response_id))
    chosen: dict[str, Example] = {}
    for one, theme in best:
        plain = "".join(one.text.split()).lower()
        if plain not in chosen:
            chosen[plain] = Example(one.response_id, masked(one.text), theme.tone, one.hidden)
        if len(chosen) == most:
            break
    return list(chosen.values())
