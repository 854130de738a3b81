"""Waves of questionnaires from the drawing of the sample to the tally, on both databases."""

import tomllib
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.services.surveys.surveys import empty_urns
from bot.services.surveys.waves import NewWave, Sender, close, launch, pause, prepare, price_of
from handlers.person import Updates
from handlers.postbacks import Answer, WaveAct, encode
from handlers.surveys.questionnaire import dump, load
from handlers.surveys.sampling import Audience, Who, draw, estimate
from storage.outgoing import OutgoingRow
from storage.people import PersonRow
from storage.surveys.invitations import (
    CAME,
    LEFT_OUT,
    PUSHED,
    DemographicRow,
    InvitationRow,
    SurveyDraftRow,
    invitation,
)  # fmt: skip
from storage.surveys.responses import ANSWERED, AnswerRow, HandedInRow, ResponseRow, TallyRow
from storage.surveys.surveys import CLOSED, SurveyRow, SurveyVersionRow, WaveRow
from tests.guard.tree import ROOT
from tests.services.hall import Hall, words

CLOSES = date(2026, 7, 20)
FORM = tomllib.loads((ROOT / "handlers" / "surveys" / "forms" / "short.toml").read_text("utf-8"))


def people(hall: Hall, number: int) -> list[str]:
    """Citizens who agreed, beside the first."""
    ids = [f"U{at:032x}" for at in range(1, number + 1)]
    with hall.parts.database.begin() as db:
        for one in db.scalars(select(PersonRow)):
            one.blocked = True
        for line_id in ids:
            db.add(PersonRow(line_id=line_id, notice="1", name="-", created_at=hall.clock.now()))
    return ids


def published(hall: Hall, *, anonymous: bool = True) -> int:
    form = {**FORM, "version": 1, "anonymous": anonymous}
    with hall.parts.database.begin() as db:
        now = hall.clock.now()
        survey = SurveyRow(key="short", draft=form, before=[], created_at=now, changed_at=now)
        db.add(survey)
        db.flush()
        db.add(SurveyVersionRow(survey_id=survey.id, version=1, form=dump(load(form)), published_at=now))
        return survey.id


def launched(hall: Hall, audience: Audience | None = None, *, anonymous: bool = True, **more: Any) -> int:
    survey = published(hall, anonymous=anonymous)
    with hall.parts.database.begin() as db:
        new = NewWave(survey, "รอบแรก", audience or Audience(), CLOSES, **more)
        wave = prepare(db, new, 1, None, hall.clock.now())
        launch(db, wave, hall.parts.desk.office(), hall.clock.now(), seed="abc")
        return wave.id


def send(hall: Hall) -> int:
    return Sender(hall.parts.settings, hall.parts.database).run(hall.clock.now())


def told(hall: Hall, line_id: str) -> dict[str, Any]:
    return hall.session(line_id)["answers"]["told"]  # type: ignore[index]


def answer_all(hall: Hall, line_id: str, wave: int, score: int = 3, more: str = "ดีมาก") -> str:
    hall.press(encode(WaveAct("start", wave)), line_id)
    hall.say("2 1 1 4", line_id)
    for typed in ("3", *(" ".join([str(score)] * rows) for rows in (3, 4, 4, 2, 4)), more, "ไม่"):
        hall.say(typed, line_id)
    return words(hall.press(encode(Answer(hall.session(line_id)["id"], "page", "send")), line_id), line_id)  # type: ignore[index]


def test_a_sample_is_drawn_again_from_its_seed_and_sized_with_the_finite_correction() -> None:
    sample = Audience(Who.SAMPLE, margin=5, rate=40)
    assert estimate(sample, 10_000, remind=False).needed == 370
    assert estimate(sample, 10_000, remind=False).asked == 925
    assert estimate(sample, 100, remind=False).asked == 100
    people_there = list(range(50, 5_000, 3))
    assert draw(people_there, 200, "s1") == draw(list(reversed(people_there)), 200, "s1")
    assert draw(people_there, 200, "s1") != draw(people_there, 200, "s2")


