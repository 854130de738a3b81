"""What happens to the messages that a bot sends."""

import json
import uuid

import pytest
import urllib3

from bot.simulator.client import LocalLine
from tests.simulator.conftest import TinyBot

MINUTE, DAY = 60, 24 * 3600


def test_a_reply_reaches_the_person_and_spends_its_token(line: LocalLine, bot: TinyBot) -> None:
    somchai = line.person("สมชาย")
    somchai.says("สวัสดี")
    token = bot.wait(1)[0]["replyToken"]
    first = bot.reply(token, "สวัสดีค่ะ")
    assert first.status == 200
    assert first.json()["sentMessages"][0]["id"].isdigit()
    assert [message["body"]["text"] for message in somchai.sees()] == ["สวัสดีค่ะ"]
    again = bot.reply(token, "อีกครั้ง")
    assert (again.status, again.json()["message"]) == (400, "Invalid reply token")
    assert line.violations() == []  # a spent token is bad luck, not a malformed message


@pytest.mark.parametrize(("passed", "status"), [(59, 200), (61, 400)])
def test_a_reply_token_lives_a_minute(line: LocalLine, bot: TinyBot, passed: int, status: int) -> None:
    line.freeze()
    line.person("สมชาย").says("สวัสดี")
    token = bot.wait(1)[0]["replyToken"]
    line.advance(passed)
    assert bot.reply(token, "ค่ะ").status == status


def test_a_redelivery_gives_the_token_another_minute_but_never_more_than_twenty(line: LocalLine, bot: TinyBot) -> None:
    line.freeze()
    line.redelivery(count=2, interval=600)
    bot.answer = lambda: 500
    line.person("สมชาย").says("สวัสดี")
    token = bot.wait(1)[0]["replyToken"]
    line.deliveries(settle=5)
    line.advance(605)
    assert bot.wait(2)[1]["replyToken"] == token
    line.deliveries(settle=5)
    line.advance(1201)  # the second redelivery, more than 20 minutes after the event
    bot.wait(3)
    assert bot.reply(token, "ช้าไป").status == 400


def test_a_retry_key_is_accepted_once_a_day(line: LocalLine, bot: TinyBot) -> None:
    line.freeze()
    person, key = line.person("สมชาย"), str(uuid.uuid4())
    first = bot.push(person.id, "หนึ่ง", X_Line_Retry_Key=key)
    second = bot.push(person.id, "หนึ่ง", X_Line_Retry_Key=key)
    assert (first.status, second.status) == (200, 409)
    assert second.json() == {
        "message": "The retry key is already accepted",
        "sentMessages": first.json()["sentMessages"],
    }
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert second.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    line.advance(DAY + 1)
    assert bot.push(person.id, "หนึ่ง", X_Line_Retry_Key=key).status == 200
    assert len(person.sees()) == 2


def test_a_retry_key_with_another_body_is_a_violation(line: LocalLine, bot: TinyBot) -> None:
    person, key = line.person("สมชาย"), str(uuid.uuid4())
    bot.push(person.id, "หนึ่ง", X_Line_Retry_Key=key)
    assert bot.push(person.id, "สอง", X_Line_Retry_Key=key).status == 409
    assert "another body" in line.violations()[0]["message"]


@pytest.mark.parametrize("key", ["", "not-a-uuid", "1234"])
def test_a_malformed_retry_key_is_refused(line: LocalLine, bot: TinyBot, key: str) -> None:
    assert bot.push(line.person("สมชาย").id, "หนึ่ง", X_Line_Retry_Key=key).status == 400


def test_reply_knows_no_retry_key(line: LocalLine, bot: TinyBot) -> None:
    line.person("สมชาย").says("สวัสดี")
    token = bot.wait(1)[0]["replyToken"]
    assert bot.reply(token, "ค่ะ", X_Line_Retry_Key=str(uuid.uuid4())).status == 400
    assert len(line.violations()) == 1


