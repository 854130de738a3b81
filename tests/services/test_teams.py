"""Working groups, pauses and reports upwards in real databases: who may, what follows, and the history of it."""

import json
from datetime import timedelta

import pytest

from bot.services.casework.cases import MoveDeniedError
from bot.services.casework.proving import prove
from bot.services.casework.teams import PartBrought
from handlers.cases.access import may_see, may_write, sight_of
from handlers.cases.chain import key_of
from handlers.cases.parts import PartAct, PartStatus
from handlers.cases.status import Brought, Denied, MoveName, Plan, Role, Status
from handlers.cases.superiors import Superior
from storage.finding.worklist import Wanted, page
from storage.outgoing import OutgoingRow
from storage.parts import PartRow, parts_of
from storage.staff import StaffRow
from tests.services.hall import Hall

ORDER = Brought("คำสั่งที่ 5/2569", "works", parts=(Plan("works", "ลอกท่อ", 5), Plan("health", "ตรวจน้ำ", 3)))


def parts(hall: Hall, case_id: int) -> dict[str, PartRow]:
    with hall.parts.database.reading() as db:
        return {row.unit: row for row in parts_of(db, case_id)}


def act(hall: Hall, case_id: int, unit: str, name: PartAct, who: str, note: str = "", **more: object) -> None:
    part = parts(hall, case_id)[unit]
    hall.parts.desk.move_part(case_id, part.id, name, hall.actor(who), PartBrought(note, **more))  # type: ignore[arg-type]


@pytest.fixture
def joint(hall: Hall) -> int:
    hall.agree()
    case_id = hall.case(Status.ASSIGNED)
    hall.move(case_id, MoveName.CONVENE, "head", ORDER)
    return case_id


def whole(hall: Hall) -> bool:
    return prove(hall.parts.database, hall.clock.now(), [key_of(hall.parts.settings.secret_key)]).findings == ()


def test_a_group_reports_when_every_unit_has_and_the_head_judges(hall: Hall, joint: int) -> None:
    assert hall.row(joint).partners == ["health"]
    assert hall.row(joint).way == "joint"
    act(hall, joint, "health", PartAct.ACCEPT, "neighbour")
    assert hall.row(joint).status == Status.IN_PROGRESS
    act(hall, joint, "health", PartAct.REPORT, "neighbour", "น้ำปกติ")
    act(hall, joint, "health", PartAct.PASS, "officer")
    with pytest.raises(MoveDeniedError) as refused:
        hall.move(joint, MoveName.REPORT, "officer", Brought("เสร็จ"))
    assert refused.value.denied is Denied.UNFINISHED
    act(hall, joint, "works", PartAct.REPORT, "officer", "ลอกท่อแล้ว")
    assert hall.row(joint).status == Status.IN_PROGRESS
    act(hall, joint, "works", PartAct.PASS, "head")
    assert hall.row(joint).status == Status.REPORTED  # no standing order approves what several did
    assert "น้ำปกติ" in hall.history(joint)[-1].note
    hall.move(joint, MoveName.APPROVE, "head")
    assert hall.row(joint).status in (Status.APPROVED, Status.ANSWERED)
    assert whole(hall)


def test_one_part_is_returned_and_only_that_one(hall: Hall, joint: int) -> None:
    for unit, who in (("works", "officer"), ("health", "neighbour")):
        act(hall, joint, unit, PartAct.REPORT, who, "ทำแล้ว")
        act(hall, joint, unit, PartAct.PASS, "head")
    assert hall.row(joint).status == Status.REPORTED
    act(hall, joint, "health", PartAct.RETURN, "head", "ขาดผลตรวจ", days=2)
    assert hall.row(joint).status == Status.IN_PROGRESS
    stand = {unit: part.status for unit, part in parts(hall, joint).items()}
    assert stand == {"works": "done", "health": "in_progress"}
    act(hall, joint, "health", PartAct.REPORT, "neighbour", "แนบผลตรวจ")
    act(hall, joint, "health", PartAct.PASS, "head")
    assert hall.row(joint).status == Status.REPORTED
    assert whole(hall)


def test_a_unit_is_brought_in_and_another_released_with_the_reason(hall: Hall, joint: int) -> None:
    act(hall, joint, "health", PartAct.RELEASE, "head", "ไม่เกี่ยวข้อง")
    assert hall.row(joint).partners == []
    hall.parts.desk.join_group(joint, Plan("health", "ตรวจซ้ำ", 2), hall.actor("head"), "พบน้ำเน่า")
    assert hall.row(joint).partners == ["health"]
    for wrong in (Plan("nowhere"), Plan("health")):
        with pytest.raises(MoveDeniedError):
            hall.parts.desk.join_group(joint, wrong, hall.actor("head"), "เหตุผล")
    with pytest.raises(MoveDeniedError) as refused:
        act(hall, joint, "works", PartAct.RELEASE, "head", "ไม่เกี่ยวข้อง")
    assert refused.value.denied is Denied.PARTS
    assert whole(hall)


