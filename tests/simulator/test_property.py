"""Whatever a bot sends, the local LINE answers: never an error of its own."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.app import LineConfig, create_line
from bot.simulator.schema.messages import check_messages
from bot.simulator.schema.units import graphemes, utf16
from tests.simulator.gallery import flex, item, parcels, text
from tests.simulator.test_schema import HTTPS

FILM = {"type": "video", "url": HTTPS, "previewUrl": HTTPS, "altContent": {"type": "image", "url": HTTPS}}
PICKER = {
    "type": "datetimepicker",
    "label": "วัน",
    "data": "d",
    "mode": "date",
    "min": "2026-01-01",
    "max": "2026-12-31",
}
SPECIAL = [
    flex("ก", {"type": "bubble", "size": "mega", "hero": FILM}),
    text("$", emojis=[{"index": 0, "productId": "p", "emojiId": "001"}], quickReply={"items": [item(PICKER)]}),
]
GALLERY = [message for messages in parcels("https://example.com").values() for message in messages] + SPECIAL
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
CLIENT = create_line(LineConfig("secret", "token")).test_client()


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """A message of the gallery with anything put in one place of it."""
    place = draw(st.sampled_from(GALLERY))
    return _changed(draw, place)


def _changed(draw: st.DrawFn, node: Any) -> Any:
    if not isinstance(node, dict | list) or not node or draw(st.integers(0, 5)) == 0:
        return draw(ANYTHING)
    if isinstance(node, list):
        index = draw(st.integers(0, len(node) - 1))
        return [*node[:index], _changed(draw, node[index]), *node[index + 1 :]]
    key = draw(st.sampled_from(sorted(node)))
    return {**node, key: _changed(draw, node[key])}


@settings(max_examples=300, deadline=None)
@given(spoilt())
def test_no_message_breaks_the_checks(message: Any) -> None:
    found = check_messages([message], True, "push")
    assert found is None or all(detail["message"] for detail in found.details)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(["reply", "push", "multicast", "broadcast", "narrowcast", "validate/push"]), ANYTHING)
def test_no_body_breaks_an_endpoint(endpoint: str, body: Any) -> None:
    headers = {"Authorization": "Bearer token"}
    url, data = f"/v2/bot/message/{endpoint}", json.dumps(body)
    answer = CLIENT.post(url, data=data, content_type="application/json", headers=headers)
    assert answer.status_code in {400, 429}
    assert answer.get_json()["message"]


@given(st.text(max_size=40))
def test_there_are_never_more_characters_than_units(words: str) -> None:
    assert graphemes(words) <= utf16(words)
    assert (graphemes(words) == 0) == (words == "")
