"""What people have sent: pictures, films, sounds and files, with previews and the state of transcoding."""

import io

from flask import Blueprint, Response, jsonify
from PIL import Image

from bot.simulator.errors import NOT_FOUND, Refused
from bot.simulator.platform import platform
from bot.simulator.records import Message

routes = Blueprint("content", __name__)
HAS_CONTENT = {"image", "video", "audio", "file"}
PREVIEW_SIDE = 240


def message_with_content(message_id: str) -> Message:
    """404 for what never was or has no content here, 410 for what was unsent."""
    message = platform().chats.messages.get(message_id)
    if message is None or message.body["type"] not in HAS_CONTENT or message.author == "bot":
        raise Refused(404, NOT_FOUND)
    if message.unsent:
        raise Refused(410, "The content is no longer available")
    if message.body.get("contentProvider", {}).get("type") == "external":
        raise Refused(404, NOT_FOUND)
    return message


def stored(message_id: str) -> tuple[str, bytes]:
    found = platform().media.get(message_id)
    if found is None:
        raise Refused(404, NOT_FOUND)
    return found


@routes.get("/v2/bot/message/<message_id>/content")
def content(message_id: str) -> Response:
    message_with_content(message_id)
    state = platform().transcoding(message_id)
    if state == "processing":
        return Response(status=202)
    if state == "failed":
        raise Refused(404, NOT_FOUND)
    media_type, data = stored(message_id)
    return Response(data, mimetype=media_type)


@routes.get("/v2/bot/message/<message_id>/content/transcoding")
def transcoding(message_id: str) -> Response:
    message = message_with_content(message_id)
    if message.body["type"] not in {"video", "audio"}:
        raise Refused(404, NOT_FOUND)
    return jsonify(status=platform().transcoding(message_id))


@routes.get("/v2/bot/message/<message_id>/content/preview")
def preview(message_id: str) -> Response:
    message = message_with_content(message_id)
    if message.body["type"] not in {"image", "video"}:
        raise Refused(404, NOT_FOUND)
    media_type, data = stored(message_id)
    return Response(shrunk(data) if media_type.startswith("image/") else FILM, mimetype="image/jpeg")


def shrunk(data: bytes) -> bytes:
    """A small JPEG of a picture; of what is no picture, a grey one."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            small = image.convert("RGB")
    except (OSError, Image.DecompressionBombError):
        return FILM
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return _jpeg(small)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


FILM = _jpeg(Image.new("RGB", (PREVIEW_SIDE, 135), "#4a4f57"))
