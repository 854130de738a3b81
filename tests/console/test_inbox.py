"""The inbox: what waits for whom, counts, filters, search, pages, news; and what is never in it."""

import re
from datetime import date

import pytest

from handlers.cases.status import Status
from storage.finding import worklist
from storage.finding.worklist import PAGE
from tests.console.town import Town


def listed(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'data-case="(\d+)"', page)]


def counts(page: str) -> dict[str, str]:
    return dict(re.findall(r'id="tab-(\w+)".*?<b>([^<]+)</b>', page))


def test_what_waits_for_each_role_stands_first(sign_in, town: Town):
    cases = {status: town.case(status, unit=None if status in ("received", "screened", "decided") else "works")
             for status in Status}  # fmt: skip
    restricted = town.case(Status.RECEIVED, unit=None, category="corruption")
    todo = {who: set(listed(sign_in(who).page("/console/"))) for who in ("registrar", "officer", "neighbour", "head")}
    S = Status  # noqa: N806
    assert todo["registrar"] == {cases[S.RECEIVED], cases[S.DECIDED], cases[S.APPROVED], cases[S.REOPENED]}
    assert todo["officer"] == {cases[S.ASSIGNED], cases[S.IN_PROGRESS]}
    assert todo["neighbour"] == set()
    assert todo["head"] == {cases[S.SCREENED], cases[S.REPORTED], cases[S.REOPENED], restricted}


def test_a_case_that_a_colleague_took_is_not_mine_to_do(sign_in, town: Town):
    mine = town.case(Status.IN_PROGRESS, officer_id=town.staff["officer"])
    free = town.case(Status.ASSIGNED)
    theirs = town.case(Status.IN_PROGRESS, officer_id=town.staff["head"])
    desk = sign_in("officer")
    assert set(listed(desk.page("/console/"))) == {mine, free}
    assert theirs in listed(desk.page("/console/?tab=unit"))


def test_tabs_count_what_they_list(sign_in, town: Town):
    for status in Status:
        town.case(status)
    town.case(due=date(2026, 6, 29))
    desk = sign_in("head")
    page = desk.page("/console/")
    for tab, number in counts(page).items():
        assert len(listed(desk.page(f"/console/?tab={tab}"))) == int(number), tab
    assert counts(page)["overdue"] == "1"
    assert counts(page)["waiting"] == "2"
    assert counts(page)["closed"] == "6"
    assert counts(page)["all"] == "17"


def test_the_urgent_and_the_soonest_due_stand_on_top(sign_in, town: Town):
    later, soon = town.case(due=date(2026, 7, 9)), town.case(due=date(2026, 7, 2))
    without, urgent = town.case(due=None), town.case(urgent=True, due=date(2026, 7, 20))
    assert listed(sign_in("officer").page("/console/")) == [urgent, soon, later, without]


@pytest.mark.parametrize("tab", ["todo", "all"])
def test_pages_follow_each_other_without_gap_or_repeat(sign_in, town: Town, tab):
    days = [date(2026, 7, 2), None, date(2026, 7, 3)]
    made = {town.case(due=days[number % 3], urgent=number % 7 == 0) for number in range(2 * PAGE + 5)}
    desk, seen, address = sign_in("officer"), [], f"/console/?tab={tab}"
    while address:
        page = desk.page(address)
        seen += listed(page)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert len(seen) == len(made)
    assert set(seen) == made


