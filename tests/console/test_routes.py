"""Every route of the console: who may open it, what it asks for, and what its answers carry."""

import re

import pytest

from bot.console import frame, guard
from handlers.cases.status import Status
from tests.console.town import STAFF, Town

EVERYONE = tuple(STAFF)
SEE_WORKS = ("registrar", "officer", "head", "administrator", "auditor")
WRITE_WORKS = ("registrar", "officer", "head")
WRITERS = ("registrar", "officer", "neighbour", "head")
NO_DRAFT = {who: 404 if who in WRITERS else 403 for who in EVERYONE}  # a form that nobody has begun
NO_WAVE = dict.fromkeys(EVERYONE, 404)  # tests/console/test_results.py opens those that there are
NO_WORDS = NO_WAVE | {"officer": 403, "neighbour": 403}
NO_STEERING = NO_WORDS | {"registrar": 403, "auditor": 403}
ADMINISTRATOR = ("administrator",)
LINKERS = ("head", "administrator")
SURVEYORS = ("registrar", "head", "administrator")
NO_SURVEY = {who: 404 if who in SURVEYORS else 403 for who in EVERYONE}
NO_SENDING = {who: 404 if who in LINKERS else 403 for who in EVERYONE}  # sending costs the office its quota

# route -> who gets in; the others get the number. A case of the unit "works" stands where {case} is.
GETS = {
    "/console/": (EVERYONE, 403),
    "/console/inbox/live?seen=0": (EVERYONE, 403),
    "/console/cases/{case}": (SEE_WORKS, 404),
    "/console/cases/{case}/live?mark=x": (SEE_WORKS, 404),
    "/console/cases/new": (WRITERS, 403),
    "/console/cases/new/seal": (EVERYONE, 403),
    "/console/cases/new/{token}": ((), NO_DRAFT),
    "/console/cases/new/{token}/filed": ((), NO_DRAFT),
    "/console/letters": (EVERYONE, 403),
    "/console/imports": (LINKERS, 403),
    "/console/imports/example.xlsx": (LINKERS, 403),
    "/console/imports/{batch}": ((), {who: 404 if who in LINKERS else 403 for who in EVERYONE}),
    "/console/imports/{batch}/live": ((), {who: 404 if who in LINKERS else 403 for who in EVERYONE}),
    "/console/export.csv": (("registrar", "head", "administrator", "auditor"), 403),
    "/console/rules": (("registrar", "head", "administrator", "auditor"), 403),
    "/console/rules/trial": ((), {who: 404 if who in LINKERS else 403 for who in EVERYONE}),
    "/console/letters/{letter}": ((), 404),
    "/console/letters/{letter}/page-1.png": ((), 404),
    "/console/letters/{letter}.pdf": ((), 404),
    "/console/map": (EVERYONE, 403),
    "/console/map/places": (EVERYONE, 403),
    "/console/map/ground": (EVERYONE, 403),
    "/console/audit": (("administrator", "auditor"), 403),
    "/console/cases/{case}/looks": (("head", "administrator", "auditor"), 403),
    "/console/units": (EVERYONE, 403),
    "/console/menu": (EVERYONE, 403),
    "/console/alerts": (EVERYONE, 403),
    "/console/rota": (EVERYONE, 403),
    "/console/replies": (("registrar", "officer", "neighbour", "head", "administrator"), 403),
    "/console/retention": (("head", "administrator", "auditor"), 403),
    "/console/account": (EVERYONE, 403),
    "/console/account/second-step": (EVERYONE, 403),
    "/console/late": (EVERYONE, 403),
    "/console/absences": (EVERYONE, 403),
    "/console/deadlines": (("registrar", "head", "administrator", "auditor"), 403),
    "/console/people": (ADMINISTRATOR, 403),
    "/console/quota": (("registrar", "head", "administrator", "auditor"), 403),
    "/console/results": (EVERYONE, 403),
    "/console/results/channels": (EVERYONE, 403),
    "/console/results/polls": (EVERYONE, 403),
    "/console/results/complaints": (EVERYONE, 403),
    "/console/results/complaints.xlsx": (EVERYONE, 403),
    "/console/results/method": (EVERYONE, 403),
    "/console/results/waves/{wave}": ((), NO_WAVE),
    "/console/results/waves/{wave}/live": ((), NO_WAVE),
    "/console/results/waves/{wave}/words": ((), NO_WORDS),
    "/console/results/waves/{wave}/files/{kind}": ((), NO_WAVE),
    "/console/surveys": (SURVEYORS, 403),
    "/console/surveys/9": ((), NO_SURVEY),
    "/console/surveys/9/waves/new": ((), NO_SENDING),
    "/console/waves/{wave}": ((), NO_SURVEY),
    "/console/waves/{wave}/live": ((), NO_SURVEY),
    "/console/waves/{wave}/poster.pdf": ((), NO_SURVEY),
    "/console/counters": (SURVEYORS, 403),
    "/console/counters/9/poster.pdf": ((), NO_SURVEY),
}
POSTS = {
    "/console/cases/{case}/moves/accept": (("officer", "head"), {"registrar": 403, "administrator": 403,
                                                                  "auditor": 403, "neighbour": 404}),
    "/console/cases/{case}/reply": (WRITE_WORKS, {"administrator": 403, "auditor": 403, "neighbour": 404}),
    "/console/cases/{case}/label": (WRITE_WORKS, {"administrator": 403, "auditor": 403, "neighbour": 404}),
    "/console/cases/new/{token}": (WRITERS, 403),
    "/console/cases/new/{token}/keep": (WRITERS, 403),
    "/console/cases/new/{token}/drop": (WRITERS, 403),
    "/console/cases/{case}/told": (WRITE_WORKS, {"administrator": 403, "auditor": 403, "neighbour": 404}),
    "/console/letters/letterhead": (LINKERS, 403),
    "/console/imports": (LINKERS, 403),
    "/console/imports/{batch}/begin": ((), {who: 404 if who in LINKERS else 403 for who in EVERYONE}),
    "/console/rules/begin": (LINKERS, 403),
    "/console/rules/change": (LINKERS, 403),
    "/console/rules/publish": (LINKERS, 403),
    "/console/rules/drop": (LINKERS, 403),
    "/console/cases/{case}/letters": (WRITE_WORKS, {"administrator": 403, "auditor": 403, "neighbour": 404}),
    "/console/letters/{letter}": ((), 404),
    "/console/letters/{letter}/issue": ((), 404),
    "/console/cases/{case}/reports": (("registrar", "head"), {"officer": 403, "administrator": 403, "auditor": 403,
                                                              "neighbour": 404}),
    "/console/cases/{case}/parts": (("registrar", "head"), {"officer": 403, "administrator": 403, "auditor": 403,
                                                            "neighbour": 404}),
    "/console/cases/{case}/parts/{part}/accept": (("officer", "head"), {"registrar": 403, "administrator": 403,
                                                                        "auditor": 403, "neighbour": 404}),
    "/console/deadlines/terms": (LINKERS, 403),
    "/console/deadlines/days": (LINKERS, 403),
    "/console/absences": (EVERYONE, 403),
    "/console/absences/{absence}/end": (LINKERS, 403),
    "/console/units/works/code": (LINKERS, 403),
    "/console/alerts/mine": (EVERYONE, 403),
    "/console/replies": (("registrar", "officer", "neighbour", "head", "administrator"), 403),
    "/console/replies/1": ((), {"auditor": 403, "registrar": 404, "officer": 404, "neighbour": 404,
                                         "head": 404, "administrator": 404}),
    "/console/cases/{case}/talk": (WRITE_WORKS, {"administrator": 403, "auditor": 403, "neighbour": 404}),
    "/console/cases/{case}/talk/end": (WRITE_WORKS, {"administrator": 403, "auditor": 403, "neighbour": 404}),
    "/console/alerts/office": (LINKERS, 403),
    "/console/rota": (LINKERS, 403),
    "/console/units/works/unbind": (LINKERS, 403),
    "/console/quota/budgets": (ADMINISTRATOR, 403),
    "/console/quota/reserves": (ADMINISTRATOR, 403),
    "/console/account/password": (EVERYONE, 403),
    "/console/account/line": (EVERYONE, 403),
    "/console/account/line/unlink": (EVERYONE, 403),
    "/console/account/everywhere": (EVERYONE, 403),
    "/console/account/devices/{key}/end": (EVERYONE, 403),
    "/console/account/second-step": (EVERYONE, 403),
    "/console/account/second-step/codes": (EVERYONE, 403),
    "/console/account/second-step/end": (EVERYONE, 403),
    "/console/people": (ADMINISTRATOR, 403),
    "/console/people/two-step": (ADMINISTRATOR, 403),
    "/console/views": (EVERYONE, 403),
    "/console/views/1/first": ((), 404),  # nobody's own, shared with nobody
    "/console/views/1/delete": ((), 404),
    "/console/views/1/undo": ((), 404),
    "/console/retention": (ADMINISTRATOR, 403),
    "/console/results/waves/{wave}/served": ((), NO_STEERING),
    "/console/results/waves/{wave}/words/{response}": ((), NO_STEERING),
    "/console/surveys": (SURVEYORS, 403),
    "/console/surveys/9/edit": ((), NO_SURVEY),
    "/console/surveys/9/undo": ((), NO_SURVEY),
    "/console/surveys/9/publish": ((), NO_SURVEY),
    "/console/surveys/9/try": ((), NO_SURVEY),
    "/console/surveys/9/away": ((), NO_SURVEY),
    "/console/surveys/9/waves": ((), NO_SENDING),
    "/console/waves/{wave}/pause": ((), NO_SENDING),
    "/console/counters": (SURVEYORS, 403),
    "/console/counters/9/active": ((), NO_SURVEY),
    "/console/people/{staff}/second-step": (ADMINISTRATOR, 403),
    "/console/people/{staff}/active": (ADMINISTRATOR, 403),
    "/console/people/{staff}/password": (ADMINISTRATOR, 403),
}  # fmt: skip
BLANKS = {"batch": 999, "letter": 999, "wave": 1, "kind": "xlsx", "response": 1, "key": "x",
          "token": "a-form-of-nobody-yet"}  # fmt: skip
