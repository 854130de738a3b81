"""Responses and their tally agree, and an anonymous response holds nothing of a person."""

import random
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.database import Database
from storage.people import PersonRow
from storage.surveys.responses import (
    AnswerRow,
    Given,
    ResponseRow,
    drop_in,
    keep_responses,
    responses_of,
    take_out,
    tally,
    waiting_in_urn,
    words_of,
)
from storage.surveys.surveys import SurveyRow, SurveyVersionRow, WaveRow

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
TODAY = date(2026, 11, 21)
COUNTED = frozenset({"i1", "sex"})


def a_wave(db: Session, *, anonymous: bool) -> int:
    survey = SurveyRow(key="short", draft={}, before=[], created_at=NOW, changed_at=NOW)
    db.add(survey)
    db.flush()
    db.add(SurveyVersionRow(survey_id=survey.id, version=1, form={}, published_at=NOW))
    wave = WaveRow(
        survey_id=survey.id, version=1, name="first", code="W1", anonymous=anonymous, audience={}, closes_on=TODAY,
        created_at=NOW,
    )  # fmt: skip
    db.add(wave)
    db.flush()
    return wave.id


def a_person(db: Session) -> int:
    person = PersonRow(line_id="U1", created_at=NOW)
    db.add(person)
    db.flush()
    return person.id


def given(score: int, sex: int, words: str | None = None, person: int | None = None) -> Given:
    rows: list[tuple[str, int, str | None]] = [("i1", score, None), ("sex", sex, None)]
    if words:
        rows.append(("more", 0, words))
    return Given(rows, {"sex": sex}, person, date(2026, 11, 20))


def test_the_tally_counts_what_was_kept(database: Database) -> None:
    chance = random.Random(1)
    with database.begin() as db:
        wave = a_wave(db, anonymous=True)
        for batch in ([given(3, 1, "ดี"), given(1, 2)], [given(3, 2)]):
            keep_responses(db, wave, batch, COUNTED, TODAY, lambda: chance.getrandbits(63), anonymous=True)
    with database.reading() as db:
        counts = {(row.question_key, row.group_key, row.group_code, row.code): row.n for row in tally(db, wave)}
        assert counts[("i1", "", 0, 3)] == 2
        assert counts[("i1", "", 0, 0)] == 3
        assert counts[("i1", "sex", 2, 3)] == 1
        assert counts[("i1", "sex", 2, 0)] == 2
        assert counts[("more", "", 0, 0)] == 1
        assert responses_of(db, wave) == 3
        assert words_of(db, wave, "more", 10) == ["ดี"]


def test_an_anonymous_response_keeps_no_person_no_group_and_no_true_day(database: Database) -> None:
    with database.begin() as db:
        wave, person = a_wave(db, anonymous=True), a_person(db)
        ids = iter([7, 3])
        keep_responses(
            db, wave, [given(3, 1, person=person), given(2, 1)], COUNTED, TODAY, lambda: next(ids), anonymous=True
        )
    with database.reading() as db:
        kept = db.scalars(select(ResponseRow)).all()
        assert {(row.person_id, row.groups, row.answered_on) for row in kept} == {(None, None, TODAY)}
        assert set(db.scalars(select(AnswerRow.question_key))) == {"i1"}


def test_a_named_response_keeps_whose_it_is(database: Database) -> None:
    with database.begin() as db:
        wave, person = a_wave(db, anonymous=False), a_person(db)
        keep_responses(db, wave, [given(3, 1, person=person)], COUNTED, TODAY, lambda: 5, anonymous=False)
    with database.reading() as db:
        row = db.get_one(ResponseRow, 5)
        assert (row.person_id, row.groups, row.answered_on) == (person, {"sex": 1}, date(2026, 11, 20))


def test_what_lies_in_the_urn_comes_out_once(database: Database) -> None:
    with database.begin() as db:
        wave = a_wave(db, anonymous=True)
        for number in (9, 4, 6):
            drop_in(db, wave, given(number % 3 + 1, 1), id=number)
    with database.begin() as db:
        assert waiting_in_urn(db, wave) == 3
        assert [one.rows[0][1] for one in take_out(db, wave, 10)] == [2, 1, 1]  # by the random number, not as they came
        assert take_out(db, wave, 10) == []
