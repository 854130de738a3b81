"""Letters in the console: drafted from the case, changed by one at a time, issued once, cancelled without a gap."""

import hashlib
import re
from typing import Any

import pytest
from sqlalchemy import select

from handlers.cases.facts import Actor
from handlers.cases.letters import Letterhead, LetterKind
from handlers.cases.status import Role
from storage.cases import EntryRow
from storage.intake import IntakeRow
from storage.letters import LetterRow
from storage.looks import LookRow
from storage.media import Media
from tests.console.town import Town, folder


@pytest.fixture(autouse=True)
def head(town: Town) -> None:
    town.parts.letters.keep_letterhead(Letterhead("สม 123", ("ถนนสมมุติ",), "สมมุติ", "นายสมมุติ ลงนาม"))


def draft(desk: Any, case_id: int, kind: str = "order") -> int:
    answer = desk.post(f"/console/cases/{case_id}/letters", kind=kind)
    assert answer.status_code == 302
    return int(answer.location.rsplit("/", 1)[-1])


def row(town: Town, letter_id: int) -> LetterRow:
    with town.parts.database.reading() as db:
        return db.get_one(LetterRow, letter_id)


def issue(desk: Any, letter_id: int, **fields: Any) -> Any:
    return desk.post(f"/console/letters/{letter_id}/issue", **fields)


def test_a_letter_is_drafted_changed_issued_and_its_files_are_the_very_ones(sign_in, town: Town):
    desk, case_id = sign_in("head"), town.case()
    letter_id = draft(desk, case_id)
    page = desk.page(f"/console/letters/{letter_id}")
    assert "ผู้อำนวยการกองช่าง" in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    desk.post(f"/console/letters/{letter_id}", version=version[1], subject="เรื่องที่แก้แล้ว")
    assert issue(desk, letter_id).status_code == 302
    issued = row(town, letter_id)
    assert (issued.state, issued.year, issued.number, issued.shown_number) == ("issued", 2569, 1, "สม 123/1")
    assert issued.content["subject"] == "เรื่องที่แก้แล้ว"
    for form, digest in (("pdf", issued.pdf_sha256), ("docx", issued.docx_sha256)):
        answer = desk.get(f"/console/letters/{letter_id}.{form}")
        assert hashlib.sha256(answer.data).hexdigest() == digest
        assert "attachment" in answer.headers["Content-Disposition"]
    with town.parts.database.reading() as db:
        notes = db.scalars(select(EntryRow.note).where(EntryRow.case_id == case_id)).all()
        assert any("ออกหนังสือ ที่ สม 123/1" in note for note in notes)
        assert "letter" in set(db.scalars(select(LookRow.kind)))


def test_what_was_issued_is_frozen(sign_in, town: Town):
    desk = sign_in("head")
    letter_id = draft(desk, town.case())
    issue(desk, letter_id)
    before = dict(row(town, letter_id).content)
    for path in ("", "/issue", "/drop"):
        assert desk.post(f"/console/letters/{letter_id}{path}", subject="ปลอม").status_code == 422
    assert row(town, letter_id).content == before
    assert row(town, letter_id).number == 1


def test_a_kept_file_that_was_altered_is_not_handed_out(sign_in, town: Town):
    desk = sign_in("head")
    letter_id = draft(desk, town.case())
    issue(desk, letter_id)
    with town.parts.database.reading() as db:
        path = folder(town) / str(db.get_one(Media, row(town, letter_id).pdf_id).path)
    path.write_bytes(path.read_bytes() + b" ")
    assert desk.get(f"/console/letters/{letter_id}.pdf").status_code == 500


def test_numbers_run_without_a_gap_each_kind_of_paper_for_itself_and_each_fiscal_year_anew(sign_in, town: Town):
    case_id = town.case(category="road")

    def numbers(*kinds: str) -> list[tuple[int | None, int | None]]:
        desk = sign_in("head")
        made = [draft(desk, case_id, kind) for kind in kinds]
        for letter_id in made:
            issue(desk, letter_id, to="ผู้รับ")
        return [(row(town, one).year, row(town, one).number) for one in made]

    assert numbers("order", "memo", "governor") == [(2569, 1), (2569, 2), (2569, 1)]
    town.wait(days=95)
    assert numbers("order") == [(2570, 1)]


