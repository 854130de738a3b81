"""Media in S3-compatible storage, over real HTTP against a process of its own; nothing stays on this machine."""

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import urllib3
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bucket import BucketError, BucketKeeping, bucket_address
from bot.clock import SetClock
from bot.inbox import Meta
from bot.services.backups import restore, write
from bot.settings import Settings
from storage import media as rows
from storage.database import Database
from storage.media import Media, Wish
from storage.outgoing import Outgoing
from storage.removals import RemovalRow
from tests.pump.harness import Pump, pump
from tests.pump.test_media import get, picture, picture_with_notes

KEYS = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up", "AWS_EC2_METADATA_DISABLED": "true"}


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    """A storage server; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, env=os.environ | KEYS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url, http = f"http://127.0.0.1:{port}", urllib3.PoolManager(retries=False, timeout=2)
    try:
        for _ in range(100):
            try:
                http.request("GET", url)
                break
            except urllib3.exceptions.HTTPError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def bucket(storage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """An empty bucket, as MEDIA_URL names it."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    name = f"office-{os.urandom(4).hex()}"
    url = f"s3:{name}/media?endpoint={storage}&region=ap-southeast-7"
    keeping = BucketKeeping(bucket_address(url))
    keeping._client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "ap-southeast-7"})
    return url


def keys(url: str) -> list[str]:
    keeping = BucketKeeping(bucket_address(url))
    found = keeping._client.list_objects_v2(Bucket=bucket_address(url).bucket)
    return [one["Key"] for one in found.get("Contents", [])]


