"""After-photos are read by the worker: a clean one lets the case go on, a doubtful one waits for the head's word."""

import io
import random
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageDraw, ImageEnhance

from bot.services.casework.afterphotos import AfterPhotos
from bot.services.casework.cases import MoveDeniedError
from handlers.cases.status import Brought, Denied, MoveName, Status
from storage import prints
from storage.media import Media
from storage.outgoing import OutgoingRow
from storage.prints import DoubtRow, PrintRow
from storage.staff import StaffRow
from tests.services.hall import Hall

HEAD = "U" + "e" * 32
PROOF = Brought(note="เปลี่ยนหลอดแล้ว", has_picture=True)


def street(seed: int) -> Image.Image:
    """A made-up street: every seed another one."""
    chance = random.Random(seed)
    image = Image.new("RGB", (800, 600), (120, 150, 190))
    draw = ImageDraw.Draw(image)
    for _ in range(18):
        x, y = chance.randrange(0, 800), chance.randrange(0, 600)
        colour = tuple(chance.randrange(0, 255) for _ in range(3))
        draw.rectangle((x, y, x + chance.randrange(60, 300), y + chance.randrange(60, 300)), fill=colour)
    return image


def jpeg(image: Image.Image, quality: int = 90, **exif: object) -> bytes:
    written, notes = io.BytesIO(), Image.Exif()
    for name, value in exif.items():
        notes[getattr(ExifTags.Base, name)] = value
    image.save(written, "JPEG", quality=quality, exif=notes)
    return written.getvalue()


def keep(hall: Hall, picture: bytes, case_id: int | None = None, role: str = "after") -> int:
    with hall.parts.database.begin() as db:
        return hall.parts.media.store_upload(db, io.BytesIO(picture), "image", case_id, role).id


def read_all(hall: Hall) -> None:
    reader = AfterPhotos(hall.parts)
    while reader.read_next():
        pass


def report(hall: Hall, picture: bytes, case_id: int | None = None) -> int:
    case_id = case_id or hall.case(Status.IN_PROGRESS)
    hall.move(case_id, MoveName.REPORT, "officer", PROOF, uploads=[keep(hall, picture)])
    return case_id


def flags(hall: Hall, case_id: int) -> set[str]:
    return {row.flag for row in hall.rows(DoubtRow) if row.case_id == case_id} - {"no_camera"}


def test_a_case_waits_for_its_picture_to_be_read_and_then_goes_on(hall: Hall):
    case_id = report(hall, jpeg(street(1), Make="Acme", Model="One"))
    assert hall.row(case_id).status == Status.REPORTED
    read_all(hall)
    assert hall.row(case_id).status == Status.ANSWERED
    assert hall.rows(DoubtRow) == []
    assert any(row.purpose == "result" for row in hall.rows(OutgoingRow))
    row = hall.rows(PrintRow)[0]
    assert (row.camera, row.state) == ("Acme One", prints.DONE)


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        (lambda image: image, "is_before"),
        (lambda image: image.resize((400, 300)), "is_before"),
        (lambda image: ImageEnhance.Brightness(image).enhance(1.15), "is_before"),
    ],
    ids=["identical", "smaller", "brighter"],
)
def test_the_before_photo_is_no_proof(quick_hall: Hall, change, flag):
    hall = quick_hall
    with hall.parts.database.begin() as db:
        db.get_one(StaffRow, hall.staff["head"]).line_id = HEAD
    case_id = hall.case(Status.IN_PROGRESS)
    keep(hall, jpeg(street(2)), case_id, "before")
    report(hall, jpeg(change(street(2)), quality=60), case_id)
    read_all(hall)
    assert flags(hall, case_id) == {flag}
    assert hall.row(case_id).status == Status.REPORTED
    told = [row for row in hall.rows(OutgoingRow) if row.recipient == HEAD and "ขอตรวจรูปหลังทำ" in str(row.messages)]
    assert len(told) == 1

    with pytest.raises(MoveDeniedError) as refused:
        hall.move(case_id, MoveName.APPROVE, "head")
    assert refused.value.denied is Denied.NOTE
    hall.move(case_id, MoveName.APPROVE, "head", Brought(note="ไปดูหน้างานแล้ว ใช้ได้"))
    assert hall.row(case_id).status == Status.ANSWERED


def test_a_picture_of_another_case_is_found_and_named(hall: Hall):
    first = report(hall, jpeg(street(3)))
    read_all(hall)
    assert hall.row(first).status == Status.ANSWERED
    second = report(hall, jpeg(street(3).resize((640, 480))))
    read_all(hall)
    assert flags(hall, second) == {"used_elsewhere"}
    assert [row.other_case for row in hall.rows(DoubtRow) if row.flag == "used_elsewhere"] == [first]
    assert hall.row(second).status == Status.REPORTED


def test_a_picture_that_was_sent_back_cannot_prove_the_same_case_again(quick_hall: Hall):
    hall = quick_hall
    case_id = report(hall, jpeg(street(4), Software="GIMP 2.10"))
    read_all(hall)
    assert flags(hall, case_id) == {"edited"}
    hall.move(case_id, MoveName.RETURN, "head", Brought(note="ขอรูปจริง"))
    report(hall, jpeg(street(4)), case_id)
    read_all(hall)
    assert "used_here" in flags(hall, case_id)
    hall.move(case_id, MoveName.RETURN, "head", Brought(note="ขอรูปใหม่"))
    report(hall, jpeg(street(5)), case_id)
    read_all(hall)
    assert hall.row(case_id).status == Status.ANSWERED, "the new report stands on its own picture"


def test_where_a_picture_was_taken_is_asked_and_then_forgotten(quick_hall: Hall):
    from handlers.messages import Point

    hall = quick_hall
    case_id = hall.case(Status.IN_PROGRESS, point=Point(14.03, 99.52))
    hall.move(case_id, MoveName.REPORT, "officer", PROOF, uploads=[keep(hall, jpeg(street(6)))])
    with hall.parts.database.begin() as db:
        row = db.query(PrintRow).one()
        row.latitude, row.longitude = 14.03, 99.60
    read_all(hall)
    assert flags(hall, case_id) == {"far_away"}
    (row,) = hall.rows(PrintRow)
    assert (row.latitude, row.longitude) == (None, None)


def test_plain_pictures_and_files_that_vanished_hold_nobody_up(quick_hall: Hall):
    hall = quick_hall
    first = report(hall, jpeg(Image.new("RGB", (640, 480), "#101010")))
    second = report(hall, jpeg(Image.new("RGB", (640, 480), "#101010")))
    read_all(hall)
    assert {hall.row(first).status, hall.row(second).status} == {Status.ANSWERED}
    third = report(hall, jpeg(street(7)))
    with hall.parts.database.begin() as db:
        media = db.query(Media).order_by(Media.id.desc()).first()
        assert media is not None
        folder = Path(hall.parts.settings.media_url.removeprefix("file:"))
        (folder / f"{media.path}-small").unlink()
    for _ in range(6):
        read_all(hall)
        hall.clock.move(timedelta(minutes=3))
    assert hall.row(third).status == Status.ANSWERED


def test_a_report_in_words_alone_goes_on_at_once(quick_hall: Hall):
    case_id = quick_hall.case(Status.IN_PROGRESS)
    quick_hall.move(case_id, MoveName.REPORT, "officer", Brought(note="ย้ายกิ่งไม้แล้ว"))
    assert quick_hall.row(case_id).status == Status.ANSWERED
