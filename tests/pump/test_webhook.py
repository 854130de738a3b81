"""POST /callback takes what LINE signed, whatever is in it, and nothing else."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.bare import create_bare_app
from bot.clock import SetClock
from bot.settings import Settings
from storage.database import Database
from tests.pump.harness import SOMEBODY, Pump, event, sign

VERIFY_OF_OLD = [
    event("Hello, world", "Udeadbeefdeadbeefdeadbeefdeadbeef", replyToken="0" * 32),
    event("Hello, world", "Udeadbeefdeadbeefdeadbeefdeadbeef", replyToken="f" * 32),
]


def test_each_event_is_stored_raw_before_the_answer(running: Pump) -> None:
    first, second = event("one"), event("สอง", "U" + "b" * 32)
    assert running.post(first, second) == 200
    assert [json.loads(stored.raw) for stored in running.events()] == [first, second]
    assert [stored.conversation for stored in running.events()] == [f"user:{SOMEBODY}", "user:U" + "b" * 32]


@pytest.mark.parametrize(
    "signature",
    ["", "nonsense", "ü", sign(b"another body"), sign(b"{}", secret="another secret")],
)
def test_a_missing_or_wrong_signature_is_refused(quick: Pump, signature: str) -> None:
    assert quick.post(event(), signature=signature) == 400
    assert quick.events() == []


def test_the_signature_is_over_the_exact_bytes(quick: Pump) -> None:
    body = json.dumps({"events": [event()]}).encode()
    assert quick.post(body=body.replace(b": ", b":"), signature=sign(body)) == 400


def test_without_a_signature_header_it_is_refused(quick: Pump) -> None:
    assert quick.http.request("POST", f"{quick.url}/callback", body=b'{"events":[]}').status == 400


def test_while_the_secret_is_being_replaced_both_are_taken(settings: Settings, sqlite_url: str) -> None:
    both = replace(settings, database_url=sqlite_url, line_channel_secrets=("new", "old"), local_line=False)
    client = create_bare_app(both).test_client()
    body = b'{"events":[]}'
    for secret, status in (("new", 200), ("old", 200), ("older", 400)):
        signed = {"X-Line-Signature": sign(body, secret)}
        assert client.post("/callback", data=body, headers=signed).status_code == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b'{"events":[]}', 200, id="empty events: LINE's connectivity check"),
        pytest.param(b'{"destination":"U","events":[]}', 200, id="the same with its destination"),
        pytest.param(b"", 400, id="nothing"),
        pytest.param(b"[]", 400, id="a list"),
        pytest.param(b"null", 400, id="null"),
        pytest.param(b"{}", 400, id="no events"),
        pytest.param(b'{"events":{}}', 400, id="events that are no list"),
        pytest.param(b'{"events":[}', 400, id="broken JSON"),
        pytest.param(b'{"events":["\xff\xfe"]}', 400, id="bad UTF-8"),
        pytest.param(b'{"events":[' + b"[" * 50_000 + b"]" * 50_000 + b"]}", 400, id="deep nesting"),
        pytest.param(b'{"events":[' + b"9" * 5_000 + b"]}", 400, id="a number of 5,000 digits"),
        pytest.param(b'{"events":[]' + b" " * 1_000_000 + b"}", 413, id="more than 1 MB"),
    ],
)
def test_bodies_of_every_kind_get_the_right_answer(quick: Pump, body: bytes, status: int) -> None:
    assert quick.post(body=body) == status
    assert quick.events() == []


def test_almost_1_mb_of_events_is_taken(running: Pump) -> None:
    many = [event("ก" * 100, f"U{number:032x}") for number in range(1000)]
    body = json.dumps({"events": many}).encode()
    assert 900_000 < len(body) < 1_000_000
    assert running.post(body=body) == 200
    assert len(running.events()) == 1000


@pytest.mark.wrong_calls  # the echo says a strange event back as it came
@pytest.mark.parametrize(
    "strange",
    [
        {"type": "somethingNew", "webhookEventId": "a", "timestamp": 1_782_874_800_000},
        {"type": None},
        {},
        "no object",
        None,
        17,
        [1, 2],
        event(source={"type": "planet", "planetId": 3}),
        event(source=None, mode="unheard of"),
        event(webhookEventId=None, timestamp="yesterday"),
        event(webhookEventId=["a"], timestamp=10**30),
        event(webhookEventId="x" * 5_000, source={"type": "user", "userId": "U" * 5_000}),
        event("a lone surrogate \ud800 and a NUL \0"),
        event(webhookEventId="\ud800\0", source={"type": "user", "userId": "\ud800\0"}),
    ],
    ids=lambda strange: str(strange)[:40].encode("ascii", "replace").decode(),
)
def test_a_strange_event_does_not_lose_the_good_ones_beside_it(running: Pump, strange: object) -> None:
    first, last = event("first"), event("last")
    assert running.post(first, strange, last) == 200
    assert [json.loads(stored.raw) for stored in running.events()] == [first, strange, last]
    running.work_for(120, step=5)  # the echo is simple, and breaks on some of them; that holds up nobody for ever
    assert {row.messages[0]["text"] for row in running.rows()} >= {"you said first", "you said last"}


def test_the_dummies_of_the_old_verify_button_are_taken_and_skipped(running: Pump) -> None:
    assert running.post(*VERIFY_OF_OLD) == 200
    running.work()
    assert [stored.state for stored in running.events()] == ["skipped", "skipped"]
    assert running.rows() == []


def test_an_event_delivered_again_acts_once(running: Pump) -> None:
    once = event()
    for redelivered in (False, True, False):
        assert running.post({**once, "deliveryContext": {"isRedelivery": redelivered}}) == 200
        running.hear()
    assert len(running.events()) == 1
    assert len(running.rows()) == 1


def test_an_event_without_an_id_delivered_again_acts_once(running: Pump) -> None:
    once = event()
    del once["webhookEventId"]
    assert running.post(once) == running.post(once) == 200
    running.hear()
    assert len(running.rows()) == 1


def test_the_same_events_delivered_by_many_at_once_act_once(running: Pump) -> None:
    batches = [[event(str(n), f"U{n:032x}") for n in range(start, start + 4)] for start in range(0, 40, 4)]
    backwards = [batch[::-1] for batch in batches]
    with ThreadPoolExecutor(20) as crowd:
        statuses = list(crowd.map(lambda batch: running.post(*batch), [*batches, *backwards] * 3))
    assert set(statuses) == {200}
    assert len(running.events()) == 40
    running.hear()
    assert len(running.rows()) == 40


def test_when_the_database_is_away_line_is_told_so_and_may_deliver_again(quick: Pump, database_away: None) -> None:
    assert quick.post(event()) == 500


@pytest.fixture
def database_away(quick: Pump, sqlite_database: Database, clock: SetClock) -> None:
    """Its file is there, and is no database any more."""
    quick.parts.database.close()
    sqlite_database.close()
    path = quick.parts.database.file
    assert path is not None
    path.write_bytes(b"this is no database" * 1000)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
