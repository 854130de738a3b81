"""What LINE sends, and everything else that JSON can hold, becomes an event."""

import json
import os
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.line.events import conversation_key, event_id, parse, reply_token
from handlers.events import (
    ButtonPressed,
    Event,
    Followed,
    Joined,
    Left,
    MediaKind,
    MediaSent,
    MembersChanged,
    MenuTurned,
    MessageEdited,
    MessageUnsent,
    PlaceSent,
    SomethingElse,
    Source,
    SourceKind,
    StickerSent,
    TextSent,
    Unfollowed,
)

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
USER = "U" + "1" * 32
GROUP = "C" + "2" * 32


def raw(**fields: object) -> dict[str, object]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1764039600000,
        "source": {"type": "user", "userId": USER},
        "webhookEventId": "01FZ74A0TDDPYRVKNK77XKC3ZR",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA",
        **fields,
    }


def message(**fields: object) -> dict[str, object]:
    return raw(message={"id": "444573844083572737", "quoteToken": "q3Plxr", **fields})


def what(event: dict[str, object]) -> object:
    return parse(event, NOW).what


def test_a_text_becomes_words_with_all_that_surrounds_them() -> None:
    assert parse(message(type="text", text="ไฟถนนดับ"), NOW) == Event(
        id="01FZ74A0TDDPYRVKNK77XKC3ZR",
        at=datetime(2025, 11, 25, 3, 0, tzinfo=UTC),
        what=TextSent("ไฟถนนดับ", "444573844083572737"),
        source=Source(SourceKind.USER, USER, USER),
        silent=False,
        can_reply=True,
    )


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (message(type="image", contentProvider={"type": "line"}), MediaSent(MediaKind.IMAGE, "444573844083572737")),
        (
            message(type="image", imageSet={"id": "E005D41A7288F41B65593ED38FF6E9834B046AB36A37921A56BC236F13A91855"}),
            MediaSent(
                MediaKind.IMAGE,
                "444573844083572737",
                set_id="E005D41A7288F41B65593ED38FF6E9834B046AB36A37921A56BC236F13A91855",
            ),
        ),
        (
            message(type="image", imageSet={"id": "S1", "index": 1, "total": 2}),
            MediaSent(MediaKind.IMAGE, "444573844083572737", set_id="S1", set_total=2),
        ),
        (
            message(type="video", contentProvider={"type": "external", "originalContentUrl": "https://a.example/v"}),
            MediaSent(MediaKind.VIDEO, "444573844083572737", external=True),
        ),
        (message(type="audio", duration=60000), MediaSent(MediaKind.AUDIO, "444573844083572737")),
        (
            message(type="file", fileName="คำร้อง.pdf", fileSize=2138),
            MediaSent(MediaKind.FILE, "444573844083572737", file_name="คำร้อง.pdf"),
        ),
        (
            message(type="location", title="วัดบ้านใหม่", address="หมู่ 5", latitude=14.96, longitude=102.08),
            PlaceSent(14.96, 102.08, "วัดบ้านใหม่", "หมู่ 5", "444573844083572737"),
        ),
        (message(type="location", latitude=0, longitude=-180), PlaceSent(0, -180, message_id="444573844083572737")),
        (
            message(type="sticker", stickerResourceType="NEW_KIND", keywords=["cony", "sally"], text="ขอบคุณ"),
            StickerSent("444573844083572737", ("ขอบคุณ", "cony", "sally")),
        ),
        (message(type="hologram"), SomethingElse("message/hologram")),
        (message(type="location", latitude=91, longitude=0), SomethingElse("message/location")),
        (raw(type="postback", postback={"data": "a=1"}), ButtonPressed("a=1")),
        (raw(type="postback", postback={"data": "d", "params": {"date": "2026-11-25"}}),
         ButtonPressed("d", "2026-11-25")),
        (raw(type="postback", postback={"data": "d", "params": {"datetime": "2026-11-25T08:30"}}),
         ButtonPressed("d", "2026-11-25T08:30")),
        (raw(type="postback", postback={"data": "d", "params": {"time": "08:30"}}), ButtonPressed("d", "08:30")),
        (raw(type="postback", postback={"data": "d", "params": {"date": 5, "x": {}}}), ButtonPressed("d")),
        (raw(type="postback", postback={"data": "d", "params": ["date"]}), ButtonPressed("d")),
        (
            raw(type="postback", postback={"data": "x", "params": {"newRichMenuAliasId": "a-th-more",
                                                                   "status": "SUCCESS"}}),
            MenuTurned("a-th-more"),
        ),
        (
            raw(type="postback", postback={"data": "tab=more", "params": {"newRichMenuAliasId": "a-th-more",
                                                                          "status": "RICHMENU_NOTFOUND"}}),
            MenuTurned("a-th-more", shown=False),
        ),
        (raw(type="memberJoined", joined={"members": []}), MembersChanged()),
        (raw(type="memberLeft"), MembersChanged()),
        (raw(type="follow"), Followed()),
        (raw(type="follow", follow={"isUnblocked": True}), Followed(again=True)),
        (raw(type="unfollow"), Unfollowed()),
        (raw(type="unsend", unsend={"messageId": "325708"}), MessageUnsent("325708")),
        (raw(type="messageEdited", message={"id": "7", "type": "text", "text": "ใหม่"}), MessageEdited("7", "ใหม่")),
        (raw(type="join"), Joined()),
        (raw(type="leave"), Left()),
        (raw(type="accountLink", link={"result": "ok", "nonce": "n"}), SomethingElse("accountLink")),
        (raw(type="notYetInvented"), SomethingElse("notYetInvented")),
        (raw(type=None), SomethingElse("")),
    ],
)
def test_each_kind_of_event_is_known(event: dict[str, object], expected: object) -> None:
    assert what(event) == expected


