"""Search over register, answers and conversation: what is found by whom, what is forgiven, what must never show."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot.services.casework import searching
from handlers.cases.access import Sight
from handlers.cases.facts import Contact
from handlers.cases.status import Brought, MoveName, Status
from storage.cases import CaseRow
from storage.finding import index as caseindex
from storage.finding import worklist
from storage.finding.worklist import Sort, Wanted
from tests.console.town import Town
from tests.services.hall import Hall

TODAY = date(2026, 7, 1)
EVERYTHING = Sight(restricted=True)
DESK = Sight()


def found(hall: Hall, words: str, sight: Sight = EVERYTHING, **more) -> list[int]:
    with hall.parts.database.reading() as db:
        return [row.id for row in searching.find(db, sight, Wanted(words=words, **more), TODAY).page.cases]


def test_words_of_register_answers_and_conversation_find_a_case(hall: Hall):
    case_id = hall.case(Status.IN_PROGRESS, text="เสาไฟฟ้าเอียงหน้าโรงเรียน", title="เสาไฟเอียง", place="ปากซอยสุขใจ")
    hall.open(text="ขยะล้นถัง", title="ขยะล้นถัง", category="waste")
    hall.parts.desk.reply(case_id, hall.actor("officer"), "ช่างจะเข้าตรวจพรุ่งนี้ค่ะ")
    hall.move(case_id, MoveName.REPORT, "officer", Brought(note="ตั้งเสาใหม่และเทปูนแล้ว"))
    for words in ("เสา", "ไฟฟ้า", "โรงเรียน เสา", "สุขใจ", "ช่าง พรุ่งนี้", "เทปูน", hall.row(case_id).reference):
        assert found(hall, words) == [case_id], words
    assert found(hall, "เสา ขยะ") == []


def test_a_name_and_a_telephone_find_their_case_but_not_those_of_the_anonymous(hall: Hall):
    known = hall.open(contact=Contact.PHONE, phone="0812345678")
    hall.open(contact=Contact.ANONYMOUS)
    assert found(hall, "สมหญิง") == [known]
    assert found(hall, "0812345678") == found(hall, "08123") == [known]


def test_misspelt_questions_and_misspelt_cases_meet(hall: Hall):
    right, wrong = hall.open(text="ถนนชำรุดมาก", title="ถนน"), hall.open(text="ถนนชำรุตมาก", title="ถนน")
    assert found(hall, "ชำรุด") == [wrong, right]
    with hall.parts.database.reading() as db:
        meant = searching.find(db, EVERYTHING, Wanted(words="ถนนชำลุด"), TODAY)
    assert meant.instead
    assert right in [row.id for row in meant.page.cases]


def test_restricted_cases_leak_by_no_hit_count_or_suggestion(hall: Hall):
    secret = hall.open(text="เจ้าหน้าที่เรียกสินบนค่าใบอนุญาต", title="เรียกสินบน", category="corruption")
    hall.open(text="ถนนพัง", title="ถนนพัง")
    assert found(hall, "สินบน") == [secret]
    for sight in (DESK, Sight(unit="works")):
        assert found(hall, "สินบน", sight) == []
        with hall.parts.database.reading() as db:
            for words in ("สินบน", "สินบล", "เรียกสินบน", hall.row(secret).reference, "ร"):
                result = searching.find(db, sight, Wanted(words=words), TODAY)
                assert secret not in [row.id for row in result.page.cases]
                assert "สินบน" not in result.instead
                assert worklist.count(db, sight, Wanted(words=words), TODAY) <= 1
            assert "สินบน" not in caseindex.vocabulary(db)


def test_a_case_that_becomes_restricted_or_open_to_all_follows_at_once(hall: Hall):
    case_id = hall.open(text="เจ้าหน้าที่พูดจาไม่ดี", title="พูดจาไม่ดี", category="staff_conduct")
    assert found(hall, "พูดจา", DESK) == []
    hall.parts.desk.relabel(case_id, hall.actor("head"), category="tax_registry")
    assert found(hall, "พูดจา", DESK) == [case_id]
    hall.parts.desk.relabel(case_id, hall.actor("head"), category="corruption")
    assert found(hall, "พูดจา", DESK) == []


def test_officers_find_their_units_cases_alone(hall: Hall):
    ours, theirs = hall.open(text="ถนนพัง"), hall.open(text="ถนนมีขยะ", category="waste")
    assert found(hall, "ถนน", Sight(unit="works")) == [ours]
    assert found(hall, "ถนน", Sight(unit="health")) == [theirs]
    assert found(hall, "ถนน", Sight(nothing=True)) == []


def test_words_that_are_taken_back_or_erased_find_nothing_any_more(hall: Hall):
    hall.agree()
    hall.say("แจ้งเรื่อง")
    case_id = hall.open(text="บ้านป้าแดงมีงูเห่า", title="งูเห่า")
    assert found(hall, "งูเห่า") == [case_id]
    hall.say("ลบข้อมูลของฉัน")
    with hall.parts.database.begin() as db:
        row = db.get_one(CaseRow, case_id)
        row.text = row.title = "ลบแล้ว"
    assert found(hall, "งูเห่า") == []
    searching.tidy_vocabulary(hall.parts.database)
    with hall.parts.database.reading() as db:
        assert "งูเห่า" not in caseindex.vocabulary(db)
        raw = text("SELECT count(*) FROM case_words WHERE case_words MATCH '\"งูเห่า\"'")
        assert not hall.parts.database.sqlite or db.scalar(raw) == 0


def test_what_is_rolled_back_is_not_in_the_index(hall: Hall):
    case_id = hall.open(text="ถนน")
    with pytest.raises(KeyError), hall.parts.database.begin() as db:
        db.get_one(CaseRow, case_id).text = "ช้างหลุด"
        db.flush()
        raise KeyError
    assert found(hall, "ช้างหลุด") == []


def test_the_sweep_finds_what_was_changed_behind_the_programs_back(hall: Hall):
    case_id = hall.open(text="ถนนพัง", title="ถนนพัง")
    with hall.parts.database.begin() as db:
        db.execute(text("UPDATE case_file SET text = 'สะพานขาด', version = version + 1"))
    assert found(hall, "สะพาน") == []
    steps: list[int] = []
    assert searching.reindex(hall.parts.database, step=steps.append) == 1 == sum(steps)
    assert found(hall, "สะพาน") == [case_id]
    assert searching.reindex(hall.parts.database) == 0
    assert searching.reindex(hall.parts.database, everything=True) == 1


@pytest.mark.parametrize("sort", list(Sort))
def test_found_cases_turn_page_by_page_in_every_order(hall: Hall, sort, monkeypatch):
    monkeypatch.setattr(worklist, "PAGE", 4)
    made = []
    for number in range(11):
        hall.clock.move(timedelta(minutes=7))
        made.append(hall.open(text="ถนนพัง", urgent=number % 3 == 0))
    for words in ("ถนน", ""):
        seen, after = [], None
        with hall.parts.database.reading() as db:
            while True:
                page = worklist.page(db, EVERYTHING, Wanted(words=words, sort=sort), TODAY, after)
                seen += [row.id for row in page.cases]
                after = page.after
                if after is None:
                    break
        assert sorted(seen) == made, (words, sort)


SIGNS = ["'", '"', "a:b", "NEAR(", "*", "-ถนน", "(ถนน", "ถนน OR", "& |", "\\", "ถ" * 300, "🙂", "%", "::tsquery"]


@pytest.mark.parametrize("words", SIGNS)
def test_no_sign_breaks_the_search(hall: Hall, words):
    hall.open(text="ถนนพัง")
    found(hall, words)


def test_found_words_are_marked_where_they_stand(sign_in, town: Town):
    case_id = town.case(title="ไฟดับ", text="ที่หน้า<โรงเรียน>มืดมาก", place="ถนนใหญ่")
    page = sign_in("head").page("/console/?tab=all&q=โรงเรียน มืด")
    assert f'data-case="{case_id}"' in page
    assert "ที่หน้า&lt;<mark>โรงเรียน</mark>&gt;<mark>มืด</mark>มาก" in page


def test_the_page_says_what_it_looked_for_instead(sign_in, town: Town):
    town.case(text="ท่อระบายน้ำอุดตัน", title="ท่อตัน")
    page = sign_in("head").page("/console/?q=ท่อละบายน้ำ")
    assert "ไม่พบ “ท่อละบายน้ำ” จึงแสดงผลของ “ท่อระบายน้ำ”" in page


def test_filters_by_period_channel_and_the_like_narrow(sign_in, town: Town):
    old = town.case(opened_at=town.clock.now() - timedelta(days=400), urgent=True)
    new = town.case(channel="letter", officer_id=town.staff["head"], status=Status.UNCONFIRMED)
    desk = sign_in("head")
    asked = {
        "since=1/1/2569": [new], "until=๓๑/๑๒/๒๕๖๘": [old], "since=01/01/2026": [new], "channel=letter": [new],
        "urgent=1": [old], "mine=1": [new], "unconfirmed=1": [new], "overdue=1": [], "sort=oldest": [old, new],
    }  # fmt: skip
    for query, cases in asked.items():
        page = desk.page(f"/console/?tab=all&{query}")
        assert [int(one) for one in re.findall(r'data-case="(\d+)"', page)] == cases, query
    assert "อ่านวันที่ “เมื่อวาน” ไม่ออก" in desk.page("/console/?since=เมื่อวาน")


def test_views_are_saved_shared_shown_first_deleted_and_brought_back(sign_in, town: Town):
    town.case(category="road")
    officer, colleague = sign_in("officer"), sign_in("neighbour")
    saved = officer.post("/console/views", name="ถนน", address="tab=all&category=road&evil=1", shared="1", first="1")
    assert saved.location.endswith("/console/?tab=all&category=road&view=1")
    assert "บันทึกมุมมอง “ถนน” แล้ว" in officer.page(saved.location)
    assert officer.get("/console/").location.endswith("tab=all&category=road&view=1")
    assert ">ถนน</a>" not in colleague.page("/console/"), "another unit's"
    assert colleague.post("/console/views/1/delete").status_code == 404
    gone = officer.post("/console/views/1/delete").location
    assert "เอากลับมา" in officer.page(gone)
    assert officer.get("/console/").status_code == 200
    officer.post("/console/views/1/undo")
    officer.post("/console/views/1/first")
    assert officer.get("/console/").status_code == 200
    assert ">ถนน</a>" in officer.page("/console/")


def test_an_index_whose_condition_is_not_todays_would_be_of_no_use(hall: Hall):
    """The lists of open cases are fast because the database knows which index holds them."""
    from storage.cases import CLOSED_WORDS

    with hall.parts.database.reading() as db:
        names = "SELECT sql FROM sqlite_master" if hall.parts.database.sqlite else "SELECT indexdef FROM pg_indexes"
        made = [one for one in db.scalars(text(names)) if one and "_pressing" in one]
    assert len(made) == 2
    words = {word.strip(" '") for word in CLOSED_WORDS.split(",")}
    for one in made:
        assert set(re.findall(r"'([a-z]+)'", one)) == words


