"""The register on both databases: opening, moving, adding, replying; each an entry, and a history that only grows."""

from dataclasses import astuple
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import inspect

from bot.services.casework.cases import MoveDeniedError, add_to_case, move_case
from bot.services.casework.unconfirmed import close_unconfirmed
from handlers.cases.facts import SYSTEM, Actor, Contact
from handlers.cases.reference import find_reference
from handlers.cases.status import Brought, Denied, MoveName, Role, Status
from nlp.reading import Kind
from storage.offices import RuleRow, SettingRow, UnitRow, touch
from storage.outgoing import OutgoingRow
from tests.builders import CITIZEN, GROUP, HEAD
from tests.services.hall import Hall


def moves(hall: Hall, case_id: int) -> list[str]:
    return [entry.move or "-" for entry in hall.history(case_id)]


def frozen(hall: Hall, case_id: int) -> list[tuple[object, ...]]:
    names = [column.key for column in inspect(type(hall.history(case_id)[0])).columns]
    return [tuple(getattr(entry, name) for name in names) for entry in hall.history(case_id)]


def test_a_new_matter_goes_to_its_unit_by_the_standing_order_and_each_step_is_written_down(hall: Hall):
    case_id = hall.open()
    row = hall.row(case_id)
    assert (row.status, row.unit, row.due) == ("assigned", "works", date(2026, 7, 10))
    assert moves(hall, case_id) == ["-", "screen", "decide", "assign"]
    assert [entry.role for entry in hall.history(case_id)] == ["citizen", "system", "system", "system"]
    assert find_reference(row.reference) == row.digits


def test_the_rules_of_the_office_choose_the_unit(hall: Hall):
    assert hall.row(hall.open(category="waste")).unit == "health"


def test_without_a_standing_order_a_matter_waits_for_the_desk(hall: Hall):
    with hall.parts.database.begin() as db:
        db.add(SettingRow(key="policy", value={"standing_order": False}))
        touch(db)
    case_id = hall.open()
    assert hall.row(case_id).status == "received"
    hall.move(case_id, MoveName.SCREEN, "registrar")
    hall.move(case_id, MoveName.DECIDE, "head")
    assert moves(hall, case_id) == ["-", "screen", "decide", "assign"]


def test_a_rule_that_names_a_unit_that_is_no_more_keeps_nobody_from_being_heard(hall: Hall):
    with hall.parts.database.begin() as db:
        db.add(RuleRow(position=0, unit="closed long ago"))
        touch(db)
    assert hall.row(hall.open()).unit == "works"


def test_without_any_rule_a_matter_waits_decided(hall: Hall):
    with hall.parts.database.begin() as db:
        for rule in db.query(RuleRow):
            db.delete(rule)
        touch(db)
    row = hall.row(hall.open())
    assert (row.status, row.unit) == ("decided", None)


def test_a_reported_case_is_approved_and_answered_by_the_standing_order(hall: Hall):
    case_id = hall.case(Status.ANSWERED)
    assert moves(hall, case_id)[-4:] == ["accept", "report", "approve", "answer"]
    assert hall.row(case_id).answered_at == hall.clock.now()


def test_what_was_not_solved_is_for_the_head_to_judge(hall: Hall):
    case_id = hall.case(Status.ANSWERED)
    hall.move(case_id, MoveName.REOPEN, "head", Brought(note="ยังมืด"))
    hall.move(case_id, MoveName.ASSIGN, "registrar", Brought(unit="works"))
    hall.move(case_id, MoveName.ACCEPT, "officer")
    hall.move(case_id, MoveName.REPORT, "officer", Brought(note="เปลี่ยนอีกครั้ง"))
    assert hall.row(case_id).status == "reported"
    hall.move(case_id, MoveName.APPROVE, "head")
    assert hall.row(case_id).status in ("approved", "answered")


def test_the_history_only_grows(hall: Hall):
    case_id, before = hall.open(), []
    steps = [
        ("officer", MoveName.ACCEPT, Brought()),
        ("officer", MoveName.VISIT, Brought(note="ไปดูมาแล้ว")),
        ("officer", MoveName.ASK, Brought(note="ต้นไหนคะ")),
        ("registrar", MoveName.RESUME, Brought()),
        ("registrar", MoveName.HAND_ON, Brought(unit="health", note="ไม่ใช่งานช่าง")),
        ("neighbour", MoveName.ACCEPT, Brought()),
        ("neighbour", MoveName.REPORT, Brought(note="เสร็จ")),
        ("head", MoveName.REOPEN, Brought(note="ไม่เสร็จ")),
        ("head", MoveName.REFUSE, Brought(note="นอกเขต")),
    ]
    for who, move, brought in steps:
        hall.move(case_id, move, who, brought)
        now = frozen(hall, case_id)
        assert now[: len(before)] == before
        assert len(now) > len(before)
        before = now
    assert hall.row(case_id).status == "refused"


