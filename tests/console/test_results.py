"""Results over HTTP: the guide's tables on the page and in files, who may see what, nothing small leaks anywhere."""

import csv
import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from storage.cases import CaseRow
from storage.labels import PollRow
from storage.surveys.counters import CounterVoteRow, ServicePointRow
from tests.console.town import STAFF, Town
from tests.waves import a_form, a_survey, a_wave, people, someone

EVERYONE = tuple(STAFF)
ABOVE = ("head", "administrator", "auditor")
GROUPS = [(50, 40, 10), (25, 65, 10), (39, 42, 19), (27, 38, 35)]
CHANNELS = {"web": (8, 50, 42), "phone": (11, 58, 31), "mobile_unit": (47, 39, 14), "walk_in": (42, 38, 20)}
FORMULA = '=HYPERLINK("http://example.invalid","กดที่นี่")'


@pytest.fixture
def wave(town: Town) -> int:
    """The guide's citizen groups, twice over, an open answer that looks like a formula, and a wave before."""
    form = a_form()
    given = [one for area, counts in enumerate(GROUPS, start=1) for one in people(counts, area=area)]
    words = (FORMULA, "รอนานมากค่ะ", "เจ้าหน้าที่พูดจาไม่สุภาพ", "ไม่มี", "ดีค่ะ")
    given += [someone({"i1": 3}, said) for said in words]  # five who told no group: they are not given away either
    with town.parts.database.begin() as db:
        survey = a_survey(db, form)
        a_wave(db, survey, form, people((10, 60, 30)), "รอบ 1")
        return a_wave(db, survey, form, given, "รอบ 2", population=1200)


def table(page: str, heading: str) -> dict[str, list[int]]:
    """The bold figures of each row of the table under a heading, by the row's name."""
    part = page[page.index(heading) :]
    rows = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', part[: part.index("</table>")], re.DOTALL)
    return {
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", name)).strip(): [int(n) for n in re.findall(r"<b>(\d+)</b>", cells)]
        for name, cells in rows
    }


def test_the_guides_groups_stand_on_the_page_as_the_guide_prints_them(sign_in, wave: int):
    page = sign_in("head").page(f"/console/results/waves/{wave}?by=area")
    assert list(table(page, 'id="h-groups"').values()) == [list(counts) for counts in GROUPS]


def test_the_guides_channels_stand_on_the_page_as_the_guide_prints_them(sign_in, town: Town):
    scores = (5, 3, 1)
    with town.parts.database.begin() as db:
        survey = a_survey(db, form := a_form())
        a_wave(db, survey, form, people((32, 45, 23)))
    for channel, counts in CHANNELS.items():
        for score, n in zip(scores, counts, strict=True):
            rate(town, channel, score, n)
    found = table(sign_in("head").page("/console/results/channels"), 'id="h-levels"')
    assert found == {
        "เว็บไซต์": [8, 50, 42], "โทรศัพท์": [11, 58, 31], "หน่วยบริการเคลื่อนที่": [47, 39, 14],
        "มาด้วยตนเอง": [42, 38, 20], "แบบสอบถาม": [32, 45, 23],
    }  # fmt: skip


def rate(town: Town, channel: str, score: int, n: int, **changes: object) -> None:
    """Cases that came in by a channel and were rated."""
    with town.parts.database.begin() as db:
        for _ in range(n):
            town.number += 1
            row = CaseRow(
                reference=f"x{town.number}", digits=f"x{town.number}", kind="complaint", channel=channel, title="t",
                text="t", status="closed", way="general", contact="line", opened_at=town.clock.now(),
                changed_at=town.clock.now(), **({"category": "road", "unit": "works"} | changes),
            )  # fmt: skip
            db.add(row)
            db.flush()
            db.add(PollRow(case_id=row.id, score=score, at=town.clock.now()))


