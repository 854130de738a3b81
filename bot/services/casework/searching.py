"""Finding cases by words: what is typed, the misspelt forms of it in the register, and what was probably meant."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from handlers.cases.access import Sight
from handlers.cases.reference import find_reference
from nlp.spelling import Speller
from storage import upkeep
from storage.database import Database
from storage.finding import index as caseindex
from storage.finding import words as casewords
from storage.finding import worklist
from storage.finding.worklist import PAGE, Page, Place, Wanted

AT_ONCE = 300  # cases indexed in one transaction: other writers of SQLite wait no longer than that
_speller: tuple[str, int, Speller] | None = None
_loading = threading.Lock()


@dataclass(frozen=True)
class Found:
    """A page of what was found; `wanted` is what was really looked for, `instead` the words in place of those typed."""

    page: Page
    wanted: Wanted
    instead: str = ""
    near: bool = False


def find(
    db: Session, sight: Sight, wanted: Wanted, today: date, after: Place | None = None, *, near: bool = False
) -> Found:
    """Return a page of cases; where the words find little, their misspelt forms too; where nothing, what was meant.

    Whatever is proposed finds something within the reader's own sight: a word that stands only in cases which they may
    not see is as unknown to them as one that stands nowhere.
    """
    if near:
        wanted = _widened(db, wanted)
    page = worklist.page(db, sight, wanted, today, after)
    if not wanted.words or find_reference(wanted.words) or after is not None or len(page.cases) == PAGE:
        return Found(page, wanted, near=near)
    wider = _widened(db, wanted)
    if wider.groups is not None and not near:
        more = worklist.page(db, sight, wider, today)
        if len(more.cases) > len(page.cases):
            return Found(more, wider, near=True)
    return _meant(db, sight, wanted, today) or Found(page, wanted) if not page.cases else Found(page, wanted, near=near)


def _meant(db: Session, sight: Sight, wanted: Wanted, today: date) -> Found | None:
    meant = speller(db).meant(wanted.words)
    if meant is None:
        return None
    other = replace(wanted, words=meant, groups=None)
    page = worklist.page(db, sight, other, today)
    return Found(page, other, instead=meant) if page.cases else None


def _widened(db: Session, wanted: Wanted) -> Wanted:
    """The same search that also finds the misspelt forms of its words; unchanged where there are none."""
    vocabulary = speller(db)
    groups = tuple((*group, *vocabulary.misspelt(group[0])) for group in wanted.asked)
    return replace(wanted, groups=groups) if groups != wanted.asked else wanted


def speller(db: Session) -> Speller:
    """The vocabulary of this database, read again when it has grown."""
    global _speller
    place, size = str(db.get_bind().engine.url), caseindex.vocabulary_size(db)
    kept = _speller
    if kept is None or kept[:2] != (place, size):
        with _loading:
            kept = _speller = (place, size, Speller(caseindex.vocabulary(db)))
    return kept[2]


def reindex(database: Database, *, everything: bool = False, step: Callable[[int], None] = lambda done: None) -> int:
    """Index every case that is not in the index as it stands, or all; returns how many. May be stopped at any time."""
    done = last = 0
    while True:
        with database.begin() as db:
            next_ones = caseindex.ids_after if everything else caseindex.without_index
            ids = next_ones(db, last, AT_ONCE)
            for renew in upkeep.renewers:
                renew(db, ids)
        if not ids:
            return done
        last = ids[-1]
        done += len(ids)
        step(len(ids))


def tidy_vocabulary(database: Database) -> int:
    """Forget words that stand in no case any more, and learn what is missing; returns how many were forgotten."""
    with database.begin() as db:
        used = {word for word in caseindex.words_in_use(db) if casewords.is_proposed(word)}
        caseindex.learn(db, used - set(caseindex.vocabulary(db)))
        return caseindex.forget_words(db, used)