DENIED = [
    ("neighbour", MoveName.ACCEPT, Brought(), Denied.UNIT),
    ("registrar", MoveName.ACCEPT, Brought(), Denied.ROLE),
    ("administrator", MoveName.REFUSE, Brought(note="x"), Denied.ROLE),
    ("officer", MoveName.REPORT, Brought(note="x"), Denied.STATUS),
    ("head", MoveName.REFUSE, Brought(), Denied.NOTE),
    ("officer", MoveName.HAND_ON, Brought(unit="no such unit", note="x"), Denied.TARGET_UNIT),
    ("officer", MoveName.HAND_ON, Brought(note="x"), Denied.TARGET_UNIT),
    ("officer", MoveName.ACKNOWLEDGE, Brought(), Denied.KIND),
    ("registrar", MoveName.MERGE, Brought(), Denied.TARGET_CASE),
    ("registrar", MoveName.MERGE, Brought(target_case=999_999), Denied.TARGET_CASE),
]


@pytest.mark.parametrize(("who", "move", "brought", "denied"), DENIED)
def test_a_move_that_may_not_be_made_changes_nothing_and_says_why(
    hall: Hall, who: str, move: MoveName, brought: Brought, denied: Denied
):
    case_id = hall.open()
    before, row = frozen(hall, case_id), hall.row(case_id)
    with pytest.raises(MoveDeniedError) as refusal:
        hall.move(case_id, move, who, brought)
    assert refusal.value.denied is denied
    assert frozen(hall, case_id) == before
    assert (hall.row(case_id).status, hall.row(case_id).version) == (row.status, row.version)


def test_a_case_is_not_merged_with_itself(hall: Hall):
    case_id = hall.open()
    with pytest.raises(MoveDeniedError) as refusal:
        hall.move(case_id, MoveName.MERGE, "registrar", Brought(target_case=case_id))
    assert refusal.value.denied is Denied.TARGET_CASE


def test_an_act_on_a_stale_page_is_refused(hall: Hall):
    case_id = hall.open()
    version = hall.row(case_id).version
    hall.move(case_id, MoveName.ACCEPT, "officer", version=version)
    with pytest.raises(MoveDeniedError) as refusal:
        hall.move(case_id, MoveName.REPORT, "officer", Brought(note="x"), version=version)
    assert refusal.value.denied is Denied.CHANGED
    assert hall.row(case_id).version > version


def test_a_case_that_is_not_there_is_a_lookup_error(hall: Hall):
    with pytest.raises(LookupError):
        hall.move(12345, MoveName.ACCEPT, "officer")
    with pytest.raises(LookupError):
        hall.parts.desk.reply(12345, hall.actor("officer"), "x")
    with pytest.raises(LookupError):
        hall.parts.desk.relabel(12345, hall.actor("registrar"), kind="question")
    assert hall.parts.desk.view(12345) is None


def test_who_accepts_has_the_case_until_it_is_handed_on(hall: Hall):
    case_id = hall.case(Status.IN_PROGRESS)
    assert hall.row(case_id).officer_id == hall.staff["officer"]
    hall.move(case_id, MoveName.HAND_ON, "officer", Brought(unit="health", note="x"))
    assert (hall.row(case_id).unit, hall.row(case_id).officer_id) == ("health", None)


def test_a_reply_is_an_entry_and_goes_to_the_citizen(hall: Hall):
    case_id = hall.open()
    hall.parts.desk.reply(case_id, hall.actor("officer"), " จะไปพรุ่งนี้ค่ะ ")
    entry = hall.history(case_id)[-1]
    assert (entry.note, entry.move, entry.public, entry.staff_id) == ("จะไปพรุ่งนี้ค่ะ", None, True, hall.staff["officer"])
    told = [row for row in hall.rows(OutgoingRow) if row.recipient == CITIZEN and row.purpose == "reply"]
    assert "จะไปพรุ่งนี้ค่ะ" in str(told[0].messages)


