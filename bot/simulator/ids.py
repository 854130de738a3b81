"""Identifiers in the shapes that LINE gives them."""

import itertools
import re
import secrets
import time
import uuid
from hashlib import sha256

CHAT_ID = re.compile(r"[UCR][0-9a-f]{32}")
USER_ID = re.compile(r"U[0-9a-f]{32}")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Starting from the time keeps ids rising over restarts, so that kept chats never meet an id twice.
_message_numbers = itertools.count(400_000_000_000_000_000 + time.time_ns() // 1000)


def chat_id(letter: str, seed: str | None = None) -> str:
    """A user (U), group (C) or room (R) id; the same seed always gives the same id."""
    return letter + (secrets.token_hex(16) if seed is None else sha256(seed.encode()).hexdigest()[:32])


def message_id() -> str:
    return str(next(_message_numbers))


def request_id() -> str:
    return str(uuid.uuid4())


def reply_token() -> str:
    return secrets.token_hex(16)


def opaque_token() -> str:
    """Quote tokens, mark-as-read tokens, link tokens: long, random, without meaning."""
    return secrets.token_urlsafe(36)


def ulid(now_ms: int) -> str:
    """A webhookEventId: 48 bits of time, 80 of chance, in Crockford's base 32."""
    number = now_ms << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
