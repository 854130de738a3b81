"""The parts that a running Siang is made of, made once and handed to whoever needs them."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.settings import Settings
from storage.database import Database


@dataclass(frozen=True)
class Parts:
    """What an edge of the program may use; reachable in Flask as `app.extensions["siang"]`."""

    settings: Settings
    database: Database
    clock: Clock