def test_what_the_citizen_adds_is_an_entry_and_moves_nothing(hall: Hall):
    case_id = hall.open()
    with hall.parts.database.begin() as db:
        add_to_case(db, case_id, "ต้นที่สามค่ะ", [], hall.clock.now())
    assert (hall.history(case_id)[-1].note, hall.row(case_id).status) == ("ต้นที่สามค่ะ", "assigned")


def test_the_right_kind_and_category_are_kept_as_labels(hall: Hall):
    case_id = hall.open()
    seen = hall.parts.desk.relabel(case_id, hall.actor("registrar"), kind="question", category="waste")
    assert (seen.kind, seen.category) == (Kind.QUESTION, "waste")
    with pytest.raises(ValueError, match="category"):
        hall.parts.desk.relabel(case_id, hall.actor("registrar"), category="nonsense")


def test_a_telephone_number_is_kept_only_of_who_wants_to_be_called(hall: Hall):
    assert hall.row(hall.open(contact=Contact.ANONYMOUS, phone="0812345678")).phone == ""
    assert hall.row(hall.open(contact=Contact.PHONE, phone="0812345678")).phone == "0812345678"


def test_an_urgent_matter_is_due_by_the_next_working_day(hall: Hall):
    assert hall.row(hall.open(urgent=True)).due == date(2026, 7, 2)


@pytest.mark.parametrize(
    ("now", "year"),
    [
        (datetime(2026, 9, 30, 16, 59, tzinfo=UTC), "69"),
        (datetime(2026, 9, 30, 17, 0, tzinfo=UTC), "70"),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), "70"),
    ],
)
def test_references_begin_anew_with_the_fiscal_year_by_the_offices_clock(hall: Hall, now: datetime, year: str):
    hall.open()
    hall.clock.time = now
    assert hall.row(hall.open()).digits[:9] == f"{year}-00000{2 if year == '69' else 1}"


def test_a_case_closes_as_unconfirmed_after_a_week_of_silence_and_not_before(hall: Hall):
    case_id = hall.case(Status.ANSWERED)
    hall.clock.move(timedelta(days=6, hours=23))
    assert close_unconfirmed(hall.parts.settings, hall.parts.database, hall.clock.now()) == 0
    hall.clock.move(timedelta(hours=2))
    assert close_unconfirmed(hall.parts.settings, hall.parts.database, hall.clock.now()) == 1
    assert hall.row(case_id).status == "unconfirmed"
    assert close_unconfirmed(hall.parts.settings, hall.parts.database, hall.clock.now()) == 0


def test_the_night_holds_what_can_wait_and_not_what_is_urgent(hall: Hall):
    hall.clock.time = datetime(2026, 7, 1, 15, 0, tzinfo=UTC)  # ten at night in Bangkok
    calm, danger = hall.open(), hall.open(urgent=True)
    hall.move(calm, MoveName.ACCEPT, "officer")
    hall.move(danger, MoveName.ACCEPT, "officer")
    morning = datetime(2026, 7, 2, 1, 0, tzinfo=UTC)
    alerts = {row.case_id: row for row in hall.rows(OutgoingRow) if row.recipient == GROUP}
    assert alerts[calm].due_at == morning
    assert alerts[danger].due_at == hall.clock.now()


def test_a_head_who_links_or_parts_their_line_account_is_told_or_not_told_at_once(hall: Hall):
    assert hall.parts.desk.office().heads == ()
    code = hall.parts.desk.link_code(staff_id=hall.staff["head"])
    hall.say(f"ผูก {code}", user=HEAD)
    assert hall.parts.desk.office().heads == (HEAD,)


def test_a_unit_that_is_renamed_is_renamed_at_once(hall: Hall):
    assert hall.parts.desk.office().unit("health").names["th"] == "กองสาธารณสุข"
    with hall.parts.database.begin() as db:
        db.query(UnitRow).filter_by(key="health").one().names = {"th": "กองสิ่งแวดล้อม"}
        touch(db)
    assert hall.parts.desk.office().unit("health").names["th"] == "กองสิ่งแวดล้อม"
    assert hall.parts.desk.office() is hall.parts.desk.office(), "what did not change is not read anew"


def test_the_system_moves_only_what_the_table_lets_it(hall: Hall):
    case_id = hall.open()
    with hall.parts.database.begin() as db, pytest.raises(MoveDeniedError):
        move_case(db, case_id, MoveName.HAND_ON, SYSTEM, hall.parts.desk.office(), hall.clock.now())
    assert astuple(Actor(Role.SYSTEM)) == astuple(SYSTEM)
