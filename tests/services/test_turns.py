"""Raw events of LINE become state, history and outgoing rows on both databases; nobody's data moves anybody else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.cases.status import Brought, MoveName, Status
from storage.cases import CaseRow
from storage.labels import LabelRow, PollRow
from storage.media import Media
from storage.people import ConsentRow, PersonRow, person_by_line_id
from storage.staff import LinkCodeRow, StaffRow
from tests.builders import CITIZEN, GROUP, NEIGHBOUR
from tests.services.hall import Hall, words

NEWCOMER = "U" + "d" * 32
STORY = "ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ"
ANSWERS = {"category": "1", "place": "ข้าม", "pictures": "ไม่มีรูป", "contact": "1", "confirm": "ส่งเรื่อง", "kind": "1"}


def tell(hall: Hall, user: str = CITIZEN) -> CaseRow:
    """Somebody tells a whole complaint, as short as it may be."""
    for text in ("แจ้งปัญหา", STORY):
        hall.say(text, user)
    for _ in range(8):
        session = hall.session(user)
        if session is None:
            break
        hall.say(ANSWERS[session["step"]], user)
    return hall.rows(CaseRow)[-1]


def test_a_complaint_told_in_line_is_a_case_with_its_citizen_and_its_words(hall: Hall):
    row = tell(hall)
    assert (row.text, row.channel, row.status) == (STORY, "line", "assigned")
    with hall.parts.database.reading() as db:
        assert row.person_id == person_by_line_id(db, CITIZEN).id
    assert hall.session() is None


def test_a_newcomer_agrees_once_and_it_is_written_down(hall: Hall):
    hall.decide(hall.raw("follow", NEWCOMER, follow={"isUnblocked": False}))
    hall.say(STORY, NEWCOMER)
    hall.agree(NEWCOMER)
    (consent,) = hall.rows(ConsentRow)
    assert (consent.notice, consent.agreed) == ("1", True)
    assert hall.session(NEWCOMER)["answers"]["what"] == STORY


def test_declining_leaves_no_word_in_session_case_label_or_media(hall: Hall):
    hall.say(STORY, NEWCOMER)
    hall.decide(hall.message("image", NEWCOMER, contentProvider={"type": "line"}))
    hall.say("ไม่ตกลง", NEWCOMER)
    assert hall.session(NEWCOMER) is None
    assert [hall.rows(table) for table in (CaseRow, LabelRow, Media)] == [[], [], []]
    assert STORY not in str([vars(row) for row in hall.rows(PersonRow)])


ACTS = ("show", "add", "solved", "unsolved", "score", "withdraw", "withdraw_yes", "accept")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", [Status.ASSIGNED, Status.ANSWERED])
def test_a_button_of_another_citizens_case_shows_and_moves_nothing(quick_hall: Hall, act: str, status: Status):
    hall = quick_hall
    case_id = hall.case(status)
    before = hall.row(case_id)
    said = hall.press(f"a={act}&n={case_id}&v=5", NEIGHBOUR)
    after = hall.row(case_id)
    assert (after.status, after.version) == (before.status, before.version)
    assert before.title not in words(said, NEIGHBOUR)
    assert before.reference not in words(said, NEIGHBOUR)
    assert hall.rows(PollRow) == []


HOSTILE = [
    "", "a=show", "a=show&n=0", "a=show&n=2147483648", "a=show&n=99999999999999", "a=solved&n=-1", "s=x&k=y&v=z", "c=",
    "c=../../etc", "a=score&n=1&v=" + "9" * 200, "&" * 300, "%00%00", "a=show&n=1;drop table case_file", "\x00",
    "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE)
def test_a_hostile_button_is_answered_and_never_an_error(hall: Hall, data: str):
    assert hall.press(data)


HOSTILE_WORDS = ["a\x00b", "\ud800", "'; drop table case_file; --", "{title}", "%s %d", "\u202eabc", "ก" * 5000]


@pytest.mark.parametrize("text", HOSTILE_WORDS)
def test_hostile_words_become_a_case_like_any_others(hall: Hall, text: str):
    hall.say("แจ้งปัญหา")
    hall.say(f"ไฟถนนดับ {text}")
    assert hall.session()["flow"] == "complaint"


def test_a_message_that_was_unsent_before_it_came_is_not_heard(hall: Hall):
    message = hall.message("text", text=STORY)
    hall.decide(hall.raw("unsend", unsend={"messageId": message["message"]["id"]}))
    assert hall.decide(message) == []
    assert hall.session() is None


def test_a_picture_that_was_unsent_before_it_came_is_not_fetched(hall: Hall):
    message = hall.message("image", contentProvider={"type": "line"})
    hall.decide(hall.raw("unsend", unsend={"messageId": message["message"]["id"]}))
    hall.decide(message)
    assert {row.state for row in hall.rows(Media)} == {"gone"}


def test_a_place_that_was_unsent_before_it_came_is_not_kept(hall: Hall):
    message = hall.message("location", latitude=14.03, longitude=99.52, address="บ้านของฉัน")
    hall.decide(hall.raw("unsend", unsend={"messageId": message["message"]["id"]}))
    hall.decide(message)
    assert "บ้านของฉัน" not in str(hall.session())


def test_words_unsent_after_the_case_was_opened_leave_it(hall: Hall):
    hall.say("แจ้งปัญหา")
    message = hall.message("text", text=STORY)
    hall.decide(message)
    for _ in range(8):
        session = hall.session()
        if session is None:
            break
        hall.say(ANSWERS[session["step"]])
    assert hall.rows(CaseRow)[0].text == STORY
    hall.decide(hall.raw("unsend", unsend={"messageId": message["message"]["id"]}))
    row = hall.rows(CaseRow)[0]
    assert STORY not in f"{row.text} {row.title}"
    assert STORY not in str([entry.note for entry in hall.history(row.id)])


def test_a_poll_is_kept_once_and_its_why_beside_it(hall: Hall):
    case_id = hall.case(Status.ANSWERED)
    hall.press(f"a=solved&n={case_id}")
    hall.press(f"a=score&n={case_id}&v=2")
    hall.say("ช้า")
    hall.press(f"a=score&n={case_id}&v=5")
    hall.say("5")
    (poll,) = hall.rows(PollRow)
    assert (poll.score, poll.why) == (2, "ช้า")


def test_an_answered_case_is_confirmed_and_only_once(hall: Hall):
    case_id = hall.case(Status.ANSWERED)
    hall.press(f"a=solved&n={case_id}")
    said = hall.press(f"a=solved&n={case_id}")
    assert hall.row(case_id).status == "closed"
    assert [entry.move for entry in hall.history(case_id)].count("confirm") == 1
    assert "ปิดเรื่องแล้ว" in words(said)


def test_an_answer_that_was_moved_on_meanwhile_is_told_so(hall: Hall):
    case_id = hall.case(Status.ANSWERED)
    hall.move(case_id, MoveName.REOPEN, "head", Brought(note="ตรวจแล้วยังไม่ดี"))
    said = hall.press(f"a=solved&n={case_id}")
    assert hall.row(case_id).status == "reopened"
    assert words(said)


def test_a_case_is_accepted_in_the_group_by_a_linked_officer_and_the_second_hears_it(hall: Hall):
    case_id = hall.open()
    assert "ผูก" in words(hall.press(f"a=accept&n={case_id}", NEIGHBOUR, GROUP), GROUP)
    code = hall.parts.desk.link_code(staff_id=hall.staff["officer"])
    hall.say(f"ผูก {code[:4]}-{code[4:]}", NEIGHBOUR)
    hall.press(f"a=accept&n={case_id}", NEIGHBOUR, GROUP)
    assert (hall.row(case_id).status, hall.row(case_id).officer_id) == ("in_progress", hall.staff["officer"])
    assert "มีผู้รับแล้ว" in words(hall.press(f"a=accept&n={case_id}", NEIGHBOUR, GROUP), GROUP)


def test_a_code_is_good_once_and_for_half_an_hour(hall: Hall):
    first = hall.parts.desk.link_code(staff_id=hall.staff["officer"])
    assert "ผูกบัญชี LINE นี้กับ" in words(hall.say(f"ผูก {first}"))
    assert "ใช้ไม่ได้" in words(hall.say(f"ผูก {first}", NEIGHBOUR), NEIGHBOUR)
    second = hall.parts.desk.link_code(staff_id=hall.staff["head"])
    hall.clock.move(hall.rows(LinkCodeRow)[-1].expires_at - hall.clock.now())
    assert "ใช้ไม่ได้" in words(hall.say(f"ผูก {second}", NEIGHBOUR), NEIGHBOUR)
    linked = {row.username: row.line_id for row in hall.rows(StaffRow) if row.line_id}
    assert linked == {"officer": CITIZEN}


def test_a_line_user_has_one_account_the_newest(hall: Hall):
    for name in ("officer", "head"):
        hall.say(f"ผูก {hall.parts.desk.link_code(staff_id=hall.staff[name])}")
    assert {row.username for row in hall.rows(StaffRow) if row.line_id == CITIZEN} == {"head"}


def test_a_group_is_bound_by_a_code_of_a_unit_and_by_no_other(hall: Hall):
    group = "C" + "9" * 32
    wrong = hall.parts.desk.link_code(staff_id=hall.staff["officer"])
    assert "ใช้ไม่ได้" in words(hall.say(f"ผูก {wrong}", NEIGHBOUR, group), group)
    code = hall.parts.desk.link_code(unit="health")
    assert "ใช้ไม่ได้" in words(hall.say(f"ผูก {code}", NEIGHBOUR), NEIGHBOUR)
    assert "กองสาธารณสุข" in words(hall.say(f"ผูก {code}", NEIGHBOUR, group), group)
    assert hall.parts.desk.office().unit("health").group_id == group


def test_a_code_of_a_unit_that_is_no_more_is_no_error(hall: Hall):
    code = hall.parts.desk.link_code(unit="closed long ago")
    assert "ใช้ไม่ได้" in words(hall.say(f"ผูก {code}", NEIGHBOUR, GROUP), GROUP)


def test_what_somebody_says_in_a_group_opens_no_session_of_theirs(hall: Hall):
    hall.say(STORY)
    before = hall.session()
    assert hall.say("ขยะล้นเลย", CITIZEN, GROUP) == []
    assert hall.session() == before


def test_a_doubt_settled_by_the_citizen_is_kept_as_a_label(hall: Hall):
    hall.say("แจ้งปัญหา")
    hall.say(STORY)
    session = hall.session()
    hall.press(f"s={session['id']}&k=edit&v=category")
    hall.press(f"s={session['id']}&k=category&v=waste")
    assert [row.chosen for row in hall.rows(LabelRow)][-1] == "waste"


def test_the_answer_is_in_the_language_of_who_wrote(hall: Hall):
    assert "English now" in words(hall.say("English"))
    assert "My cases" in words(hall.say("menu"))
    assert "ไทยแล้ว" in words(hall.say("ภาษาไทย"))


STRANGE = [
    {}, [], None, "x", 5, {"type": "message"}, {"type": "message", "source": {"type": "user", "userId": CITIZEN}},
    {"type": "postback", "source": {"type": "user", "userId": CITIZEN}, "postback": {}},
    {"type": "unsend", "source": {"type": "user", "userId": CITIZEN}, "unsend": {"messageId": None}},
    {"type": "accountLink", "link": {"result": "failed"}}, {"type": "brand new", "source": {"type": "planet"}},
    {"type": "memberJoined", "source": {"type": "group", "groupId": GROUP}, "joined": {"members": []}},
]  # fmt: skip


@pytest.mark.parametrize("raw", STRANGE)
def test_a_strange_event_says_nothing_and_breaks_nothing(quick_hall: Hall, raw: object):
    assert quick_hall.decide(raw) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([CITIZEN, GROUP, "user", "text"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["type", "userId", "source", "message", "text", "id", "postback", "data", "timestamp"]), inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(type_=st.sampled_from(["message", "postback", "unsend", "follow", "join", "leave"]), body=json_values)
def test_no_event_of_any_shape_is_an_error(quick_hall: Hall, type_: str, body: object):
    quick_hall.decide(quick_hall.raw(type_) | {"message": body, "postback": body, "unsend": body})


def test_a_person_whose_message_failed_hears_so_in_their_language(quick_hall: Hall) -> None:
    quick_hall.agree()
    quick_hall.say("english")
    with quick_hall.parts.database.begin() as db:
        raw = quick_hall.message("text", text="hello", quoteToken="q")
        (parcel,) = quick_hall.turns.apologise(db, raw, quick_hall.clock.now())
        assert quick_hall.turns.apologise(db, {"type": "nothing"}, quick_hall.clock.now()) == ()
    assert (parcel.to, parcel.purpose) == (CITIZEN, "apology")
    assert parcel.messages[0]["text"].startswith("Sorry")
