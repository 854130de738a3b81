"""Where in a case a search found its words, when its title and place do not show it."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from sqlalchemy.orm import Session

from bot.console.lists.highlight import around, holds, marked
from storage.cases import CaseRow
from storage.finding.index import notes_of


def snippets(db: Session, cases: Sequence[CaseRow], terms: Sequence[str]) -> Mapping[int, Markup]:
    """Return for each case the piece of what was told, or of its history, that holds one of the terms."""
    if not terms:
        return {}
    hidden = [case for case in cases if not holds(f"{case.title} {case.place}", terms)]
    notes = notes_of(db, [case.id for case in hidden if not holds(case.text, terms)])
    found = {}
    for case in hidden:
        source = next((text for text in (case.text, *notes.get(case.id, ())) if holds(text, terms)), None)
        if source is not None:
            found[case.id] = marked(around(source, terms), terms)
    return found
