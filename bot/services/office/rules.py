"""Routing rules: drafted beside those in force, tried on past cases, put into force whole, and taken back whole."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.casework.desk import Desk
from handlers.cases.access import Sight
from handlers.cases.facts import Actor
from handlers.cases.routing import BARRING, Difference, Matter, Past, compare, complained_of, faults
from handlers.office import Office, Rule
from nlp.reading import Kind
from storage import rulesets as rows
from storage.database import Database
from storage.finding.worklist import visible
from storage.offices import RuleRow, touch
from storage.rulesets import DRAFT, LIVE, RuleSetRow

MOST_RULES = 300


class RulesRefusedError(Exception):
    """The rules were not changed; `code` has a sentence under `rules_refused.*`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Rules:
    """The office's routing rules."""

    def __init__(self, database: Database, clock: Clock, desk: Desk) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk

    def live(self) -> tuple[Rule, ...]:
        """Return the rules in force, those that are switched off among them."""
        with self._database.reading() as db:
            return _live(db)

    def draft(self) -> RuleSetRow | None:
        """Return the set that is being drafted."""
        with self._database.reading() as db:
            return rows.draft(db)

    def past(self) -> Sequence[RuleSetRow]:
        """Return the sets that were in force, newest first."""
        with self._database.reading() as db:
            return rows.past(db)

    def begin(self, actor: Actor, version_id: int | None = None) -> None:
        """Begin a draft from what is in force, or from an earlier set; a draft that is there stays."""
        with self._database.begin() as db:
            if rows.draft(db, change=True) is not None:
                return
            earlier = db.get(RuleSetRow, version_id) if version_id else None
            rules = list(earlier.rules) if earlier and earlier.state == LIVE else packed(_live(db))
            db.add(RuleSetRow(state=DRAFT, rules=rules, staff_id=actor.staff_id, at=self._clock.now()))

    def change(self, rules: Sequence[Rule], actor: Actor, version: int) -> None:
        """Change the draft. Raises RulesRefusedError where somebody else did so meanwhile, or it grew too long."""
        with self._database.begin() as db:
            row = _for_change(db, version)
            if len(rules) > MOST_RULES:
                raise RulesRefusedError("many")
            row.rules, row.staff_id, row.at = packed(rules), actor.staff_id, self._clock.now()

    def drop(self) -> None:
        """Throw the draft away."""
        with self._database.begin() as db:
            row = rows.draft(db, change=True)
            if row is not None:
                db.delete(row)

    def publish(self, actor: Actor, version: int, note: str) -> None:
        """Put the draft into force. What was in force before can be had again."""
        office, now = self._desk.office(), self._clock.now()
        with self._database.begin() as db:
            row = _for_change(db, version)
            rules = unpacked(row)
            if not rules or set(faults(rules, office).values()) & BARRING:
                raise RulesRefusedError("faults")
            before = packed(_live(db))
            newest = next(iter(rows.past(db, 1)), None)
            if newest is None or newest.rules != before:  # they came from the office's file: nobody's note is lost
                db.add(RuleSetRow(state=LIVE, rules=before, at=now, staff_id=None))
                db.flush()
            rows.replace_rules(db, row.rules)
            db.add(RuleSetRow(state=LIVE, rules=row.rules, note=note, staff_id=actor.staff_id, at=now))
            db.delete(row)
            touch(db)

    def trial(self, rules: Sequence[Rule], sight: Sight, limit: int) -> Difference:
        """Return what other rules would have done with the last cases that someone may see."""
        office = self._desk.office()
        with self._database.reading() as db:
            live, found = _live(db), rows.last_cases(db, visible(sight), limit)
        return compare(live, rules, (_past(one, office) for one in found))

    def matter(self, text: str) -> Matter:
        """Return a text as the rules would meet it."""
        reading, office = self._desk.read(text), self._desk.office()
        known = [place for mention in reading.places if (place := office.place(mention.key))]
        area = next((place.key for place in known if place.kind == "village"), None)
        kind = Kind.COMPLAINT if reading.kind is Kind.OTHER else reading.kind
        against = complained_of(text, office.units)
        return Matter(kind, reading.categories[0].key, area, text, "line", against)


def packed(rules: Sequence[Rule]) -> list[dict[str, object]]:
    """Return rules as they are kept."""
    return [{**asdict(rule), "words": list(rule.words)} for rule in rules]


def unpacked(row: RuleSetRow) -> tuple[Rule, ...]:
    """Return the rules of a set."""
    return tuple(Rule(**{**rule, "words": tuple(rule["words"])}) for rule in row.rules)


def _live(db: Session) -> tuple[Rule, ...]:
    found = db.scalars(select(RuleRow).order_by(RuleRow.position, RuleRow.id))
    return tuple(
        Rule(row.unit, row.kind, row.category, row.area, tuple(row.words or ()), row.channel, row.active)
        for row in found
    )


def _for_change(db: Session, version: int) -> RuleSetRow:
    row = rows.draft(db, change=True)
    if row is None:
        raise RulesRefusedError("gone")
    if row.version != version:
        raise RulesRefusedError("changed")
    return row


def _past(row: Any, office: Office) -> Past:
    case_id, reference, title, kind, category, area, text, channel, against = row
    named = complained_of(text, office.units) | ({against} if against else set())
    return Past(case_id, reference, title, Matter(Kind(kind), category, area, text, channel, frozenset(named)))
