"""Moves through the page: the buttons of each role, stale pages, double presses, pictures true and false."""

import io
from typing import Any

import pytest
from sqlalchemy import select

from bot.console.casework import moves
from handlers.cases.facts import Actor
from handlers.cases.status import MOVES, Brought, MoveName, Needs, Role, Status, open_moves
from storage.cases import EntryRow
from storage.labels import LabelRow
from storage.media import Media
from storage.outgoing import OutgoingRow
from tests.console.town import STAFF, Town, jpeg

ROLES = {username: (Role(role), unit) for username, (_, role, unit) in STAFF.items()}
MOVERS = [name for name, (role, _) in ROLES.items() if name != "neighbour"]


def entries(town: Town, case_id: int) -> list[EntryRow]:
    with town.parts.database.reading() as db:
        return list(db.scalars(select(EntryRow).where(EntryRow.case_id == case_id).order_by(EntryRow.id)))


def messages(town: Town, case_id: int) -> list[OutgoingRow]:
    with town.parts.database.reading() as db:
        return list(db.scalars(select(OutgoingRow).where(OutgoingRow.case_id == case_id)))


def fields_for(town: Town, move: MoveName) -> dict[str, Any]:
    fields = {"note": "เพราะมีเหตุ"}
    if Needs.UNIT in MOVES[move].needs:
        fields["unit"] = "health"
    if Needs.REASON in MOVES[move].needs:
        fields["reason"] = "agency"
    if Needs.PARTS in MOVES[move].needs:
        fields["unit"], fields["part"] = "works", ["works", "health"]
    if Needs.TARGET in MOVES[move].needs:
        fields["other"] = town.row(town.case()).reference
    return fields


@pytest.mark.parametrize("who", MOVERS)
def test_every_status_offers_exactly_the_moves_of_the_role(sign_in, town: Town, who):
    role, unit = ROLES[who]
    desk = sign_in(who)
    for status in Status:
        case_id = town.case(status)
        page = desk.page(f"/console/cases/{case_id}")
        shown = {name for name in MoveName if f"/cases/{case_id}/moves/{name}" in page}
        assert shown == set(open_moves(status, role, same_unit=unit == "works")), status


@pytest.mark.parametrize("who", MOVERS)
def test_every_move_is_made_where_the_table_says_so_and_refused_elsewhere(sign_in, town: Town, who):
    role, unit = ROLES[who]
    desk = sign_in(who)
    for status in Status:
        allowed = open_moves(status, role, same_unit=unit == "works")
        untouched = town.case(status)
        # What is refused for its role alone is refused in each status; two of them stand for all here.
        for move in MoveName if status in (Status.ASSIGNED, Status.CLOSED) else allowed:
            case_id = town.case(status) if move in allowed else untouched
            answer = desk.act(town, case_id, move, **fields_for(town, move))
            made = [entry for entry in entries(town, case_id) if entry.move == move]
            assert bool(made) is (move in allowed), (status, move)
            assert (answer.status_code == 302) is (move in allowed), (status, move)


def test_a_unit_sent_along_with_another_move_changes_nothing(sign_in, town: Town):
    case_id = town.case()
    sign_in("officer").act(town, case_id, "accept", unit="health")
    assert (town.row(case_id).status, town.row(case_id).unit) == ("in_progress", "works")


