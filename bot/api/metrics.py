"""Metrics for Prometheus, counted from the tables: so they are right whichever of many processes is asked."""

from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.parts import Parts
from bot.services.alarms import vitals
from handlers.alarms import NAMES, alarms
from storage import events, media, outgoing, workers

# metric -> (what it counts, how, the states that are always shown)
COUNTED: dict[str, tuple[str, Callable[[Session], dict[str, int]], str]] = {
    "siang_events": ("Webhook events by state", events.totals, "new done failed skipped"),
    "siang_outgoing": (
        "Outgoing rows by state",
        outgoing.totals,
        "queued sending sent refused withheld unknown",
    ),
    "siang_media": ("Pictures, films, sounds and files by state", media.totals, "wanted kept gone failed"),
}


class Tables(Collector):
    """Reads the state of the pump from the database at each scrape."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            with self._parts.database.reading() as session:
                now = self._parts.clock.now()
                found = [*_counts(session), *_ages(session, now), *_line(session, now)]
        except SQLAlchemyError:
            found = []
        yield GaugeMetricFamily("siang_database_up", "Whether the database answers", value=1 if found else 0)
        yield from found


def _counts(session: Session) -> Iterator[GaugeMetricFamily]:
    for name, (what, count, states) in COUNTED.items():
        totals = count(session)
        gauge = GaugeMetricFamily(name, what, labels=["state"])
        for state in states.split():
            gauge.add_metric([state], totals.get(state, 0))
        yield gauge


def _ages(session: Session, now: datetime) -> Iterator[GaugeMetricFamily]:
    def age(name: str, what: str, since: datetime | None) -> GaugeMetricFamily:
        return GaugeMetricFamily(name, what, value=(now - since).total_seconds() if since else 0)

    yield age("siang_oldest_event_seconds", "Age of the oldest waiting event", events.waiting(session)[1])
    yield age("siang_oldest_outgoing_seconds", "How long what is due has waited", outgoing.oldest_due(session, now))
    if seen := workers.last_seen(session):
        yield age("siang_worker_silent_seconds", "Since the last sign of life of any worker", seen)


def _line(session: Session, now: datetime) -> Iterator[GaugeMetricFamily]:
    """The quota, the token's end, and the alarms that the console shows."""
    known = vitals(session, now)
    for name, what, value in (
        ("siang_quota_used", "Messages that counted this month", known.quota.used),
        ("siang_quota_planned", "Messages planned for this month", known.quota.planned),
        ("siang_quota_limit", "Messages that LINE takes in a month", known.quota.limit),
    ):
        if value is not None:
            yield GaugeMetricFamily(name, what, value=value)
    if known.token_ends is not None:
        left = (known.token_ends - now).total_seconds()
        yield GaugeMetricFamily("siang_token_seconds_left", "Until the access token ends", value=left)
    ringing = {alarm.name for alarm in alarms(known, now)}
    gauge = GaugeMetricFamily("siang_alarm", "1 where the console shows the alarm", labels=["alarm"])
    for name in NAMES:
        gauge.add_metric([name], 1 if name in ringing else 0)
    yield gauge


def blueprint(parts: Parts) -> Blueprint:
    """`/metrics`."""
    routes = Blueprint("metrics", __name__)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Tables(parts))

    @routes.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return routes
