"""What was taken back: the words go from the stored events too, and a message that comes after its unsend is known."""

import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.events import WebhookEvent
from storage.media import GONE, by_message

LOOK_BACK = 50_000  # events; older ones are beyond LINE's own limit for taking back (and there is no index on words)


def was_taken_back(db: Session, message_id: str) -> bool:
    """Tell whether a message was unsent, be it before it arrived."""
    mark = by_message(db, message_id) if message_id else None
    return mark is not None and mark.state == GONE


def newer_edit(db: Session, conversation: str, message_id: str, occurred_at: int) -> bool:
    """Tell whether a later change of the same message is here already: the largest time wins, not the last to come."""
    newest = db.scalar(select(func.max(WebhookEvent.id))) or 0
    near = (WebhookEvent.id > newest - LOOK_BACK, WebhookEvent.conversation == conversation)
    later = (WebhookEvent.occurred_at > occurred_at, WebhookEvent.raw.contains('"messageEdited"'))
    found = select(WebhookEvent.id).where(*near, *later, WebhookEvent.raw.contains(message_id, autoescape=True))
    return db.scalar(found.limit(1)) is not None


def drop_words(db: Session, event_id: int) -> None:
    """Keep nothing of what was said in a group and not to us."""
    event = db.get(WebhookEvent, event_id)
    raw = json.loads(event.raw) if event is not None else None
    if event is None or not isinstance(raw, dict):
        return
    message = raw.get("message")
    if isinstance(message, dict):
        raw["message"] = {"id": message.get("id"), "type": message.get("type")}
        event.raw = json.dumps(raw)  # escaped: halves of surrogate pairs fit into no database


def blank_message(db: Session, conversation: str, message_id: str) -> None:
    """Remove what a message held from the stored events of a conversation; that it was there stays known."""
    newest = db.scalar(select(func.max(WebhookEvent.id))) or 0
    near = (WebhookEvent.id > newest - LOOK_BACK, WebhookEvent.conversation == conversation)
    for event in db.scalars(select(WebhookEvent).where(*near, WebhookEvent.raw.contains(message_id, autoescape=True))):
        raw = json.loads(event.raw)
        message = raw.get("message") if isinstance(raw, dict) else None
        if isinstance(message, dict) and message.get("id") == message_id:
            raw["message"] = {"id": message_id, "type": message.get("type")}
            event.raw = json.dumps(raw)  # escaped: halves of surrogate pairs fit into no database
