"""Rendered messages are what LINE's own description and LINE's own SDK say that messages are."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from linebot.v3.messaging import PushMessageRequest

from bot.line.messages import render
from tests.line.looks import english, look, thai

OPENAPI = Path(__file__).parents[3] / "shared" / "line-openapi" / "messaging-api.expanded.yml"
KINDS = [(f"th-{name}", "th", messages) for name, messages in thai()] + [
    (f"en-{name}", "en", messages) for name, messages in english()
]


@cache
def validator() -> Draft202012Validator:
    if not OPENAPI.exists():
        pytest.skip("LINE's OpenAPI file is not beside this checkout")
    described = yaml.load(OPENAPI.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Draft202012Validator(
        {"$ref": "#/components/schemas/PushMessageRequest", "components": described["components"]}
    )


def push(messages: Any, language: str) -> dict[str, Any]:
    look_of_it = look(language=language, sender="น้องเสียง", sender_icon="/static/siang.png")
    return {"to": "U" + "0" * 32, "messages": list(render(messages, look_of_it))}


@pytest.mark.parametrize(("language", "messages"), [kind[1:] for kind in KINDS], ids=[kind[0] for kind in KINDS])
def test_every_kind_is_as_line_describes_it(language: str, messages: Any) -> None:
    problems = [
        f"{list(error.path)}: {error.message[:200]}" for error in validator().iter_errors(push(messages, language))
    ]
    assert problems == []


@pytest.mark.parametrize(
    "spoiled",
    [
        {"type": "flex", "altText": "ก"},
        {"type": "flex", "altText": "ก", "contents": {"type": "bubble", "size": "enormous"}},
        {
            "type": "text",
            "text": "ก",
            "quickReply": {"items": [{"type": "action", "action": {"type": "postback", "data": 1}}]},
        },
    ],
)
def test_the_description_finds_what_is_wrong(spoiled: dict[str, Any]) -> None:
    assert not validator().is_valid({"to": "U" + "0" * 32, "messages": [spoiled]})


@pytest.mark.parametrize(("language", "messages"), [kind[1:] for kind in KINDS], ids=[kind[0] for kind in KINDS])
def test_the_sdk_drops_no_field(language: str, messages: Any) -> None:
    body = push(messages, language)
    request = PushMessageRequest.from_dict(body)
    assert request is not None
    assert list(_lost(body["messages"], request.to_dict()["messages"], "messages")) == []


def _lost(sent: Any, kept: Any, path: str) -> Iterator[str]:
    """What differs, apart from defaults that the SDK adds."""
    if isinstance(sent, dict) and isinstance(kept, dict):
        for key, value in sent.items():
            yield from _lost(value, kept.get(key), f"{path}.{key}")
    elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
        for at, value in enumerate(sent):
            yield from _lost(value, kept[at], f"{path}[{at}]")
    elif sent != kept:
        yield path