def test_the_excel_file_holds_the_same_tables(sign_in, wave: int):
    answer = sign_in("head").get(f"/console/results/waves/{wave}/files/xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["เกี่ยวกับ", "รายข้อ", "กลุ่มประชาชน", "ทุกรอบ", "คำตอบแบบเลือก", "คำตอบดิบ", "วิธีคำนวณ"]
    rows = list(book["กลุ่มประชาชน"].iter_rows(min_row=2, values_only=True))
    areas = [row for row in rows if row[0] == "พื้นที่" and row[3] == "ทุกข้อรวมกัน"]
    assert [row[5:8] for row in areas] == GROUPS
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
    items = list(book["รายข้อ"].iter_rows(min_row=2, values_only=True))
    assert all(sum(row[4:7]) == 100 for row in items if row[4] is not None)


def test_a_formula_that_a_citizen_wrote_is_words_in_every_file(sign_in, wave: int):
    desk = sign_in("head")
    book = load_workbook(io.BytesIO(desk.get(f"/console/results/waves/{wave}/files/xlsx").data))
    cells = [cell for row in book["คำตอบดิบ"].iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]
    raw = desk.get(f"/console/results/waves/{wave}/files/answers").data.decode()
    written = [cell for row in csv.reader(io.StringIO(raw)) for cell in row if "HYPERLINK" in cell]
    assert written == [f"'{FORMULA}"]


def test_csv_opens_in_excel_with_thai_letters_and_rows_sum_to_100(sign_in, wave: int):
    data = sign_in("officer").get(f"/console/results/waves/{wave}/files/csv").data
    assert data.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    told = [row for row in rows if row["พึงพอใจมาก %"]]
    assert len(told) > 8
    assert all(sum(int(row[f"{name} %"]) for name in ("พึงพอใจมาก", "พึงพอใจ", "ไม่พึงพอใจ")) == 100 for row in told)


@pytest.mark.parametrize("address", ["pdf", "pdf?thai=1"])
def test_the_report_is_a_pdf(sign_in, wave: int, address: str):
    answer = sign_in("auditor").get(f"/console/results/waves/{wave}/files/{address}")
    assert answer.data.startswith(b"%PDF-")
    assert answer.mimetype == "application/pdf"
    assert len(answer.data) > 20_000


def test_single_answers_have_no_person_no_group_and_no_order(sign_in, wave: int):
    raw = sign_in("head").get(f"/console/results/waves/{wave}/files/answers").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw)))
    assert rows[0] == ["#", "1 ข้อ 1", "2 ข้อ 2", "3 ข้อ 3", "ช่องทาง", "ข้อเสนอแนะ"]
    assert [row[0] for row in rows[1:]] == [str(at) for at in range(1, 406)]
    assert [row[1] for row in rows[1:41]] != ["3"] * 40  # they were put in sorted


def test_what_the_page_hides_no_file_tells(sign_in, town: Town):
    form = a_form()
    given = people((40, 30, 10), area=1) + people((3, 0, 0), area=2) + people((17, 3, 1), area=3)
    with town.parts.database.begin() as db:
        wave = a_wave(db, a_survey(db, form), form, given)
    desk = sign_in("head")
    book = load_workbook(io.BytesIO(desk.get(f"/console/results/waves/{wave}/files/xlsx").data))
    sheet = [row for row in book["กลุ่มประชาชน"].iter_rows(min_row=2, values_only=True) if row[1] in ("หมู่ 2", "หมู่ 3")]
    assert sheet
    assert all(row[4] == "กลุ่มเล็ก จึงไม่แสดง" and set(row[5:]) == {None} for row in sheet)
    chosen = {row[2]: row[3] for row in book["คำตอบแบบเลือก"].iter_rows(min_row=2, values_only=True)}
    assert (chosen["หมู่ 1"], chosen["หมู่ 2"], chosen["หมู่ 3"]) == (80, *["กลุ่มเล็ก จึงไม่แสดง"] * 2)
    told = list(csv.reader(io.StringIO(desk.get(f"/console/results/waves/{wave}/files/csv").data.decode("utf-8-sig"))))
    assert all(set(row[5:]) == {""} for row in told if row[1] in ("หมู่ 2", "หมู่ 3"))
    page = desk.page(f"/console/results/waves/{wave}?group=area:2")
    assert "กลุ่มนี้เล็กเกินกว่าจะแสดง" in page
    assert 'class="kpi"' not in page


