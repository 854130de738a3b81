"""Retention: what is old goes, what is young or needed stays, the log says how much; the page shows and chooses."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.services.retaining import Retention
from handlers.cases.status import Status
from handlers.retention import SPANS, Kept, SpanError, choose, chosen
from storage import retention as rows
from storage.cases import CaseRow, EntryRow, entries_of
from storage.conversations import ensure
from storage.events import DONE, FAILED, NEW, WebhookEvent
from storage.labels import LabelRow
from storage.media import GONE, Media
from storage.outgoing import QUEUED, OutgoingRow
from tests.console.town import CITIZEN_LINE_ID, Town, folder

CALL = "โทร 081-000-0000"


def apply(town: Town, **later: float) -> dict[Kept, int]:
    """Let a night of maintenance run, so much later."""
    return Retention(town.parts.database, town.parts.media).apply(town.clock.now() + timedelta(**later))


def events(town: Town, *states: str) -> None:
    with town.parts.database.begin() as db:
        ensure(db.connection(), ["user:x"])
        for number, state in enumerate(states):
            db.add(WebhookEvent(
                webhook_event_id=f"e{number}", conversation="user:x", occurred_at=1, received_at=town.clock.now(),
                raw="{}", state=state,
            ))  # fmt: skip


def count(town: Town, table: type) -> int:
    with town.parts.database.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("kind", Kept)
def test_every_kind_has_limits_and_its_usual_days_lie_within(kind):
    span = SPANS[kind]
    assert 0 < span.least <= span.usual <= span.most


@pytest.mark.parametrize("odd", [None, "30", -1, 0, 10**9, 3.5, [], {}])
def test_a_senseless_choice_leaves_what_is_usual(odd):
    assert chosen({"events": odd})[Kept.EVENTS] == SPANS[Kept.EVENTS].usual


def test_a_choice_out_of_its_limits_is_refused_by_name():
    with pytest.raises(SpanError) as refused:
        choose({Kept.SENT: 400, Kept.LOOKS: 10})
    assert refused.value.kind is Kept.LOOKS


def test_handled_events_go_after_a_month_and_what_waits_stays_however_old(town: Town):
    events(town, DONE, NEW, FAILED, DONE)
    assert apply(town, days=29)[Kept.EVENTS] == 0
    assert apply(town, days=31)[Kept.EVENTS] == 3
    with town.parts.database.reading() as db:
        assert db.scalars(select(WebhookEvent.state)).all() == [NEW]


def test_many_events_go_in_pieces(town: Town):
    events(town, *[DONE] * 1234)
    assert apply(town, days=31)[Kept.EVENTS] == 1234
    assert count(town, WebhookEvent) == 0


def outgoing(town: Town, number: int, state: str) -> None:
    now = town.clock.now()
    with town.parts.database.begin() as db:
        db.add(OutgoingRow(
            id=f"o{number}", recipient=CITIZEN_LINE_ID, recipients=1, messages=[{"type": "text", "text": CALL}], size=1,
            purpose="update", keep=True, urgent=False, created_at=now, due_at=now, state=state,
        ))  # fmt: skip


def test_the_words_of_what_was_sent_go_and_that_it_was_sent_stays(town: Town):
    outgoing(town, 1, "accepted")
    outgoing(town, 2, QUEUED)
    assert apply(town, days=366)[Kept.SENT] == 1
    assert apply(town, days=367)[Kept.SENT] == 0, "once"
    with town.parts.database.reading() as db:
        sent, waiting = db.scalars(select(OutgoingRow).order_by(OutgoingRow.seq)).all()
    assert CALL not in str(sent.messages)
    assert (sent.recipients, sent.purpose, sent.state) == (1, "update", "accepted")
    assert waiting.messages == [{"type": "text", "text": CALL}]


def test_labels_go(town: Town):
    with town.parts.database.begin() as db:
        db.add(LabelRow(field="kind", text=CALL, guessed="other", chosen="question", by="head", at=town.clock.now()))
    assert apply(town, days=731)[Kept.LABELS] == 1
    assert count(town, LabelRow) == 0


def old_case(town: Town, status: Status) -> int:
    case_id = town.case(status, phone=CALL, person_named="สมชาย สมมุติ")
    with town.parts.database.begin() as db:
        db.add(EntryRow(case_id=case_id, at=town.clock.now(), role="officer", after=status, note=CALL))
    town.picture(case_id)
    return case_id


def test_a_closed_case_stays_as_numbers_after_ten_years(town: Town):
    closed, open_ = old_case(town, Status.CLOSED), old_case(town, Status.IN_PROGRESS)
    assert apply(town, days=3649)[Kept.CASES] == 0
    assert apply(town, days=3651)[Kept.CASES] == 1
    with town.parts.database.reading() as db:
        row = db.get_one(CaseRow, closed)
        told = " ".join([row.text, row.title, row.phone, row.place, row.person_named, *(
            entry.note for entry in entries_of(db, closed))])  # fmt: skip
        media = db.scalars(select(Media).where(Media.case_id == closed)).one()
        assert CALL not in told
        assert "สมชาย" not in told
        assert (row.category, row.status, row.unit, row.latitude, row.person_id) == (
            "streetlight", "closed", "works", None, None,
        )  # fmt: skip
        assert (media.state, media.path) == (GONE, None)
        assert db.get_one(CaseRow, open_).phone == CALL
        kept = db.scalars(select(Media).where(Media.case_id == open_)).one()
    files = [file for file in folder(town).rglob("*") if file.is_file()]
    assert {file.name.removesuffix("-small") for file in files} == {kept.token}
    assert apply(town, days=3652)[Kept.CASES] == 0, "once"


def test_the_log_says_how_much_and_nothing_of_what(town: Town):
    events(town, DONE, DONE)
    apply(town, days=31)
    with town.parts.database.reading() as db:
        log = rows.latest(db)
        assert (log["events"].removed, rows.totals(db)) == (2, {"events": 2})
    apply(town, days=32)
    assert count(town, rows.RetentionRow) == 1, "a night on which nothing goes writes nothing"


def test_the_page_shows_and_the_administrator_chooses(sign_in, town: Town):
    events(town, DONE, DONE)
    apply(town, days=31)
    desk = sign_in("administrator")
    page = desk.page("/console/retention")
    assert "ลบ 2 รายการ" in page
    assert 'name="events" type="number" inputmode="numeric" min="7" max="3650" value="30"' in page
    assert desk.post("/console/retention", events="8", cases="730").status_code == 302
    assert 'value="8"' in desk.page("/console/retention")
    assert "8 วัน" in sign_in("auditor").page("/console/retention")


@pytest.mark.parametrize("typed", ["", "x", "-1", "6", "99999", "1" * 50, "๓๐", "30.5"])
def test_a_senseless_number_is_refused_with_a_sentence(sign_in, town: Town, typed):
    answer = sign_in("administrator").post("/console/retention", events=typed)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