@pytest.mark.parametrize(
    ("status", "move", "fields", "sentence"),
    [
        (Status.IN_PROGRESS, "report", {}, "กรุณาแนบรูปหลังทำ"),
        (Status.ASSIGNED, "ask", {"note": "  "}, "กรุณาเขียนเหตุผล"),
        (Status.ASSIGNED, "hand_on", {"note": "ไม่ใช่งานเรา"}, "กรุณาเลือกหน่วยงาน"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(sign_in, town: Town, status, move, fields, sentence):
    case_id = town.case(status)
    answer = sign_in("officer").act(town, case_id, move, **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields.get("note", "").strip() in answer.text
    assert town.row(case_id).status == status


def test_a_page_that_was_overtaken_is_told_kindly_and_keeps_the_words(sign_in, town: Town):
    case_id = town.case(Status.IN_PROGRESS)
    officer, head = sign_in("officer"), sign_in("head")
    old = {"version": town.row(case_id).version, "entry": entries(town, case_id)[-1].id}
    head.act(town, case_id, "ask", note="ขอเลขเสาไฟ")
    answer = officer.act(town, case_id, "report", note="เปลี่ยนหลอดแล้ว", **old)
    assert answer.status_code == 409
    assert "มีผู้แก้ไขก่อนหน้า" in answer.text
    assert "ขอเลขเสาไฟ" in answer.text, "what happened meanwhile"
    assert town.row(case_id).status == Status.WAITING


def test_a_button_pressed_twice_acts_once(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    old = {"version": town.row(case_id).version, "entry": entries(town, case_id)[-1].id}
    answers = [desk.act(town, case_id, "accept", **old) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert "กดครั้งเดียวพอ" in desk.page(f"/console/cases/{case_id}")
    assert [entry.move for entry in entries(town, case_id)].count("accept") == 1
    assert len(messages(town, case_id)) == 1


def test_a_reply_sent_twice_goes_out_once(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    fields = {"text": "พรุ่งนี้เช้าจะเข้าไปดูค่ะ", "entry": entries(town, case_id)[-1].id}
    for _ in range(3):
        assert desk.post(f"/console/cases/{case_id}/reply", **fields).status_code == 302
    assert len(messages(town, case_id)) == 1
    assert [entry.note for entry in entries(town, case_id)].count(fields["text"]) == 1


def test_the_same_words_may_be_written_again_later(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    for _ in range(2):
        entry = entries(town, case_id)[-1].id
        desk.post(f"/console/cases/{case_id}/reply", text="กำลังดำเนินการค่ะ", entry=entry)
        town.wait(minutes=5)
    assert len(messages(town, case_id)) == 2


@pytest.mark.parametrize("text", ["", "   ", "ก" * 1001])
def test_an_empty_or_endless_reply_is_not_sent(sign_in, town: Town, text):
    case_id = town.case()
    answer = sign_in("officer").post(f"/console/cases/{case_id}/reply", text=text)
    assert answer.status_code == 422
    assert messages(town, case_id) == []


def test_a_report_with_a_picture_keeps_it_as_proof(sign_in, town: Town):
    case_id = town.case(Status.IN_PROGRESS)
    desk = sign_in("officer")
    picture = (io.BytesIO(jpeg("#cfc")), "after.jpg", "image/jpeg")
    assert desk.act(town, case_id, "report", pictures=picture).status_code == 302
    with town.parts.database.reading() as db:
        kept = db.scalars(select(Media).where(Media.case_id == case_id)).one()
    assert (kept.role, kept.mime) == ("after", "image/jpeg")
    page = desk.page(f"/console/cases/{case_id}")
    assert f"/media/{kept.token}/small" in page
    assert desk.get(f"/media/{kept.token}/small").status_code == 200


HOSTILE = {
    "a page": (b"<html><script>alert(1)</script></html>", "picture.jpg"),
    "a drawing with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "x.svg"),
    "a program": (b"MZ" + b"\0" * 400, "x.exe"),
    "half a picture": (jpeg()[:300], "half.jpg"),
    "nothing": (b"", "empty.jpg"),
    "a path": (b"GIF89a not really", "../../../etc/passwd"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_moves(sign_in, town: Town, what):
    content, name = HOSTILE[what]
    case_id = town.case(Status.IN_PROGRESS)
    answer = sign_in("officer").act(town, case_id, "report", note="เสร็จแล้ว", pictures=(io.BytesIO(content), name))
    assert answer.status_code == 422
    assert "ไม่ใช่รูปที่เปิดได้" in answer.text
    assert "เสร็จแล้ว" in answer.text
    assert "<script>" not in answer.text
    assert town.row(case_id).status == Status.IN_PROGRESS
    with town.parts.database.reading() as db:
        assert db.scalars(select(Media)).all() == []


def test_pictures_of_a_move_that_was_overtaken_do_not_stay_with_the_case(sign_in, town: Town, monkeypatch):
    case_id = town.case(Status.IN_PROGRESS)
    desk = sign_in("officer")
    kept = moves.keep

    def overtaken(*arguments: object) -> list[int]:
        """Somebody else acts between the first look and the act itself."""
        ids = kept(*arguments)
        town.parts.desk.move(case_id, MoveName.ASK, Actor(Role.HEAD, town.staff["head"]), Brought(note="ขอเลขเสาไฟ"))
        return ids

    monkeypatch.setattr(moves, "keep", overtaken)
    answer = desk.act(town, case_id, "report", pictures=(io.BytesIO(jpeg()), "after.jpg"))
    assert answer.status_code == 409
    assert "/media/" not in answer.text
    with town.parts.database.reading() as db:
        assert db.scalars(select(Media.case_id)).all() == [None]


def test_too_many_and_too_large_pictures_are_refused(sign_in, town: Town):
    case_id = town.case(Status.IN_PROGRESS)
    desk = sign_in("officer")
    eleven = [(io.BytesIO(jpeg()), f"{number}.jpg") for number in range(11)]
    assert "ไม่เกิน 10 รูป" in desk.act(town, case_id, "report", pictures=eleven).text
    large = (io.BytesIO(b"\xff\xd8" + b"\0" * (10 * 1024 * 1024)), "large.jpg")
    assert "ใหญ่เกิน 10 MB" in desk.act(town, case_id, "report", pictures=large).text
    assert town.row(case_id).status == Status.IN_PROGRESS


def test_merging_needs_a_case_that_the_reader_may_see(sign_in, town: Town):
    hidden = town.row(town.case(category="corruption")).reference
    case_id = town.case()
    desk = sign_in("registrar")
    assert "ไม่พบเรื่องตามเลขที่นี้" in desk.act(town, case_id, "merge", other=hidden).text
    assert "ไม่พบเรื่องตามเลขที่นี้" in desk.act(town, case_id, "merge", other=town.row(case_id).reference).text
    assert town.row(case_id).status == Status.ASSIGNED


def test_a_corrected_category_is_kept_as_a_label(sign_in, town: Town):
    case_id = town.case()
    sign_in("registrar").post(f"/console/cases/{case_id}/label", kind="complaint", category="cables")
    assert town.row(case_id).category == "cables"
    with town.parts.database.reading() as db:
        label = db.scalars(select(LabelRow)).one()
    assert (label.field, label.guessed, label.chosen) == ("category", "streetlight", "cables")


def test_a_case_that_becomes_restricted_leaves_the_registrars_sight(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("registrar")
    answer = desk.post(f"/console/cases/{case_id}/label", kind="complaint", category="corruption")
    assert answer.location == "/console/"
    assert "เห็นได้เฉพาะหัวหน้า" in desk.page("/console/")
    assert desk.get(f"/console/cases/{case_id}").status_code == 404


def test_handing_on_takes_the_case_out_of_the_officers_sight(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    answer = desk.act(town, case_id, "hand_on", unit="health", note="เป็นงานของสาธารณสุข")
    assert answer.location == "/console/"
    assert town.row(case_id).unit == "health"
    assert desk.get(f"/console/cases/{case_id}").status_code == 404
    assert sign_in("neighbour").get(f"/console/cases/{case_id}").status_code == 200


def test_words_from_outside_never_become_code(sign_in, town: Town):
    evil = "{{ 7*7 }}<script>alert(1)</script>{% raw %}'\"><img src=x onerror=alert(1)>"
    case_id = town.case(title=evil[:200], text=evil, place=evil)
    desk = sign_in("officer")
    desk.post(f"/console/cases/{case_id}/reply", text=evil)
    for page in (desk.page(f"/console/cases/{case_id}"), desk.page(f"/console/?q={evil}"), desk.page("/console/")):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert ">49" not in page


