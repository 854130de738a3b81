"""Webhook events in the shapes that LINE gives them (a property without a value is left out)."""

from bot.simulator.ids import ulid
from bot.simulator.records import Json, Message

# What LINE tells of a message of each type, beside type and id.
CONTENT_FIELDS = {
    "text": ("text", "emojis", "mention", "quotedMessageId"),
    "image": ("contentProvider", "imageSet"),
    "video": ("duration", "contentProvider"),
    "audio": ("duration", "contentProvider"),
    "file": ("fileName", "fileSize"),
    "location": ("title", "address", "latitude", "longitude"),
    "sticker": ("packageId", "stickerId", "stickerResourceType", "keywords", "text", "quotedMessageId"),
}
QUOTABLE = {"text", "image", "video", "sticker"}


def event(kind: str, at: int, source: Json | None, reply_token: str | None = None, **more: object) -> Json:
    """An event with all common properties; `more` holds what belongs to its kind."""
    built: Json = {"type": kind, **{key: value for key, value in more.items() if value is not None}}
    built |= {"webhookEventId": ulid(at), "deliveryContext": {"isRedelivery": False}, "timestamp": at}
    if source is not None:
        built["source"] = source
    if reply_token is not None:
        built["replyToken"] = reply_token
    built["mode"] = "active"
    return built


def source(chat: str, user_id: str | None) -> Json:
    """Where an event comes from; in a group the person may be unknown."""
    if chat.startswith("U"):
        return {"type": "user", "userId": chat}
    where = {"type": "group", "groupId": chat} if chat.startswith("C") else {"type": "room", "roomId": chat}
    return where | ({"userId": user_id} if user_id else {})


def message_content(message: Message) -> Json:
    """The `message` of a message event."""
    body = message.body
    content: Json = {"type": body["type"], "id": message.id}
    if body["type"] in QUOTABLE and message.quote_token:
        content["quoteToken"] = message.quote_token
    if message.read_token and message.chat.startswith("U"):
        content["markAsReadToken"] = message.read_token
    names = CONTENT_FIELDS.get(body["type"], ())
    return content | {name: body[name] for name in names if body.get(name) is not None}
