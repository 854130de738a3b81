"""`/sim/chats/…`: people write, send, press, unsend, edit."""

import mimetypes
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.simulator import actions, people_acts, samples
from bot.simulator.control.people import given
from bot.simulator.errors import Refused
from bot.simulator.events import event, source
from bot.simulator.platform import platform
from bot.simulator.records import Json, Message

routes = Blueprint("acting", __name__)
WITH_CONTENT = {"image", "video", "audio", "file"}
PLAIN: dict[str, dict[str, Any]] = {
    "text": {"text": str},
    "location": {"latitude": (int, float), "longitude": (int, float)},
    "sticker": {"packageId": str, "stickerId": str},
}


@routes.post("/chats/<chat>/messages")
def send(chat: str) -> tuple[Response, int]:
    """JSON `{as?, type, …}` with a `sample` for media, or a form with `file` parts; several files are one set."""
    form = request.form.to_dict() if request.mimetype == "multipart/form-data" else given()
    user_id, kind = form.pop("as", None), form.get("type", "text")
    if kind in {*WITH_CONTENT, "imageSet"} and not form.get("contentProvider"):
        sent = _with_content(chat, user_id, kind, form)
    else:
        sent = [people_acts.says(platform(), chat, user_id, _plain_body(kind, form))]
    return jsonify(messages=[message.to_json() for message in sent]), 201


def _plain_body(kind: str, form: Json) -> Json:
    for name, wanted in PLAIN.get(kind, {}).items():
        if not isinstance(form.get(name), wanted):
            raise Refused(400, f"A {kind} needs {name}")
    if kind == "text" and not form["text"]:
        raise Refused(400, "A text needs text")
    body: Json = {"type": kind} | {key: value for key, value in form.items() if key != "type"}
    return body | ({"stickerResourceType": body.get("stickerResourceType", "STATIC")} if kind == "sticker" else {})


def _with_content(chat: str, user_id: str | None, kind: str, form: Json) -> list[Message]:
    contents = _contents(form)
    line = platform()
    if kind == "imageSet":
        return people_acts.sends_image_set(line, chat, user_id, [content for _, content in contents])
    if not contents:
        raise Refused(400, f"A {kind} needs a file or a sample")
    name, content = contents[0]
    body: dict[str, Any] = {"type": kind}
    if kind == "file":
        body |= {"fileName": form.get("fileName") or name, "fileSize": len(content[1])}
    if kind in {"video", "audio"}:
        body["duration"] = int(form.get("duration", 3000))
    message = people_acts.says(line, chat, user_id, body, content)
    if form.get("transcoding"):  # seconds until the content is ready, or a state to be set by hand
        line.transcodings[message.id] = _transcoding(form["transcoding"])
    return [message]


def _contents(form: Json) -> list[tuple[str, people_acts.Content]]:
    """Name, type and bytes of what was uploaded or of the samples that were named."""
    names = form.get("samples") or ([form["sample"]] if form.get("sample") else [])
    found = [(name, samples.read(name)) for name in names]
    for part in request.files.getlist("file"):
        name = part.filename or "file"
        guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
        given_type = part.mimetype if part.mimetype != "application/octet-stream" else guessed
        found.append((name, (given_type or guessed, part.read())))
    return found


@routes.post("/messages/<message_id>/transcoding")
def set_transcoding(message_id: str) -> Response:
    """processing, failed or succeeded: what the content endpoints say of a film or sound."""
    platform().transcodings[message_id] = _transcoding(given().get("status", "succeeded"))
    return jsonify({})


def _transcoding(asked: Any) -> str | float:
    if asked in {"processing", "failed", "succeeded"}:
        return str(asked)
    return platform().clock.now() + float(asked)


@routes.post("/messages/<message_id>/unsend")
def unsend(message_id: str) -> Response:
    return jsonify(people_acts.unsends(platform(), message_id).to_json())


@routes.post("/messages/<message_id>/edit")
def edit(message_id: str) -> Response:
    return jsonify(people_acts.edits(platform(), message_id, str(given().get("text", ""))).to_json())


@routes.post("/chats/<chat>/postback")
def postback(chat: str) -> Response:
    body, line = given(), platform()
    shown = body.get("displayText")
    people_acts.postback(line, chat, body.get("as"), str(body.get("data", "")), body.get("params"), shown)
    return jsonify({})


@routes.post("/chats/<chat>/actions")
def act(chat: str) -> Response:
    """Perform an action object of a message or rich menu; `value` answers a date picker."""
    body = given()
    user_id = body.get("as") or chat
    return jsonify(actions.perform(platform(), chat, user_id, body.get("action") or {}, body))


@routes.post("/chats/<chat>/events")
def raw_event(chat: str) -> tuple[Response, int]:
    """Any event: common properties are filled in unless `raw` is true; `as` is its person."""
    body, line = given(), platform()
    made: Json = body.get("event") or {}
    with line.lock:
        if not body.get("raw"):
            at, kind = line.clock.now_ms(), str(made.get("type", "unknown"))
            token = line.reply_tokens.issue(chat) if body.get("replyToken", True) else None
            made = event(kind, at, source(chat, body.get("as")), token) | made
        line.courier.take(made)
    return jsonify(event=made), 201
