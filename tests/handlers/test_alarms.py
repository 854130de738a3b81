"""What rings before citizens notice, and what does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.alarms import Vitals, alarms
from handlers.quota import Standing

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
WELL = Vitals(NOW, None, None, Standing(300, 10), True, NOW + timedelta(days=29), True)


def names(**changes: object) -> list[str]:
    return [alarm.name for alarm in alarms(replace(WELL, **changes), NOW)]  # type: ignore[arg-type]


def test_where_all_is_well_nothing_rings():
    assert names() == []


@pytest.mark.parametrize(
    ("changes", "rings"),
    [
        ({"worker_seen": None}, ["worker_never"]),
        ({"worker_seen": NOW - timedelta(seconds=59)}, []),
        ({"worker_seen": NOW - timedelta(seconds=61)}, ["worker"]),
        ({"oldest_event": NOW - timedelta(seconds=119)}, []),
        ({"oldest_event": NOW - timedelta(seconds=121)}, ["events"]),
        ({"oldest_message": NOW - timedelta(minutes=11)}, ["messages"]),
        ({"token_valid": False}, ["token_wrong"]),
        ({"token_valid": None, "token_ends": None, "webhook_fine": None}, []),
        ({"token_ends": NOW + timedelta(days=7, seconds=1)}, []),
        ({"token_ends": NOW + timedelta(days=6)}, ["token_ends"]),
        ({"token_ends": NOW}, ["token_wrong"]),
        ({"webhook_fine": False}, ["webhook"]),
        ({"quota": Standing(300, 269)}, []),
        ({"quota": Standing(300, 270)}, ["quota_nearly"]),
        ({"quota": Standing(300, 300)}, ["quota_gone"]),
        ({"quota": Standing(None, 10_000)}, []),
    ],
)
def test_each_alarm_rings_at_its_own_time(changes: dict[str, object], rings: list[str]):
    assert names(**changes) == rings


def test_the_worst_comes_first():
    found = names(token_ends=NOW + timedelta(days=1), oldest_event=NOW - timedelta(hours=1), quota=Standing(10, 9))
    assert found == ["events", "token_ends", "quota_nearly"]
