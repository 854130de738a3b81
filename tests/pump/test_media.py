"""What people send is fetched at once, made safe, served under addresses nobody can guess, and gone when taken back."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import SetClock
from bot.inbox import Meta
from bot.line.content import LineContent
from bot.media import MOST_BYTES, MediaStore
from bot.pictures import NoPicture
from bot.settings import LOCAL_TOKEN, Settings
from storage import media as rows
from storage.database import Database
from storage.media import Media, Wish
from storage.outgoing import Outgoing
from tests.pump.harness import Pump, pump

FETCHED = ("image", "video", "audio", "file")


def picture(size: tuple[int, int] = (800, 600), form: str = "JPEG", **more: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "#336699").save(written, format=form, **more)
    return written.getvalue()


def picture_with_notes() -> bytes:
    """As a telephone takes it: lying on its side, with place, device and time written into it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Model] = "Telephone 5"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:06:30 18:15:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (13.0, 45.0, 0.0)
    return picture(exif=exif, comment=b"my house")


@pytest.fixture
def keeping(settings: Settings, database: Database, clock: SetClock) -> Iterator[Pump]:
    """A pump that wants whatever is sent, and forgets what is unsent."""
    store: list[MediaStore] = []

    def decide(session: Session, raw: Any, meta: Meta, now: datetime) -> Sequence[Outgoing]:
        message = raw.get("message", {})
        if message.get("type") in FETCHED:
            rows.want(session, Wish(message["id"], meta.conversation, message["type"]), now)
        if raw["type"] == "unsend":
            store[0].forget(session, raw["unsend"]["messageId"], meta.conversation, "image")
        return []

    with pump(settings, database, clock, decide) as running:
        store.append(running.parts.media)
        yield running


def fetch(running: Pump) -> list[Media]:
    running.hear()
    while running.parts.media.fetch_next():
        pass
    with running.parts.database.reading() as session:
        return list(session.scalars(select(Media).order_by(Media.id)))


def get(running: Pump, media: Media, small: bool = False) -> Any:
    return running.http.request("GET", f"{running.url}/media/{media.token}{'/small' if small else ''}")


def files(running: Pump) -> list[Path]:
    return [path for path in Path(running.parts.settings.media_url.removeprefix("file:")).rglob("*") if path.is_file()]


def test_a_picture_is_kept_without_what_the_telephone_wrote_into_it(keeping: Pump) -> None:
    keeping.line.person("Somchai").sends_image(picture_with_notes())
    (media,) = fetch(keeping)
    assert (media.state, media.mime, media.width, media.height) == ("kept", "image/jpeg", 600, 800)
    assert media.taken_at is not None
    assert media.taken_at.isoformat() == "2026-06-30T11:15:00+00:00"  # a quarter past six in the evening in Bangkok
    answer = get(keeping, media)
    kept = Image.open(io.BytesIO(answer.data))
    assert dict(kept.getexif()) == {}
    assert kept.size == (600, 800)
    assert b"my house" not in answer.data
    assert b"Telephone" not in answer.data
    assert Image.open(io.BytesIO(get(keeping, media, small=True).data)).size == (600, 800)


def test_it_is_served_as_what_it_is_and_never_run(keeping: Pump) -> None:
    keeping.line.person("Somchai").sends_image(picture())
    (media,) = fetch(keeping)
    headers = get(keeping, media).headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "public" not in headers["Cache-Control"]


def test_a_file_is_offered_for_saving_and_not_shown(keeping: Pump) -> None:
    keeping.line.person("Somchai").sends_file(b"<script>alert(1)</script>", "letter.html")
    (media,) = fetch(keeping)
    answer = get(keeping, media)
    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_until_it_is_there_a_picture_without_words_stands_for_it(keeping: Pump) -> None:
    keeping.line.person("Somchai").sends_image(picture())
    keeping.hear()
    with keeping.parts.database.reading() as session:
        media = session.scalars(select(Media)).one()
    answer = get(keeping, media)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["x" * 43, "..%2f..%2fsiang.db", "%00", "../siang.db"])
def test_a_guessed_address_finds_nothing(keeping: Pump, token: str) -> None:
    assert keeping.http.request("GET", f"{keeping.url}/media/{token}").status == 404


def test_what_is_unsent_is_gone_at_once(keeping: Pump) -> None:
    somchai = keeping.line.person("Somchai")
    sent = somchai.sends_image(picture())
    (media,) = fetch(keeping)
    assert len(files(keeping)) == 2
    somchai.unsends(sent)
    (media,) = fetch(keeping)
    assert (media.state, media.path, media.sha256) == ("gone", None, None)
    assert files(keeping) == []
    assert get(keeping, media).status == 404


def test_what_is_unsent_before_it_was_fetched_is_never_fetched(keeping: Pump) -> None:
    somchai = keeping.line.person("Somchai")
    sent = somchai.sends_image(picture())
    somchai.unsends(sent)
    assert [media.state for media in fetch(keeping)] == ["gone"]
    assert keeping.line.calls("content") == []


