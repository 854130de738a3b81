"""What a local LINE is told when it starts."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class LineConfig:
    """One channel (one bot) on one local LINE."""

    channel_secret: str
    channel_access_token: str
    webhook_url: str = ""
    state_file: Path | None = None  # SQLite; without one everything is forgotten at the end of the process
    clock: Callable[[], float] = time.time
    bot_name: str = "Local bot"
    bot_picture: str | None = None
    basic_id: str = "@local"
    channel_id: str = "2000000000"
    monthly_quota: int | None = 15_000  # None: unlimited
    webhook_timeout: float = 2.0  # LINE's own deadline
    webhook_threads: int = 8
    local_http: bool = True  # accept http://127.0.0.1 and http://localhost where LINE demands https
    verified_account: bool = False  # only verified accounts may list followers and group members
    strict_rates: bool = True  # the token buckets of LINE_PLATFORM; off for load tests of the bot alone
    stream_seconds: float = 5.0  # how long one live connection of the page is held before it is renewed

    @property
    def bot_user_id(self) -> str:
        """The bot's own user id: the `destination` of every webhook."""
        return "U" + sha256(f"bot {self.channel_id} {self.channel_secret}".encode()).hexdigest()[:32]
