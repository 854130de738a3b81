"""What is rendered is within LINE's limits whatever the words are, and says what was to be said."""

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.line.messages import render
from handlers.messages import (
    Accent,
    Call,
    Card,
    Cards,
    Choice,
    ChoosePicture,
    Copy,
    Face,
    Faces,
    Fact,
    Open,
    Picture,
    Point,
    Press,
    Progress,
    SendPlace,
    TakePicture,
    Text,
)
from tests.line.looks import TEMPLE, look, press
from tests.line.walking import of_type, parts, texts, units

Json = dict[str, Any]


def one(*messages: Any) -> Json:
    shapes = render(messages, look())
    assert len(shapes) == 1
    return shapes[0]


def labels(shape: Json) -> list[str]:
    return [item["action"]["label"] for item in shape.get("quickReply", {}).get("items", [])]


def test_a_text_carries_its_choices() -> None:
    choices = (Choice("ตกลง", Press("a=1", shown="ตกลงค่ะ")), Choice("📍 ส่งตำแหน่ง", SendPlace()))
    assert one(Text("ที่ไหนคะ", choices)) == {
        "type": "text",
        "text": "ที่ไหนคะ",
        "quickReply": {
            "items": [
                {
                    "type": "action",
                    "action": {"type": "postback", "label": "ตกลง", "data": "a=1", "displayText": "ตกลงค่ะ"},
                },
                {"type": "action", "action": {"type": "location", "label": "📍 ส่งตำแหน่ง"}},
            ]
        },
    }


def test_only_the_last_message_offers_answers_and_it_offers_all() -> None:
    first, last = render([Text("ก", (press("หนึ่ง", "1"),)), Text("ข", (press("สอง", "2"), press("หนึ่ง", "1")))], look())
    assert "quickReply" not in first
    assert labels(last) == ["สอง", "หนึ่ง"]


def test_of_too_many_answers_the_way_out_stays() -> None:
    choices = tuple(press(f"ข้อ {number}", str(number)) for number in range(20))
    assert labels(one(Text("เลือก", choices))) == [f"ข้อ {number}" for number in range(12)] + ["ข้อ 19"]


@pytest.mark.parametrize(
    ("does", "expected"),
    [
        (Press("a"), {"type": "postback", "data": "a", "displayText": "ปุ่ม"}),
        (Call("191"), {"type": "uri", "uri": "tel:191"}),
        (Call("+66 44-123 456"), {"type": "uri", "uri": "tel:+6644123456"}),
        (Open("/c/1?ก"), {"type": "uri", "uri": "https://siang.example/c/1?%E0%B8%81"}),
        (Copy("ร70-000123-4"), {"type": "clipboard", "clipboardText": "ร70-000123-4"}),
        (TakePicture(), {"type": "camera"}),
        (ChoosePicture(), {"type": "cameraRoll"}),
    ],
)
def test_each_action_is_lines(does: Any, expected: Json) -> None:
    shape = one(Text("ก", (Choice("ปุ่ม", does),)))
    assert shape["quickReply"]["items"][0]["action"] == {**expected, "label": "ปุ่ม"}


@pytest.mark.parametrize(
    "does", [Press("x" * 301), Press("🍎" * 151), Press(""), Call("-"), Open("javascript:x"), Open("/" + "x" * 1000)]
)
def test_a_button_that_cannot_work_is_our_own_mistake(does: Any) -> None:
    with pytest.raises(ValueError, match=r"must|nobody"):
        render([Text("ก", (Choice("ปุ่ม", does),))], look())


def test_data_of_300_units_goes_through() -> None:
    assert one(Text("ก", (Choice("ปุ่ม", Press("x" * 300)),)))


def test_a_card_has_its_parts_in_order() -> None:
    card = Card(
        title="ไฟดับ",
        alt="ทั้งหมดเป็นคำ",
        badge="รับแล้ว",
        accent=Accent.RECEIVED,
        lines=("บรรทัด",),
        code="ร70-000123-4",
        progress=Progress(1, 3, "เริ่มแล้ว"),
        facts=(Fact("ที่ไหน", "หมู่ 5"),),
        buttons=(press("รับเรื่อง"),),
    )
    shape = one(card)
    assert shape["altText"] == "ทั้งหมดเป็นคำ"
    assert texts(shape) == ["รับแล้ว", "ไฟดับ", "บรรทัด", "ร70-000123-4", "เริ่มแล้ว", "ที่ไหน", "หมู่ 5"]
    assert [button["action"]["label"] for button in of_type(shape, "button")] == ["รับเรื่อง"]