def test_the_mention_of_the_account_is_a_call_and_leaves_the_words() -> None:
    mention = {"mentionees": [{"index": 3, "length": 10, "type": "user", "userId": USER, "isSelf": True}]}
    event = message(type="text", text="🍎 @น้องเสียง สถานะ", mention=mention)
    assert what(event) == TextSent("🍎 สถานะ", "444573844083572737", calls_us=True)


def test_a_mention_of_everyone_or_of_someone_else_is_no_call() -> None:
    mention = {"mentionees": [{"index": 0, "length": 4, "type": "all"}, {"index": 5, "length": 2, "type": "user"}]}
    assert what(message(type="text", text="@All @ก ดี", mention=mention)) == TextSent("@All @ก ดี", "444573844083572737")


def test_a_mention_of_everyone_that_names_us_is_a_call() -> None:
    mention = {"mentionees": [{"index": 0, "length": 4, "type": "all", "isSelf": True}]}
    assert what(message(type="text", text="@All", mention=mention)) == TextSent("", "444573844083572737", calls_us=True)


def test_line_emoji_leave_the_words_apart() -> None:
    emojis = [{"index": 6, "length": 6, "productId": "p", "emojiId": "001"}, {"index": 16, "length": 6}]
    event = message(type="text", text="ขอบคุณ(love)นะคะ(moon)", emojis=emojis)
    assert what(event) == TextSent("ขอบคุณ นะคะ", "444573844083572737")


def test_a_message_of_line_emoji_alone_is_a_sticker() -> None:
    emojis = [{"index": 0, "length": 6}, {"index": 6, "length": 11}]
    event = message(type="text", text="(love)(moon grin)", emojis=emojis)
    assert what(event) == StickerSent("444573844083572737", ("love", "moon grin"))


def test_brackets_that_a_person_typed_stay() -> None:
    assert what(message(type="text", text="ซอย 3 (หลังวัด)")) == TextSent("ซอย 3 (หลังวัด)", "444573844083572737")


def test_what_cannot_be_stored_leaves_the_words() -> None:
    assert what(message(type="text", text="ก\0ข\ud83d")) == TextSent("กข\ufffd", "444573844083572737")


def test_someone_in_a_group_may_be_nameless() -> None:
    group = raw(source={"type": "group", "groupId": GROUP})
    assert parse(group, NOW).source == Source(SourceKind.GROUP, GROUP)
    assert conversation_key(group) == f"group:{GROUP}"


