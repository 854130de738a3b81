"""Groups and rooms: met, bound, let go and left; only what is said to the account is kept."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.inbox import Inbox
from bot.line.client import LineClient
from bot.received import read
from bot.services.groups import look_after_groups, unbind
from bot.settings import LOCAL_SECRET, LOCAL_TOKEN
from bot.simulator.app import LineConfig, create_line
from bot.simulator.client import LocalLine
from storage import events, outgoing
from storage.events import WebhookEvent
from storage.groups import GroupRow
from storage.offices import UnitRow
from storage.outgoing import Outgoing, OutgoingRow
from tests.builders import CITIZEN, GROUP, NEIGHBOUR
from tests.services.hall import Hall, words
from tests.serving import served

ROOM = "R" + "7" * 32
OTHER = "C" + "8" * 32


@dataclass
class Line:
    """A local LINE and a client of it."""

    local: LocalLine
    client: LineClient


@pytest.fixture
def line() -> Iterator[Line]:
    with served(create_line(LineConfig(LOCAL_SECRET, LOCAL_TOKEN))) as url:
        yield Line(LocalLine(url), LineClient(LOCAL_TOKEN, url))


def group(hall: Hall, group_id: str) -> GroupRow | None:
    with hall.parts.database.reading() as db:
        return db.get(GroupRow, group_id)


def group_of(hall: Hall, unit: str) -> str | None:
    return next(row.group_id for row in hall.rows(UnitRow) if row.key == unit)


def in_room(hall: Hall, type_: str, **more: object) -> dict[str, object]:
    return hall.raw(type_, **more) | {"source": {"type": "room", "roomId": ROOM}}


def test_a_group_that_no_unit_binds_is_left_after_a_day(hall: Hall, line: Line):
    theirs = line.local.group("กลุ่มแปลกหน้า", [line.local.person("ก")]).id
    said = hall.decide(hall.raw("join", group=theirs))
    assert "24 ชั่วโมง" in words(said, theirs)
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert line.local.calls("leave") == []
    hall.clock.move(timedelta(hours=25))
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert [call["status"] for call in line.local.calls("leave")] == [200]
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert len(line.local.calls("leave")) == 1
    left = group(hall, theirs)
    assert left is not None
    assert left.left_at is not None


def test_a_group_that_is_bound_in_time_is_not_left(hall: Hall, line: Line):
    line.local.group("กองสาธารณสุข", [line.local.person("ก")], OTHER)
    hall.decide(hall.raw("join", group=OTHER))
    hall.say(f"ผูก {hall.parts.desk.link_code(unit='health')}", NEIGHBOUR, OTHER)
    hall.clock.move(timedelta(days=3))
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert line.local.calls("leave") == []
    assert group_of(hall, "health") == OTHER


def test_while_line_is_away_the_intent_to_leave_stays(hall: Hall, line: Line):
    theirs = line.local.group("กลุ่มแปลกหน้า", [line.local.person("ก")]).id
    hall.decide(hall.raw("join", group=theirs))
    hall.clock.move(timedelta(hours=25))
    line.local.fault("status", endpoint="leave", status=500)
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert group(hall, theirs).leave_at is not None
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert group(hall, theirs).left_at is not None


def test_a_group_whose_join_was_never_told_is_met_at_its_first_words(hall: Hall):
    hall.say("สวัสดีทุกคน", NEIGHBOUR, OTHER)
    met = group(hall, OTHER)
    assert met.leave_at == hall.clock.now() + timedelta(hours=24)
    hall.clock.move(timedelta(hours=1))
    hall.say("ยังอยู่ไหม", NEIGHBOUR, OTHER)
    assert group(hall, OTHER).leave_at == met.leave_at  # talking on does not put it off


def test_when_the_account_is_put_out_of_a_group_its_unit_has_none(hall: Hall):
    with hall.parts.database.begin() as db:
        outgoing.queue(db, [Outgoing(GROUP, ({"type": "text", "text": "x"},), "alert")], hall.clock.now())
    assert hall.decide(hall.raw("leave", group=GROUP)) == []
    assert group_of(hall, "works") is None
    assert hall.parts.desk.office().unit("works").group_id is None
    assert [(row.state, row.error_code) for row in hall.rows(OutgoingRow)] == [("refused", "group_gone")]


def test_a_group_that_line_does_not_know_any_more_is_parted_from_its_unit(hall: Hall, line: Line):
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert group_of(hall, "works") is None


def test_how_many_people_a_group_holds_is_asked_once_a_day_and_when_members_change(hall: Hall, line: Line):
    members = [line.local.person(name) for name in ("ก", "ข", "ค")]
    line.local.group("กองช่าง", members, GROUP)
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert (group(hall, GROUP).members, group(hall, GROUP).name) == (3, "กองช่าง")
    assert len(line.local.calls("members/count")) == 1
    assert hall.decide(hall.raw("memberJoined", group=GROUP, joined={"members": []})) == []
    look_after_groups(line.client, hall.parts.database, hall.clock.now())
    assert len(line.local.calls("members/count")) == 2


def test_unbinding_leaves_an_hour_to_bind_again(hall: Hall, line: Line):
    with hall.parts.database.begin() as db:
        assert unbind(db, "works", hall.clock.now())
        assert not unbind(db, "works", hall.clock.now())
    assert hall.parts.desk.office().unit("works").group_id is None
    assert group(hall, GROUP).leave_at == hall.clock.now() + timedelta(hours=1)
    hall.say(f"ผูก {hall.parts.desk.link_code(unit='works')}", NEIGHBOUR, GROUP)
    assert group(hall, GROUP).leave_at is None


def test_a_unit_that_binds_another_group_lets_the_first_one_go(hall: Hall):
    hall.say(f"ผูก {hall.parts.desk.link_code(unit='works')}", NEIGHBOUR, OTHER)
    assert group_of(hall, "works") == OTHER
    assert group(hall, GROUP).leave_at is not None
    assert group(hall, OTHER).leave_at is None


def test_a_room_is_bound_and_left_like_a_group(hall: Hall):
    hall.decide(in_room(hall, "join"))
    assert group(hall, ROOM).kind == "room"
    code = hall.parts.desk.link_code(unit="health")
    hall.decide(in_room(hall, "message", message={"type": "text", "id": "77", "text": f"ผูก {code}"}))
    assert group_of(hall, "health") == ROOM
    hall.decide(in_room(hall, "leave"))
    assert group_of(hall, "health") is None


# ---- what is said there


def handled(hall: Hall, *raws: dict[str, object]) -> str:
    """Let events go the whole way through the inbox; what is kept of them afterwards."""
    inbox = Inbox(hall.parts.database, hall.turns.decide, hall.clock)
    for raw in raws:
        body = json.dumps({"destination": "U" + "0" * 32, "events": [raw]}).encode()
        with hall.parts.database.begin() as db:
            events.accept(db, read(body, hall.clock.now()))
        while inbox.handle_next():
            pass
    assert {row.state for row in hall.rows(WebhookEvent)} == {"done"}
    return "\n".join(json.dumps(json.loads(row.raw), ensure_ascii=False) for row in hall.rows(WebhookEvent))


def test_what_people_in_a_group_say_to_each_other_is_not_kept(hall: Hall):
    kept = handled(
        hall,
        hall.message("text", NEIGHBOUR, GROUP, text="เย็นนี้กินอะไรกันดี"),
        hall.message("location", NEIGHBOUR, GROUP, latitude=14.0, longitude=99.5, address="บ้านฉันเอง"),
    )
    assert "เย็นนี้" not in kept
    assert "บ้านฉันเอง" not in kept


def test_unsend_in_a_group_removes_the_words_that_were_said_to_the_account(hall: Hall):
    sent = hall.message("text", NEIGHBOUR, GROUP, text="@เสียง เบอร์ผม 0812345678")
    sent["message"]["mention"] = {"mentionees": [{"index": 0, "length": 5, "type": "user", "isSelf": True}]}
    assert "0812345678" in handled(hall, sent)
    back = hall.raw("unsend", group=GROUP, unsend={"messageId": sent["message"]["id"]})
    assert "0812345678" not in handled(hall, back)


def test_a_message_changed_so_that_it_calls_the_account_is_answered(hall: Hall):
    edited = hall.raw("messageEdited", NEIGHBOUR, GROUP, message={"id": "5", "type": "text", "text": "@เสียง อยู่ไหม"})
    edited["message"]["mention"] = {"mentionees": [{"index": 0, "length": 5, "type": "user", "isSelf": True}]}
    assert "อยู่ค่ะ" in words(hall.decide(edited), GROUP)


def test_a_code_may_come_with_a_change(hall: Hall):
    code = hall.parts.desk.link_code(unit="health")
    message = {"id": "5", "type": "text", "text": f"ผูก {code}"}
    assert "กองสาธารณสุข" in words(hall.decide(hall.raw("messageEdited", NEIGHBOUR, OTHER, message=message)), OTHER)


# ---- changed words of a report


def reported(hall: Hall) -> tuple[str, int]:
    """Somebody reports; the id of their first message, and the case."""
    first = hall.message("text", text="ไฟดับหน้าบ้านเลขที่ 99 ของยายทองคำ")
    hall.decide(first)
    for said in ("หน้าวัด", "ไม่มีรูป", "1", "ส่งเรื่อง"):
        hall.say(said)
    return str(first["message"]["id"]), 1


def edit(hall: Hall, message_id: str, text: str, **more: object) -> dict[str, object]:
    return hall.raw("messageEdited", CITIZEN, message={"id": message_id, "type": "text", "text": text}) | more


def test_changed_words_are_changed_in_the_case_and_can_still_be_taken_back(hall: Hall):
    message_id, case = reported(hall)
    hall.decide(edit(hall, message_id, "ไฟดับหน้าบ้านเลขที่ 77"))
    assert "เลขที่ 77" in hall.row(case).text
    assert "ทองคำ" not in hall.row(case).text + hall.row(case).title
    hall.decide(hall.raw("unsend", unsend={"messageId": message_id}))
    assert "เลขที่ 77" not in hall.row(case).text


def test_changed_words_are_changed_while_the_report_is_being_told(hall: Hall):
    first = hall.message("text", text="ไฟดับหน้าบ้านเลขที่ 99 ของยายทองคำ")
    hall.decide(first)
    hall.decide(edit(hall, str(first["message"]["id"]), "ไฟดับหน้าบ้านเลขที่ 77"))
    told = json.dumps(hall.session(), ensure_ascii=False)
    assert "เลขที่ 77" in told
    assert '"what": "ไฟดับหน้าบ้านเลขที่ 77"' in told


def test_of_two_changes_the_one_made_last_wins_in_whatever_order_they_come(hall: Hall):
    message_id, case = reported(hall)
    at = round(hall.clock.now().timestamp() * 1000)
    later = edit(hall, message_id, "ไฟดับเลขที่ 2", timestamp=at + 2000)
    earlier = edit(hall, message_id, "ไฟดับเลขที่ 1", timestamp=at + 1000)
    handled(hall, later, earlier)
    assert "เลขที่ 2" in hall.row(case).text
    assert "เลขที่ 1" not in hall.row(case).text


def test_a_change_to_nothing_takes_the_words_back(hall: Hall):
    message_id, case = reported(hall)
    hall.decide(edit(hall, message_id, "  "))
    assert "ทองคำ" not in hall.row(case).text + hall.row(case).title