@pytest.mark.parametrize("who", EVERYONE)
def test_each_role_sees_what_it_should(sign_in, wave: int, who: str):
    desk = sign_in(who)
    for path, allowed in {
        "": EVERYONE, "/live?seen=0": EVERYONE, "/files/csv": EVERYONE,
        "/words": ("registrar", *ABOVE), "/files/answers": ABOVE,
    }.items():  # fmt: skip
        assert desk.get(f"/console/results/waves/{wave}{path}").status_code == (200 if who in allowed else 403), path
    book = load_workbook(io.BytesIO(desk.get(f"/console/results/waves/{wave}/files/xlsx").data))
    assert ("คำตอบดิบ" in book.sheetnames) == (who in ABOVE)
    assert ("files/answers" in desk.page(f"/console/results/waves/{wave}")) == (who in ABOVE)
    saved = desk.post(f"/console/results/waves/{wave}/served", grouping="sex", people_1="600", people_2="600")
    assert saved.status_code == (302 if who in ("head", "administrator") else 403)


def test_blame_of_staff_is_not_read_by_the_registrar(sign_in, wave: int):
    path = f"/console/results/waves/{wave}/words"
    assert "พูดจาไม่สุภาพ" in sign_in("head").page(path)
    assert "พูดจาไม่สุภาพ" not in sign_in("registrar").page(path)


def test_an_example_is_hidden_from_others_and_shown_again(sign_in, town: Town, wave: int):
    head, registrar = sign_in("head"), sign_in("registrar")
    path = f"/console/results/waves/{wave}/words"
    page = head.page(path)
    number = re.search(rf'รอนานมากค่ะ</blockquote>\s*<form method="post" action="{path}/(\d+)"', page)
    assert number
    assert head.post(f"{path}/{number[1]}", question="free").status_code == 302
    assert "รอนานมากค่ะ" not in registrar.page(path)
    assert head.post(f"{path}/{number[1]}", question="free", again="1").status_code == 302
    assert "รอนานมากค่ะ" in registrar.page(path)
    assert head.post(f"{path}/{number[1]}", question="nothing").status_code == 404
    assert registrar.post(f"{path}/{number[1]}", question="free").status_code == 403


def test_the_page_lives_only_when_there_is_something_new(sign_in, wave: int):
    desk = sign_in("officer")
    assert desk.get(f"/console/results/waves/{wave}/live?seen=405").status_code == 204
    assert desk.get(f"/console/results/waves/{wave}/live?seen=404").status_code == 200


@pytest.mark.parametrize(
    "asked",
    ["group=sex:99", "group=nothing:1", "group=sex", "group=:::", "group=sex:-1", "item=nothing", "by=nothing",
     "against=99", "against=x", "order=x", "group=sex:" + "9" * 400],
)  # fmt: skip
def test_senseless_wishes_are_answered_kindly(sign_in, wave: int, asked: str):
    assert sign_in("officer").get(f"/console/results/waves/{wave}?{asked}").status_code == 200


def test_forged_numbers_of_people_served_do_no_harm(sign_in, wave: int):
    desk = sign_in("head")
    path = f"/console/results/waves/{wave}"
    fields = {"people_1": "-5", "people_2": "1e9", "people_3": "9" * 60, "people_x": "1", "people_": "2"}
    assert desk.post(f"{path}/served", grouping="area", **fields).status_code == 302
    assert desk.get(path).status_code == 200
    assert desk.post(f"{path}/served", grouping="i1", people_1="5").status_code == 404


