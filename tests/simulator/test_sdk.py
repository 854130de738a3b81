"""LINE's own Python SDK against the local LINE: it must find in every answer and event what it expects."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from bot.simulator.client import LocalLine
from tests.simulator.conftest import SECRET, TOKEN, TinyBot
from tests.simulator.gallery import parcels
from tests.simulator.test_people import new_menu, png, upload
from tests.simulator.test_webhooks import everything

messaging = pytest.importorskip("linebot.v3.messaging")
webhook = pytest.importorskip("linebot.v3.webhook")


@pytest.fixture
def sdk(line: LocalLine) -> Iterator[Any]:
    """The API client of the SDK, pointed at the local LINE by `host` alone."""
    with messaging.ApiClient(messaging.Configuration(host=line.base_url, access_token=TOKEN)) as client:
        yield client


def test_the_sdk_sends_and_asks(line: LocalLine, bot: TinyBot, sdk: Any) -> None:
    api = messaging.MessagingApi(sdk)
    person = line.person("สมชาย")
    group = line.group("กองช่าง", [person])
    words = [messaging.TextMessage(text="สวัสดีค่ะ")]
    push = messaging.PushMessageRequest(to=person.id, messages=words)
    sent = api.push_message(push, x_line_retry_key=str(uuid.uuid4()))
    person.says("สวัสดี")
    token = bot.wait(1)[0]["replyToken"]
    replied = api.reply_message(messaging.ReplyMessageRequest(reply_token=token, messages=words))
    assert [message["id"] for message in person.sees()] == [sent.sent_messages[0].id, replied.sent_messages[0].id]
    assert api.get_profile(person.id).display_name == "สมชาย"
    assert api.get_group_summary(group.id).group_name == "กองช่าง"
    assert api.get_group_member_count(group.id).count == 1
    assert api.get_message_quota().value == 15_000
    assert api.get_message_quota_consumption().total_usage == 1
    assert api.get_bot_info().display_name == "น้องเสียง"
    api.show_loading_animation(messaging.ShowLoadingAnimationRequest(chat_id=person.id, loading_seconds=5))
    assert api.issue_link_token(person.id).link_token
    assert api.get_webhook_endpoint().active
    assert line.violations() == []


def test_the_sdk_reads_content_and_menus(line: LocalLine, bot: TinyBot, sdk: Any) -> None:
    blob, api = messaging.MessagingApiBlob(sdk), messaging.MessagingApi(sdk)
    picture = line.person("สมชาย").sends_image(png())
    assert bytes(blob.get_message_content(picture["id"])) == png()
    menu = new_menu(bot, {"type": "message", "label": "ก", "text": "ก"})
    assert upload(bot, menu, png()) == 200
    api.set_default_rich_menu(menu)
    assert api.get_default_rich_menu_id().rich_menu_id == menu


def test_the_sdk_knows_every_event(line: LocalLine, bot: TinyBot) -> None:
    bot.wait(everything(line))
    parser = webhook.WebhookParser(SECRET)
    for hook in bot.webhooks:
        for event in parser.parse(hook.body.decode(), hook.signature):
            assert type(event).__name__ != "UnknownEvent", hook.body.decode()


def test_what_the_sdk_makes_of_the_gallery_is_taken(line: LocalLine, bot: TinyBot, sdk: Any) -> None:
    api, person = messaging.MessagingApi(sdk), line.person("สมชาย")
    for messages in parcels("https://example.com/media").values():
        made = [messaging.Message.from_dict(message) for message in messages]
        api.push_message(messaging.PushMessageRequest(to=person.id, messages=made))
    assert line.violations() == []
    assert len(person.sees()) == sum(len(messages) for messages in parcels("").values())


def test_the_sdk_sees_errors_as_its_own(line: LocalLine, sdk: Any) -> None:
    api, person = messaging.MessagingApi(sdk), line.person("สมชาย")

    def push(words: str) -> Any:
        messages = [messaging.TextMessage(text=words)]
        return api.push_message(messaging.PushMessageRequest(to=person.id, messages=messages))

    with pytest.raises(messaging.ApiException) as refused:
        push("")
    assert refused.value.status == 400
    assert "May not be empty" in refused.value.body
    line.fault("conflict")
    with pytest.raises(messaging.ApiException) as conflict:
        push("ก")
    assert conflict.value.status == 409
    assert conflict.value.headers["x-line-accepted-request-id"]
