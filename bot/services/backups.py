"""Backups: everything an office has in one file, written while it works, checked, and put into an empty database.

The file is a zip: `manifest.json`, `tables/<name>.jsonl` (a row a line) and `media/<path>`. It is the same for SQLite
and PostgreSQL, so it also carries an office from one machine to many.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from bot.keeping import Keeping
from storage import archive, schema
from storage.database import Database
from storage.revision import current, newest

FORMAT = 1
CHUNK = 1024 * 1024
MANIFEST = "manifest.json"
# What reading a damaged zip raises: a wrong sum, an end too early, a method or a lock that was never ours.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, how much there is


class BackupError(Exception):
    """A backup cannot be made or used; its text says why and what to do."""


@dataclass(frozen=True)
class Contents:
    """What a backup holds."""

    revision: str
    written_at: str
    rows: Mapping[str, int]
    files: int
    missing: int  # media that were noted in the database and gone from their place when it was written


def write(
    database: Database, keeping: Keeping, target: Path, now: datetime, progress: Progress = lambda *_: None
) -> Contents:
    """Write a backup to `target`, which appears whole or not at all. Raises BackupError."""
    revision = current(database)
    if revision != newest():
        raise BackupError("The database is not at this program's version: run `siang migrate` first.")
    draft = target.with_name(f".{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        with draft.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
                contents = _Writing(packed, progress).everything(database, keeping, revision or "", now)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as problem:
        raise BackupError(f"The backup cannot be written ({problem.strerror}): is there room on the disk?") from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return contents


class _Writing:
    """One backup being written."""

    def __init__(self, packed: zipfile.ZipFile, progress: Progress) -> None:
        self._packed = packed
        self._progress = progress
        self._sums: dict[str, str] = {}

    def everything(self, database: Database, keeping: Keeping, revision: str, now: datetime) -> Contents:
        with database.reading() as session:  # one snapshot: the office goes on working, the backup does not move
            connection = session.connection()
            rows = {name: archive.count(connection, name) for name in archive.tables()}
            paths: list[str] = []
            for name, expected in rows.items():
                self._table(name, self._seen(archive.rows_of(connection, name), name, expected, paths))
        files, missing = self._media(keeping, paths)
        contents = Contents(revision, now.isoformat(), rows, files, missing)
        manifest = {"format": FORMAT, **vars(contents), "columns": archive.kinds(), "sha256": self._sums}
        self._packed.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        return contents

    def _seen(self, rows: Iterator[archive.Row], name: str, expected: int, paths: list[str]) -> Iterator[bytes]:
        for number, row in enumerate(rows, 1):
            if name == "media" and row.get("path"):
                paths.append(row["path"])
            if number % archive.BATCH == 0 or number == expected:
                self._progress(name, number, expected)
            yield json.dumps(row, ensure_ascii=False).encode() + b"\n"

    def _table(self, name: str, lines: Iterator[bytes]) -> None:
        self._put(f"tables/{name}.jsonl", lines)

    def _media(self, keeping: Keeping, paths: list[str]) -> tuple[int, int]:
        files = missing = 0
        for number, path in enumerate(paths, 1):
            for name in (path, f"{path}-small"):
                try:
                    with keeping.open(name) as source:
                        self._put(f"media/{name}", _pieces(source), packed=False)
                    files += 1
                except FileNotFoundError:  # it was taken back since, or it never had a small copy
                    missing += name == path
            self._progress("media", number, len(paths))
        return files, missing

    def _put(self, name: str, pieces: Iterator[bytes], packed: bool = True) -> None:
        digest = hashlib.sha256()
        entry = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED  # pictures are small already
        with self._packed.open(entry, "w", force_zip64=True) as out:
            for piece in pieces:
                digest.update(piece)
                out.write(piece)
        self._sums[name] = digest.hexdigest()


def check(source: Path, progress: Progress = lambda *_: None) -> Contents:
    """Read a whole backup and compare every part with its sum; returns what it holds. Raises BackupError."""
    with _opened(source) as packed:
        manifest = _manifest(packed)
        sums: Mapping[str, str] = manifest["sha256"]
        if set(packed.namelist()) != {MANIFEST, *sums}:
            raise BackupError(f"{source.name} is not whole: parts of it are missing, or there are more than it lists.")
        for number, (name, expected) in enumerate(sums.items(), 1):
            if _sum(packed, name) != expected:
                raise BackupError(f"{source.name} is damaged: {name} is not what was written. Take an older backup.")
            progress("check", number, len(sums))
        return _contents(manifest)


def restore(database: Database, keeping: Keeping, source: Path, progress: Progress = lambda *_: None) -> Contents:
    """Put a backup into an empty database, whole or not at all, and bring it to this version. Raises BackupError."""
    contents = check(source, progress)
    known = newest() or ""
    if contents.revision > known:
        raise BackupError(f"The backup is of a newer Siang (version {contents.revision}, this one knows {known}).")
    if archive.is_used(database):
        raise BackupError(
            "There is an office in this database already. Give DATABASE_URL of an empty one; nothing was changed."
        )
    with _opened(source) as packed:
        _restore_media(packed, keeping, progress)  # first: a file that no row knows harms nobody
        schema.upgrade(database, contents.revision)
        _restore_rows(database, packed, contents, progress)
    schema.upgrade(database)
    return contents


def _restore_rows(database: Database, packed: zipfile.ZipFile, contents: Contents, progress: Progress) -> None:
    columns = _manifest(packed)["columns"]
    with database.begin() as session:
        loading = archive.Loading(session.connection(), columns)
        loading.clear()
        for name in loading.tables():
            with packed.open(f"tables/{name}.jsonl") as lines:
                written = loading.put(name, (json.loads(line) for line in _told(lines, name, contents, progress)))
            if written != contents.rows[name]:
                raise BackupError(f"{name} should have {contents.rows[name]} rows and has {written}: nothing was kept.")


def _told(lines: IO[bytes], name: str, contents: Contents, progress: Progress) -> Iterator[bytes]:
    for number, line in enumerate(lines, 1):
        if number % archive.BATCH == 0 or number == contents.rows[name]:
            progress(name, number, contents.rows[name])
        yield line


def _restore_media(packed: zipfile.ZipFile, keeping: Keeping, progress: Progress) -> None:
    names = [name for name in packed.namelist() if name.startswith("media/")]
    for number, name in enumerate(names, 1):
        with packed.open(name) as source:
            keeping.write(name.removeprefix("media/"), cast(BinaryIO, source))
        progress("media", number, len(names))


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(CHUNK):
        yield piece


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except OSError as problem:
        raise BackupError(f"{source} cannot be read ({problem.strerror}).") from None
    except DAMAGE:
        raise BackupError(f"{source.name} is no backup, or only a part of one. Take another.") from None


def _manifest(packed: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
    except (KeyError, ValueError, *DAMAGE):
        raise BackupError("This is no backup of Siang: it has no manifest that can be read.") from None
    if manifest.get("format") != FORMAT:
        raise BackupError(f"This backup is in a form that this Siang does not know: {manifest.get('format')!r}.")
    return manifest


def _contents(manifest: Mapping[str, Any]) -> Contents:
    return Contents(*(manifest[name] for name in ("revision", "written_at", "rows", "files", "missing")))


def _sum(packed: zipfile.ZipFile, name: str) -> str | None:
    digest = hashlib.sha256()
    try:
        with packed.open(name) as part:
            while piece := part.read(CHUNK):
                digest.update(piece)
    except DAMAGE:
        return None
    return digest.hexdigest()
