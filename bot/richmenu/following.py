"""Does what was wished for: somebody's rich menu follows their language or their place on the staff."""

from dataclasses import dataclass
from datetime import timedelta

from bot.line.errors import UNAUTHORIZED, LineError, LineRefused
from bot.logs import log, short
from bot.parts import Parts
from bot.richmenu.api import RichMenuApi
from bot.richmenu.follow import follow
from bot.services.words import phrasebook
from storage import menuwishes
from storage.menuwishes import MenuWishRow
from storage.people import person_by_line_id
from storage.staff import staff_by_line_id

LEASE = timedelta(minutes=2)  # longer than the few calls take; if the worker dies, the wish is due again
MOST_TRIES = 12
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Wished:
    """A claimed wish, and what the person is now."""

    line_id: str
    wishes: int
    attempts: int
    language: str
    staff: bool


class MenuFollower:
    """Takes one wish after another; doing one twice changes nothing."""

    def __init__(self, parts: Parts) -> None:
        self._database = parts.database
        self._clock = parts.clock
        self._api = RichMenuApi.of(parts)

    def follow_next(self) -> bool:
        """Do one wish; False if none is due."""
        wished = self._claim()
        if wished is None:
            return False
        try:
            moved = follow(self._api, wished.line_id, wished.language, staff=wished.staff)
        except LineError as problem:
            self._failed(wished, problem)
            return True
        with self._database.begin() as db:
            row = db.get(MenuWishRow, wished.line_id, with_for_update=True)
            if row is not None and row.wishes == wished.wishes:  # else it was wished for again meanwhile
                db.delete(row)
        log().info("menu followed", person=short(wished.line_id), moved=moved)
        return True

    def _claim(self) -> Wished | None:
        now = self._clock.now()
        with self._database.reading() as db:
            if not menuwishes.anything_due(db, now):
                return None
        with self._database.begin() as db:
            row = menuwishes.next_wish(db, now)
            if row is None:
                return None
            row.due_at, row.attempts = now + LEASE, row.attempts + 1
            member, person = staff_by_line_id(db, row.line_id), person_by_line_id(db, row.line_id)
            spoken = person.language if person else phrasebook().default
            language = member.language if member else spoken
            return Wished(row.line_id, row.wishes, row.attempts, language, member is not None)

    def _failed(self, wished: Wished, problem: LineError) -> None:
        """Try later; what LINE refuses for good is let go, and the citizen keeps the menu they have."""
        now = self._clock.now()
        hopeless = isinstance(problem, LineRefused) and problem.code != UNAUTHORIZED and problem.status != 429
        with self._database.begin() as db:
            row = db.get(MenuWishRow, wished.line_id, with_for_update=True)
            if row is None:
                return
            if hopeless or wished.attempts >= MOST_TRIES:
                db.delete(row)
            else:
                row.due_at, row.error = now + _pause(wished.attempts), str(problem)[:80]
        log().warning("menu could not follow", person=short(wished.line_id), reason=str(problem), again=not hopeless)


def _pause(attempts: int) -> timedelta:
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(attempts, 12)))