def test_a_cancelled_letter_keeps_its_number_and_nobody_else_gets_it(sign_in, town: Town):
    desk, case_id = sign_in("head"), town.case()
    first = draft(desk, case_id)
    issue(desk, first)
    assert desk.post(f"/console/letters/{first}/cancel", why=" ").status_code == 422
    desk.post(f"/console/letters/{first}/cancel", why="ส่งผิดหน่วย")
    second = draft(desk, case_id)
    issue(desk, second)
    assert (row(town, first).state, row(town, first).number, row(town, second).number) == ("cancelled", 1, 2)
    assert "ยกเลิก" in desk.page("/console/letters?paper=internal")
    assert desk.get(f"/console/letters/{first}.pdf").data.startswith(b"%PDF")


def test_what_is_missing_keeps_a_letter_from_being_issued_and_says_what(sign_in, town: Town):
    desk = sign_in("head")
    letter_id = draft(desk, town.case())
    answer = issue(desk, letter_id, signer="", body="")
    assert answer.status_code == 422
    assert "ข้อความ, ชื่อผู้ลงนาม" in answer.text
    assert row(town, letter_id).number is None


def test_two_who_change_one_draft_do_not_overwrite_each_other(sign_in, town: Town):
    head, registrar = sign_in("head"), sign_in("registrar")
    letter_id = draft(head, town.case())
    seen = row(town, letter_id).version
    registrar.post(f"/console/letters/{letter_id}", version=seen, subject="ของคนรับเรื่อง")
    answer = head.post(f"/console/letters/{letter_id}", version=seen, subject="ของหัวหน้า")
    assert answer.status_code == 409
    assert "ของหัวหน้า" in answer.text, "what was typed stands there still"
    assert row(town, letter_id).content["subject"] == "ของคนรับเรื่อง"


def test_an_officer_drafts_and_does_not_issue(sign_in, town: Town):
    officer = sign_in("officer")
    letter_id = draft(officer, town.case())
    assert issue(officer, letter_id).status_code == 403
    assert "ออกหนังสือ</span>" not in officer.page(f"/console/letters/{letter_id}")


def test_a_letter_is_seen_by_those_alone_who_see_its_case(sign_in, town: Town):
    head = sign_in("head")
    letter_id = draft(head, town.case(category="corruption"), "governor")
    issue(head, letter_id)
    registrar = sign_in("registrar")
    for path in (f"/console/letters/{letter_id}", f"/console/letters/{letter_id}.pdf",
                 f"/console/letters/{letter_id}/page-1.png"):  # fmt: skip
        assert registrar.get(path).status_code == 404, path
    assert "สม 123/1" not in registrar.page("/console/letters")
    assert "สม 123/1" in head.page("/console/letters")


def test_names_and_numbers_of_the_person_do_not_reach_the_unit(sign_in, town: Town):
    words = "ผมชื่อสมชาย ใจดี โทร 081-234-5678 ไฟถนนหน้าวัดดับ"
    case_id = town.case(text=words, contact="anonymous", channel="phone", person_id=None)
    with town.parts.database.begin() as db:
        db.add(IntakeRow(case_id=case_id, name="สมชาย ใจดี"))
    desk = sign_in("head")
    for kind in ("order", "memo", "governor"):
        said = str(row(town, draft(desk, case_id, kind)).content)
        assert "สมชาย" not in said, kind
        assert "5678" not in said, kind
        assert "ไฟถนนหน้าวัดดับ" in said or kind == "governor"


def test_an_answer_is_addressed_to_who_told(sign_in, town: Town):
    case_id = town.case(contact="letter", channel="letter", person_id=None)
    with town.parts.database.begin() as db:
        db.add(IntakeRow(case_id=case_id, name="นางสาวสมหญิง สมมุติ"))
    desk = sign_in("registrar")
    assert row(town, draft(desk, case_id, "answer")).content["to"] == "นางสาวสมหญิง สมมุติ"


def test_a_page_is_a_picture_and_a_page_that_there_is_not_is_none(sign_in, town: Town):
    desk = sign_in("head")
    letter_id = draft(desk, town.case())
    assert desk.get(f"/console/letters/{letter_id}/page-1.png").data.startswith(b"\x89PNG")
    assert desk.get(f"/console/letters/{letter_id}/page-9.png").status_code == 404
    assert desk.get(f"/console/letters/{letter_id}.exe").status_code == 404


def test_two_who_issue_at_once_get_two_numbers(town: Town):
    from concurrent.futures import ThreadPoolExecutor

    actor = Actor(Role.HEAD, town.staff["head"], None, "หัวหน้า")
    made = [town.parts.letters.draft(town.case(), LetterKind.ORDER, actor) for _ in range(6)]
    with ThreadPoolExecutor(3) as pool:
        numbers = list(pool.map(lambda one: town.parts.letters.issue(one, actor, None).number, made))
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