def test_a_fourth_button_and_one_that_opens_the_camera_become_quick_replies() -> None:
    buttons = (Choice("กล้อง", TakePicture()), *(press(str(number), str(number)) for number in range(4)))
    shape = one(Card(title="ก", alt="ก", buttons=buttons))
    assert [button["action"]["label"] for button in of_type(shape, "button")] == ["0", "1", "2"]
    assert labels(shape) == ["กล้อง", "3"]


@pytest.mark.parametrize(("number", "shown"), [(1, 1), (2, 2), (3, 3), (4, 4), (7, 4)])
def test_up_to_four_pictures_are_shown_and_all_are_counted(number: int, shown: int) -> None:
    shape = one(Card(title="ก", alt="ก", pictures=tuple(Picture(f"t{at}") for at in range(number))))
    images = of_type(shape["contents"]["hero"], "image")
    assert [image["url"] for image in images] == [f"https://siang.example/media/t{at}/small" for at in range(shown)]
    assert images[0]["action"]["uri"] == "https://siang.example/media/t0"
    assert texts(shape["contents"]["hero"]) == ([f"+{number - 4}"] if number > 4 else [])


def test_before_and_after_stand_side_by_side_with_their_words() -> None:
    hero = one(Card(title="ก", alt="ก", pictures=(Picture("a", "ก่อน"), Picture("b", "หลัง"))))["contents"]["hero"]
    assert (hero["layout"], texts(hero)) == ("horizontal", ["ก่อน", "หลัง"])


def test_a_map_is_at_the_head_unless_a_picture_is() -> None:
    opened = "https://www.google.com/maps/search/?api=1&query=14.96215,102.08340"
    alone = one(Card(title="ก", alt="ก", point=TEMPLE))["contents"]
    assert alone["hero"]["action"]["uri"] == opened
    beside = one(Card(title="ก", alt="ก", point=TEMPLE, pictures=(Picture("a"),)))["contents"]
    assert [image["action"]["uri"] for image in of_type(beside["body"], "image")] == [opened]


@pytest.mark.parametrize("point", [Point(float("nan"), 0), Point(91, 0), Point(0, float("inf"))])
def test_a_point_off_the_earth_is_left_out(point: Point) -> None:
    assert not of_type(one(Card(title="ก", alt="ก", point=point)), "image")


@pytest.mark.parametrize(
    ("at", "filled"),
    [
        (Progress(0, 5, ""), 0),
        (Progress(3, 5, ""), 3),
        (Progress(9, 5, ""), 5),
        (Progress(-1, 0, ""), 0),
        (Progress(50, 100, ""), 4),
    ],
)
def test_progress_is_drawn_in_segments(at: Progress, filled: int) -> None:
    shape = one(Card(title="ก", alt="ก", progress=at, accent=Accent.DONE))
    segments = [part for part in parts(shape) if part.get("height") == "6px"]
    assert sum(part["backgroundColor"] == "#1B7A45" for part in segments) == filled


def test_several_cards_become_a_carousel_of_one_size() -> None:
    cards = tuple(Card(title=f"เรื่อง {number}", alt="") for number in range(12))
    contents = one(Cards(cards, alt="สิบสองเรื่อง"))["contents"]
    assert contents["type"] == "carousel"
    assert len(contents["contents"]) == 10
    assert {bubble["size"] for bubble in contents["contents"]} == {"mega"}


def test_one_card_of_several_is_a_card_and_none_are_words() -> None:
    assert one(Cards((Card(title="ก", alt="ข"),), alt=""))["contents"]["type"] == "bubble"
    assert one(Cards((), alt="ไม่มีเรื่องค่ะ")) == {"type": "text", "text": "ไม่มีเรื่องค่ะ"}


def test_a_long_carousel_loses_the_last_facts_first() -> None:
    facts = tuple(Fact(f"ข้อ {number}", "ก" * 250) for number in range(8))
    contents = one(Cards((Card(title="ก", alt="", facts=facts),) * 10, alt="ก"))["contents"]
    assert len(contents["contents"]) == 10
    said = texts(contents["contents"][0])
    assert "ข้อ 0" in said
    assert "ข้อ 7" not in said


def test_five_faces_can_be_tapped_and_typed() -> None:
    faces = tuple(Face(score, word, Press(f"p={score}")) for score, word in enumerate("กขคงจ", 1))
    shape = one(Faces("เป็นอย่างไรคะ", faces, alt="ตอบ 1 ถึง 5", choices=(press("ข้าม"),)))
    tapped = [part["action"]["data"] for part in parts(shape["contents"]) if "action" in part]
    assert tapped == ["p=1", "p=2", "p=3", "p=4", "p=5"]
    assert texts(shape["contents"])[1:3] == ["😡", "ก"]
    assert labels(shape) == ["😡 ก", "🙁 ข", "😐 ค", "🙂 ง", "😍 จ", "ข้าม"]


