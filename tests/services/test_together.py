"""Several people, one matter: offered, joined, merged, un-merged; everybody is told, nobody is shown another."""

import json

import pytest

from bot.services.casework.cases import MoveDeniedError
from bot.services.casework.sameness import twins
from bot.services.exporting import export_person
from handlers.cases.status import Brought, Denied, MoveName, Status
from handlers.messages import Point
from storage.cases import CaseRow
from storage.finding import likeness
from storage.finding.joiners import JoinerRow, behind
from storage.finding.likeness import BandRow, TraceRow
from storage.media import Media
from storage.outgoing import OutgoingRow
from storage.sources import SourceRow
from tests.builders import CITIZEN, NEIGHBOUR
from tests.services.hall import Hall, words

WAT = Point(14.0301, 99.5201)
SECRET = "ป้าแดงบ้านเลขที่เก้า"  # what the first teller wrote, and nobody else may read


def first(hall: Hall, **changes) -> int:
    told = {"text": f"ไฟถนนดับ {SECRET}", "title": f"ไฟถนนดับ {SECRET}", "point": WAT, "area": "moo5", "place": SECRET}
    return hall.open(NEIGHBOUR, **(told | changes))


def tell(hall: Hall, metres: int = 60) -> str:
    """The citizen tells of a street light that far away, with a picture; returns what they are asked next."""
    hall.agree()
    hall.say("ไฟถนนดับค่ะ ซอยมืดมาก")
    session = hall.session()
    if session and session["step"] == "category":
        hall.say("ไฟฟ้าส่องสว่าง")
    hall.decide(hall.message("location", latitude=WAT.latitude + metres / 111_320, longitude=WAT.longitude))
    hall.decide(hall.message("image", contentProvider={"type": "line"}))
    return words(hall.say("ครบแล้ว"))


def pushed(hall: Hall, to: str) -> str:
    with hall.parts.database.reading() as db:
        rows = db.query(OutgoingRow).filter(OutgoingRow.recipient == to).all()
    return "\n".join(json.dumps(row.messages, ensure_ascii=False) for row in rows)


def joined(hall: Hall) -> int:
    case_id = first(hall)
    tell(hall)
    hall.say("ใช่ เรื่องเดียวกัน")
    return case_id


def test_a_citizen_is_asked_and_joins_with_one_answer(hall: Hall):
    case_id = first(hall)
    asked = tell(hall)
    assert "เรื่องเดียวกันไหมคะ" in asked
    assert "60 เมตร" in asked
    assert SECRET not in asked
    said = words(hall.say("1"))
    assert "ตอนนี้มีคนแจ้งเรื่องนี้ 2 คน" in said
    assert SECRET not in said
    assert hall.session() is None
    assert [row.id for row in hall.rows(CaseRow)] == [case_id], "nothing was filed twice"
    (joiner,) = hall.rows(JoinerRow)
    assert "ซอยมืดมาก" in joiner.words
    assert [row.role for row in hall.rows(Media)] == ["joined"]
    assert [entry.act for entry in hall.history(case_id)][-1] == "join"


@pytest.mark.parametrize("answer", ["ไม่ใช่ คนละเรื่อง", "2", "ไม่"])
def test_who_says_that_it_is_another_thing_files_their_own(quick_hall: Hall, answer: str):
    first(quick_hall)
    tell(quick_hall)
    assert "ติดต่อกลับทางไหน" in words(quick_hall.say(answer))


@pytest.mark.parametrize(
    "changes",
    [{"category": "corruption"}, {"category": "staff_conduct"}, {"category": "road"}, {"point": Point(14.2, 99.9)},
     {"kind": "suggestion"}],
)  # fmt: skip
def test_other_matters_and_those_about_staff_are_never_offered(quick_hall: Hall, changes: dict):
    first(quick_hall, **changes)
    assert "เรื่องเดียวกันไหม" not in tell(quick_hall)


def test_closed_and_answered_cases_and_ones_own_are_not_offered(quick_hall: Hall):
    hall = quick_hall
    closed, answered = first(hall), hall.case(Status.ANSWERED, user=NEIGHBOUR, point=WAT, area="moo5")
    hall.move(closed, MoveName.REFUSE, "head", Brought(note="ไม่ใช่เขตของเรา"))
    hall.open(CITIZEN, point=WAT, area="moo5")
    assert hall.row(answered).status == Status.ANSWERED
    assert "เรื่องเดียวกันไหม" not in tell(hall)


def test_a_case_closed_meanwhile_is_filed_anew_and_nothing_is_lost(quick_hall: Hall):
    hall = quick_hall
    case_id = first(hall)
    tell(hall)
    hall.move(case_id, MoveName.REFUSE, "head", Brought(note="ไม่ใช่เขตของเรา"))
    said = words(hall.say("ใช่ เรื่องเดียวกัน"))
    assert "รับเป็นเรื่องใหม่" in said
    assert len(hall.rows(CaseRow)) == 2


def test_everybody_behind_a_case_hears_of_the_fix_and_of_nobody_else(hall: Hall):
    case_id = joined(hall)
    hall.move(case_id, MoveName.ACCEPT, "officer")
    hall.move(case_id, MoveName.REPORT, "officer", Brought(note=f"เปลี่ยนหลอดให้ {SECRET} แล้ว"))
    assert hall.row(case_id).status == Status.ANSWERED
    told = pushed(hall, CITIZEN)
    assert "มีเจ้าหน้าที่รับไปดำเนินการแล้ว" in told
    assert "แก้ไขเสร็จแล้ว" in told
    assert SECRET not in told
    assert hall.row(case_id).reference not in told
    with hall.parts.database.reading() as db:
        copies = [export_person(db, who, "https://x") for who in (CITIZEN, NEIGHBOUR)]
    mine, theirs = (json.dumps(copy, ensure_ascii=False) for copy in copies)
    assert SECRET not in mine
    assert "ซอยมืดมาก" in mine
    assert "ซอยมืดมาก" not in theirs
    assert '"pictures": []' in theirs


