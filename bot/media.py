"""Keeps pictures, films, sounds and files: fetched from LINE at once, checked, kept under unguessable names."""

import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.keeping import Keeping
from bot.line.content import LineContent
from bot.line.errors import LineRefused, LineUnreachable
from bot.logs import log
from bot.pictures import NoPicture, clean
from bot.services.lostmedia import could_not_be_had, tell_of_lost_media
from storage import media as rows
from storage import prints, removals
from storage.database import Database
from storage.media import FAILED, GONE, KEPT, WANTED, Media

MEGABYTE = 1024 * 1024
MOST_BYTES = {"image": 20 * MEGABYTE, "video": 200 * MEGABYTE, "audio": 200 * MEGABYTE, "file": 50 * MEGABYTE}
SMALL = "-small"  # what the small copy of a picture ends in
LEASE = timedelta(minutes=10)  # longer than the largest film takes; then another worker tries
GIVE_UP = timedelta(hours=24)
LONGEST_WAIT = timedelta(minutes=10)

WRITTEN = "written"  # what the camera wrote, on its way to where pictures are compared

# The first bytes by which films and sounds are known; LINE's own word for the type is not relied on.
_MARKS = {
    "video": ((4, b"ftyp"), (0, b"\x1aE\xdf\xa3")),
    "audio": ((4, b"ftyp"), (0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"OggS"), (0, b"RIFF"), (0, b"#!AMR")),
}


