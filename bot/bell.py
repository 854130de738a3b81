"""Wakes idle workers when somebody has committed work, without asking the database over and over."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from bot.logs import log
from storage.bell import CHANNEL
from storage.database import Database

LOOK_EVERY = 0.01  # seconds; SQLite tells from shared memory, in microseconds, whether anyone has committed
AGAIN_AFTER = 1.0  # seconds, when the database is away


class Bell:
    """Rung by anyone; wakes one who waits, and is remembered if nobody does."""

    def __init__(self) -> None:
        self._rung = threading.Semaphore(0)
        self._remembered = threading.Lock()

    def ring(self) -> None:
        # At most one ring is remembered: who is woken works until nothing is left anyway.
        if self._remembered.acquire(blocking=False):
            self._rung.release()

    def wait(self, seconds: float) -> None:
        if self._rung.acquire(timeout=seconds):
            self._remembered.release()


def listen(database: Database, rung: Callable[[], None], stop: threading.Event) -> None:
    """Call `rung` at each commit that may have left work, until `stop`."""
    hear = _watch_sqlite if database.sqlite else _listen_postgres
    while not stop.is_set():
        try:
            hear(database, rung, stop)
        except (sqlite3.Error, psycopg.Error) as problem:
            log().warning("the bell is silent", exc_info=problem)
            stop.wait(AGAIN_AFTER)


def _watch_sqlite(database: Database, rung: Callable[[], None], stop: threading.Event) -> None:
    path = database.file or Path()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    try:
        last = None
        while not stop.wait(LOOK_EVERY):
            version = connection.execute("PRAGMA data_version").fetchone()[0]
            if version != last:
                last = version
                rung()
    finally:
        connection.close()


def _listen_postgres(database: Database, rung: Callable[[], None], stop: threading.Event) -> None:
    address = make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        rung()  # for what was committed before anyone listened
        while not stop.is_set():
            for _ in connection.notifies(timeout=0.5, stop_after=1):
                rung()
