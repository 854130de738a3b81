"""A person's own data: shown, taken away as a file, and erased with nothing of them left."""

import re

from sqlalchemy import select, text

from bot.app import create_app
from bot.bare import create_bare_app
from handlers.cases.status import Status
from storage import outgoing
from storage.cases import CaseRow
from storage.tables import metadata
from tests.builders import CITIZEN, NEIGHBOUR
from tests.services.hall import Hall

WORDS = "ไฟดับหน้าบ้านเลขที่ 99 ของยายทองคำ"


def _tell(hall: Hall, user: str = CITIZEN) -> None:
    hall.agree(user)
    for said in (WORDS, "หน้าวัด", "ไม่มีรูป", "0812345678", "ส่งเรื่อง"):
        parcels = hall.say(said, user)
        with hall.parts.database.begin() as db:
            outgoing.queue(db, parcels, hall.clock.now())


def _sent(hall: Hall) -> None:
    with hall.parts.database.begin() as db:
        db.execute(text("UPDATE outgoing SET state = 'sent'"))


def _everything(hall: Hall) -> str:
    with hall.parts.database.reading() as db:
        tables = [table for table in metadata.sorted_tables if table.name != "conversation"]
        return "\n".join(str(tuple(row)) for table in tables for row in db.execute(select(table)))


def _status(hall: Hall) -> str:
    with hall.parts.database.reading() as db:
        return db.scalars(select(CaseRow.status)).one()


def test_the_card_says_what_is_kept_and_offers_copy_and_erasure(hall: Hall) -> None:
    _tell(hall)
    card, hint = hall.say("ข้อมูลของฉัน")[0].messages
    assert "เรื่องที่แจ้ง 1" in card["altText"]
    assert "คุยกับเจ้าหน้าที่" in hint["text"]
    assert "/my-data/" in str(card)
    assert "c=erase" in str(card)


def test_erasure_is_asked_about_first(hall: Hall) -> None:
    _tell(hall)
    (asked,) = hall.say("ลบข้อมูล")[0].messages
    assert "1 เรื่องจะถูกถอน" in asked["text"]
    assert WORDS in _everything(hall)


def test_after_erasure_no_table_holds_anything_of_the_person(hall: Hall) -> None:
    _tell(hall)
    _sent(hall)
    parcels = hall.say("ลบข้อมูลเลย")
    left = _everything(hall)
    for trace in (WORDS, "เลขที่ 99", "0812345678", CITIZEN):
        assert trace not in left
    assert [parcel.to for parcel in parcels if parcel.in_answer] == [CITIZEN]
    assert WORDS not in str([parcel.messages for parcel in parcels])


def test_the_case_stays_as_a_number_and_ends_as_withdrawn(hall: Hall) -> None:
    _tell(hall)
    hall.say("ลบข้อมูลเลย")
    assert _status(hall) == Status.WITHDRAWN


def test_an_answered_case_ends_as_unconfirmed(hall: Hall) -> None:
    hall.agree()
    hall.case(Status.ANSWERED)
    hall.say("ลบข้อมูลเลย")
    assert _status(hall) == Status.UNCONFIRMED


def test_others_lose_nothing_by_it(hall: Hall) -> None:
    _tell(hall)
    _tell(hall, NEIGHBOUR)
    hall.say("ลบข้อมูลเลย")
    assert WORDS in _everything(hall)
    assert NEIGHBOUR in _everything(hall)


def test_whoever_comes_back_is_asked_for_consent_anew(hall: Hall) -> None:
    _tell(hall)
    hall.say("ลบข้อมูลเลย")
    assert "ยินยอม" in hall.say("สวัสดี")[0].messages[0]["text"]


def _address(hall: Hall) -> str:
    found = re.search(r"/my-data/[\w.~-]+", str(hall.say("ข้อมูลของฉัน")[0].messages))
    assert found
    return found.group()


def test_the_file_holds_the_persons_own_words_and_is_kept_by_nobody(quick_hall: Hall) -> None:
    _tell(quick_hall)
    client = create_bare_app(quick_hall.parts.settings, quick_hall.clock).test_client()
    answer = client.get(_address(quick_hall))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_json()["cases"][0]["text"].startswith(WORDS)
    assert answer.get_json()["person"]["line_id"] == CITIZEN


def test_a_forged_address_or_one_of_somebody_erased_shows_nothing(quick_hall: Hall) -> None:
    _tell(quick_hall)
    address = _address(quick_hall)
    client = create_app(quick_hall.parts.settings, quick_hall.clock).test_client()
    assert client.get(address[:-3] + "abc").status_code == 404
    quick_hall.say("ลบข้อมูลเลย")
    assert client.get(address).status_code == 404