class MediaStore:
    """The kept files and the rows that describe them."""

    def __init__(
        self, database: Database, content: LineContent, clock: Clock, keeping: Keeping, zone: ZoneInfo
    ) -> None:
        self._database = database
        self._content = content
        self._clock = clock
        self._zone = zone
        self._keeping = keeping

    def fetch_next(self) -> bool:
        """Fetch one thing that is wanted; False if nothing is."""
        now = self._clock.now()
        with self._database.reading() as session:
            if not rows.anything_wanted(session, now):
                return False
        with self._database.begin() as session:
            wanted = rows.take_wanted(session, now, now + LEASE)
        if wanted is None:
            return False
        changes = self._fetch(wanted)
        with self._database.begin() as session:
            written = changes.pop(WRITTEN, None)
            still_wanted = rows.settle(session, wanted.id, **changes)
            if still_wanted and isinstance(written, dict):
                prints.want(session, wanted.id, self._clock.now(), uploaded=False, written=written)
            if still_wanted and could_not_be_had(changes):
                tell_of_lost_media(session, wanted, now)
        if not still_wanted and changes.get("path"):  # it was unsent while it was on its way
            self._take_away(str(changes["path"]))
        log().info("media fetched", media=wanted.id, kind=wanted.kind, state=changes.get("state", WANTED))
        return True

    def store_upload(self, session: Session, upload: BinaryIO, kind: str, case_id: int | None, role: str) -> Media:
        """Keep a picture (checked and cleaned) or file that somebody of the office uploads; raises `NoPicture`."""
        now, token = self._clock.now(), rows.new_token()
        with self._draft() as draft:
            digest, size = hashlib.sha256(), 0
            with draft.open("wb") as file:
                while chunk := upload.read(MEGABYTE):
                    size += len(chunk)
                    if size > MOST_BYTES[kind]:
                        raise NoPicture("too large")
                    digest.update(chunk)
                    file.write(chunk)
            kept = self._keep(draft, kind, token, now, "application/octet-stream")
        written = kept.pop(WRITTEN, None)
        media = Media(token=token, kind=kind, role=role, case_id=case_id, state=KEPT, created_at=now)
        media.bytes, media.sha256 = size, digest.hexdigest()
        for name, value in kept.items():
            setattr(media, name, value)
        session.add(media)
        session.flush()
        if isinstance(written, dict):
            prints.want(session, media.id, now, uploaded=True, written=written)
        return media

    def forget(self, session: Session, message_id: str, conversation: str, kind: str) -> None:
        """The sender unsent it: files of this machine go at once, before the row says so, lest a crash leave them.

        Where a network lies between, that they must go is a row of the same transaction, and `remove_next` does it.
        """
        found = rows.by_message(session, message_id)
        if found is not None and found.path:
            self._let_go(session, found.path)
            prints.forget(session, found.id)
        rows.take_back(session, message_id, conversation, kind, self._clock.now())

    def discard(self, session: Session, media: Media) -> None:
        """Remove what was kept; as with what is taken back."""
        if media.path:
            self._let_go(session, media.path)
        rows.empty(media)

    def remove_next(self) -> bool:
        """Remove one thing that must go; False if nothing must. A failure is tried again, without end."""
        now = self._clock.now()
        with self._database.reading() as session:
            if not removals.anything_due(session, now):
                return False
        with self._database.begin() as session:
            row = removals.take(session, now, now + LEASE)
            path, attempts = (row.path, row.attempts) if row else ("", 0)
        if not path:
            return False
        try:
            self._take_away(path)
        except OSError as problem:
            log().warning("media not removed yet", attempts=attempts, reason=str(problem)[:80])
            return True
        with self._database.begin() as session:
            removals.done(session, path)
        return True

    def work_next(self) -> bool:
        """Remove or fetch one thing; False if there is nothing to do."""
        return self.remove_next() or self.fetch_next()

    def open(self, media: Media, small: bool = False) -> tuple[BinaryIO, int] | None:
        """Open a kept thing, and say how long it is; None if it is not there. Raises OSError if it cannot be asked."""
        if media.state != KEPT or not media.path:
            return None
        path = f"{media.path}{SMALL}" if small and media.kind == "image" else media.path
        try:
            return self._keeping.open(path), self._keeping.size(path)
        except FileNotFoundError:
            return None

    def read(self, media: Media, small: bool = False) -> bytes | None:
        """Return a kept thing whole, for pictures and papers; None if it is not there. Raises OSError."""
        opened = self.open(media, small)
        if opened is None:
            return None
        with opened[0] as stream:
            return stream.read()

    def check(self) -> None:
        """Write something and take it away again. Raises OSError where that cannot be done."""
        path = f"drafts/check-{rows.new_token()}"
        self._keeping.write(path, io.BytesIO(b"siang"))
        self._keeping.remove(path)

    def _fetch(self, wanted: Media) -> dict[str, object]:
        now = self._clock.now()
        try:
            with self._draft() as draft:
                fetched = self._content.fetch(wanted.message_id or "", draft, MOST_BYTES[wanted.kind])
                if fetched is None:
                    return self._later(wanted, "transcoding", now)
                kept = self._keep(draft, wanted.kind, wanted.token, wanted.created_at, fetched.mime)
            return {"state": KEPT, "bytes": fetched.bytes, "sha256": fetched.sha256, "error": None, **kept}
        except LineRefused as refusal:
            if refusal.status == 404 and self._content.transcoding_failed(wanted.message_id or ""):
                return {"state": FAILED, "error": "transcoding"}
            return {"state": GONE if refusal.status in (404, 410) else FAILED, "error": refusal.code}
        except LineUnreachable as problem:
            return self._later(wanted, problem.reason, now)
        except NoPicture:
            return {"state": FAILED, "error": "wrong_type"}
        except OSError as problem:  # the disk is full, the bucket away: LINE still has it for a while
            log().error("media cannot be kept", media=wanted.id, reason=str(problem)[:80])
            return self._later(wanted, "storage", now)

    def _later(self, wanted: Media, reason: str, now: datetime) -> dict[str, object]:
        if reason == "transcoding" and self._content.transcoding_failed(wanted.message_id or ""):
            return {"state": FAILED, "error": "transcoding"}
        if now - wanted.created_at > GIVE_UP:
            return {"state": FAILED, "error": reason[:40]}
        pause = min(LONGEST_WAIT, timedelta(seconds=2 ** min(wanted.attempts, 10)))
        return {"due_at": now + pause, "error": reason[:40]}

    def _keep(self, draft: Path, kind: str, token: str, since: datetime, mime: str) -> dict[str, object]:
        """Check a file's content and put it in its place; what is to be noted about it."""
        path = f"{since:%Y/%m}/{token}"
        if kind == "image":
            made, small = draft.with_suffix(".clean"), draft.with_suffix(".small")
            picture = clean(draft, made, small, self._zone)
            self._put(f"{path}{SMALL}", small)
            self._put(path, made)
            facts = {"width": picture.width, "height": picture.height, "taken_at": picture.taken_at}
            return {"path": path, "mime": picture.mime, **facts, WRITTEN: picture.written}
        if kind in _MARKS and not _has_mark(draft, kind):
            raise NoPicture(kind)
        self._put(path, draft)
        return {"path": path, "mime": mime[:100]}

    def _put(self, path: str, file: Path) -> None:
        with file.open("rb") as source:
            self._keeping.write(path, source)

    def _let_go(self, session: Session, path: str) -> None:
        if self._keeping.remote:
            removals.remove_later(session, path, self._clock.now())
        else:
            self._take_away(path)

    def _take_away(self, path: str) -> None:
        for name in (path, f"{path}{SMALL}"):
            self._keeping.remove(name)

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        """A place for a file that is still arriving; empty again afterwards."""
        with tempfile.TemporaryDirectory(prefix="siang-") as folder:
            yield Path(folder) / "draft"


def _has_mark(path: Path, kind: str) -> bool:
    with path.open("rb") as file:
        head = file.read(16)
    return any(head[at : at + len(mark)] == mark for at, mark in _MARKS[kind])


