"""The public form and the status page: filed once, sealed, limited; found only by who can prove that it is theirs."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from bot.clock import SetClock
from bot.settings import Settings
from handlers.cases.status import Status
from storage.cases import CaseRow, EntryRow
from storage.intake import IntakeRow
from storage.looks import LookRow
from storage.media import Media
from storage.offices import RuleRow, touch
from tests.console.town import Town, build, jpeg

WORDS = "ไฟถนนหน้าวัดดับมาสามคืนแล้ว"
WHOLE = {"text": WORDS, "phone": "081-234-5678", "agreed": "1"}


@pytest.fixture
def clock() -> SetClock:
    """Today: a seal's age is told by the machine's own clock."""
    return SetClock(datetime.now(UTC))


@pytest.fixture
def town(sqlite_url: str, settings: Settings, clock: SetClock) -> Iterator[Town]:
    assert settings.database_url == sqlite_url
    made = build(settings, clock)
    with made.parts.database.begin() as db:
        db.add(RuleRow(position=1, unit="works"))
        touch(db)
    yield made
    made.parts.database.close()


@pytest.fixture
def client(town: Town) -> FlaskClient:
    return town.app.test_client()


def seal(client: FlaskClient) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', client.get("/report").text)
    assert found
    return found[1]


def send(town: Town, client: FlaskClient, sealed: str = "", **told: Any) -> Any:
    sealed = sealed or seal(client)
    town.wait(seconds=30)
    return client.post("/report", data={**WHOLE, "seal": sealed, **told})


def cases(town: Town) -> int:
    with town.parts.database.reading() as db:
        return db.scalar(select(func.count()).select_from(CaseRow)) or 0


def only(town: Town, table: type[Any]) -> Any:
    with town.parts.database.reading() as db:
        return db.scalars(select(table)).one()


def test_a_matter_of_the_web_comes_to_its_unit_and_its_teller_gets_a_reference(town: Town, client: FlaskClient):
    answer = send(town, client, name="สมหญิง", pictures=[(io.BytesIO(jpeg()), "a.jpg")])
    case, came = only(town, CaseRow), only(town, IntakeRow)
    assert case.reference in client.get(answer.location).text
    assert (case.channel, case.unit, case.category, case.phone) == ("web", "works", "streetlight", "0812345678")
    assert (came.name, came.consent, came.follow_code) == ("สมหญิง", "written", "")
    assert only(town, Media).case_id == case.id
    assert only(town, Media).role == "before"


def test_who_leaves_no_telephone_gets_a_code_to_follow_with(town: Town, client: FlaskClient):
    answer = send(town, client, phone="", anonymous="1")
    assert only(town, IntakeRow).follow_code in client.get(answer.location).text


def test_the_same_form_again_is_the_same_case(town: Town, client: FlaskClient):
    sealed = seal(client)
    assert len({send(town, client, sealed).location for _ in range(3)}) == 1
    assert cases(town) == 1


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"text": " "}, "มีบางช่องต้องแก้"),
        ({"phone": "123"}, "เบอร์โทรต้องมี"),
        ({"agreed": ""}, "ทำเครื่องหมายยินยอม"),
        ({"website": "http://example.com"}, "ตรวจข้อความอีกครั้ง"),
        ({"seal": "forged"}, "เปิดไว้นานเกินไป"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(town: Town, client: FlaskClient, told, why):
    answer = send(town, client, place="หน้าวัด", **told)
    assert answer.status_code == 422
    assert why in answer.text
    assert "หน้าวัด" in answer.text
    assert cases(town) == 0


def test_a_picture_that_is_none_is_refused_and_nothing_filed(town: Town, client: FlaskClient):
    assert send(town, client, pictures=[(io.BytesIO(b"no picture"), "a.jpg")]).status_code == 422
    assert cases(town) == 0


def test_a_page_elsewhere_cannot_send_the_form(town: Town, client: FlaskClient):
    sealed = seal(client)
    other = town.app.test_client()  # another browser, with another cookie or none
    other.get("/report")
    assert send(town, other, sealed).status_code == 422
    assert cases(town) == 0


def test_nobody_writes_in_no_time(town: Town, client: FlaskClient):
    assert client.post("/report", data={**WHOLE, "seal": seal(client)}).status_code == 422


def test_one_address_cannot_flood_the_office(town: Town, client: FlaskClient):
    codes = [send(town, client, seal(client)).status_code for _ in range(8)]
    assert codes[:6] == [302] * 6
    assert codes[-1] == 429
    assert cases(town) == 6


def look(client: FlaskClient, reference: str, proof: str) -> Any:
    return client.post("/report/status", data={"reference": reference, "proof": proof})


def test_status_is_shown_to_who_knows_reference_and_telephone_or_code(town: Town, client: FlaskClient):
    send(town, client)
    case = only(town, CaseRow)
    page = look(client, case.reference, "+66 81 234 5678")
    assert page.status_code == 200
    assert "กองช่าง" in page.text
    assert only(town, LookRow).kind == "link"


def test_a_code_opens_what_has_no_telephone(town: Town, client: FlaskClient):
    send(town, client, phone="")
    case, code = only(town, CaseRow), only(town, IntakeRow).follow_code
    assert look(client, case.reference, f"{code[:4]}-{code[4:].lower()}").status_code == 200


def test_a_wrong_reference_and_a_wrong_proof_sound_the_same(town: Town, client: FlaskClient):
    send(town, client, phone="")
    case = only(town, CaseRow)
    answers = [look(client, *pair).text for pair in
               ((case.reference, "0812345678"), (case.reference, ""), ("ร99-999999-9", "x"), ("", ""))]  # fmt: skip
    for text in answers:
        assert "ไม่พบเรื่องที่ตรงกับ" in text
        assert WORDS not in text


def test_a_case_of_line_without_a_telephone_is_nobodys_to_look_up(town: Town, client: FlaskClient):
    row = town.row(town.case())
    assert look(client, row.reference, "").status_code == 422


def answered(town: Town) -> CaseRow:
    case_id = town.case(Status.ANSWERED, channel="web", contact="phone", phone="0812345678", person_id=None)
    return town.row(case_id)


@pytest.mark.parametrize(
    ("solved", "why", "status"), [("1", "", Status.CLOSED), ("0", "ดับอีก", Status.REOPENED), ("0", "", Status.ANSWERED)]
)
def test_the_citizens_word_comes_last_on_the_web_too(town: Town, client: FlaskClient, solved, why, status):
    row = answered(town)
    sealed = re.search(r'name="seal" value="([^"]+)"', look(client, row.reference, "0812345678").text)
    assert sealed
    client.post("/report/solved", data={"seal": sealed[1], "solved": solved, "why": why})
    assert town.row(row.id).status == status
    with town.parts.database.reading() as db:
        roles = set(db.scalars(select(EntryRow.role).where(EntryRow.case_id == row.id, EntryRow.move.is_not(None))))
    assert roles <= {"citizen"}


def test_a_forged_word_moves_nothing(town: Town, client: FlaskClient):
    row = answered(town)
    assert client.post("/report/solved", data={"seal": str(row.id), "solved": "1"}).status_code == 422
    assert town.row(row.id).status == Status.ANSWERED


@pytest.mark.parametrize("language", ["th", "en"])
def test_pages_need_no_script_and_carry_the_strict_headers(town: Town, client: FlaskClient, language):
    for path in ("/report", "/report/status"):
        answer = client.get(f"{path}?lang={language}")
        assert answer.status_code == 200
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", answer.text)
