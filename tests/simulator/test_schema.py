"""Messages that LINE takes and messages that it does not."""

from pathlib import Path
from typing import Any

import pytest

from bot.simulator.schema.messages import check_messages
from bot.simulator.schema.requests import check_request
from bot.simulator.schema.units import graphemes, utf16
from tests.simulator.gallery import box, button, flex, item, parcels, text

OPENAPI = Path(__file__).parents[3] / "shared" / "line-openapi" / "messaging-api.expanded.yml"
Json = dict[str, Any]
HTTPS = "https://example.com/a.jpg"


def problems(message: Any, via: str = "push", local_http: bool = True) -> list[str]:
    found = check_messages([message], local_http, via)
    return [f"{one['property']}: {one['message']}" for one in found.details] if found else []


def post(label: str = "ดู") -> Json:
    return {"type": "postback", "label": label, "data": "a=1"}


def template(**shown: Any) -> Json:
    return {"type": "template", "altText": "เมนู", "template": shown}


def buttons(**more: Any) -> Json:
    return template(**{"type": "buttons", "text": "เลือก", "actions": [post()], **more})


def bubble(*contents: Json, **more: Any) -> Json:
    return flex("การ์ด", {"type": "bubble", "body": box("vertical", *contents), **more})


def quick(*actions: Json) -> Json:
    return text("ค่ะ", quickReply={"items": [item(action) for action in actions]})


def message_action(**more: Any) -> Json:
    return {"type": "message", "label": "ดู", "text": "ดู", **more}


