"""Histories at rest: the database refuses to alter them, and what is altered all the same is found and named."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.services.casework.erasing import erase_person
from bot.services.casework.proving import prove, seal_all
from bot.services.office.offices import load_office
from bot.services.watching import KEPT_AS, watch_histories
from handlers.cases.chain import Flaw, key_of
from handlers.cases.status import Status
from storage import guards, schema
from storage.database import Database
from storage.history import HeadRow, SealRow
from storage.offices import SettingRow
from storage.outgoing import OutgoingRow
from storage.sources import SourceRow
from tests.builders import CITIZEN
from tests.services.hall import Hall


def found(hall: Hall) -> set[tuple[Flaw, int | None, int | None]]:
    keys = [key_of(hall.parts.settings.secret_key)]
    proof = prove(hall.parts.database, hall.clock.now(), keys)
    return {(one.flaw, one.case_id, one.seq) for one in proof.findings}


def behind(hall: Hall, *statements: str) -> None:
    """Somebody with the database's password, past its guards."""
    with hall.parts.database.begin() as db:
        guards.lift(db.connection())
        if hall.parts.database.sqlite:
            db.execute(text("PRAGMA defer_foreign_keys=ON"))
        for statement in statements:
            db.execute(text(statement))
        guards.protect(db.connection())


@pytest.fixture
def case(hall: Hall) -> int:
    hall.agree()
    return hall.case(Status.WAITING)


def test_a_history_that_the_program_wrote_is_whole_and_signed(hall: Hall, case: int) -> None:
    entries = hall.history(case)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert all(entry.signature for entry in entries)
    assert found(hall) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_entry SET note = 'x'", "UPDATE case_entry SET after = 'closed'", "UPDATE case_entry SET seq = 9",
        "UPDATE case_entry SET unit = NULL", "DELETE FROM case_entry", "DELETE FROM case_file",
        "UPDATE history_seal SET hash = ''", "DELETE FROM history_seal", "DELETE FROM history_sealed",
    ],
)  # fmt: skip
def test_the_database_itself_refuses_to_alter_a_history(hall: Hall, case: int, statement: str) -> None:
    seal_all(hall.parts.database, hall.clock.now())
    with pytest.raises(DBAPIError), hall.parts.database.begin() as db:
        db.execute(text(statement))
    assert found(hall) == set()


ALTERED = {
    "UPDATE case_entry SET note = 'x' WHERE case_id = {case} AND seq = 3": {(Flaw.WORDS, 3)},
    "UPDATE case_entry SET salt = 'x' WHERE case_id = {case} AND seq = 3": {(Flaw.WORDS, 3)},
    "UPDATE case_file SET text = 'x' WHERE id = {case}": {(Flaw.WORDS, 1)},
    "UPDATE case_entry SET staff_id = NULL WHERE case_id = {case} AND seq = 5": {(Flaw.CHANGED, 5)},
    "UPDATE case_file SET status = 'closed' WHERE id = {case}": {(Flaw.STATE, 5)},
    "UPDATE case_file SET unit = 'health' WHERE id = {case}": {(Flaw.STATE, 5)},
    "DELETE FROM case_entry WHERE case_id = {case} AND seq = 4": {(Flaw.MISSING, 5)},
    "DELETE FROM case_entry WHERE case_id = {case} AND seq >= 5": {(Flaw.CUT, 5), (Flaw.STATE, 4)},
    "DELETE FROM case_entry WHERE case_id = {case}": {(Flaw.GONE, 1)},
    "UPDATE case_entry SET signature = '' WHERE case_id = {case} AND seq = 2": set(),  # before the first seal
}


@pytest.mark.parametrize("statement", ALTERED)
def test_what_was_altered_behind_the_program_s_back_is_found_and_named(hall: Hall, case: int, statement: str) -> None:
    behind(hall, statement.format(case=case))
    assert found(hall) == {(flaw, case, seq) for flaw, seq in ALTERED[statement]}


def test_swapped_and_inserted_entries_are_found(hall: Hall, case: int) -> None:
    behind(
        hall,
        f"UPDATE case_entry SET seq = 90 + seq WHERE case_id = {case} AND seq IN (3, 4)",
        f"UPDATE case_entry SET seq = 97 - seq WHERE case_id = {case} AND seq > 90",
    )
    assert {(Flaw.ORDER, case, 3), (Flaw.CHANGED, case, 3), (Flaw.CHANGED, case, 4)} <= found(hall)


def test_an_entry_that_was_slipped_in_is_found(hall: Hall, case: int) -> None:
    yes = "1" if hall.parts.database.sqlite else "true"
    values = f"{case}, '2026-07-01 03:00:00.000000', 'head', 'waiting', '', {yes}"
    behind(hall, f"INSERT INTO case_entry (case_id, at, role, after, note, public) VALUES ({values})")
    assert (Flaw.UNCHAINED, case, 0) in found(hall)