def test_ratings_are_cut_to_what_someone_may_see(sign_in, town: Town):
    rate(town, "line", 1, 12, category="staff_conduct", unit="health", officer_id=town.staff["neighbour"])
    rate(town, "line", 5, 12, officer_id=town.staff["officer"])
    rate(town, "line", 2, 4, category="waste", unit="health", officer_id=town.staff["registrar"])
    with town.parts.database.begin() as db:
        point = ServicePointRow(code="p1", names={"th": "ช่อง 1"}, unit="works", created_at=town.clock.now())
        db.add(point)
        db.flush()
        day = (town.clock.now() - timedelta(days=3)).date()
        db.add_all(CounterVoteRow(id=at, counter_id=point.id, voted_on=day, score=4) for at in range(1, 8))
    head = sign_in("head").page("/console/results/polls")
    assert "การทำงานเจ้าหน้าที่" in head
    assert "สมมุติ ช่างไฟ" in head
    assert "ยังไม่ถึง 10 ครั้ง" in head
    officer = sign_in("officer").page("/console/results/polls")
    assert "ช่อง 1" in officer
    assert "ตามผู้ให้บริการ" in head
    assert "ตามผู้ให้บริการ" not in officer
    neighbour = sign_in("neighbour").page("/console/results/polls")
    assert "การทำงานเจ้าหน้าที่" not in neighbour
    assert "ช่อง 1" not in neighbour


def test_every_page_says_what_to_do_when_there_is_nothing(sign_in, town: Town):
    desk = sign_in("head")
    assert "ยังไม่มีแบบสอบถามที่ส่งออกไป" in desk.page("/console/results")
    assert "ยังไม่มีคะแนนในช่วงนี้" in desk.page("/console/results/polls")
    form = a_form()
    with town.parts.database.begin() as db:
        wave = a_wave(db, a_survey(db, form), form, [])
    assert "ยังไม่มีคำตอบที่นับได้" in desk.page(f"/console/results/waves/{wave}")
    assert "ยังไม่มีใครเขียนข้อเสนอแนะ" in desk.page(f"/console/results/waves/{wave}/words")
    for kind in ("xlsx", "csv", "pdf", "answers"):
        assert desk.get(f"/console/results/waves/{wave}/files/{kind}").status_code == 200, kind
    assert desk.get(f"/console/results/waves/{wave}/files/exe").status_code == 404


def test_pages_of_results_hold_no_script_and_no_style(sign_in, wave: int):
    desk = sign_in("head")
    for path in (f"waves/{wave}", f"waves/{wave}/words", "method", "polls", "channels"):
        page = desk.page(f"/console/results/{path}")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), path


def test_every_bar_is_said_in_words(sign_in, wave: int):
    page = sign_in("head").page(f"/console/results/waves/{wave}")
    bars = re.findall(r'<svg class="bar"[^>]*>', page)
    assert len(bars) >= 5
    assert all("aria-label=" in bar or 'aria-hidden="true"' in bar for bar in bars)
    assert "พึงพอใจมาก 50 %, พึงพอใจ 40 %, ไม่พึงพอใจ 10 %" in page


def test_statistics_of_matters_are_cut_to_what_someone_may_see(sign_in, town: Town):
    town.case(category="staff_conduct", unit="works")
    town.case(category="road", unit="health")
    town.case(category="streetlight", unit="works")
    path = "/console/results/complaints?by=category"
    assert set(table(sign_in("head").page(path), 'id="h-side"')) == {"การทำงานเจ้าหน้าที่", "ถนน", "ไฟถนน"}
    assert set(table(sign_in("registrar").page(path), 'id="h-side"')) == {"ถนน", "ไฟถนน"}
    assert set(table(sign_in("officer").page(path), 'id="h-side"')) == {"ไฟถนน"}
    book = load_workbook(io.BytesIO(sign_in("officer").get("/console/results/complaints.xlsx").data))
    assert [row[0] for row in book["ประเภทเรื่อง"].iter_rows(min_row=2, values_only=True)] == ["ไฟถนน", "ทั้งหมด"]


@pytest.mark.parametrize("asked", ["by=x", "show=x", "kind=x", "by=area&show=p90&kind=all", "by=unit&show=in_time"])
def test_every_figure_of_matters_is_shown(sign_in, town: Town, asked: str):
    town.case()
    page = sign_in("head").page(f"/console/results/complaints?{asked}")
    assert "h-side" in page
    assert "ปีงบ 2569" in page