def test_multicast_conflict_tells_no_messages(line: LocalLine, bot: TinyBot) -> None:
    people, key = [line.person(name).id for name in ("ก", "ข")], str(uuid.uuid4())
    body = {"to": people, "messages": [{"type": "text", "text": "ประกาศ"}]}
    assert bot.call("POST", "/v2/bot/message/multicast", body, X_Line_Retry_Key=key).json() == {}
    again = bot.call("POST", "/v2/bot/message/multicast", body, X_Line_Retry_Key=key)
    assert (again.status, "sentMessages" in again.json()) == (409, False)
    assert line.quota()["used"] == 2


@pytest.mark.parametrize(
    ("to", "message"),
    [("U" + "0" * 32, "Failed to send messages"), ("C" + "0" * 32, "Failed to send messages"), ("Uabc", "'to'")],
)
def test_unknown_and_malformed_ids_are_refused(line: LocalLine, bot: TinyBot, to: str, message: str) -> None:
    answer = bot.push(to, "ถึงใคร")
    assert answer.status == 400
    assert message in answer.json()["message"]


def test_a_push_to_whoever_blocked_the_bot_is_accepted_and_lost(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    person.blocks()
    assert bot.push(person.id, "ถึงไหม").status == 200
    assert person.history() == []
    assert line.quota()["used"] == 0
    assert bot.call("GET", f"/v2/bot/profile/{person.id}").status == 404


@pytest.mark.parametrize(("days", "delivered"), [(6, 1), (8, 0)])
def test_a_stranger_who_wrote_can_be_pushed_to_for_a_week(
    line: LocalLine, bot: TinyBot, days: int, delivered: int
) -> None:
    line.freeze()
    stranger = line.person("คนผ่านมา", friend=False)
    stranger.says("ถามหน่อย")
    line.advance(days * DAY)
    assert bot.push(stranger.id, "คำตอบ").status == 200
    assert len(stranger.sees(timeout=0)) == delivered


def test_a_message_to_a_group_costs_one_for_each_member(line: LocalLine, bot: TinyBot) -> None:
    group = line.group("กองช่าง", [line.person(name) for name in ("ก", "ข", "ค")])
    bot.push(group.id, "หนึ่ง", "สอง")
    assert bot.call("GET", "/v2/bot/message/quota/consumption").json() == {"totalUsage": 3}
    group.removes_the_bot()
    assert bot.push(group.id, "สาม").status == 400


def test_the_monthly_limit_is_another_429_than_the_rate_limit(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    line.quota(limit=10, used=9)
    assert bot.push(person.id, "พอดี").status == 200
    over = bot.push(person.id, "เกิน")
    assert (over.status, over.json()["message"]) == (429, "You have reached your monthly limit.")
    person.says("สวัสดี")
    assert bot.reply(bot.wait(1)[0]["replyToken"], "ตอบได้เสมอ").status == 200
    line.quota(limit=100, reserved=95)
    assert bot.push(person.id, "จองไว้หมดแล้ว").status == 429


def test_the_rate_limit_is_a_bucket_that_fills_again(line: LocalLine, bot: TinyBot) -> None:
    line.freeze()
    person = line.person("สมชาย")
    body = {"chatId": person.id, "loadingSeconds": 5}
    statuses = [bot.call("POST", "/v2/bot/chat/loading/start", body).status for _ in range(101)]
    assert statuses == [202] * 100 + [429]
    line.advance(0.5)
    assert bot.call("POST", "/v2/bot/chat/loading/start", body).status == 202


def test_months_begin_anew(line: LocalLine, bot: TinyBot) -> None:
    line.freeze("2026-11-30T14:59:00+00:00")  # one minute before December in Japan
    bot.push(line.person("สมชาย").id, "พฤศจิกายน")
    assert line.quota()["used"] == 1
    line.advance(2 * MINUTE)
    assert line.quota()["used"] == 0
    sent = bot.call("GET", "/v2/bot/message/delivery/push?date=20261130").json()
    assert sent == {"status": "ready", "success": 1}


def test_every_answer_has_a_request_id_and_every_call_is_seen(line: LocalLine, bot: TinyBot) -> None:
    answers = [bot.push(line.person("สมชาย").id, "หนึ่ง"), bot.call("GET", "/v2/bot/info"), bot.call("GET", "/v2/bot/no")]
    assert [answer.status for answer in answers] == [200, 200, 404]
    assert [call["request_id"] for call in line.calls()] == [answer.headers["x-line-request-id"] for answer in answers]


def test_without_the_right_token_nothing_goes(line: LocalLine, bot: TinyBot) -> None:
    assert bot.call("GET", "/v2/bot/info", Authorization="Bearer wrong").status == 401
    assert bot.call("GET", "/v2/bot/info", Authorization="").status == 401
    issued = bot.call("POST", "/oauth2/v3/token")
    assert issued.status == 400


def test_bodies_over_two_megabytes_and_no_json_are_refused(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    assert bot.push(person.id, "ก" * 1_000_000).status == 413
    for body in (b"{", b"[]", b'{"to": ' + b"[" * 100_000, b"\xff"):
        headers = {"Authorization": "Bearer channel-token", "Content-Type": "application/json"}
        answer = urllib3.request("POST", bot.api + "/v2/bot/message/push", body=body, headers=headers)
        assert answer.status == 400, body[:10]
        assert "JSON" in json.loads(answer.data)["message"]


def test_a_quote_opens_only_a_message_of_the_same_chat(line: LocalLine, bot: TinyBot) -> None:
    somchai, malee = line.person("สมชาย"), line.person("มาลี")
    quote = somchai.says("ถามอะไรหน่อย")["quote_token"]
    quoting = {"type": "text", "text": "ค่ะ", "quoteToken": quote}
    assert bot.push(somchai.id, quoting).status == 200
    assert bot.push(malee.id, quoting).status == 400


def test_narrowcast_and_broadcast_reach_friends_only(line: LocalLine, bot: TinyBot) -> None:
    friend, stranger = line.person("เพื่อน"), line.person("คนอื่น", friend=False)
    messages = {"messages": [{"type": "text", "text": "ประกาศ"}]}
    answer = bot.call("POST", "/v2/bot/message/narrowcast", messages)
    assert answer.status == 202
    progress = bot.call("GET", f"/v2/bot/message/progress/narrowcast?requestId={answer.headers['x-line-request-id']}")
    assert progress.json()["successCount"] == 1
    assert bot.call("POST", "/v2/bot/message/broadcast", messages).status == 200
    assert len(friend.sees()) == 2
    assert stranger.sees(timeout=0) == []


def test_validation_checks_messages_and_sends_nothing(line: LocalLine, bot: TinyBot) -> None:
    good, bad = [{"type": "text", "text": "ดี"}], [{"type": "text", "text": ""}]
    assert bot.call("POST", "/v2/bot/message/validate/push", {"messages": good}).status == 200
    answer = bot.call("POST", "/v2/bot/message/validate/push", {"messages": bad})
    assert answer.json() == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[0].text"}],
    }
    assert line.violations() == []


def test_a_violation_is_answered_like_lines_and_kept(line: LocalLine, bot: TinyBot) -> None:
    bubble = {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "txt": "x"}]},
    }
    answer = bot.push(line.person("สมชาย").id, {"type": "flex", "altText": "การ์ด", "contents": bubble})
    assert answer.status == 400
    assert answer.json()["message"] == "A message (messages[0]) in the request body is invalid"
    assert {"message": "unknown field", "property": "/body/contents/0/txt"} in answer.json()["details"]
    kept = line.violations()[0]
    assert kept["endpoint"] == "POST /v2/bot/message/push"
    assert kept["request_id"] == answer.headers["x-line-request-id"]
