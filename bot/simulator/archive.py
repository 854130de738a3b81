"""Keeps the state of a local LINE in one SQLite file, written behind the answers by a thread of its own."""

import atexit
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Condition, Thread

from bot.simulator.records import Json

SCHEMA = """
create table if not exists record (kind text, id text, body text not null, primary key (kind, id)) without rowid;
create table if not exists content (id text primary key, type text not null, bytes blob not null);
"""


class Archive:
    """Records by (kind, id), and the bytes of pictures, films and files."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as db:
            db.execute("pragma journal_mode = wal")
            db.executescript(SCHEMA)
        self._waiting: dict[tuple[str, str], str | None] = {}
        self._wake = Condition()
        self._thread: Thread | None = None
        atexit.register(self.flush)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            yield db

    def load(self, kind: str) -> list[Json]:
        with self._connection() as db:
            rows = db.execute("select body from record where kind = ? order by id", (kind,)).fetchall()
        return [json.loads(body) for (body,) in rows]

    def put(self, kind: str, record_id: str, body: Json | None) -> None:
        """Remember a record, or forget it (None); only the newest state of each is written."""
        with self._wake:
            self._waiting[kind, record_id] = None if body is None else json.dumps(body, ensure_ascii=False)
            if self._thread is None:  # started late, so that a server may fork before
                self._thread = Thread(target=self._write_behind, name="line-archive", daemon=True)
                self._thread.start()
            self._wake.notify()

    def _write_behind(self) -> None:
        while True:
            with self._wake:
                while not self._waiting:
                    self._wake.wait()
                self._wake.wait(0.2)  # gather what belongs together
            self.flush()

    def flush(self) -> None:
        with self._wake:
            waiting, self._waiting = self._waiting, {}
        if not waiting or not self._path.parent.exists():
            return
        gone = [key for key, body in waiting.items() if body is None]
        kept = [(*key, body) for key, body in waiting.items() if body is not None]
        with self._connection() as db:
            db.executemany("delete from record where kind = ? and id = ?", gone)
            db.executemany("insert or replace into record values (?, ?, ?)", kept)

    def put_content(self, content_id: str, media_type: str, data: bytes) -> None:
        with self._connection() as db:
            db.execute("insert or replace into content values (?, ?, ?)", (content_id, media_type, data))

    def content(self, content_id: str) -> tuple[str, bytes] | None:
        with self._connection() as db:
            row = db.execute("select type, bytes from content where id = ?", (content_id,)).fetchone()
        return (row[0], row[1]) if row else None

    def drop_content(self, content_id: str) -> None:
        with self._connection() as db:
            db.execute("delete from content where id = ?", (content_id,))

    def clear(self) -> None:
        with self._wake:
            self._waiting.clear()
        with self._connection() as db:
            db.execute("delete from record")
            db.execute("delete from content")
