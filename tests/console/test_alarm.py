"""The banner of alarms: seen by who can do something, in words, and gone when all is well."""

from datetime import timedelta

import pytest

from bot.console.words import phrasebook
from bot.services.alarms import watch_line
from bot.services.quotas import quota
from handlers.alarms import NAMES
from storage import watches
from storage.workers import Worker
from tests.console.town import Town
from tests.pump.harness import Pump


def well(town: Town) -> None:
    now = town.clock.now()
    with town.parts.database.begin() as db:
        db.add(Worker(id="w", host="h", pid=1, started_at=now, seen_at=now))


def test_where_all_is_well_there_is_no_banner(sign_in, town: Town):
    well(town)
    assert 'class="alarms"' not in sign_in("head").page("/console/")


def test_what_is_wrong_is_said_with_what_to_do_and_the_worst_first(sign_in, town: Town):
    well(town)
    now = town.clock.now()
    with town.parts.database.begin() as db:
        watches.note(db, "token", {"valid": True, "ends": (now + timedelta(days=3)).isoformat()}, now)
        watches.note(db, "webhook", {"fine": False}, now)
        quota.keep_seen(db, 300, 290, now)
    page = sign_in("registrar").page("/console/")
    assert page.index("มาไม่ถึงระบบ") < page.index("จะหมดอายุใน 3 วัน") < page.index("เหลือ 10 จาก 300")
    assert "LINE_CHANNEL_ACCESS_TOKEN" in page


@pytest.mark.parametrize("who", ["officer", "auditor"])
def test_who_can_do_nothing_about_it_is_not_bothered(sign_in, town: Town, who: str):
    assert 'class="alarms"' not in sign_in(who).page("/console/")


def test_the_alarms_are_in_the_metrics_too(town: Town):
    told = town.app.test_client().get("/metrics").text
    assert 'siang_alarm{alarm="worker_never"} 1.0' in told
    assert 'siang_alarm{alarm="webhook"} 0.0' in told
    assert "siang_quota_used 0.0" in told


def test_every_alarm_has_its_words_and_what_to_do():
    for language in ("th", "en"):
        wording = phrasebook().wording(language)
        for name in NAMES:
            assert wording.has(f"alarm.{name}"), name
            assert wording.has(f"alarm_do.{name}"), name


@pytest.fixture
def quick(settings, sqlite_database, clock):
    from tests.pump.harness import pump

    with pump(settings, sqlite_database, clock) as running:
        yield running


def watch(quick: Pump, **changes: str) -> dict[str, object]:
    from dataclasses import replace

    watch_line(replace(quick.parts.settings, **changes), quick.parts.line, quick.parts.database, quick.clock.now())
    with quick.parts.database.reading() as db:
        return {name: row.found for name, row in watches.noted(db).items()}


def test_line_is_asked_about_token_and_webhook(quick: Pump):
    found = watch(quick, public_url=quick.url)
    assert found["token"]["valid"] is True
    assert found["webhook"]["fine"] is True


def test_a_token_that_line_does_not_know_and_an_address_that_is_another_are_found(quick: Pump):
    assert watch(quick, public_url="https://elsewhere.example")["webhook"]["fine"] is False
    assert watch(quick, line_channel_access_token="another")["token"]["valid"] is False


def test_while_line_is_away_the_last_answer_stays(quick: Pump):
    before = watch(quick, public_url=quick.url)
    assert watch(quick, line_api_url="http://127.0.0.1:1") == before