def test_a_wave_asks_everybody_once_who_may_be_asked(hall: Hall) -> None:
    ids = people(hall, 6)
    with hall.parts.database.begin() as db:
        rows = {row.line_id: row for row in db.scalars(select(PersonRow))}
        rows[ids[0]].blocked, rows[ids[1]].notice, rows[ids[2]].updates = True, "", Updates.RESULT
    wave = launched(hall)
    assert send(hall) == 3
    assert send(hall) == 0
    asked = [row.recipient for row in hall.rows(OutgoingRow) if row.purpose == "wave"]
    assert sorted(asked) == sorted(ids[3:])
    assert {row.state for row in hall.rows(InvitationRow)} == {PUSHED}
    assert hall.rows(WaveRow)[0].population == 3
    assert wave


def test_who_withdrew_between_drawing_and_sending_is_left_out(hall: Hall) -> None:
    ids = people(hall, 2)
    launched(hall)
    with hall.parts.database.begin() as db:
        db.scalars(select(PersonRow).where(PersonRow.line_id == ids[0])).one().notice = ""
    send(hall)
    assert sorted(row.state for row in hall.rows(InvitationRow)) == [LEFT_OUT, PUSHED]


def test_sending_is_spread_paused_and_rests_at_night(hall: Hall) -> None:
    people(hall, 7)
    wave = launched(hall, per_hour=180)
    assert [send(hall), send(hall)] == [3, 3]
    with hall.parts.database.begin() as db:
        pause(db.get_one(WaveRow, wave))
    assert send(hall) == 0


def test_an_answer_goes_through_the_urn_into_the_tally_and_only_once(hall: Hall) -> None:
    ids = people(hall, 5)
    wave = launched(hall)
    send(hall)
    for at, line_id in enumerate(ids):
        assert "ขอบคุณมากค่ะ" in answer_all(hall, line_id, wave, score=3 if at else 1, more=f"ลับเฉพาะ {at}")
        if at < 4:
            assert empty_urns(hall.parts.settings, hall.parts.database, hall.clock.now()) == 0, "it waits for others"
    assert "ไว้แล้ว" in words(hall.press(encode(WaveAct("start", wave)), ids[0]), ids[0])
    assert empty_urns(hall.parts.settings, hall.parts.database, hall.clock.now()) == 5
    counts = {(row.question_key, row.group_key, row.code): row.n for row in hall.rows(TallyRow)}
    assert (counts[("i1_1", "", 3)], counts[("i1_1", "", 1)]) == (4, 1)
    assert counts[("i1_1", "", ANSWERED)] == 5
    assert len(hall.rows(ResponseRow)) == 5
    assert hall.rows(HandedInRow) == []
    assert hall.rows(SurveyDraftRow) == []


def test_nothing_in_the_database_joins_an_anonymous_answer_to_its_person(hall: Hall) -> None:
    ids = people(hall, 5)
    wave = launched(hall)
    send(hall)
    for at, line_id in enumerate(ids):
        answer_all(hall, line_id, wave, more=f"ลับเฉพาะ {at}")
    empty_urns(hall.parts.settings, hall.parts.database, hall.clock.now())
    with hall.parts.database.reading() as db:
        numbers = {row.id for row in db.scalars(select(PersonRow))}
        responses = db.scalars(select(ResponseRow)).all()
        assert {(row.person_id, row.groups) for row in responses} == {(None, None)}
        assert len({row.answered_on for row in responses}) == 1
        # What is not about the person may be in the answers; what tells who they are is not.
        assert set(db.scalars(select(AnswerRow.question_key))).isdisjoint({"sex", "age", "education", "occupation"})
        asked = db.scalars(select(InvitationRow).order_by(InvitationRow.id)).all()
        assert {row.person_id for row in asked} <= numbers
        assert all(row.answered for row in asked)
        by_words = {row.response_id: row.text for row in db.scalars(select(AnswerRow)) if row.text}
        order = [by_words[row.id] for row in sorted(responses, key=lambda row: row.id)]
        assert sorted(order) == [f"ลับเฉพาะ {at}" for at in range(5)]
        left = db.scalar(select(func.count()).select_from(SurveyDraftRow))
        assert left == 0
    assert all(hall.session(line_id) is None for line_id in ids)


