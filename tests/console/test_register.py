"""Taking matters in: forms, drafts, filing once, scans, another agency's number, and telling people without LINE."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

from handlers.cases.status import Status
from storage.cases import CaseRow, EntryRow
from storage.intake import IntakeRow
from storage.labels import LabelRow
from storage.media import Media
from storage.offices import RuleRow, touch
from tests.console.town import Town, jpeg

WORDS = "ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def form_of(desk: Any, channel: str = "phone") -> str:
    """Open an empty form and return its address."""
    page = desk.page(f"/console/cases/new?channel={channel}")
    found = re.search(r'action="(/console/cases/new/[\w-]+)"', page)
    assert found
    return found[1]


def file(desk: Any, channel: str = "phone", **fields: Any) -> Any:
    return desk.post(form_of(desk, channel), channel=channel, **fields)


def only(town: Town, table: type[Any]) -> Any:
    with town.parts.database.reading() as db:
        return db.scalars(select(table)).one()


def count(town: Town, table: type[Any]) -> int:
    with town.parts.database.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture(autouse=True)
def routes(town: Town) -> None:
    with town.parts.database.begin() as db:
        db.add(RuleRow(position=1, unit="works", category="streetlight"))
        db.add(RuleRow(position=2, unit="health"))
        touch(db)


def test_a_call_becomes_a_case_with_unit_and_reference_to_read_out(sign_in, town: Town):
    desk = sign_in("registrar")
    answer = file(desk, text=WORDS, place="หน้าวัด", phone="081 234 5678", name="สมหญิง")
    page = desk.page(answer.location)
    case, came = only(town, CaseRow), only(town, IntakeRow)
    assert (case.channel, case.category, case.unit, case.status) == ("phone", "streetlight", "works", Status.ASSIGNED)
    assert (case.contact, case.phone, came.name, came.consent) == ("phone", "0812345678", "สมหญิง", "oral")
    assert case.reference in page
    assert "กองช่าง" in page
    with town.parts.database.reading() as db:
        first = db.scalars(select(EntryRow).order_by(EntryRow.id)).first()
    assert first is not None
    assert (first.role, first.staff_id) == ("registrar", town.staff["registrar"])


def test_a_form_sent_twice_is_one_case(sign_in, town: Town):
    desk = sign_in("registrar")
    address = form_of(desk)
    answers = [desk.post(address, channel="phone", text=WORDS) for _ in range(3)]
    assert {answer.location for answer in answers} == {f"{address}/filed"}
    assert count(town, CaseRow) == 1


def test_what_was_typed_is_kept_and_found_again(sign_in, town: Town):
    desk = sign_in("registrar")
    address = form_of(desk)
    kept = desk.post(f"{address}/keep", channel="phone", text=WORDS, place="หน้าตลาด")
    assert "เก็บร่างแล้ว" in kept.text
    again = sign_in("registrar")
    assert WORDS in again.page("/console/cases/new")
    page = again.page(address)
    assert "หน้าตลาด" in page
    assert sign_in("head").get(address).status_code == 404, "a draft is its writer's alone"
    again.post(f"{address}/drop", channel="phone")
    assert again.get(address).status_code == 404


def test_the_category_is_guessed_from_the_words_and_a_choice_by_hand_is_a_lesson(sign_in, town: Town):
    desk = sign_in("registrar")
    guessed = desk.post(f"{form_of(desk)}/keep", channel="phone", text=WORDS).text
    assert re.search(r'<option value="streetlight" selected', guessed)
    file(desk, text=WORDS, category="cables", category_by="staff")
    case, label = only(town, CaseRow), only(town, LabelRow)
    assert case.category == "cables"
    assert (label.field, label.guessed, label.chosen, label.by) == ("category", "streetlight", "cables", "registrar")


def test_a_session_that_ended_says_so_to_the_form_without_losing_it(stranger, sign_in):
    address = form_of(sign_in("registrar"))
    answer = stranger.client.post(f"{address}/keep", data={"text": WORDS}, headers={"HX-Request": "true"})
    assert answer.status_code == 401


def test_what_is_wrong_is_said_and_everything_typed_stands_there_still(sign_in, town: Town):
    answer = file(sign_in("registrar"), "ministry", text=WORDS, agency="ศูนย์ดำรงธรรม", outside_due="30/2/2569")
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert "อ่านวันที่ไม่ได้" in answer.text
    assert "ต้องกรอกช่องนี้" in answer.text
    assert count(town, CaseRow) == 0


def test_another_agencys_number_is_taken_in_once_unless_it_is_another_matter(sign_in, town: Town):
    desk = sign_in("registrar")
    told = {"text": WORDS, "agency": "ศูนย์ดำรงธรรมจังหวัด", "outside_number": "มท 0218/123", "outside_due": "2 ก.ค. 2569"}
    file(desk, "ministry", **told)
    case = only(town, CaseRow)
    assert case.due.isoformat() == "2026-07-02", "their deadline, as it is earlier than our own"
    again = file(desk, "ministry", **told)
    assert again.status_code == 422
    assert case.reference in again.text
    assert file(desk, "ministry", **told, again="1").status_code == 302
    assert count(town, CaseRow) == 2


def test_another_agencys_number_tells_nobody_of_a_case_that_they_may_not_see(sign_in, town: Town):
    told = {"agency": "ศูนย์ดำรงธรรม", "outside_number": "55"}
    file(sign_in("head"), "ministry", text="เจ้าหน้าที่เรียกเงิน", category="corruption", category_by="staff", **told)
    answer = file(sign_in("registrar"), "ministry", text=WORDS, **told)
    assert answer.status_code == 302


def test_a_restricted_matter_is_receipted_to_who_took_it_in_and_shown_to_them_no_more(sign_in, town: Town):
    desk = sign_in("registrar")
    answer = file(desk, "box", text="เจ้าหน้าที่พูดจาไม่ดี", held_at="ตู้หน้าสำนักงาน", anonymous="1",
                  category="staff_conduct", category_by="staff", unit_named="works")  # fmt: skip
    page = desk.page(answer.location)
    case = only(town, CaseRow)
    assert case.reference in page
    assert "เปิดเรื่องนี้ไม่ได้" in page
    assert desk.get(f"/console/cases/{case.id}").status_code == 404
    assert "กองช่าง" in sign_in("head").page(f"/console/cases/{case.id}")


def scan(raw: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(raw), name


def tiff(pages: int = 2) -> bytes:
    written = io.BytesIO()
    sheets = [Image.new("1", (850, 1100), 1) for _ in range(pages)]
    sheets[0].save(written, "TIFF", save_all=True, append_images=sheets[1:])
    return written.getvalue()


def test_scans_are_kept_with_the_letter_and_a_tiff_becomes_a_pdf(sign_in, town: Town):
    desk = sign_in("registrar")
    files = [scan(PDF, "a.pdf"), scan(jpeg(), "b.jpg"), scan(tiff(), "c.tif")]
    answer = file(desk, "letter", text=WORDS, letter_date="30 มิ.ย. 2569", scans=files)
    assert answer.status_code == 302
    with town.parts.database.reading() as db:
        kept = db.scalars(select(Media).order_by(Media.id)).all()
        assert [(one.role, one.mime) for one in kept] == [
            ("letter", "application/pdf"), ("letter", "image/jpeg"), ("letter", "application/pdf"),
        ]  # fmt: skip
        assert {one.case_id for one in kept} == {only(town, CaseRow).id}
    page = desk.page(f"/console/cases/{only(town, CaseRow).id}")
    assert all(one.token in page for one in kept)


@pytest.mark.parametrize(
    ("raw", "name", "why"),
    [
        (b"MZ\x90 a program", "letter.pdf", "ไม่ใช่ PDF"),
        (b"%PDF-1.4 cut off", "cut.pdf", "รับมาไม่ครบ"),
        (PDF.replace(b"<<>>", b"<</S/JavaScript>>"), "trap.pdf", "มีคำสั่งฝังอยู่"),
        (b"\xff\xd8\xff not a picture", "x.jpg", "เปิดไฟล์"),
        (b"II*\x00 not a scan", "x.tif", "เปิดไฟล์"),
    ],
)
def test_what_is_no_scan_is_refused_by_its_content_and_nothing_is_filed(sign_in, town: Town, raw, name, why):
    answer = file(sign_in("registrar"), "letter", text=WORDS, letter_date="30/6/2569", scans=[scan(raw, name)])
    assert answer.status_code == 422
    assert why in answer.text
    assert WORDS in answer.text
    assert (count(town, CaseRow), count(town, Media)) == (0, 0)


# Telling people without LINE.


def answered(town: Town) -> int:
    case_id = town.case(Status.ANSWERED, channel="phone", contact="phone", phone="0812345678", person_id=None)
    with town.parts.database.begin() as db:
        db.add(EntryRow(case_id=case_id, at=town.clock.now(), role="system", move="answer", before="approved",
                        after="answered", unit="works"))  # fmt: skip
    return case_id


def tell(desk: Any, case_id: int, outcome: str, **fields: Any) -> Any:
    task = desk.page(f"/console/cases/{case_id}").split('id="tell-back"')[1]
    entry = re.search(r'name="entry" value="(\d+)"', task)
    assert entry
    return desk.post(f"/console/cases/{case_id}/told", outcome=outcome, entry=entry[1], **fields)


def test_an_answer_is_a_task_until_the_person_was_told(sign_in, town: Town):
    case_id, desk = answered(town), sign_in("registrar")
    assert "tel:0812345678" in desk.page(f"/console/cases/{case_id}")
    tell(desk, case_id, "not_reached")
    assert "ลองติดต่อแล้ว 1 ครั้ง" in desk.page(f"/console/cases/{case_id}")
    tell(desk, case_id, "reached", note="คุยกับลูกสาว")
    page = desk.page(f"/console/cases/{case_id}")
    assert 'id="tell-back"' not in page
    assert "คุยกับลูกสาว" in page
    assert town.row(case_id).status == Status.ANSWERED


def test_what_the_person_says_on_the_telephone_closes_or_reopens_the_case(sign_in, town: Town):
    happy, unhappy, desk = answered(town), answered(town), sign_in("registrar")
    tell(desk, happy, "solved")
    tell(desk, unhappy, "unsolved", note="ดับอีกแล้ว")
    assert town.row(happy).status == Status.CLOSED
    assert town.row(unhappy).status == Status.REOPENED
    with town.parts.database.reading() as db:
        last = db.scalars(select(EntryRow).where(EntryRow.case_id == unhappy).order_by(EntryRow.id.desc())).first()
    assert last is not None
    assert (last.role, last.staff_id) == ("citizen", town.staff["registrar"]), "their word, and who wrote it down"
    assert "ดับอีกแล้ว" in last.note


def test_a_second_press_tells_nobody_twice(sign_in, town: Town):
    case_id, desk = answered(town), sign_in("registrar")
    entry = re.search(r'name="entry" value="(\d+)"', desk.page(f"/console/cases/{case_id}").split('id="tell-back"')[1])
    assert entry
    for _ in range(2):
        answer = desk.post(f"/console/cases/{case_id}/told", outcome="solved", entry=entry[1])
        assert answer.status_code == 302
    assert town.row(case_id).version == 2


def test_open_cases_that_may_be_the_same_are_shown_while_typing(sign_in, town: Town):
    desk = sign_in("registrar")
    told = {"text": WORDS, "place": "หน้าวัดสมมุติ หมู่ 5"}
    file(desk, **told)
    case = only(town, CaseRow)
    assert case.reference in desk.post(f"{form_of(desk)}/keep", channel="phone", **told).text
    other = {"text": "อยากทราบเวลาเปิดสระว่ายน้ำ", "place": ""}
    assert case.reference not in desk.post(f"{form_of(desk)}/keep", channel="phone", **other).text
