"""Who looked, as the auditor reads it: by person, way, case and day; and on the case itself."""

from sqlalchemy import select

from storage.looks import LookRow
from tests.console.town import Town


def test_the_auditor_sees_who_looked_and_filters_it(sign_in, town: Town):
    one, other = town.case(), town.case()
    officer, head = sign_in("officer"), sign_in("head")
    officer.page(f"/console/cases/{one}")
    officer.page(f"/console/cases/{one}")
    head.page(f"/console/cases/{other}")
    head.page("/console/?q=คำที่ไม่มีใครเขียน")
    auditor = sign_in("auditor")
    everything = auditor.page("/console/audit")
    assert everything.count("เปิดหน้าเรื่อง</td>") == 2, "a second look soon after is the same look"
    assert "คำที่ไม่มีใครเขียน" in everything
    reference = town.row(one).reference
    by_case = auditor.page(f"/console/audit?case={reference}")
    assert "สมมุติ ช่างไฟ</td>" in by_case.replace(' <small class="quiet">เจ้าหน้าที่หน่วยงาน</small>', "")
    assert town.row(other).reference not in by_case
    assert "เปิดหน้าเรื่อง</td>" not in auditor.page(f"/console/audit?staff={town.staff['registrar']}")
    assert "เปิดหน้าเรื่อง</td>" not in auditor.page("/console/audit?kind=export")
    assert "เปิดหน้าเรื่อง</td>" in auditor.page("/console/audit?since=1/7/2569&until=1/7/2569&kind=page")
    assert "เปิดหน้าเรื่อง</td>" not in auditor.page("/console/audit?until=30/6/2569")
    assert "ไม่มีการเปิดดูตามที่กรอง" in auditor.page("/console/audit?case=nonsense")


def test_the_head_sees_on_the_case_who_looked(sign_in, town: Town):
    case_id = town.case()
    sign_in("officer").page(f"/console/cases/{case_id}")
    head = sign_in("head")
    assert "ใครเปิดดูเรื่องนี้บ้าง" in head.page(f"/console/cases/{case_id}")
    assert "สมมุติ ช่างไฟ" in head.page(f"/console/cases/{case_id}/looks")
    assert "ใครเปิดดูเรื่องนี้บ้าง" not in sign_in("officer").page(f"/console/cases/{case_id}")


def test_pages_of_looks_follow_each_other(sign_in, town: Town):
    cases = [town.case() for _ in range(60)]
    officer = sign_in("officer")
    for case_id in cases:
        officer.page(f"/console/cases/{case_id}")
    auditor = sign_in("auditor")
    first = auditor.page("/console/audit?kind=page")
    assert 'rel="next"' in first
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert auditor.page(onward).count("เปิดหน้าเรื่อง</td>") == 10


def test_an_answer_whose_looks_cannot_be_kept_is_not_given(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    with town.parts.database.begin() as db:
        db.connection().exec_driver_sql("ALTER TABLE look RENAME TO hidden")
    town.app.config["PROPAGATE_EXCEPTIONS"] = False
    assert desk.get(f"/console/cases/{case_id}").status_code == 500
    with town.parts.database.begin() as db:
        db.connection().exec_driver_sql("ALTER TABLE hidden RENAME TO look")
    assert desk.get(f"/console/cases/{case_id}").status_code == 200
    with town.parts.database.reading() as db:
        assert db.scalars(select(LookRow.kind)).all() == ["page"]