def test_a_named_wave_keeps_whose_answers_they_are_and_counts_at_once(hall: Hall) -> None:
    (one,) = people(hall, 1)
    wave = launched(hall, anonymous=False)
    answer_all(hall, one, wave)
    assert empty_urns(hall.parts.settings, hall.parts.database, hall.clock.now()) == 1
    (row,) = hall.rows(ResponseRow)
    assert row.person_id is not None
    assert row.groups["sex"] == 2


def test_closing_counts_even_few_answers_and_takes_no_more(hall: Hall) -> None:
    ids = people(hall, 2)
    wave = launched(hall)
    answer_all(hall, ids[0], wave)
    hall.press(encode(WaveAct("start", wave)), ids[1])
    hall.say("1 1 1 1", ids[1])
    with hall.parts.database.begin() as db:
        close(db, db.get_one(WaveRow, wave), hall.clock.now())
    assert empty_urns(hall.parts.settings, hall.parts.database, hall.clock.now()) == 1
    assert "ปิดรับ" in words(hall.say("3", ids[1]), ids[1])


def test_a_wave_closes_by_itself_after_its_last_day(hall: Hall) -> None:
    people(hall, 1)
    launched(hall)
    hall.clock.move(timedelta(days=40))
    send(hall)
    assert hall.rows(WaveRow)[0].state == CLOSED


def test_only_the_silent_are_reminded_and_once(hall: Hall) -> None:
    ids = people(hall, 3)
    wave = launched(hall, remind_days=3)
    send(hall)
    answer_all(hall, ids[0], wave)
    hall.press(encode(WaveAct("decline", wave)), ids[1])
    hall.clock.move(timedelta(days=2))
    assert send(hall) == 0
    hall.clock.move(timedelta(days=2))
    assert send(hall) == 1
    assert send(hall) == 0
    asked = [row.recipient for row in hall.rows(OutgoingRow) if row.purpose == "wave"]
    assert sorted(asked) == sorted([*ids, ids[2]])


def test_stopping_keeps_the_draft_and_demographics_are_kept_with_consent_only(hall: Hall) -> None:
    ids = people(hall, 1)
    wave = launched(hall, anonymous=False)
    hall.press(encode(WaveAct("start", wave)), ids[0])
    hall.say("2 1 1 4", ids[0])
    hall.say("ยกเลิก", ids[0])
    assert hall.session(ids[0]) is None
    assert len(hall.rows(SurveyDraftRow)) == 1
    hall.press(encode(WaveAct("start", wave)), ids[0])
    assert told(hall, ids[0]) == {"sex": 2, "age": 1, "education": 1, "occupation": 4}
    hall.say("จำไว้ให้", ids[0])
    assert hall.rows(DemographicRow) == []


def test_an_open_wave_is_begun_with_its_code_and_by_who_has_it_only(hall: Hall) -> None:
    (one,) = people(hall, 1)
    wave = launched(hall, Audience(Who.CODE))
    code = hall.rows(WaveRow)[0].code
    hall.say(f"แบบสอบถาม {code[:4]}-{code[4:]}", one)
    assert hall.session(one)["flow"] == "survey"  # type: ignore[index]
    with hall.parts.database.reading() as db:
        person = db.scalars(select(PersonRow.id).where(PersonRow.line_id == one)).one()
        found = invitation(db, wave, person)
        assert found is not None
        assert found.state == CAME


def test_the_price_is_known_before_anything_is_sent(hall: Hall) -> None:
    people(hall, 10)
    with hall.parts.database.reading() as db:
        told_before = price_of(db, Audience(rate=30), hall.parts.desk.office(), remind=True)
    assert (told_before.population, told_before.asked, told_before.pushes) == (10, 10, 17)
    assert hall.rows(OutgoingRow) == []


def test_someone_who_never_agreed_opens_a_wave_by_its_code_after_agreeing(hall: Hall) -> None:
    user = "U" + "f" * 32
    launched(hall, Audience(Who.CODE))
    code = hall.rows(WaveRow)[0].code
    assert "ยินยอม" in words(hall.say(f"แบบสอบถาม {code}", user), user)
    assert "สถานภาพ" in words(hall.say("ตกลง", user), user)