def test_a_case_that_was_removed_whole_is_missed_even_where_every_trace_of_it_went(hall: Hall, case: int) -> None:
    gone = [f"DELETE FROM {table} WHERE case_id = {case}" for table in ("case_entry", "case_source")]
    other = hall.case(Status.ASSIGNED)
    behind(hall, *gone, f"DELETE FROM history_head WHERE case_id = {case}", f"DELETE FROM case_file WHERE id = {case}")
    assert other != case
    assert {flaw for flaw, _, _ in found(hall)} == {Flaw.NUMBER}


def test_a_seal_witnesses_what_was_there_when_the_head_was_rewritten_too(hall: Hall, case: int) -> None:
    assert seal_all(hall.parts.database, hall.clock.now()) == 1
    assert seal_all(hall.parts.database, hall.clock.now()) == 0
    behind(
        hall,
        f"DELETE FROM case_entry WHERE case_id = {case} AND seq = 5",
        f"UPDATE case_file SET status = 'assigned' WHERE id = {case}",
        f"UPDATE history_head SET entries = 4, hash = (SELECT hash FROM case_entry WHERE case_id = {case} AND seq = 4)"
        f" WHERE case_id = {case}",
    )
    assert found(hall) == {(Flaw.CUT, case, 5)}
    behind(hall, "DELETE FROM history_sealed")
    assert (Flaw.SEAL, None, 1) in found(hall)


def test_guards_that_were_taken_away_are_missed(hall: Hall, case: int) -> None:
    with hall.parts.database.begin() as db:
        guards.lift(db.connection())
    assert found(hall) == {(Flaw.GUARD, None, None)}


def test_erasing_and_taking_back_leave_the_history_whole(hall: Hall, case: int) -> None:
    hall.say("ต้นที่สามค่ะ ชื่อสมหญิง")
    hall.decide(hall.raw("unsend", unsend={"messageId": hall.rows(SourceRow)[-1].message_id}))
    assert found(hall) == set()
    with hall.parts.database.begin() as db:
        office = load_office(db, hall.parts.settings, hall.clock.now())
        erase_person(db, hall.parts.media, office, CITIZEN, f"user:{CITIZEN}", "(ลบแล้ว)", hall.clock.now())
    entries = hall.history(case)
    assert not any("สมหญิง" in entry.note or "ไฟถนน" in entry.note for entry in entries)
    assert [entry.act for entry in entries].count("erase") == 2
    assert found(hall) == set()


def test_the_nightly_proof_seals_what_is_whole_and_raises_the_alarm_where_it_is_not(hall: Hall, case: int) -> None:
    watch_histories(hall.parts.settings, hall.parts.database, hall.clock.now())
    assert hall.rows(SealRow)[0].cases == len(hall.rows(HeadRow))
    behind(hall, "UPDATE staff SET line_id = 'U77' WHERE username = 'administrator'", "UPDATE case_file SET text = 'x'")
    watch_histories(hall.parts.settings, hall.parts.database, hall.clock.now())
    with hall.parts.database.reading() as db:
        kept = db.get_one(SettingRow, KEPT_AS).value
    assert kept["wrong"] == 1
    alarms = [row for row in hall.rows(OutgoingRow) if row.purpose == "alert" and row.case_id is None]
    assert [row.recipient for row in alarms] == ["U77"]


def test_migrating_chains_the_entries_that_are_there(database: Database) -> None:
    schema.downgrade(database, "0010")
    case = ("INSERT INTO case_file (id, reference, digits, kind, channel, category, title, text, status, way, urgent,"
            " contact, phone, person_named, place, opened_at, changed_at, version, wants_staff)"
            " VALUES ({n}, 'r{n}', '{n}', 'complaint', 'line', 'road', 't', 'told', 'screened', 'general', {no},"
            " 'line', '', '', '', '{at}', '{at}', 1, {no})")  # fmt: skip
    step = ("INSERT INTO case_entry (case_id, at, role, move, before, after, note, public)"
            " VALUES ({n}, '{at}', 'citizen', {move}, {before}, '{after}', '{note}', {yes})")  # fmt: skip
    yes, no = ("1", "0") if database.sqlite else ("true", "false")
    at = "2026-07-01 03:00:00.123456"
    with database.begin() as db:
        for n in (2, 1):
            db.execute(text(case.format(n=n, at=at, no=no)))
        for n in (1, 2, 1):
            first = n == 2 or not db.scalar(text("SELECT count(*) FROM case_entry WHERE case_id = 1"))
            values = ("NULL", "NULL", "received", "") if first else ("'screen'", "'received'", "screened", "n")
            move, before, after, note = values
            db.execute(text(step.format(n=n, at=at, move=move, before=before, after=after, note=note, yes=yes)))
        db.execute(text("UPDATE case_file SET status = 'received' WHERE id = 2"))
    schema.upgrade(database)
    proof = prove(database, datetime(2026, 7, 2, tzinfo=UTC), [key_of("k" * 32)])
    assert (proof.cases, proof.entries, proof.findings) == (2, 3, ())