@pytest.fixture
def far(settings: Settings, sqlite_database: Database, clock: SetClock, bucket: str) -> Iterator[Pump]:
    """A pump whose media lie in the bucket."""

    def decide(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
        message = raw.get("message", {})
        if message.get("type") in ("image", "video", "audio", "file"):
            rows.want(session, Wish(message["id"], meta.conversation, message["type"]), now)
        if raw["type"] == "unsend":
            running.parts.media.forget(session, raw["unsend"]["messageId"], meta.conversation, "image")
        return []

    with pump(replace(settings, media_url=bucket), sqlite_database, clock, decide) as running:
        yield running


def kept(far: Pump) -> list[Media]:
    far.hear()
    while far.parts.media.work_next():
        pass
    with far.parts.database.reading() as session:
        return list(session.scalars(select(Media).order_by(Media.id)))


def test_a_picture_goes_to_the_bucket_clean_and_is_served_from_there(far: Pump, bucket: str):
    before = set(Path(tempfile.gettempdir()).glob("siang-*"))
    far.line.person("สมชาย").sends_image(picture_with_notes())
    (media,) = kept(far)
    assert sorted(keys(bucket)) == [f"media/{media.path}", f"media/{media.path}-small"]
    answer = get(far, media)
    assert Image.open(io.BytesIO(answer.data)).size == (600, 800)
    assert b"Telephone" not in answer.data
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert Image.open(io.BytesIO(get(far, media, small=True).data)).size == (600, 800)
    folder = Path(far.parts.settings.media_url.removeprefix("file:"))
    assert not folder.exists()
    assert set(Path(tempfile.gettempdir()).glob("siang-*")) == before


def test_a_large_film_goes_up_in_parts_and_comes_back_in_the_parts_that_are_asked_for(far: Pump):
    film = b"\0\0\0\x18ftypmp42" + os.urandom(9 * 1024 * 1024)
    far.line.person("สมชาย").sends_video(film)
    (media,) = kept(far)
    assert (media.state, media.bytes) == ("kept", len(film))
    assert get(far, media).data == film
    some = far.http.request("GET", f"{far.url}/media/{media.token}", headers={"Range": "bytes=4-7"})
    assert (some.status, some.data) == (206, b"ftyp")
    assert some.headers["Content-Range"] == f"bytes 4-7/{len(film)}"
    again = far.http.request("GET", f"{far.url}/media/{media.token}", headers={"If-None-Match": some.headers["ETag"]})
    assert again.status == 304
    beyond = far.http.request("GET", f"{far.url}/media/{media.token}", headers={"Range": f"bytes={len(film)}-"})
    assert beyond.status == 416


def test_what_is_taken_back_leaves_the_bucket_and_the_page_at_once(far: Pump, bucket: str):
    somchai = far.line.person("สมชาย")
    sent = somchai.sends_image(picture())
    (media,) = kept(far)
    somchai.unsends(sent)
    far.hear()
    assert get(far, media).status == 404
    kept(far)
    assert keys(bucket) == []


def test_what_must_go_is_not_forgotten_while_the_bucket_is_away(
    far: Pump, bucket: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
):
    somchai = far.line.person("สมชาย")
    sent = somchai.sends_image(picture())
    kept(far)
    somchai.unsends(sent)
    far.hear()
    client = far.parts.media._keeping._client  # type: ignore[attr-defined]
    monkeypatch.setattr(client.meta.events, "emit_until_response", _refuse)
    assert far.parts.media.remove_next()
    monkeypatch.undo()
    with far.parts.database.reading() as session:
        assert session.scalars(select(RemovalRow.attempts)).all() == [1]
    assert not far.parts.media.remove_next()
    clock.move(timedelta(minutes=11))
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    assert far.parts.media.remove_next()
    assert keys(bucket) == []


def _refuse(*_: Any, **__: Any) -> Any:
    from botocore.exceptions import EndpointConnectionError

    raise EndpointConnectionError(endpoint_url="http://away.example")


def test_a_bucket_that_is_not_there_costs_nobody_their_picture(
    settings: Settings, sqlite_database: Database, clock: SetClock, storage: str, bucket: str
):
    def decide(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
        rows.want(session, Wish(raw["message"]["id"], meta.conversation, "image"), now)
        return []

    nowhere = replace(settings, media_url=f"s3:no-such-bucket?endpoint={storage}&region=ap-southeast-7")
    with pump(nowhere, sqlite_database, clock, decide) as running:
        running.line.person("สมชาย").sends_image(picture())
        (media,) = kept(running)
        assert (media.state, media.error) == ("wanted", "storage")
        with pytest.raises(OSError, match="NoSuchBucket"):
            running.parts.media.check()


def test_backup_and_restore_go_from_bucket_to_bucket(far: Pump, bucket: str, tmp_path: Path, storage: str):
    far.line.person("สมชาย").sends_image(picture())
    (media,) = kept(far)
    from storage import schema

    there = BucketKeeping(bucket_address(bucket))
    write(far.parts.database, there, tmp_path / "b.zip", far.clock.now())
    other = BucketKeeping(bucket_address(bucket.replace("/media", "/other")))
    fresh = Database(f"sqlite:///{tmp_path / 'fresh.db'}")
    schema.upgrade(fresh)
    restore(fresh, other, tmp_path / "b.zip")
    with other.open(media.path or "") as back, there.open(media.path or "") as first:
        assert back.read() == first.read()


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("s3:office", ("office", "", None, None)),
        ("s3://office/a/b/", ("office", "a/b", None, None)),
        ("s3:office/a?endpoint=https://s.example:9000&region=x", ("office", "a", "https://s.example:9000", "x")),
    ],
)
def test_an_address_names_bucket_folder_endpoint_and_region(url: str, found: tuple[Any, ...]):
    assert tuple(vars(bucket_address(url)).values()) == found


@pytest.mark.parametrize("url", ["s3:", "s3:/x", "s3:b?endpoint=ftp://x", "s3:b?colour=red"])
def test_an_address_that_is_none_is_refused(url: str):
    with pytest.raises(ValueError, match=r"s3:|endpoint"):
        bucket_address(url)


def test_no_path_leads_out_of_the_bucket_s_folder(bucket: str):
    with pytest.raises(ValueError, match="leads out"):
        BucketKeeping(bucket_address(bucket)).open("../secret")
    with pytest.raises(FileNotFoundError):
        BucketKeeping(bucket_address(bucket)).open("2026/11/nothing")
    assert issubclass(BucketError, OSError)