def test_events_of_one_group_are_one_conversation_and_those_of_a_user_another() -> None:
    first = raw(source={"type": "group", "groupId": GROUP, "userId": USER})
    assert conversation_key(first) == conversation_key(raw(source={"type": "group", "groupId": GROUP}))
    assert conversation_key(raw()) == f"user:{USER}"
    assert conversation_key(raw(source=None)) == "nowhere"


@pytest.mark.parametrize(("mode", "silent"), [("standby", True), ("active", False), ("new", False), (None, False)])
def test_only_standby_asks_for_silence(mode: object, silent: bool) -> None:
    assert parse(raw(mode=mode), NOW).silent is silent


def test_an_event_without_a_token_cannot_be_replied_to() -> None:
    event = raw(type="unfollow")
    del event["replyToken"]
    assert parse(event, NOW).can_reply is False
    assert reply_token(event) is None


def test_the_made_up_events_of_old_verify_buttons_reach_nobody() -> None:
    event = message(type="text", text="Hello, world") | {"replyToken": "0" * 32}
    parsed = parse(event | {"source": {"type": "user", "userId": "Udeadbeefdeadbeefdeadbeefdeadbeef"}}, NOW)
    assert (parsed.what, parsed.source, parsed.silent, parsed.can_reply) == (
        SomethingElse("message"),
        None,
        True,
        False,
    )


@pytest.mark.parametrize("stamp", [None, "1", True, -1, 0, 10**30, float("inf"), float("nan"), 4102444800000, []])
def test_a_senseless_time_is_the_time_of_receiving(stamp: object) -> None:
    assert parse(raw(timestamp=stamp), NOW).at == NOW


def test_an_event_without_an_id_has_the_same_fingerprint_when_it_comes_again() -> None:
    first = raw(type="follow", webhookEventId=None)
    again = first | {"deliveryContext": {"isRedelivery": True}}
    assert event_id(first) == event_id(again) != event_id(first | {"timestamp": 1764039600001})


def test_an_event_nested_without_end_is_still_an_event() -> None:
    deep: object = []
    for _ in range(100_000):
        deep = [deep]
    assert parse(raw(type="follow", webhookEventId=None, x=deep), NOW).what == Followed()


strings = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(
    ["message", "text", "image", "user", "group", "standby", "sticker", "location", "unsend", "🍎(love)ก\0"]
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | strings
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(strings, inner, max_size=3), max_leaves=8
)
MESSAGE_FIELDS = ["id", "type", "text", "emojis", "mention", "keywords", "contentProvider", "imageSet", "fileName"]
spans = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "index": st.integers(-3, 40) | anything,
            "length": st.integers(-3, 40) | anything,
            "isSelf": anything,
        },
    ),
    max_size=4,
)
messages = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys([*MESSAGE_FIELDS, "latitude", "longitude"], anything)
    | {
        "type": st.sampled_from(["text", "image", "file", "location", "sticker", "new"]) | anything,
        "text": strings | anything,
        "emojis": spans | anything,
        "mention": st.fixed_dictionaries({"mentionees": spans | anything}) | anything,
    },
)
events = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("mode", "timestamp", "webhookEventId", "replyToken", "follow"), anything)
    | {
        "type": st.sampled_from(["message", "messageEdited", "unsend", "postback", "follow"]) | anything,
        "source": st.fixed_dictionaries({}, optional={"type": strings, "userId": anything, "groupId": anything})
        | anything,
        "message": messages | anything,
        "postback": st.fixed_dictionaries({"data": anything}) | anything,
        "unsend": st.fixed_dictionaries({"messageId": anything}) | anything,
    },
)


@pytest.mark.slow
@settings(max_examples=int(os.environ.get("EXAMPLES", "500")), deadline=None)
@given(events | anything)
def test_nothing_that_json_can_hold_raises(event: object) -> None:
    parsed = parse(event, NOW)
    assert parsed.at.tzinfo is not None
    assert conversation_key(event)
    kept = json.dumps([parsed.id, repr(parsed.what), str(parsed.source)], ensure_ascii=False)
    assert "\0" not in kept
    kept.encode("utf-8")
    for text in (parsed.id, getattr(parsed.what, "text", ""), getattr(parsed.what, "data", "")):
        text.encode("utf-8")
