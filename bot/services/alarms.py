"""Gathers the vital signs for the alarms, and looks from time to time at what only LINE can tell: token and webhook."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.line.client import LineClient
from bot.line.errors import LineError
from bot.line.token import ask_token
from bot.services.quotas.quota import standing
from bot.settings import Settings
from handlers.alarms import Alarm, Vitals, alarms
from storage import events, outgoing, watches, workers
from storage.database import Database

TOKEN, WEBHOOK = "token", "webhook"


def watch_line(settings: Settings, line: LineClient, database: Database, now: datetime) -> None:
    """Ask LINE about the token and let it test the webhook; what it cannot say now keeps its last answer."""
    found: dict[str, dict[str, object]] = {}
    try:
        state = ask_token(settings.line_api_url, settings.line_channel_access_token, now)
        found[TOKEN] = {"valid": state.valid, "ends": state.ends.isoformat() if state.ends else None}
        if state.valid:
            found[WEBHOOK] = _webhook(settings, line)
    except LineError:
        pass
    with database.begin() as db:
        for name, what in found.items():
            watches.note(db, name, what, now)


def vitals(db: Session, now: datetime) -> Vitals:
    """Return what is known."""
    noted = {name: row.found for name, row in watches.noted(db).items()}
    token, webhook = noted.get(TOKEN, {}), noted.get(WEBHOOK, {})
    return Vitals(
        worker_seen=workers.last_seen(db),
        oldest_event=events.waiting(db)[1],
        oldest_message=outgoing.oldest_due(db, now),
        quota=standing(db, now),
        token_valid=token.get("valid"),
        token_ends=datetime.fromisoformat(token["ends"]) if token.get("ends") else None,
        webhook_fine=webhook.get("fine"),
    )


def alarms_now(db: Session, now: datetime) -> tuple[Alarm, ...]:
    """Return what is to be told."""
    return alarms(vitals(db, now), now)


def _webhook(settings: Settings, line: LineClient) -> dict[str, object]:
    found = line.webhook_endpoint() or {}
    if found.get("endpoint") != f"{settings.public_url}/callback" or not found.get("active"):
        return {"fine": False, "reason": "address"}
    result = line.test_webhook()
    return {"fine": bool(result.get("success")), "reason": str(result.get("reason", ""))[:80]}