def test_the_persona_speaks_every_message() -> None:
    spoken = render([Text("ก"), Text("ข")], look(sender="น้องเสียง", sender_icon="/static/siang.png"))
    name = {"name": "น้องเสียง", "iconUrl": "https://siang.example/static/siang.png"}
    assert [shape["sender"] for shape in spoken] == [name, name]


def test_more_than_five_messages_are_joined_without_losing_words() -> None:
    said = [Text(f"คำ {number}") for number in range(4)] + [Card(title="ก", alt="การ์ด"), Text("จบ")]
    shapes = render(said, look())
    assert len(shapes) == 5
    assert shapes[0]["text"] == "คำ 0\n\nคำ 1"
    only_cards = render([Card(title=str(number), alt=f"การ์ด {number}") for number in range(7)], look())
    assert len(only_cards) == 5
    assert only_cards[0]["text"] == "การ์ด 0\n\nการ์ด 1\n\nการ์ด 2"


nasty = st.sampled_from(
    [
        *("", " ", "\0", "{{}}", "\ud800", "\u202e", "ไฟถนนดับหน้าวัด", "ก" + "\u0e49" * 9_000, "a" * 70_000),
        *(piece * 6_000 for piece in ("ก", "ก้", "🍎", "\n", '"\\')),
        *(piece * 900 for piece in ("👨🏽\u200d👩🏽\u200d👧🏽\u200d👦🏽", "🇹🇭")),
    ]
)
words = nasty | st.text(st.characters(codec=None), max_size=40)
data = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=150)
presses = st.builds(Press, data, words)
actions = (
    presses
    | st.builds(SendPlace)
    | st.builds(TakePicture)
    | st.builds(ChoosePicture)
    | st.builds(Copy, words)
    | st.builds(Call, st.just("191"))
    | st.builds(Open, st.sampled_from(["/", "/ก/ข?ค=ง", "https://a.example/" + "ก" * 100]))
)
choices = st.lists(st.builds(Choice, words, actions), max_size=16).map(tuple)
numbers = st.integers(-(10**9), 10**9)
cards = st.builds(
    Card,
    title=words,
    alt=words,
    accent=st.sampled_from(Accent),
    badge=words,
    lines=st.lists(words, max_size=8).map(tuple),
    facts=st.lists(st.builds(Fact, words, words), max_size=12).map(tuple),
    code=words,
    pictures=st.lists(st.builds(Picture, st.text(max_size=40), words), max_size=6).map(tuple),
    point=st.none() | st.builds(Point, st.floats(), st.floats()) | st.just(TEMPLE),
    progress=st.none() | st.builds(Progress, numbers, numbers, words),
    buttons=choices,
    choices=choices,
)
faces = st.lists(st.builds(Face, numbers, words, presses), max_size=7).map(tuple)
messages = st.lists(
    st.builds(Text, words, choices)
    | cards
    | st.builds(Cards, st.lists(cards, max_size=12).map(tuple), words, choices)
    | st.builds(Faces, words, faces, words, choices),
    max_size=8,
)


@pytest.mark.slow
@settings(
    max_examples=int(os.environ.get("EXAMPLES", "40")),
    deadline=None,
    # Making texts of this length smaller takes hours.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(messages, words)
def test_whatever_is_said_is_within_lines_limits(said: list[Any], sender: str) -> None:
    shapes = render(said, look(sender=sender))
    assert len(shapes) <= 5
    assert bool(shapes) == bool(said)
    assert not any("quickReply" in shape for shape in shapes[:-1])
    json.dumps(shapes, ensure_ascii=False).encode("utf-8")
    for shape in shapes:
        _hold(shape)


def _hold(shape: Json) -> None:
    if shape["type"] == "text":
        assert 0 < units(shape["text"]) <= 5_000
    else:
        assert 0 < units(shape["altText"]) <= 1_500
        _hold_flex(shape["contents"])
    assert len(shape.get("quickReply", {}).get("items", [])) <= 13
    for part in parts(shape):
        if "action" in part and part["action"]["type"] == "postback":
            assert 0 < units(part["action"]["data"]) <= 300
            assert 0 < units(part["action"]["displayText"]) <= 300
        assert units(part.get("uri", "")) <= 1_000
        assert units(part.get("url", "")) <= 2_000
        assert units(part.get("clipboardText", "")) <= 1_000


def _hold_flex(contents: Json) -> None:
    bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
    assert 1 <= len(bubbles) <= 10
    assert len(json.dumps(contents)) <= (50 if contents["type"] == "carousel" else 30) * 1024
    for bubble in bubbles:
        assert len(json.dumps(bubble)) <= 30 * 1024
    assert all(text.strip() and "\0" not in text for text in texts(contents))
    assert all(kind["action"]["type"] in ("postback", "uri", "clipboard") for kind in of_type(contents, "button"))