def test_an_unsend_that_comes_before_its_message_wins(keeping: Pump) -> None:
    with keeping.parts.database.begin() as session:
        keeping.parts.media.forget(session, "4711", "user:U", "image")
        assert rows.want(session, Wish("4711", "user:U", "image"), keeping.clock.now()).state == "gone"


def test_what_line_no_longer_has_is_gone(keeping: Pump) -> None:
    with keeping.parts.database.begin() as session:
        rows.want(session, Wish("4711", "user:U", "image"), keeping.clock.now())
    assert [media.state for media in fetch(keeping)] == ["gone"]


@pytest.mark.parametrize("fault", ["status", "reset"])
def test_while_line_is_in_trouble_it_is_tried_again(keeping: Pump, fault: str) -> None:
    keeping.line.person("Somchai").sends_image(picture())
    keeping.hear()
    keeping.line.fault(fault, "content")
    (media,) = fetch(keeping)
    assert media.state == "wanted"
    keeping.advance(60)
    assert [media.state for media in fetch(keeping)] == ["kept"]


@pytest.mark.parametrize(
    "content",
    [b"no picture at all", b"<svg onload='alert(1)'/>", picture()[:500], b"GIF89a", b"%!PS\n/pwned"],
    ids=["text", "svg", "cut off", "only a head", "postscript"],
)
def test_what_is_no_picture_is_not_kept_as_one(keeping: Pump, content: bytes) -> None:
    keeping.line.person("Somchai").sends_image(content)
    (media,) = fetch(keeping)
    assert (media.state, media.error) == ("failed", "wrong_type")
    assert files(keeping) == []


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_other_kinds_of_pictures_are_kept_as_what_they_are(keeping: Pump, form: str) -> None:
    keeping.line.person("Somchai").sends_image(picture(form=form))
    (media,) = fetch(keeping)
    assert media.mime == f"image/{form.lower()}"
    assert Image.open(io.BytesIO(get(keeping, media).data)).format == form


def test_what_is_too_large_is_not_taken_whole(keeping: Pump, tmp_path: Path) -> None:
    content = LineContent(LOCAL_TOKEN, keeping.parts.settings.line_data_api_url)
    sent = keeping.line.person("Somchai").sends_file(b"x" * 1_000_000, "big.bin")
    with pytest.raises(Exception, match="413"):
        content.fetch(sent["id"], tmp_path / "draft", most_bytes=100_000)
    assert (tmp_path / "draft").stat().st_size <= 100_000


def test_a_dead_fetchers_wish_is_taken_up_later(keeping: Pump) -> None:
    keeping.line.person("Somchai").sends_image(picture())
    keeping.hear()
    with keeping.parts.database.begin() as session:
        now = keeping.clock.now()
        assert rows.take_wanted(session, now, now.replace(hour=now.hour + 1)) is not None
    assert [media.state for media in fetch(keeping)] == ["wanted"]
    keeping.advance(3601)
    assert [media.state for media in fetch(keeping)] == ["kept"]


def test_an_after_picture_of_the_office_is_made_safe_too(keeping: Pump) -> None:
    store = keeping.parts.media
    with keeping.parts.database.begin() as session:
        media = store.store_upload(session, io.BytesIO(picture_with_notes()), "image", case_id=1, role="after")
        assert (media.state, media.role, media.width) == ("kept", "after", 600)
    assert b"Telephone" not in get(keeping, media).data
    with pytest.raises(NoPicture), keeping.parts.database.begin() as session:
        store.store_upload(session, io.BytesIO(b"no picture"), "image", case_id=1, role="after")


def test_every_kind_has_a_limit() -> None:
    assert set(MOST_BYTES) == set(FETCHED)




def told(pump: Pump) -> list[str]:
    return [row.messages[0]["text"] for row in pump.rows() if row.purpose == "media"]


def test_a_film_that_line_could_not_prepare_is_told_kindly_and_once(keeping: Pump) -> None:
    somchai = keeping.line.person("Somchai")
    for _ in range(2):
        somchai.sends_video(b"\0\0\0\x18ftypmp42", transcoding="failed")
    assert {(media.state, media.error) for media in fetch(keeping)} == {("failed", "transcoding")}
    (words,) = told(keeping)
    assert "ส่งเป็นรูปแทน" in words
    keeping.work()
    assert keeping.said(somchai.id) == [words]


def test_a_film_that_takes_time_is_waited_for_and_nothing_is_said(keeping: Pump) -> None:
    keeping.line.person("Somchai").sends_video(b"\0\0\0\x18ftypmp42", transcoding="5")
    assert [media.state for media in fetch(keeping)] == ["wanted"]
    for _ in range(4):
        keeping.advance(3)
        fetch(keeping)
    assert [media.state for media in fetch(keeping)] == ["kept"]
    assert told(keeping) == []


def test_nothing_is_said_of_what_was_taken_back_or_what_a_group_sent(keeping: Pump) -> None:
    with keeping.parts.database.begin() as session:
        rows.want(session, Wish("4711", "group:C" + "1" * 32, "image"), keeping.clock.now())
    somchai = keeping.line.person("Somchai")
    sent = somchai.sends_image(picture())
    keeping.hear()
    keeping.line.request("POST", f"messages/{sent['id']}/unsend")
    fetch(keeping)
    assert told(keeping) == []