OPEN = ("/console/sign-in", "/console/sign-out", "/console/language", "/console/palette.css", "/console/static/")
FIELDS = {"reply": {"text": "สวัสดีค่ะ"}, "label": {"kind": "complaint", "category": "road"},
          "{token}": {"channel": "phone"}, "keep": {"channel": "phone"}, "told": {"outcome": "reached", "entry": "1"},
          "views": {"name": ""},
          "two-step": {"who": "nobody"}, "reserves": {"first": "5", "usual": "9"},
          "letters": {"kind": "order"}, "change": {"act": "add", "unit": "works"},
          "edit": {"act": "section", "edition": "1"}, "surveys": {"from": "empty"},
          "waves": {"name": "x", "closes": "2026-07-20"}, "counters": {"name": "x"},
          "reports": {"to": "ministry", "note": "ที่ 1/2569"},
          "terms": {"category": "", "step": "work", "priority": "normal", "days": "3"}}  # fmt: skip


def rules(town: Town) -> set[tuple[str, str]]:
    return {
        (rule.rule, method)
        for rule in town.app.url_map.iter_rules()
        if rule.endpoint.startswith("console.") and rule.endpoint != "console.nowhere"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def where(town: Town, path: str, case_id: int, staff: int = 1) -> str:
    """An address with its blanks filled: a part of this case, an absence of the head's."""
    part = town.part(case_id) if "{part}" in path else 0
    absence = town.absence("head") if "{absence}" in path else 0
    return path.format(**BLANKS, case=case_id, staff=staff, part=part, absence=absence)


def test_the_tables_name_every_route(town: Town):
    named = {(re.sub(r"\?.*", "", path), "GET") for path in GETS} | {(path, "POST") for path in POSTS}
    plain = {
        (re.sub(r"<int:case_id>", "{case}", re.sub(r"<int:staff_id>", "{staff}", rule))
         .replace("<int:part_id>/<act>", "{part}/accept").replace("<int:absence_id>", "{absence}")
         .replace("export.<form>", "export.csv").replace("<int:batch_id>/<act>", "{batch}/begin")
         .replace("<int:batch_id>", "{batch}")
         .replace("<name>", "accept").replace("units/<key>", "units/works").replace("<key>", "{key}")
         .replace("<token>", "{token}").replace("<int:view_id>", "1").replace("<int:template_id>", "1")
         .replace("<int:wave_id>", "{wave}").replace("<kind>", "{kind}")
         .replace("<int:response_id>", "{response}")
         .replace("<int:letter_id>", "{letter}").replace("<int:number>", "1")
         .replace("waves/{wave}/<act>", "waves/{wave}/pause")
         .replace("<int:survey_id>", "9").replace("<int:counter_id>", "9")
         .replace("<form>", "pdf").replace("<act>", "issue"), method)
        for rule, method in rules(town)
    }  # fmt: skip
    assert {pair for pair in plain if not pair[0].startswith(OPEN)} == named


def test_only_the_short_list_is_open_to_strangers(town: Town):
    assert frame.public == {
        "console.static", "console.palette", "console.sign_in", "console.sign_in_act", "console.sign_in_code",
        "console.sign_in_code_act", "console.sign_out", "console.language",
    }  # fmt: skip


@pytest.mark.parametrize("who", EVERYONE)
def test_pages_open_to_whom_they_should(sign_in, town: Town, who):
    case_id, desk = town.case(), sign_in(who)
    for path, (allowed, refused) in GETS.items():
        answer = desk.get(where(town, path, case_id, town.staff["officer"]))
        barred = refused if isinstance(refused, int) else refused[who]
        assert answer.status_code == (200 if who in allowed else barred), path


@pytest.mark.parametrize("who", EVERYONE)
def test_acts_are_done_for_whom_they_should(sign_in, town: Town, who):
    for path, (allowed, refused) in POSTS.items():
        case_id = town.case()
        fields = FIELDS.get(path.rsplit("/", 1)[-1], {})
        answer = sign_in(who).post(where(town, path, case_id, town.staff["auditor"]), **fields)
        if who in allowed:
            assert answer.status_code in (200, 302, 409, 422), path
        else:
            assert answer.status_code == (refused if isinstance(refused, int) else refused[who]), path
            assert town.row(case_id).version == 1, "nothing was changed"


def test_strangers_are_sent_to_the_door(stranger, town: Town):
    case_id = town.case()
    for path in GETS:
        answer = stranger.get(where(town, path, case_id))
        assert answer.status_code == (401 if "live" in path or path.startswith("/console/map/places") else 302), path
    for path in POSTS:
        answer = stranger.post(where(town, path, case_id))
        assert answer.status_code == 302, path
        assert answer.location.startswith("/console/sign-in")
    assert town.row(case_id).status == Status.ASSIGNED


def test_a_post_without_its_token_is_refused(sign_in, town: Town):
    case_id = town.case()
    for path in (*POSTS, "/console/language", "/console/sign-out"):
        answer = sign_in("head").client.post(where(town, path, case_id), data={"text": "x"})
        assert answer.status_code == 400, path
        assert "แบบฟอร์มนี้หมดอายุ" in answer.text
    assert town.row(case_id).version == 1


def test_a_token_of_another_session_is_refused(sign_in, town: Town):
    mine, other = sign_in("officer"), sign_in("registrar")
    answer = mine.client.post("/console/account/everywhere", data={"csrf_token": other.token()})
    assert answer.status_code == 400


def test_acts_do_not_happen_on_get(sign_in, town: Town):
    desk = sign_in("officer")
    for path in POSTS:
        if path not in GETS:
            assert desk.get(where(town, path, town.case())).status_code == 404, path


@pytest.mark.parametrize("path", ["/console/", "/console/sign-in", "/console/nowhere", "/", "/console/palette.css"])
def test_every_answer_carries_the_strict_headers(sign_in, path):
    answer = sign_in("officer").get(path)
    for name, value in guard.HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_pages_are_kept_nowhere_and_static_files_for_good(sign_in):
    desk = sign_in("officer")
    page = desk.get("/console/")
    assert page.headers["Cache-Control"] == "no-store"
    address = re.search(r'href="(/console/static/base.css\?v=[^"]+)"', page.text)
    assert address
    assert "immutable" in desk.get(address[1]).headers["Cache-Control"]


def test_no_page_holds_script_or_style_of_its_own(sign_in, town: Town):
    case_id = town.case()
    desk = sign_in("administrator")
    for path in (*GETS, "/console/sign-in", "/console/nowhere", "/"):
        if path.endswith(".xlsx"):
            continue  # a file, no page
        page = desk.get(where(town, path, case_id)).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|\shx-on", page), path
        assert not re.search(r'(?:src|href)="https?://(?!www\.google\.com/maps)', page), path


def test_errors_are_pages_that_say_what_to_do(sign_in, town: Town):
    desk = sign_in("officer")
    assert "ลองค้นด้วยเลขที่เรื่อง" in desk.get("/console/cases/999").text
    assert "ตรวจบทบาทของบัญชี" in desk.get("/console/people").text
    too_much = desk.client.post("/console/account/password", data={"old": "x" * 400_000})
    assert too_much.status_code == 413
    assert "รูปละไม่เกิน 10 MB" in too_much.text


def test_a_fault_of_ours_shows_nothing_of_itself(sign_in, town: Town, monkeypatch):
    town.app.config["TESTING"] = False
    desk = sign_in("officer")

    def broken(*_args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(type(town.parts.desk), "office", broken)
    answer = desk.get("/console/units")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "ระบบขัดข้อง" in answer.text
