"""What the office must hear of before citizens notice: each alarm by name, how bad, with figures for its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.quota import Standing

TOKEN_SOON = timedelta(days=7)
WORKER_SILENT = timedelta(seconds=60)
EVENTS_WAIT = timedelta(minutes=2)
MESSAGES_WAIT = timedelta(minutes=10)
QUOTA_NEARLY = 10  # percent left
NAMES = (
    "worker_never", "worker", "token_wrong", "token_ends", "webhook", "events", "messages", "quota_gone",
    "quota_nearly",
)  # fmt: skip


@dataclass(frozen=True)
class Vitals:
    """What was last seen of the parts that everything hangs on. None: not known."""

    worker_seen: datetime | None
    oldest_event: datetime | None
    oldest_message: datetime | None
    quota: Standing
    token_valid: bool | None = None
    token_ends: datetime | None = None
    webhook_fine: bool | None = None


@dataclass(frozen=True)
class Alarm:
    """Something that is wrong, or will be soon; `bad` where citizens are hurt by it already."""

    name: str
    bad: bool
    figures: Mapping[str, int] = field(default_factory=dict)


def alarms(vitals: Vitals, now: datetime) -> tuple[Alarm, ...]:
    """Return what is to be told, the worst first."""
    found = [*_work(vitals, now), *_line(vitals, now), *_quota(vitals.quota)]
    return tuple(sorted(found, key=lambda alarm: (not alarm.bad, NAMES.index(alarm.name))))


def _work(vitals: Vitals, now: datetime) -> list[Alarm]:
    found = []
    if vitals.worker_seen is None:
        found.append(Alarm("worker_never", True))
    elif now - vitals.worker_seen > WORKER_SILENT:
        found.append(Alarm("worker", True, {"minutes": _minutes(now - vitals.worker_seen)}))
    for name, since, most in (
        ("events", vitals.oldest_event, EVENTS_WAIT),
        ("messages", vitals.oldest_message, MESSAGES_WAIT),
    ):
        if since is not None and now - since > most:
            found.append(Alarm(name, True, {"minutes": _minutes(now - since)}))
    return found


def _line(vitals: Vitals, now: datetime) -> list[Alarm]:
    found = []
    if vitals.token_valid is False or (vitals.token_ends is not None and vitals.token_ends <= now):
        found.append(Alarm("token_wrong", True))
    elif vitals.token_ends is not None and vitals.token_ends - now < TOKEN_SOON:
        found.append(Alarm("token_ends", False, {"days": (vitals.token_ends - now).days}))
    if vitals.webhook_fine is False:
        found.append(Alarm("webhook", True))
    return found


def _quota(quota: Standing) -> list[Alarm]:
    if quota.limit is None or quota.left is None:
        return []
    if quota.left == 0:
        return [Alarm("quota_gone", True)]
    nearly = quota.left * 100 <= quota.limit * QUOTA_NEARLY
    return [Alarm("quota_nearly", False, {"left": quota.left, "limit": quota.limit})] if nearly else []


def _minutes(span: timedelta) -> int:
    return max(1, int(span.total_seconds() // 60))