def picker(**more: Any) -> Json:
    return {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date", **more}


def columns(*shown: Json) -> Json:
    return template(type="carousel", columns=list(shown))


def column(**more: Any) -> Json:
    return {"text": "ข้อ", "actions": [post()], **more}


@pytest.mark.parametrize(
    ("words", "units", "clusters"),
    [
        ("กี้", 3, 1),
        ("กำ", 2, 1),
        ("เก้าอี้", 7, 4),
        ("🍎", 2, 1),
        ("🇹🇭", 4, 1),
        ("👨‍👩‍👧‍👦", 11, 1),
        ("👍🏽", 4, 1),
        ("\r\n", 2, 1),
        ("\u1100\u1161\u11a8", 3, 1),
    ],
)
def test_text_is_counted_in_two_units(words: str, units: int, clusters: int) -> None:
    assert (utf16(words), graphemes(words)) == (units, clusters)


A_BUBBLE = bubble(text("ก"))["contents"]
GOOD = {
    "5000 units": text("ก" * 5000),
    "a label of 20 clusters of three units": quick(post("กี้" * 20)),
    "flex label of 40": bubble(button("ก" * 40)),
    "alt text of 1500": {**bubble(text("ก")), "altText": "ก" * 1500},
    "13 quick replies": quick(*[post(str(n)) for n in range(13)]),
    "buttons text of 160 alone": buttons(text="ก" * 160),
    "buttons text of 60 with title": buttons(text="ก" * 60, title="ก" * 40),
    "twelve bubbles": flex("ก", {"type": "carousel", "contents": [A_BUBBLE] * 12}),
    "an empty box": bubble(box("vertical")),
    "null is absent": text("ก", quickReply=None),
    "a picker in the Christian era": quick(picker(min="2026-01-01", max="2026-12-31")),
    "local http": {
        "type": "image",
        "originalContentUrl": "http://127.0.0.1:8000/a",
        "previewImageUrl": "http://localhost/a",
    },
    "telephone": quick({"type": "uri", "label": "โทร", "uri": "tel:191"}),
    "doubled braces": {"type": "textV2", "text": "{{ก}}"},
    "an emoji on its $": text("🍎$", emojis=[{"index": 2, "productId": "p", "emojiId": "001"}]),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_line_takes_passes(name: str) -> None:
    assert problems(GOOD[name]) == []


BAD: dict[str, tuple[Any, str]] = {
    "no type": ({}, "messages[0].type"),
    "unknown type": ({"type": "hologram"}, "messages[0].type"),
    "not an object": ("สวัสดี", "messages[0]: Must be an object"),
    "no text": ({"type": "text"}, "messages[0].text: Must be specified"),
    "empty text": (text(""), "messages[0].text: May not be empty"),
    "5001 units": (text("ก" * 5001), "between 1 and 5000"),
    "an apple too many": (text("🍎" * 2500 + "ก"), "between 1 and 5000"),
    "unknown field": (text("ก", bold=True), "messages[0].bold: unknown field"),
    "an emoji beside its $": (text("🍎$", emojis=[{"index": 1, "productId": "p", "emojiId": "1"}]), "emojis[0].index"),
    "a single brace": ({"type": "textV2", "text": "{ก}"}, "Braces"),
    "no substitution": ({"type": "textV2", "text": "{who}"}, "No substitution for {who}"),
    "14 quick replies": (quick(*[post(str(n)) for n in range(14)]), "Size must be between 1 and 13"),
    "no quick replies": (quick(), "Size must be between 1 and 13"),
    "label of 21": (quick(post("ก" * 21)), "quickReply.items[0].action.label"),
    "no label": (quick({"type": "postback", "data": "a"}), "label: Must be specified"),
    "data of 301": (quick({**post(), "data": "a" * 301}), "data"),
    "text with displayText": (quick({**post(), "text": "ก", "displayText": "ก"}), "cannot be used together"),
    "fillInText without keyboard": (quick({**post(), "fillInText": "ก"}), "openKeyboard"),
    "said text of 301": (quick(message_action(text="ก" * 301)), "text"),
    "javascript": (quick({"type": "uri", "label": "ไป", "uri": "javascript:alert(1)"}), "uri"),
    "unescaped Thai": (quick({"type": "uri", "label": "ไป", "uri": "https://example.com/ก"}), "percent-encoded"),
    "a picker in the Buddhist era": (quick(picker(initial="2569-11-21")), "Gregorian"),
    "a picker upside down": (quick(picker(min="2026-12-31", max="2026-01-01")), "later than min"),
    "clipboard of 1001": (quick({"type": "clipboard", "label": "ก", "clipboardText": "a" * 1001}), "clipboardText"),
    "camera in a template": (buttons(actions=[{"type": "camera", "label": "ถ่าย"}]), "actions[0].type"),
    "menu switch in a template": (buttons(actions=[{"type": "richmenuswitch", "label": "ก"}]), "actions[0].type"),
    "buttons text of 161": (buttons(text="ก" * 161), "template.text"),
    "buttons text of 61 with title": (buttons(text="ก" * 61, title="ก"), "between 1 and 60"),
    "title of 41": (buttons(title="ก" * 41), "template.title"),
    "five actions": (buttons(actions=[post()] * 5), "between 1 and 4"),
    "confirm with one action": (template(type="confirm", text="ไหม", actions=[post()]), "between 2 and 2"),
    "confirm of 241": (template(type="confirm", text="ก" * 241, actions=[post()] * 2), "template.text"),
    "11 columns": (columns(*[column()] * 11), "between 1 and 10"),
    "uneven columns": (columns(column(), column(actions=[post()] * 2)), "same number of actions"),
    "one column with title": (columns(column(), column(title="ก")), "same number of actions"),
    "image carousel label of 13": (
        template(type="image_carousel", columns=[{"imageUrl": HTTPS, "action": post("ก" * 13)}]),
        "label",
    ),
    "alt text of 1501": ({**bubble(text("ก")), "altText": "ก" * 1501}, "altText"),
    "no alt text": ({"type": "flex", "contents": A_BUBBLE}, "altText: Must be specified"),
    "13 bubbles": (flex("ก", {"type": "carousel", "contents": [A_BUBBLE] * 13}), "1 and 12"),
    "mixed sizes": (
        flex("ก", {"type": "carousel", "contents": [{**A_BUBBLE, "size": size} for size in ("kilo", "mega")]}),
        "same size",
    ),
    "31 KB": (bubble(*[text("ก" * 1000)] * 11), "30 KB"),
    "an empty bubble": (flex("ก", {"type": "bubble"}), "At least one"),
    "an empty flex text": (bubble(text("")), "/body/contents/0/text: May not be empty"),
    "neither text nor spans": (bubble({"type": "text"}), "text or contents"),
    "an icon outside a baseline": (bubble({"type": "icon", "url": HTTPS}), "/body/contents/0/type"),
    "a button in a baseline": (bubble(box("baseline", button("ก"))), "/body/contents/0/contents/0/type"),
    "a span by itself": (bubble({"type": "span", "text": "ก"}), "/body/contents/0/type"),
    "flex typo": (bubble(text("ก", colour="#000000")), "/body/contents/0/colour: unknown field"),
    "bad colour": (bubble(text("ก", color="red")), "/body/contents/0/color"),
    "bad size": (bubble(text("ก", size="huge")), "/body/contents/0/size"),
    "bad margin": (bubble(text("ก", margin="8")), "/body/contents/0/margin"),
    "flex label of 41": (bubble(button("ก" * 41)), "/body/contents/0/action/label"),
    "button without label": (bubble({"type": "button", "action": {"type": "postback", "data": "a"}}), "label: Must"),
    "box without layout": (bubble({"type": "box", "contents": []}), "/body/contents/0/layout"),
    "a text as body": (flex("ก", {"type": "bubble", "body": text("ก")}), "/body/type"),
    "a tower": (bubble({"type": "image", "url": HTTPS, "aspectRatio": "1:4"}), "three times"),
    "a plain http picture": (bubble({"type": "image", "url": "http://example.com/a.jpg"}), "/body/contents/0/url"),
    "long location": ({"type": "location", "title": "ก" * 101, "address": "ก", "latitude": 1, "longitude": 1}, "title"),
    "location without address": ({"type": "location", "title": "ก", "latitude": 1, "longitude": 1}, "address"),
    "beyond the pole": ({"type": "location", "title": "ก", "address": "ก", "latitude": 91, "longitude": 1}, "latitude"),
    "a sticker not to be sent": ({"type": "sticker", "packageId": "446", "stickerId": "1"}, "stickerId"),
    "a sender called LINE": (text("ก", sender={"name": "LINE Support"}), "sender.name"),
    "a sender of 21": (text("ก", sender={"name": "ก" * 21}), "sender.name"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_line_refuses_is_refused_in_the_right_place(name: str) -> None:
    message, fragment = BAD[name]
    assert any(fragment in problem for problem in problems(message)), problems(message)


def test_without_the_leniency_local_http_is_refused_too() -> None:
    assert problems(GOOD["local http"], local_http=False)


def test_a_multicast_cannot_quote() -> None:
    assert problems(text("ก", quoteToken="q"), via="multicast")
    assert problems(text("ก", quoteToken="q"), via="push") == []


def test_a_bubble_nested_without_end_is_refused_and_not_followed() -> None:
    inner = box("vertical", text("ก"))
    for _ in range(200):
        inner = box("vertical", inner)
    assert any("deep" in problem for problem in problems(bubble(inner)))


@pytest.mark.parametrize("body", [{}, {"messages": []}, {"messages": [text("ก")] * 6}, {"messages": "ก"}])
def test_a_request_holds_one_to_five_messages(body: Json) -> None:
    assert any(one["property"] == "messages" for one in check_request("broadcast", body))


def test_more_than_one_fault_is_counted() -> None:
    found = check_messages([text(""), {"type": "location"}], True, "push")
    assert found is not None
    assert found.message == "The request body has 5 error(s)"


@pytest.mark.parametrize("name", parcels(""))
def test_the_gallery_passes_here_and_by_lines_openapi(name: str) -> None:
    messages = parcels("https://example.com/media")[name]
    assert check_messages(messages, False, "push") is None
    if not OPENAPI.exists():
        pytest.skip("LINE's OpenAPI files are not beside this checkout")
    yaml = pytest.importorskip("yaml")
    jsonschema = pytest.importorskip("jsonschema")
    document = yaml.safe_load(OPENAPI.read_text())
    schema = {"$ref": "#/components/schemas/PushMessageRequest", "components": document["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    found = validator.iter_errors({"to": "U" + "0" * 32, "messages": messages})
    assert [f"{list(error.absolute_path)}: {error.message[:300]}" for error in found] == []