def test_a_unit_with_a_part_sees_the_case_and_others_do_not(hall: Hall, joint: int) -> None:
    row = hall.row(joint)
    assert may_see(Role.OFFICER, "health", 3, row)
    assert not may_write(Role.OFFICER, "health", 3, row)
    assert not may_see(Role.OFFICER, "water", 9, row)
    with hall.parts.database.reading() as db:
        for unit, seen in (("health", [joint]), ("works", [joint]), ("water", [])):
            shown = page(db, sight_of(Role.OFFICER, unit), Wanted(), hall.clock.now().date())
            assert [one.id for one in shown.cases] == seen


def test_an_old_view_of_a_group_overwrites_nothing(hall: Hall, joint: int) -> None:
    seen = hall.row(joint).version
    act(hall, joint, "health", PartAct.ACCEPT, "neighbour")
    part = parts(hall, joint)["health"]
    with pytest.raises(MoveDeniedError) as refused:
        hall.parts.desk.move_part(
            joint, part.id, PartAct.RELEASE, hall.actor("head"), PartBrought("x"), version=seen
        )
    assert refused.value.denied is Denied.CHANGED
    assert parts(hall, joint)["health"].status == PartStatus.IN_PROGRESS


def test_an_urgent_matter_is_decided_and_assigned_in_one_step(hall: Hall) -> None:
    hall.agree()
    case_id = hall.case(Status.ASSIGNED)
    hall.move(case_id, MoveName.RAISE, "officer", Brought("ต้องให้หัวหน้าตัดสินใจ"))
    assert hall.row(case_id).status == Status.SCREENED  # no standing order answers for the head
    hall.move(case_id, MoveName.DISPATCH, "head", Brought("ไปทันที", "works"))
    assert (hall.row(case_id).status, hall.row(case_id).way) == (Status.ASSIGNED, "urgent")


def test_a_pause_has_a_name_and_a_limit_and_the_citizen_does_not_end_another_s(hall: Hall) -> None:
    hall.agree()
    case_id = hall.case(Status.IN_PROGRESS)
    due = hall.row(case_id).due
    with pytest.raises(MoveDeniedError):
        hall.move(case_id, MoveName.HOLD, "officer", Brought("รอ", reason="holiday"))
    hall.move(case_id, MoveName.HOLD, "officer", Brought("รอการไฟฟ้าฯ", reason="agency"))
    assert hall.row(case_id).pause == "agency"
    hall.say("เพิ่มเติมนะคะ ต้นที่สาม")
    assert hall.row(case_id).status == Status.WAITING
    hall.clock.move(timedelta(days=7))
    hall.move(case_id, MoveName.RESUME, "officer")
    assert hall.row(case_id).pause is None
    assert hall.row(case_id).due >= due
    detail = [json.loads(entry.detail) for entry in hall.history(case_id) if entry.detail]
    assert {"pause": "agency"} in detail


def test_a_report_upwards_is_kept_with_its_letter(hall: Hall) -> None:
    hall.agree()
    case_id = hall.case(Status.IN_PROGRESS)
    desk = hall.parts.desk
    desk.report_out(case_id, Superior.GOVERNOR, hall.actor("head"), "ที่ นม 1/2569", letter=4)
    assert json.loads(hall.history(case_id)[-1].detail) == {"to": "governor", "letter": 4}
    for who, note in (("officer", "x"), ("head", " ")):
        with pytest.raises(MoveDeniedError):
            desk.report_out(case_id, Superior.MINISTRY, hall.actor(who), note)


def test_the_second_hand_over_tells_the_head(hall: Hall) -> None:
    hall.agree()
    with hall.parts.database.begin() as db:
        db.get_one(StaffRow, hall.staff["head"]).line_id = "U" + "7" * 32
    case_id = hall.case(Status.ASSIGNED)
    hall.move(case_id, MoveName.HAND_ON, "officer", Brought("ไม่ใช่งานเรา", "health"))
    before = len([row for row in hall.rows(OutgoingRow) if row.recipient.startswith("U77")])
    hall.move(case_id, MoveName.HAND_ON, "neighbour", Brought("ไม่ใช่งานเรา", "works"))
    told = [row for row in hall.rows(OutgoingRow) if row.recipient.startswith("U77")]
    assert (before, len(told)) == (0, 1)
    assert "ครั้งที่ 2" in json.dumps(told[0].messages, ensure_ascii=False)
