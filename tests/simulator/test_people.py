"""People, groups, content and rich menus, seen by the bot."""

import io

import pytest
import urllib3
from PIL import Image

from bot.simulator.client import LocalLine, LocalLineError
from tests.simulator.conftest import TOKEN, Json, TinyBot


def png(width: int = 800, height: int = 540) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#05793a").save(out, "PNG")
    return out.getvalue()


def test_a_profile_shows_what_there_is(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย", language="en", picture="https://example.com/p.png")
    assert bot.call("GET", f"/v2/bot/profile/{person.id}").json() == {
        "userId": person.id,
        "displayName": "สมชาย",
        "pictureUrl": "https://example.com/p.png",
        "language": "en",
    }


@pytest.mark.parametrize(("more", "status"), [({"friend": False}, 404), ({"consent": False}, 404), ({}, 200)])
def test_a_profile_is_shown_only_with_reason(line: LocalLine, bot: TinyBot, more: Json, status: int) -> None:
    assert bot.call("GET", f"/v2/bot/profile/{line.person('ใคร', **more).id}").status == status
    assert bot.call("GET", "/v2/bot/profile/nobody").status == 400


def test_groups_know_their_members(line: LocalLine, bot: TinyBot) -> None:
    blocked, stranger = line.person("ก"), line.person("ข", friend=False)
    blocked.blocks()
    group = line.group("กองช่าง", [blocked, stranger])
    assert bot.call("GET", f"/v2/bot/group/{group.id}/summary").json() == {"groupId": group.id, "groupName": "กองช่าง"}
    assert bot.call("GET", f"/v2/bot/group/{group.id}/members/count").json() == {"count": 2}
    assert bot.call("GET", f"/v2/bot/group/{group.id}/member/{blocked.id}").json()["displayName"] == "ก"
    assert bot.call("GET", f"/v2/bot/group/{group.id}/members/ids").status == 403
    assert bot.call("POST", f"/v2/bot/group/{group.id}/leave").status == 200
    assert not group.bot_is_in
    assert bot.call("GET", f"/v2/bot/group/{group.id}/summary").status == 404
    assert not [event for event in bot.events if event["type"] == "leave"]


def test_rooms_are_apart_from_groups(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("ก")
    room = line.group("ห้อง", [person], kind="room")
    person.in_group(room).says("สวัสดี")
    assert bot.wait(1)[0]["source"] == {"type": "room", "roomId": room.id, "userId": person.id}
    assert bot.call("GET", f"/v2/bot/room/{room.id}/members/count").json() == {"count": 1}
    assert bot.call("GET", f"/v2/bot/group/{room.id}/members/count").status == 404


def test_content_is_there_until_it_is_unsent(line: LocalLine, bot: TinyBot) -> None:
    person, picture = line.person("สมชาย"), png()
    sent = person.sends_image(picture, "photo.png")
    answer = bot.call("GET", f"/v2/bot/message/{sent['id']}/content")
    assert (answer.data, answer.headers["Content-Type"]) == (picture, "image/png")
    preview = bot.call("GET", f"/v2/bot/message/{sent['id']}/content/preview")
    assert Image.open(io.BytesIO(preview.data)).size == (240, 162)
    person.unsends(sent)
    assert bot.call("GET", f"/v2/bot/message/{sent['id']}/content").status == 410
    assert bot.call("GET", "/v2/bot/message/123/content").status == 404
    assert person.history()[0]["body"] == {"type": "image"}


def test_a_film_is_prepared_first(line: LocalLine, bot: TinyBot) -> None:
    sent = line.person("สมชาย").sends_video(b"film", transcoding="processing")
    path = f"/v2/bot/message/{sent['id']}/content"
    assert bot.call("GET", path).status == 202
    assert bot.call("GET", f"{path}/transcoding").json() == {"status": "processing"}
    line.request("POST", f"messages/{sent['id']}/transcoding", {"status": "succeeded"})
    assert bot.call("GET", path).data == b"film"
    line.request("POST", f"messages/{sent['id']}/transcoding", {"status": "failed"})
    assert bot.call("GET", f"{path}/transcoding").json() == {"status": "failed"}


def test_a_film_can_be_ready_after_some_seconds(line: LocalLine, bot: TinyBot) -> None:
    line.freeze()
    sent = line.person("สมชาย").sends_video(b"film", transcoding="3")
    path = f"/v2/bot/message/{sent['id']}/content"
    assert bot.call("GET", path).status == 202
    line.advance(3)
    assert bot.call("GET", path).status == 200


def test_tapping_does_what_the_button_says(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    actions: list[Json] = [
        {"type": "message", "label": "พูด", "text": "พูดแล้ว"},
        {"type": "postback", "label": "ส่ง", "data": "a=1", "displayText": "ส่งแล้ว"},
        {"type": "uri", "label": "ไป", "uri": "https://example.com/"},
        {"type": "clipboard", "label": "คัดลอก", "clipboardText": "ร70-1"},
        {"type": "location", "label": "ที่ไหน"},
        {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date"},
    ]
    items = {"items": [{"type": "action", "action": action} for action in actions]}
    bot.push(person.id, {"type": "text", "text": "เลือก", "quickReply": items})
    assert person.sees_choices() == [action["label"] for action in actions]
    assert person.taps("ไป")["uri"] == "https://example.com/"
    person.taps("คัดลอก")
    assert person.copied == "ร70-1"
    assert person.taps("ที่ไหน") == {"did": "needs", "what": "location"}
    assert person.taps("วัน")["did"] == "needs"
    person.taps("วัน", value="2026-11-21")
    assert bot.wait(1)[0]["postback"] == {"data": "d", "params": {"date": "2026-11-21"}}
    person.taps("ส่ง")
    assert bot.wait(2)[1]["postback"] == {"data": "a=1"}
    assert [message["body"]["text"] for message in person.history()] == ["เลือก", "ส่งแล้ว"]
    with pytest.raises(LocalLineError, match="no button"):
        person.taps("พูด")  # quick replies have gone with the next message


def test_buttons_of_cards_stay(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    button = {"type": "button", "action": {"type": "message", "label": "รับเรื่อง", "text": "รับ"}}
    body = {"type": "box", "layout": "vertical", "contents": [button]}
    bot.push(person.id, {"type": "flex", "altText": "การ์ด", "contents": {"type": "bubble", "body": body}})
    person.says("เดี๋ยวก่อน")
    person.taps("รับเรื่อง")
    assert bot.wait(2)[1]["message"]["text"] == "รับ"


def test_a_rich_menu_from_creation_to_switch(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("สมชาย")
    switch = {"type": "richmenuswitch", "richMenuAliasId": "more", "data": "to=more", "label": "เพิ่มเติม"}
    menus = [new_menu(bot, switch), new_menu(bot, switch)]
    assert bot.call("POST", f"/v2/bot/user/all/richmenu/{menus[0]}").status == 400  # no picture yet
    for menu in menus:
        assert upload(bot, menu, png()) == 200
    assert upload(bot, menus[0], png()) == 400  # a picture cannot be replaced
    bot.call("POST", f"/v2/bot/user/all/richmenu/{menus[0]}")
    assert seen_menu(line, person.id) == menus[0]
    alias = {"richMenuAliasId": "more", "richMenuId": menus[1]}
    assert bot.call("POST", "/v2/bot/richmenu/alias", alias).status == 200
    assert bot.call("POST", "/v2/bot/richmenu/alias", alias).status == 400
    assert person.acts(switch)["status"] == "SUCCESS"
    assert bot.wait(1)[0]["postback"]["params"] == {"newRichMenuAliasId": "more", "status": "SUCCESS"}
    assert seen_menu(line, person.id) == menus[1]
    assert bot.call("GET", f"/v2/bot/user/{person.id}/richmenu").json() == {"richMenuId": menus[1]}
    body = {"richMenuId": menus[0], "userIds": [person.id]}
    assert bot.call("POST", "/v2/bot/richmenu/bulk/link", body).status == 202
    assert seen_menu(line, person.id) == menus[0]
    assert bot.call("DELETE", f"/v2/bot/richmenu/{menus[0]}").status == 200
    assert seen_menu(line, person.id) is None
    assert [menu["richMenuId"] for menu in bot.call("GET", "/v2/bot/richmenu/list").json()["richmenus"]] == [menus[1]]


def test_a_batch_replaces_the_menus_of_people_but_not_the_default(line: LocalLine, bot: TinyBot) -> None:
    one, other = line.person("ก"), line.person("ข")
    action = {"type": "message", "label": "ก", "text": "ก"}
    old, new = new_menu(bot, action), new_menu(bot, action)
    assert [upload(bot, menu, png()) for menu in (old, new)] == [200, 200]
    bot.call("POST", f"/v2/bot/user/all/richmenu/{old}")
    bot.call("POST", f"/v2/bot/user/{one.id}/richmenu/{old}")
    body = {"operations": [{"type": "link", "from": old, "to": new}]}
    answer = bot.call("POST", "/v2/bot/richmenu/batch", body)
    assert answer.status == 202
    assert (seen_menu(line, one.id), seen_menu(line, other.id)) == (new, old)
    asked = f"/v2/bot/richmenu/progress/batch?requestId={answer.headers['x-line-request-id']}"
    assert bot.call("GET", asked).json()["phase"] == "succeeded"
    bot.call("POST", "/v2/bot/richmenu/batch", {"operations": [{"type": "unlinkAll"}]})
    assert seen_menu(line, one.id) == old
    assert bot.call("POST", "/v2/bot/richmenu/batch", {"operations": [{"type": "burn"}]}).status == 400


def new_menu(bot: TinyBot, action: Json) -> str:
    area = {"bounds": {"x": 0, "y": 0, "width": 400, "height": 540}, "action": action}
    size = {"width": 800, "height": 540}
    menu = {"size": size, "selected": True, "name": "หลัก", "chatBarText": "ที่นี่กี้" * 3, "areas": [area]}
    answer = bot.call("POST", "/v2/bot/richmenu", menu)
    assert answer.status == 200, answer.data.decode()
    return str(answer.json()["richMenuId"])


def upload(bot: TinyBot, menu: str, data: bytes) -> int:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "image/png"}
    return urllib3.request("POST", f"{bot.api}/v2/bot/richmenu/{menu}/content", body=data, headers=headers).status


def seen_menu(line: LocalLine, person: str) -> str | None:
    menu = line.request("GET", f"richmenu/{person}")["menu"]
    return str(menu["richMenuId"]) if menu else None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"size": {"width": 700, "height": 400}}, "size.width"),
        ({"size": {"width": 800, "height": 600}}, "size"),
        ({"chatBarText": "ก" * 15}, "chatBarText"),
        ({"areas": [{"bounds": {"x": 700, "y": 0, "width": 200, "height": 10}, "action": {}}]}, "areas[0].bounds"),
    ],
)
def test_rich_menus_have_limits(line: LocalLine, bot: TinyBot, change: Json, where: str) -> None:
    menu = {"size": {"width": 800, "height": 540}, "selected": True, "name": "หลัก", "chatBarText": "เมนู", "areas": []}
    answer = bot.call("POST", "/v2/bot/richmenu", menu | change)
    assert answer.status == 400
    assert where in [detail["property"] for detail in answer.json()["details"]]


def test_marking_as_read_is_seen(line: LocalLine, bot: TinyBot) -> None:
    bot.answer = lambda: 500
    person = line.person("สมชาย")
    said = person.says("สวัสดี")
    line.deliveries(settle=5)
    assert person.history()[0]["read"] is False
    body = {"markAsReadToken": said["read_token"]}
    assert bot.call("POST", "/v2/bot/chat/markAsRead", body).status == 200
    assert person.history()[0]["read"] is True


def test_issued_tokens_open_the_api_until_they_end(line: LocalLine, bot: TinyBot) -> None:
    line.freeze()
    form = {"grant_type": "client_credentials", "client_id": "2000000000", "client_secret": "channel-secret"}
    http = urllib3.PoolManager()
    issued = http.request_encode_body("POST", bot.api + "/oauth2/v3/token", form, encode_multipart=False).json()
    bearer = f"Bearer {issued['access_token']}"
    assert bot.call("GET", "/v2/bot/info", Authorization=bearer).json()["displayName"] == "น้องเสียง"
    line.advance(issued["expires_in"] + 1)
    assert bot.call("GET", "/v2/bot/info", Authorization=bearer).status == 401


def test_an_account_is_linked_once(line: LocalLine, bot: TinyBot) -> None:
    person = line.person("เจ้าหน้าที่")
    token = bot.call("POST", f"/v2/bot/user/{person.id}/linkToken").json()["linkToken"]
    path = f"/dialog/bot/accountLink?linkToken={token}&nonce={'n' * 22}"
    assert bot.call("GET", path).status == 200
    event = bot.wait(1)[0]
    assert (event["link"], event["source"]["userId"]) == ({"result": "ok", "nonce": "n" * 22}, person.id)
    assert bot.call("GET", path).status == 400


def test_ids_may_be_chosen_but_not_malformed(line: LocalLine) -> None:
    chosen = "U" + "ab" * 16
    assert line.person("สมชาย", user_id=chosen).id == chosen
    with pytest.raises(LocalLineError, match="32 hexadecimal digits"):
        line.person("มาลี", user_id="Uxyz")


def test_other_sites_cannot_play_with_the_local_line(line: LocalLine) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = urllib3.request("POST", f"{line.base_url}/sim/reset", json={}, headers=headers)
    assert answer.status == 403
