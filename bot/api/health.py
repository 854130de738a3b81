"""Health: is the process alive, and can the whole do its work."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from bot.parts import Parts
from storage import events, outgoing, revision, workers

WORKER_SILENT = timedelta(seconds=30)
WAITS_TOO_LONG = timedelta(seconds=60)


def blueprint(parts: Parts) -> Blueprint:
    """`/health/live` and `/health/ready`."""
    routes = Blueprint("health", __name__, url_prefix="/health")

    @routes.get("/live")
    def live() -> Response:
        return jsonify(alive=True)

    @routes.get("/ready")
    def ready() -> tuple[Response, int]:
        problems = look(parts)
        return jsonify(ready=not problems, problems=problems), 503 if problems else 200

    return routes


def look(parts: Parts) -> dict[str, str]:
    """What stands in the way, by part, each in one sentence."""
    try:
        found, expected = revision.current(parts.database), revision.newest()
        if found != expected:
            return {"migrations": f"The database is at version {found}, not {expected}: run siang migrate."}
        return _work(parts, parts.clock.now())
    except SQLAlchemyError as problem:
        return {"database": f"The database does not answer ({type(problem).__name__})."}


def _work(parts: Parts, now: datetime) -> dict[str, str]:
    problems: dict[str, Any] = {}
    with parts.database.reading() as session:
        seen = workers.last_seen(session)
        _, oldest_event = events.waiting(session)
        oldest_parcel = outgoing.oldest_due(session, now)
    if seen is None or now - seen > WORKER_SILENT:
        problems["worker"] = "No worker has given a sign of life: start siang worker."
    if oldest_event is not None and now - oldest_event > WAITS_TOO_LONG:
        problems["events"] = f"An event has waited for {_seconds(now - oldest_event)} seconds."
    if oldest_parcel is not None and now - oldest_parcel > WAITS_TOO_LONG:
        problems["messages"] = f"A message has waited for {_seconds(now - oldest_parcel)} seconds."
    return problems


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
