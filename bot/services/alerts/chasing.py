"""Reminders, chasers and reports upwards: each is a row before it is told, so that none is told twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, text, update
from sqlalchemy.orm import Session

from bot.services.alerts.alerting import Alerting
from bot.services.casework.clocks import pause_is_over
from bot.services.casework.facts import case_facts
from bot.services.knowing import Knowing
from bot.services.words import phrasebook
from bot.settings import Settings
from handlers.alerts.alert import About, Alert, Audience
from handlers.cases.chain import canonical
from handlers.cases.chasing import Nudge, Pace, Person, Stage, addressees, nudges
from handlers.cases.deadlines import STEP_OF, Step, working_days_between
from handlers.cases.facts import CaseFacts
from handlers.cases.parts import PartStatus
from handlers.cases.status import Role, Status
from handlers.dates import day_words, local, working_day_after
from handlers.office import Office
from storage.cases import RUNNING, CaseRow, EntryRow, case_for_change
from storage.database import Database
from storage.deadlines import absences, note_nudge, nudged
from storage.parts import PartRow
from storage.staff import StaffRow

CHASED = "chase"  # the act of an entry that says so
_ABOUT = {Stage.REMIND: About.DUE_SOON, Stage.CHASE: About.CHASER, Stage.ESCALATE: About.ESCALATED,
          Stage.GOVERNOR: About.ESCALATED}  # fmt: skip
_TO_DO = (PartStatus.ASSIGNED.value, PartStatus.IN_PROGRESS.value)


@dataclass(frozen=True)
class Deadline:
    """What is due: the case in its step, or a unit's part of it."""

    step: str
    due: date
    unit: str | None
    officer_id: int | None
    part_id: int = 0


class Chasing:
    """Looks at every deadline that is near or past, and says what is to be said of it, once."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._database = database
        self._knowing = Knowing(settings)
        self._alerting = Alerting(settings)

    def look(self, now: datetime) -> int:
        """Say what is to be said now; returns how many reminders, chasers and reports there were."""
        with self._database.reading() as db:
            office = self._knowing.office(db, now)
            today = local(now, office.utc_offset_hours).date()
            if not _works(today, office):
                return 0
            horizon = working_day_after(today, office.policy.remind_before, office.holidays)
            pressing = _pressing(db, horizon)
        return sum(self._case(case_id, office, now, today) for case_id in pressing)

    def _case(self, case_id: int, office: Office, now: datetime, today: date) -> int:
        said = 0
        with self._database.begin() as db:
            row = case_for_change(db, case_id)
            if row is None or not _is_running(row):
                return 0
            if row.status == Status.WAITING and not pause_is_over(db, row, office, now):
                return 0
            people = _people(db)
            away = absences(db, today)
            for deadline in deadlines_of(db, row):
                done = nudged(db, row.id, deadline.part_id, deadline.due)
                for nudge in nudges(deadline.due, today, pace_of(office), office.holidays, done):
                    if not note(db, row, deadline, nudge, now):
                        continue
                    stage, step = nudge.stage, Step(deadline.step) if deadline.step in set(Step) else Step.WORK
                    named = addressees(
                        stage, step, row.category, deadline.unit, deadline.officer_id, people, away, today
                    )
                    self._tell(db, case_facts(db, row), row.chasers, deadline, nudge, named, office, now, today)
                    said += 1
        return said

    def _tell(
        self, db: Session, case: CaseFacts, serial: int, deadline: Deadline, nudge: Nudge, named: Sequence[int],
        office: Office, now: datetime, today: date,
    ) -> None:  # fmt: skip
        wording = phrasebook().wording(phrasebook().default)
        late = max(0, working_days_between(deadline.due, today, office.holidays))
        words = wording.say(
            f"alerts.{nudge.stage}", n=serial, step=wording.say(f"step.{deadline.step}"), late=late,
            day=day_words(deadline.due, wording),
        )  # fmt: skip
        about = About.DUE_TODAY if nudge.stage is Stage.REMIND and deadline.due == today else _ABOUT[nudge.stage]
        # The outermost key is the row that was just made; this one keeps two means from being told alike.
        mark = f"{nudge.stage}:{deadline.part_id}:{nudge.number}:{deadline.due}"
        seen = replace(case, unit=deadline.unit, partners=(*case.partners, *filter(None, (case.unit,))))
        alert = Alert(about, seen, Audience.PEOPLE, tuple(named), words, round=mark)
        if not self._alerting.send(db, [alert], office, now):  # nobody named can be reached: the unit's group
            self._alerting.send(db, [replace(alert, audience=Audience.UNIT, people=())], office, now)


def note(db: Session, row: CaseRow, deadline: Deadline, nudge: Nudge, now: datetime) -> bool:
    """Keep a rung of the ladder, and a chaser in the history; False where it is there."""
    chases = nudge.stage is Stage.CHASE
    serial = row.chasers + 1 if chases else row.chasers
    values: dict[str, object] = {
        "case_id": row.id, "part_id": deadline.part_id, "step": deadline.step, "stage": nudge.stage.value,
        "number": nudge.number, "serial": serial, "due": deadline.due, "at": now,
    }  # fmt: skip
    if not note_nudge(db, values):
        return False
    if nudge.stage is Stage.REMIND:
        return True
    if chases:  # beside the version: whoever works on the case is not disturbed by being chased
        counted = update(CaseRow).where(CaseRow.id == row.id).values(chasers=serial)
        db.execute(counted, execution_options={"synchronize_session": False})
        db.refresh(row)
    detail = {"stage": nudge.stage.value, "number": serial, "step": deadline.step, "due": deadline.due.isoformat()}
    if deadline.part_id:
        detail |= {"part": deadline.part_id, "unit": deadline.unit}
    db.add(
        EntryRow(
            case_id=row.id, at=now, role=Role.SYSTEM, before=row.status, after=row.status, unit=row.unit,
            public=False, act=CHASED, detail=canonical(detail),
        )
    )  # fmt: skip
    db.flush()
    return True


def pace_of(office: Office) -> Pace:
    """Return how soon each rung comes in this office."""
    policy = office.policy
    return Pace(policy.remind_before, policy.chase_every, policy.chasers, policy.governor_after)


def _works(today: date, office: Office) -> bool:
    return working_day_after(today - timedelta(days=1), 1, office.holidays) == today


def _pressing(db: Session, horizon: date) -> Sequence[int]:
    cases = select(CaseRow.id).where(text(RUNNING), or_(CaseRow.due <= horizon, CaseRow.step_due <= horizon))
    parts = select(PartRow.case_id).where(PartRow.status.in_(_TO_DO), PartRow.due <= horizon)
    return sorted({*db.scalars(cases), *db.scalars(parts)})


def _is_running(row: CaseRow) -> bool:
    return Status(row.status) in STEP_OF


def deadlines_of(db: Session, row: CaseRow) -> Iterator[Deadline]:
    """The case's own next deadline, and those of the parts that are to be done."""
    parts = db.scalars(select(PartRow).where(PartRow.case_id == row.id, PartRow.status.in_(_TO_DO))).all()
    due = min(filter(None, (row.due, row.step_due)), default=None)
    if due is not None:
        yield Deadline(STEP_OF[Status(row.status)].value, due, row.unit, row.officer_id)
    for part in parts:
        if part.due is not None:
            yield Deadline("part", part.due, part.unit, part.officer_id, part.id)


def _people(db: Session) -> list[Person]:
    rows = db.scalars(select(StaffRow).where(StaffRow.active).order_by(StaffRow.id))
    return [Person(row.id, Role(row.role), row.unit) for row in rows]

