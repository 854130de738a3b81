"""A worker that answers each message with its own words: the pump without the heart."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.inbox import Meta
from bot.logs import configure
from bot.parts import make_parts
from bot.settings import Settings
from bot.worker import Worker
from storage.outgoing import Outgoing


def echo(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
    message = raw.get("message", {})
    if message.get("type") != "text":
        return []
    answer = {"type": "text", "text": message["text"]}
    return [Outgoing(raw["source"]["userId"], (answer,), "answer", in_answer=True)]


if __name__ == "__main__":
    settings = Settings.from_env(os.environ)
    configure(settings.log_level)
    Worker(make_parts(settings), echo).run()
