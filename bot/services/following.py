"""The status of a matter for those who did not tell it in LINE: found by reference and telephone number or code."""

from dataclasses import dataclass
from datetime import datetime
from secrets import compare_digest

from bot.clock import Clock
from bot.services.casework.cases import MoveDeniedError, move_case
from bot.services.casework.desk import Desk
from bot.services.casework.facts import case_facts, entry_facts
from bot.services.looking import note
from handlers.cases.facts import Actor, CaseFacts, Entry
from handlers.cases.intake import plain_phone
from handlers.cases.reference import find_reference
from handlers.cases.status import Brought, MoveName, Role
from handlers.looking import STRANGER, Look
from storage.cases import case_by_digits, case_by_id
from storage.database import Database
from storage.intake import intake_of


@dataclass(frozen=True)
class Followed:
    """A case as its citizen may see it on the web."""

    case: CaseFacts
    steps: tuple[Entry, ...]


class Following:
    """Shows people their own case, and lets them say whether it is solved."""

    def __init__(self, database: Database, clock: Clock, desk: Desk) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk

    def find(self, reference: str, proof: str) -> Followed | None:
        """Return the case with this reference and this telephone number or code; None says not which is wrong."""
        digits = find_reference(reference)
        with self._database.reading() as db:
            row = case_by_digits(db, digits) if digits else None
            came = intake_of(db, row.id) if row else None
            code = came.follow_code if came else ""
            if row is None or not (_same(plain_phone(proof), row.phone) or _same(_plain_code(proof), code)):
                return None
        return self.shown(row.id, self._clock.now())

    def shown(self, case_id: int, now: datetime) -> Followed | None:
        """Return a case that was proved to be someone's, and note the look."""
        with self._database.begin() as db:
            row = case_by_id(db, case_id)
            if row is None:
                return None
            note(db, STRANGER, Look.LINK, [case_id], now)
            return Followed(case_facts(db, row), tuple(one for one in entry_facts(db, row) if one.public))

    def judge(self, case_id: int, *, solved: bool, words: str) -> bool:
        """Keep the citizen's word on the answer; False where it is no longer asked for."""
        now, move = self._clock.now(), MoveName.CONFIRM if solved else MoveName.REOPEN
        try:
            with self._database.begin() as db:
                office = self._desk.office()
                happened = move_case(db, case_id, move, Actor(Role.CITIZEN), office, now, Brought(note=words))
                self._desk.tell(db, happened, office, now)
        except (MoveDeniedError, LookupError):
            return False
        return True


def _same(given: str, kept: str) -> bool:
    return bool(given) and bool(kept) and compare_digest(given, kept)


def _plain_code(written: str) -> str:
    return "".join(char for char in written.upper() if char.isascii() and char.isalnum())
