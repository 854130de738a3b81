"""Urgent cases that nobody takes: up the ladder from LINE to the rota, e-mail and SMS, each step once."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.alerts.alerting import Alerting, colleagues
from bot.services.casework.facts import case_facts
from bot.services.knowing import Knowing
from bot.services.words import phrasebook
from bot.settings import Settings
from handlers.alerts.alert import About, Alert
from handlers.alerts.ladder import UNTAKEN, climb
from handlers.cases.facts import CaseFacts
from handlers.office import Office
from storage.alerts import vigils
from storage.alerts.vigils import GAVE_UP, TAKEN, VigilRow
from storage.cases import case_by_id
from storage.database import Database
from storage.outgoing import REFUSED, SENT, UNKNOWN, WITHHELD, OutgoingRow

LOST = frozenset({REFUSED, UNKNOWN, WITHHELD})


def look_after_untaken(settings: Settings, database: Database, now: datetime) -> int:
    """Look at every case that somebody must take; returns for how many the next rung was reached."""
    with database.reading() as db:
        waiting = vigils.open_vigils(db)
    if not waiting:
        return 0
    alerting, knowing = Alerting(settings), Knowing(settings)
    climbed = 0
    for case_id in waiting:
        with database.begin() as db:
            vigil = vigils.for_look(db, case_id)
            row = case_by_id(db, case_id) if vigil else None
            if vigil is not None and row is not None:
                climbed += _look(db, vigil, case_facts(db, row), alerting, knowing.office(db, now), now)
    return climbed


def _look(
    db: Session, vigil: VigilRow, case: CaseFacts, alerting: Alerting, office: Office, now: datetime
) -> bool:
    if case.status not in UNTAKEN:
        vigil.outcome = TAKEN
        return False
    if now < vigil.due_at and not _line_failed(db, vigil):
        return False
    patience = timedelta(minutes=office.policy.take_minutes)
    duty = alerting.on_call(db, case.unit, office, now)
    step = climb(vigil.rung, case, colleagues(db), duty, alerting.usable, patience)
    waited = round((now - vigil.began_at).total_seconds() / 60)
    about = About.UNTAKEN if step.calls else About.GIVEN_UP
    words = phrasebook().wording(phrasebook().default).say("alerts.untaken", minutes=waited)
    alert = Alert(about, case, words=words, urgent=True, round=f"{vigil.began_at:%Y%m%d%H%M%S}.{step.rung}")
    for way in step.calls:
        alerting.by(db, alert, way, office, now)
    vigil.rung = step.rung
    if step.wait is None:
        vigil.outcome = GAVE_UP
    else:
        vigil.due_at = now + step.wait
    return True


def _line_failed(db: Session, vigil: VigilRow) -> bool:
    """LINE took none of the alerts of this round: there is nothing to wait for."""
    told = (OutgoingRow.case_id == vigil.case_id, OutgoingRow.purpose == "alert", OutgoingRow.urgent)
    asked = select(OutgoingRow.state).where(*told, OutgoingRow.created_at >= vigil.began_at)
    states = set(db.scalars(asked))
    return vigil.rung == 0 and (not states or states <= LOST) and SENT not in states
