"""What staff do in the console: each act is one transaction of state, history and outgoing messages."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.alerts.alerting import Alerting
from bot.services.alerts.telling import Telling, all_notices
from bot.services.casework.cases import Step, move_case, relabel_case, reply_to_citizen
from bot.services.casework.facts import case_facts
from bot.services.casework.takingover import go_on
from bot.services.casework.teams import PartBrought
from bot.services.groupwork import join_group, move_part, report_out
from bot.services.knowing import Knowing
from bot.services.looking import note_told
from bot.settings import Settings
from handlers.cases.facts import Actor, CaseFacts, Happened
from handlers.cases.parts import PartAct
from handlers.cases.status import Brought, MoveName, Plan
from handlers.cases.superiors import Superior
from handlers.codes import make_code
from handlers.office import Office
from nlp.reading import Kind, Reading
from nlp.taxonomy import CATEGORY_KEYS
from storage import outgoing
from storage.cases import case_by_id, case_for_change
from storage.database import Database
from storage.staff import LinkCodeRow

CODE_LIVES = timedelta(minutes=30)


class Desk:
    """The acts of the console on cases."""

    def __init__(self, settings: Settings, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._knowing = Knowing(settings)
        self._telling = Telling(settings)
        self._alerting = Alerting(settings)

    def office(self) -> Office:
        """Return the office as it stands."""
        with self._database.reading() as db:
            return self._knowing.office(db, self._clock.now())

    def read(self, text: str) -> Reading:
        """Return what a text says, with the office's own places known."""
        with self._database.reading() as db:
            return self._knowing.read(db, text, self._clock.now())

    def view(self, case_id: int) -> CaseFacts | None:
        """Return a case, or None where there is none."""
        with self._database.reading() as db:
            row = case_by_id(db, case_id)
            return case_facts(db, row) if row else None

    def move(
        self,
        case_id: int,
        name: MoveName,
        actor: Actor,
        brought: Brought,
        *,
        version: int | None = None,
        uploads: Sequence[int] = (),
    ) -> CaseFacts:
        """Make a move. Raises MoveDeniedError (CHANGED where `version` is stale), LookupError without the case."""
        now = self._clock.now()
        with self._database.begin() as db:
            office = self._knowing.office(db, now)
            happened = move_case(db, case_id, name, actor, office, now, brought, Step(uploads=uploads), version)
            self.tell(db, happened, office, now)
            return happened[-1].case

    def move_part(
        self,
        case_id: int,
        part_id: int,
        act: PartAct,
        actor: Actor,
        brought: PartBrought,
        *,
        version: int | None = None,
        uploads: Sequence[int] = (),
    ) -> CaseFacts:
        """Do something to a part of a working group. Raises as `move` does."""
        now = self._clock.now()
        with self._database.begin() as db:
            office = self._knowing.office(db, now)
            step = Step(uploads=uploads)
            happened = move_part(db, case_id, part_id, act, actor, office, now, brought, step, version)
            self.tell(db, happened, office, now)
            return happened[-1].case

    def join_group(
        self, case_id: int, plan: Plan, actor: Actor, note: str, *, version: int | None = None
    ) -> CaseFacts:
        """Bring a unit into a working group. Raises as `move` does."""
        now = self._clock.now()
        with self._database.begin() as db:
            office = self._knowing.office(db, now)
            happened = join_group(db, case_id, plan, actor, office, now, note, version)
            self.tell(db, happened, office, now)
            return happened[-1].case

    def report_out(
        self, case_id: int, to: Superior, actor: Actor, note: str, *, letter: int | None = None,
        version: int | None = None,
    ) -> None:  # fmt: skip
        """Keep that the ministry or the governor was reported to. Raises as `move` does."""
        with self._database.begin() as db:
            report_out(db, case_id, to, actor, self._clock.now(), note, letter, version)

    def reply(
        self, case_id: int, actor: Actor, text: str, *, uploads: Sequence[int] = (), seen: int | None = None
    ) -> CaseFacts:
        """Write to the citizen through the case. LookupError, MoveDeniedError where a colleague was faster."""
        now = self._clock.now()
        with self._database.begin() as db:
            happened = reply_to_citizen(db, case_id, actor, text.strip(), uploads, now, seen)
            go_on(db, case_for_change(db, case_id), actor.staff_id, now)
            self.tell(db, happened, self._knowing.office(db, now), now)
            return happened[-1].case

    def relabel(
        self, case_id: int, actor: Actor, *, kind: str | None = None, category: str | None = None
    ) -> CaseFacts:
        """Set kind or category right and keep it as a label. Raises LookupError, or ValueError on an unknown word."""
        wanted = {"kind": kind, "category": category}
        allowed: dict[str, tuple[str, ...]] = {"kind": tuple(Kind), "category": CATEGORY_KEYS}
        now = self._clock.now()
        with self._database.begin() as db:
            row = None
            for field, value in wanted.items():
                if value is not None and value not in allowed[field]:
                    raise ValueError(f"no such {field}: {value[:40]}")
                if value is not None:
                    row = relabel_case(db, case_id, actor, field, value, now)
            row = row or case_by_id(db, case_id)
            if row is None:
                raise LookupError(case_id)
            return case_facts(db, row)

    def link_code(self, *, staff_id: int | None = None, unit: str | None = None) -> str:
        """Return a fresh code that links a LINE user to an account, or a LINE group to a unit."""
        code = make_code(secrets.choice)
        with self._database.begin() as db:
            expires = self._clock.now() + CODE_LIVES
            db.add(LinkCodeRow(code=code, staff_id=staff_id, unit=unit, expires_at=expires))
        return code

    def tell(self, db: Session, happened: Sequence[Happened], office: Office, now: datetime) -> None:
        """Queue what is told because of what happened, in the transaction in which it happened."""
        told = all_notices(happened, office, now)
        parcels = [*self._telling.tell(told, office, now), *self._alerting.after(db, happened, office, now)]
        note_told(db, parcels, now)
        outgoing.queue(db, parcels, now)