def test_broken_page_marks_and_filters_do_no_harm(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("officer")
    for query in ("after=x.y.z", "after=1.99999999.1", "after=0.20260701.", "tab=nothing", "unit=none", "status=%27--"):
        answer = desk.get(f"/console/?{query}")
        assert answer.status_code == 200, query
    assert listed(desk.page("/console/?tab=%00")) == [case_id]


@pytest.mark.parametrize(
    ("words", "found"),
    [("หลุม", True), ("โรงเรียน หลุม", True), ("ตลาด", False), ("100%", False), ("_", False), ("'; --", False)],
)
def test_words_are_searched_in_title_text_and_place(sign_in, town: Town, words, found):
    case_id = town.case(title="ถนนเป็นหลุม", text="หลุมใหญ่มาก", place="หน้าโรงเรียน")
    town.case()
    assert (case_id in listed(sign_in("officer").page(f"/console/?q={words}"))) is found


THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
TYPED = [str, lambda text: text.replace("-", ""), lambda text: text[1:], lambda text: text.translate(THAI_DIGITS)]


@pytest.mark.parametrize("change", TYPED)
def test_a_reference_finds_its_case_however_it_is_typed(sign_in, town: Town, change):
    town.case()
    case_id = town.case()
    town.case()
    assert listed(sign_in("officer").page(f"/console/?q={change(town.row(case_id).reference)}")) == [case_id]


def test_filters_narrow_the_list_and_its_counts(sign_in, town: Town):
    road, town_waste = town.case(category="road"), town.case(category="waste", unit="health", kind="suggestion")
    desk = sign_in("registrar")
    for query, case_id in (("category=road", road), ("unit=health", town_waste), ("kind=suggestion", town_waste)):
        page = desk.page(f"/console/?tab=all&{query}")
        assert listed(page) == [case_id]
        assert counts(page)["all"] == "1"
    assert "ตัวกรอง (1)" in page


RESTRICTED_WORDS = "เรียกเงินใต้โต๊ะ"


@pytest.mark.parametrize("category", ["staff_conduct", "corruption"])
@pytest.mark.parametrize("who", ["registrar", "officer", "neighbour"])
def test_restricted_cases_are_nowhere_for_those_who_may_not_see_them(sign_in, town: Town, who, category):
    case_id = town.case(category=category, title=RESTRICTED_WORDS, text=RESTRICTED_WORDS, due=date(2026, 6, 1))
    reference = town.row(case_id).reference
    desk = sign_in(who)
    for tab in ("todo", "unit", "open", "overdue", "waiting", "closed", "all"):
        page = desk.page(f"/console/?tab={tab}")
        assert set(counts(page).values()) == {"0"}, tab
        assert listed(page) == []
    for query in (f"q={RESTRICTED_WORDS}", f"q={reference}", f"q=&category={category}&tab=all"):
        page = desk.page(f"/console/?{query}")
        assert listed(page) == []
        assert set(counts(page).values()) == {"0"}
        assert f'value="{category}"' not in page, "not even offered as a filter"
    assert desk.get(f"/console/cases/{case_id}").status_code == 404
    assert desk.get(f"/console/cases/{case_id}/live").status_code == 404
    assert desk.post(f"/console/cases/{case_id}/reply", text="x").status_code == 404
    assert desk.post(f"/console/cases/{case_id}/moves/accept", version=1).status_code == 404
    assert desk.post(f"/console/cases/{case_id}/label", kind="complaint", category="road").status_code == 404
    assert RESTRICTED_WORDS not in desk.get("/console/inbox/live?tab=all&seen=0").text
    assert town.row(case_id).version == 1


@pytest.mark.parametrize("who", ["head", "administrator", "auditor"])
def test_restricted_cases_are_shown_to_those_who_judge(sign_in, town: Town, who):
    case_id = town.case(category="corruption")
    desk = sign_in(who)
    assert listed(desk.page("/console/?tab=all")) == [case_id]
    assert "เรื่องจำกัดสิทธิ์" in desk.page(f"/console/cases/{case_id}")


def test_the_list_is_sent_again_only_when_something_happened(sign_in, town: Town):
    first = town.case()
    desk = sign_in("officer")
    live = re.search(r'hx-get="([^"]+)"', desk.page("/console/"))
    assert live
    address = live[1].replace("&amp;", "&")
    assert desk.get(address).status_code == 204
    second = town.case()
    answer = desk.get(address)
    assert answer.status_code == 200
    assert set(listed(answer.text)) == {first, second}
    assert "<html" not in answer.text


def test_empty_lists_say_what_they_are_for(sign_in):
    desk = sign_in("officer")
    assert "ไม่มีเรื่องที่รอคุณอยู่" in desk.page("/console/")
    assert "ไม่มีเรื่องเกินกำหนด" in desk.page("/console/?tab=overdue")
    assert "ไม่พบเรื่องที่ค้นหา" in desk.page("/console/?q=xyz")


def test_rows_show_picture_place_unit_and_how_far_off_the_deadline_is(sign_in, town: Town):
    case_id = town.case(due=date(2026, 7, 3))
    town.picture(case_id)
    with town.parts.database.reading() as db:
        token = worklist.first_pictures(db, [case_id])[case_id]
    page = sign_in("officer").page("/console/")
    for piece in (f"/media/{token}/small", "หน้าวัดสมมุติ หมู่ 5", "กองช่าง", "อีก 2 วัน", "ศ. 3 ก.ค. 2569", "มอบหมายแล้ว"):
        assert piece in page, piece
    late = town.case(due=date(2026, 6, 30))
    assert "เกินกำหนด 1 วัน" in sign_in("officer").page("/console/?tab=overdue")
    assert late