def test_joining_twice_keeps_the_words_and_counts_one(quick_hall: Hall):
    joined(quick_hall)
    tell(quick_hall, 30)
    assert "ร่วมแจ้งเรื่องนี้ไว้แล้ว" in words(quick_hall.say("ใช่"))
    assert len(quick_hall.rows(JoinerRow)) == 1


def test_what_a_joiner_takes_back_or_erases_leaves_the_case_and_hurts_no_one_elses_words(hall: Hall):
    case_id = first(hall, text="ไฟถนนดับค่ะ ซอยมืดมาก", title="ไฟถนนดับ")
    tell(hall)
    hall.say("ใช่")
    source = next(row for row in hall.rows(SourceRow) if "ซอยมืด" in row.words)
    hall.decide(hall.raw("unsend", unsend={"messageId": source.message_id}))
    (joiner,) = hall.rows(JoinerRow)
    assert "ซอยมืดมาก" not in joiner.words
    assert hall.row(case_id).text == "ไฟถนนดับค่ะ ซอยมืดมาก"
    hall.say("ลบข้อมูลของฉัน")
    hall.say("ยืนยันลบข้อมูล")
    if hall.rows(JoinerRow):
        hall.press("c=erase_yes")
    assert hall.rows(JoinerRow) == []


def test_merging_says_into_which_case_and_tells_both_and_can_be_undone(hall: Hall):
    keeps, goes = first(hall), hall.open(CITIZEN, text="เสาไฟดับ", title="เสาไฟดับ", point=WAT)
    hall.move(goes, MoveName.MERGE, "registrar", Brought(target_case=keeps))
    assert hall.row(goes).merged_into == keeps
    assert hall.history(goes)[-1].other_case == keeps
    with hall.parts.database.reading() as db:
        assert [(person.line_id, case.id if case else None) for person, case in behind(db, keeps)] == [(CITIZEN, goes)]
    hall.move(keeps, MoveName.ACCEPT, "officer")
    assert f"เสาไฟดับ {hall.row(goes).reference}" in pushed(hall, CITIZEN)
    assert SECRET not in pushed(hall, CITIZEN)
    hall.move(goes, MoveName.UNMERGE, "registrar", Brought(note="คนละต้น"))
    assert hall.row(goes).merged_into is None
    assert [entry.other_case for entry in hall.history(goes) if entry.move == MoveName.UNMERGE] == [keeps]
    with hall.parts.database.reading() as db:
        assert behind(db, keeps) == []


def test_chains_of_merged_cases_end_in_one_and_never_in_a_ring(hall: Hall):
    one, two, three = (hall.open(NEIGHBOUR, point=WAT) for _ in range(3))
    hall.move(one, MoveName.MERGE, "head", Brought(target_case=two))
    hall.move(three, MoveName.MERGE, "head", Brought(target_case=one))
    assert hall.row(three).merged_into == two, "what was merged is worked on in the other"
    with pytest.raises(MoveDeniedError) as refused:
        hall.move(two, MoveName.MERGE, "head", Brought(target_case=one))
    assert refused.value.denied is Denied.TARGET_CASE


def test_a_matter_about_staff_is_merged_with_its_like_alone(quick_hall: Hall):
    hall = quick_hall
    open_case, secret = hall.open(NEIGHBOUR), hall.open(NEIGHBOUR, category="corruption")
    for case_id, other in ((open_case, secret), (secret, open_case)):
        with pytest.raises(MoveDeniedError):
            hall.move(case_id, MoveName.MERGE, "head", Brought(target_case=other))


def test_the_office_is_shown_what_may_be_the_same_with_reasons(hall: Hall):
    one, two = first(hall), hall.open(CITIZEN, text="ไฟถนนดับมืดมาก", point=WAT)
    hall.open(CITIZEN, text="ขยะล้น", category="waste", point=Point(14.2, 99.9))
    secret = hall.open(CITIZEN, text="ไฟถนนดับ", category="corruption", point=WAT)
    with hall.parts.database.reading() as db:
        found = twins(db, db.get_one(CaseRow, two), hall.clock.now())
        assert [twin.case.id for twin in found] == [one]
        assert [reason.why for reason in found[0].score.reasons][-2:] == ["metres", "days"]
        assert twins(db, db.get_one(CaseRow, secret), hall.clock.now()) == []


def test_only_open_complaints_that_are_nobodys_secret_leave_a_trace(hall: Hall):
    case_id = first(hall)
    first(hall, category="corruption")
    assert [row.case_id for row in hall.rows(TraceRow)] == [case_id]
    assert len(hall.rows(BandRow)) == likeness.bands(likeness.signature("x")).__len__()
    hall.parts.desk.relabel(case_id, hall.actor("head"), category="staff_conduct")
    assert hall.rows(TraceRow) == hall.rows(BandRow) == []
    hall.parts.desk.relabel(case_id, hall.actor("head"), category="streetlight")
    hall.move(case_id, MoveName.REFUSE, "head", Brought(note="ไม่ใช่"))
    assert hall.rows(TraceRow) == hall.rows(BandRow) == []
