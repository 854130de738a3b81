"""How the local LINE tells a bot what people do."""

import re
import threading
import time
from pathlib import Path

import pytest

from bot.simulator.client import LocalLine
from bot.simulator.courier import signature
from tests.simulator.conftest import Json, TinyBot, signed

OPENAPI = Path(__file__).parents[3] / "shared" / "line-openapi" / "webhook.expanded.yml"


def test_the_signature_is_lines_own() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert signature("8c570fa6dd201bb328f1c1eac23a96d8", body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_webhooks_are_signed_over_their_exact_bytes(line: LocalLine, bot: TinyBot) -> None:
    line.person("สมชาย").says("กี้ 🍎 {}")
    bot.wait(1)
    hook = bot.webhooks[0]
    assert hook.signature == signed(hook.body)


def test_a_text_event_has_lines_shape(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    said = person.says("สวัสดี")
    event = bot.wait(1)[0]
    assert event["message"] == {
        "type": "text",
        "id": said["id"],
        "quoteToken": said["quote_token"],
        "markAsReadToken": said["read_token"],
        "text": "สวัสดี",
    }
    assert event["source"] == {"type": "user", "userId": person.id}
    assert event["mode"] == "active"
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", event["webhookEventId"])
    assert re.fullmatch(r"[0-9a-f]{32}", event["replyToken"])


def everything(line: LocalLine) -> int:
    """Every kind of event that a person can cause here; returns how many there are."""
    somchai, malee = line.person("สมชาย", friend=False), line.person("มาลี")
    group = line.group("กองช่าง", [somchai], joined=False)
    somchai.follows()
    somchai.says("สวัสดี")
    picture = somchai.sends_image("lamp-dark")
    somchai.sends_images(["pothole", "rubbish"])
    somchai.sends_video(b"film")
    somchai.sends_audio("voice")
    somchai.sends_file(b"pdf", "คำร้อง.pdf")
    somchai.sends_location(14.02, 100.52, "วัด", "หมู่ 5")
    somchai.sends_sticker(keywords=["hello"])
    somchai.presses("a=1")
    somchai.presses("when", params={"date": "2026-11-21"})
    somchai.unsends(picture)
    somchai.sends_event({"type": "videoPlayComplete", "videoPlayComplete": {"trackingId": "film-1"}})
    somchai.sends_event({"type": "accountLink", "link": {"result": "ok", "nonce": "n" * 20}})
    somchai.blocks()
    somchai.follows()
    group.brings_in_the_bot()
    member = somchai.in_group(group)
    edited = member.says("@น้องเสียง @All @สมชาย ดูนี่")
    member.edits(edited, "แก้แล้ว")
    group.gains(malee)
    group.loses(malee)
    group.removes_the_bot()
    return 23


def test_every_event_has_the_shape_of_the_openapi(line: LocalLine, bot: TinyBot) -> None:
    if not OPENAPI.exists():
        pytest.skip("LINE's OpenAPI files are not beside this checkout")
    yaml = pytest.importorskip("yaml")
    jsonschema = pytest.importorskip("jsonschema")
    schemas = yaml.safe_load(OPENAPI.read_text())
    events = bot_events(line, bot)
    validator = jsonschema.Draft202012Validator({"$ref": "#/components/schemas/CallbackRequest", **schemas})
    known = [event for event in events if event["type"] != "messageEdited"]  # younger than the file
    found = list(validator.iter_errors({"destination": "U" + "0" * 32, "events": known}))
    assert [f"{list(error.absolute_path)}: {error.message[:300]}" for error in found] == []


def bot_events(line: LocalLine, bot: TinyBot) -> list[Json]:
    return bot.wait(everything(line))


def test_every_kind_of_event_is_sent_with_its_own_parts(line: LocalLine, bot: TinyBot) -> None:
    events = bot_events(line, bot)
    assert [event["type"] for event in events if event["source"]["type"] == "group"] == [
        "join", "message", "messageEdited", "memberJoined", "memberLeft", "leave",
    ]  # fmt: skip
    follows = [event["follow"]["isUnblocked"] for event in events if event["type"] == "follow"]
    assert follows == [False, True]
    silent = {event["type"] for event in events if "replyToken" not in event}
    assert silent == {"unsend", "unfollow", "leave", "memberLeft"}
    sets = [event["message"]["imageSet"] for event in events if "imageSet" in event.get("message", {})]
    assert [(one["index"], one["total"]) for one in sets] == [(1, 2), (2, 2)]
    assert sets[0]["id"] == sets[1]["id"]


def test_mentions_count_in_utf16_units(line: LocalLine, bot: TinyBot) -> None:
    malee = line.person("มาลี")
    group = line.group("กองช่าง", [malee])
    malee.in_group(group).says("🍎 @น้องเสียง ดูหน่อย")
    mentionee = bot.wait(1)[0]["message"]["mention"]["mentionees"][0]
    assert (mentionee["index"], mentionee["length"], mentionee["isSelf"]) == (3, 10, True)


def test_a_person_without_consent_is_not_named_in_groups(line: LocalLine, bot: TinyBot) -> None:
    shy = line.person("ไม่บอกชื่อ", consent=False)
    group = line.group("ชุมชน", [shy])
    shy.in_group(group).says("มีเรื่องแจ้ง")
    assert bot.wait(1)[0]["source"] == {"type": "group", "groupId": group.id}


def test_a_chat_is_in_order_even_when_the_bot_is_slow(line: LocalLine, bot: TinyBot) -> None:
    def slow() -> int:
        time.sleep(0.05)
        return 200

    bot.answer = slow
    person = line.person("สมชาย")
    for number in range(6):
        person.says(str(number))
    assert [event["message"]["text"] for event in bot.wait(6)] == list("012345")


def test_different_chats_do_not_wait_for_each_other(line: LocalLine, bot: TinyBot) -> None:
    entered = threading.Barrier(3, timeout=5)

    def meet() -> int:
        entered.wait()  # passes only when three webhooks are under way at once
        return 200

    bot.answer = meet
    for name in ("ก", "ข", "ค"):
        line.person(name).says("พร้อมกัน")
    bot.wait(3)
    assert {delivery["status"] for delivery in line.deliveries(settle=5)} == {200}


def test_nothing_is_redelivered_by_default(line: LocalLine, bot: TinyBot) -> None:
    bot.answer = lambda: 500
    line.person("สมชาย").says("สวัสดี")
    deliveries = line.deliveries(settle=5)
    assert [(one["status"], one["reason"]) for one in deliveries] == [(500, "error_status_code")]
    line.advance(3600)
    assert len(line.deliveries(settle=1)) == 1


def test_a_failed_webhook_comes_again_with_the_same_id_and_token(line: LocalLine, bot: TinyBot) -> None:
    line.freeze()
    line.redelivery(count=3, interval=30)
    answers = iter([500, 503, 200])
    bot.answer = lambda: next(answers)
    line.person("สมชาย").says("สวัสดี")
    bot.wait(1)
    line.deliveries(settle=5)
    line.advance(31)
    bot.wait(2)
    line.deliveries(settle=5)
    line.advance(61)
    events = bot.wait(3)
    assert [event["deliveryContext"]["isRedelivery"] for event in events] == [False, True, True]
    for name in ("webhookEventId", "replyToken", "timestamp"):
        assert len({event[name] for event in events}) == 1
    assert [one["attempt"] for one in line.deliveries(settle=5)] == [1, 2, 3]


def test_the_deadline_counts_as_a_failure(line: LocalLine, bot: TinyBot) -> None:
    def sleepy() -> int:
        time.sleep(1)
        return 200

    bot.answer = sleepy
    line.person("สมชาย").says("สวัสดี")
    assert line.deliveries(settle=5)[0]["reason"] == "request_timeout"


def test_nobody_at_the_address_is_told_as_such(line: LocalLine, bot: TinyBot) -> None:
    line.webhook("http://127.0.0.1:9/callback")
    line.person("สมชาย").says("สวัสดี")
    assert line.deliveries(settle=5)[0]["reason"] == "could_not_connect"


def test_duplicates_come_without_being_marked(line: LocalLine, bot: TinyBot) -> None:
    line.redelivery(duplicate=True)
    line.person("สมชาย").says("สวัสดี")
    events = bot.wait(2)
    assert events[0] == events[1]


def test_held_events_of_several_people_come_in_one_webhook(line: LocalLine, bot: TinyBot) -> None:
    line.redelivery(hold=True, batch=3)
    for name in ("ก", "ข", "ค", "ง"):
        line.person(name).says(name)
    assert bot.events == []
    assert line.release() == 4
    bot.wait(4)
    assert sorted(len(hook.events) for hook in bot.webhooks) == [1, 3]


def test_in_standby_there_is_no_reply_token(line: LocalLine, bot: TinyBot) -> None:
    line.redelivery(standby=True)
    line.person("สมชาย").says("สวัสดี")
    event = bot.wait(1)[0]
    assert (event["mode"], "replyToken" in event) == ("standby", False)


def test_raw_events_go_out_untouched(line: LocalLine, bot: TinyBot) -> None:
    odd = {"type": "somethingNew", "mode": "unheardOf", "source": {"type": "planet"}}
    line.person("สมชาย").sends_event(odd, raw=True)
    assert bot.wait(1) == [odd]


def test_the_connection_test_sends_no_events(line: LocalLine, bot: TinyBot) -> None:
    answer = bot.call("POST", "/v2/bot/channel/webhook/test", {})
    assert answer.json()["success"] is True
    assert bot.webhooks[-1].events == []
