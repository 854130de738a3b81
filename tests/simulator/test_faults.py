"""Faults on demand, as a bot meets them."""

import time
import uuid

import pytest
import urllib3

from bot.simulator.client import LocalLine, LocalLineError
from tests.simulator.conftest import TOKEN, TinyBot


def test_an_error_before_acceptance_delivers_nothing_and_the_key_can_be_used_again(
    line: LocalLine, bot: TinyBot
) -> None:
    person, key = line.person("สมชาย"), str(uuid.uuid4())
    line.fault("status", "push", status=503)
    assert bot.push(person.id, "หนึ่ง", X_Line_Retry_Key=key).status == 503
    assert person.history() == []
    assert bot.push(person.id, "หนึ่ง", X_Line_Retry_Key=key).status == 200


def test_an_error_after_acceptance_has_delivered_and_the_retry_is_a_conflict(line: LocalLine, bot: TinyBot) -> None:
    person, key = line.person("สมชาย"), str(uuid.uuid4())
    line.fault("status", "push", when="after")
    assert bot.push(person.id, "หนึ่ง", X_Line_Retry_Key=key).status == 500
    assert bot.push(person.id, "หนึ่ง", X_Line_Retry_Key=key).status == 409
    assert len(person.sees()) == 1


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("rate", 429, "rate limit"),
        ("quota", 429, "monthly limit"),
        ("conflict", 409, "already accepted"),
        ("html", 200, "<html"),
        ("odd", 200, "unexpected"),
    ],
)
def test_each_fault_answers_in_its_way(line: LocalLine, bot: TinyBot, kind: str, status: int, words: str) -> None:
    line.fault(kind)
    answer = bot.push(line.person("สมชาย").id, "หนึ่ง")
    assert (answer.status, words in answer.data.decode()) == (status, True)
    assert line.calls()[-1]["fault"].startswith(kind)


def test_a_reset_cuts_the_connection(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    line.fault("reset", when="after")
    with pytest.raises(urllib3.exceptions.ProtocolError):
        bot.push(person.id, "หนึ่ง")
    assert len(person.sees()) == 1  # accepted all the same
    assert bot.push(person.id, "สอง").status == 200


def test_a_hanging_answer_comes_late(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    line.fault("hang", seconds=1)
    body = {"to": person.id, "messages": [{"type": "text", "text": "หนึ่ง"}]}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with pytest.raises(urllib3.exceptions.ReadTimeoutError):
        urllib3.request(
            "POST", bot.api + "/v2/bot/message/push", json=body, headers=headers, timeout=0.3, retries=False
        )
    assert len(person.sees()) == 1


def test_a_slow_body_takes_its_time(line: LocalLine, bot: TinyBot) -> None:
    line.fault("slow", seconds=0.5)
    started = time.monotonic()
    assert "sentMessages" in bot.push(line.person("สมชาย").id, "หนึ่ง").json()
    assert time.monotonic() - started >= 0.45


def test_faults_strike_only_where_and_as_often_as_ordered(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    line.fault("status", "push", times=2)
    assert bot.call("GET", "/v2/bot/info").status == 200
    assert [bot.push(person.id, "ก").status for _ in range(3)] == [500, 500, 200]
    line.fault("status", times=None)
    assert bot.call("GET", "/v2/bot/info").status == 500
    line.no_faults()
    assert bot.call("GET", "/v2/bot/info").status == 200


def test_an_unknown_fault_is_told(line: LocalLine) -> None:
    with pytest.raises(LocalLineError, match="kind must be one of"):
        line.fault("earthquake")
