"""The nightly proof of the histories: kept for whoever asks, and an alarm where something was altered."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.console.words import phrasebook
from bot.logs import log
from bot.services.alerts.telling import Telling
from bot.services.casework.proving import Proof, prove, seal_all
from bot.settings import Settings
from handlers.cases.chain import Flaw, key_of
from handlers.messages import Text
from storage import outgoing
from storage.database import Database
from storage.offices import SettingRow
from storage.staff import StaffRow

KEPT_AS = "history_proof"
NAMED = 50  # findings that are kept with the outcome
TOLD = ("administrator", "head", "auditor")


def watch_histories(settings: Settings, database: Database, now: datetime) -> Proof:
    """Prove every history, then seal what is new; whoever must know of an alteration is told in LINE."""
    proof = prove(database, now, [key_of(settings.secret_key)])
    wrong = sum(finding.flaw is not Flaw.OTHER_KEY for finding in proof.findings)
    with database.begin() as db:
        _keep(db, proof, wrong)
        if wrong:
            _alarm(db, settings, wrong, now)
    if wrong:
        log().error("histories were altered", wrong=wrong, flaws=sorted({str(one.flaw) for one in proof.findings}))
    else:  # what is altered is not sealed: the seals stay a witness of how it was
        made = seal_all(database, now)
        log().info("histories are whole", cases=proof.cases, entries=proof.entries, seals=made, seal=proof.seal)
    return proof


def _keep(db: Session, proof: Proof, wrong: int) -> None:
    value = {
        "at": proof.at.isoformat(), "cases": proof.cases, "entries": proof.entries, "seals": proof.seals,
        "seal": proof.seal, "wrong": wrong, "findings": [asdict(one) for one in proof.findings[:NAMED]],
    }  # fmt: skip
    db.merge(SettingRow(key=KEPT_AS, value=value))


def _alarm(db: Session, settings: Settings, wrong: int, now: datetime) -> None:
    chosen = select(StaffRow).where(StaffRow.role.in_(TOLD), StaffRow.active, StaffRow.line_id.is_not(None))
    telling = Telling(settings)
    for person in db.scalars(chosen):
        said = Text(phrasebook().wording(person.language).say("proof.alarm", n=wrong))
        parcels = telling.push(person.line_id or "", person.language, (said,), "alert", None)
        outgoing.queue(db, parcels, now)
