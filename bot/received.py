"""A webhook's body, already known to come from LINE, read into the rows that are stored: each event by itself."""

import json
from datetime import datetime
from typing import Any

from bot.line import events
from storage.events import NEW, SKIPPED, Received

# Milliseconds since 1970: LINE began in 2011; what is not between has a broken clock behind it.
EARLIEST, LATEST = 1_293_840_000_000, 4_102_444_800_000


class UnreadableBody(Exception):  # noqa: N818 - named for what happened
    """The body is no webhook."""


def read(body: bytes, received_at: datetime) -> list[Received]:
    """The events of a webhook; raises `UnreadableBody` for what is not one."""
    try:
        webhook = json.loads(body)
        if not isinstance(webhook, dict) or not isinstance(webhook.get("events"), list):
            raise UnreadableBody
        return [_received(event, received_at) for event in webhook["events"]]
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or nested deeper than anything LINE sends
        raise UnreadableBody from None


def _received(event: Any, received_at: datetime) -> Received:
    occurred = event.get("timestamp") if isinstance(event, dict) else None
    if type(occurred) is not int or not EARLIEST < occurred < LATEST:
        occurred = int(received_at.timestamp() * 1000)
    return Received(
        webhook_event_id=events.event_id(event),
        conversation=events.conversation_key(event),
        occurred_at=occurred,
        received_at=received_at,
        raw=json.dumps(event, separators=(",", ":")),
        state=SKIPPED if _is_rehearsal(event) else NEW,
    )


def _is_rehearsal(event: Any) -> bool:
    """The made-up events that the "Verify" button of old sent: nobody is behind them."""
    if not isinstance(event, dict):
        return False
    source = event.get("source")
    return event.get("replyToken") in events.REHEARSAL_TOKENS or (
        isinstance(source, dict) and source.get("userId") == events.REHEARSAL_USER
    )
