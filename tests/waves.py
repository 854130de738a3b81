"""Waves with answers in a real database, for the tests of results."""

import random
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.surveys.questionnaire import COUNTED, Questionnaire, dump, load
from storage.surveys.responses import Given, keep_responses
from storage.surveys.surveys import CLOSED, SurveyRow, SurveyVersionRow, WaveRow

BEGAN = datetime(2026, 6, 1, 3, tzinfo=UTC)


def option(code: int, words: str) -> dict[str, Any]:
    return {"code": code, "words": {"th": words, "en": words}}


def a_form(*, points: int = 3, anonymous: bool = True, items: int = 3) -> Questionnaire:
    """A short form: sex and area as groups, some items, one choice, one text."""
    scales = [
        {"key": f"i{at}", "asks": "scale", "number": str(at), "points": points, "words": {"th": f"ข้อ {at}"}}
        for at in range(1, items + 1)
    ]
    sex = {"key": "sex", "asks": "one", "words": {"th": "เพศ", "en": "Sex"}, "demographic": True,
           "options": [option(1, "ชาย"), option(2, "หญิง")]}  # fmt: skip
    area = {"key": "area", "asks": "one", "words": {"th": "พื้นที่"}, "grouping": True,
            "options": [option(at, f"หมู่ {at}") for at in range(1, 5)]}  # fmt: skip
    many = {"key": "ways", "asks": "many", "words": {"th": "ช่องทาง"}, "options": [option(1, "เว็บ"), option(2, "โทร")]}
    free = {"key": "free", "asks": "text", "words": {"th": "ข้อเสนอแนะ"}}
    sections = [
        {"key": "about", "title": {"th": "สถานภาพ"}, "questions": [sex, area]},
        {"key": "rest", "title": {"th": "บริการ"}, "questions": [*scales, many, free]},
    ]
    whole = {"key": "form", "version": 1, "title": {"th": "แบบสำรวจ"}, "anonymous": anonymous, "sections": sections}
    return load(whole)


def a_survey(db: Session, form: Questionnaire, key: str = "form") -> int:
    """Publish a form."""
    survey = SurveyRow(key=key, draft=dump(form), created_at=BEGAN, changed_at=BEGAN)
    db.add(survey)
    db.flush()
    db.add(SurveyVersionRow(survey_id=survey.id, version=form.version, form=dump(form), published_at=BEGAN))
    db.flush()
    return survey.id


def a_wave(
    db: Session, survey_id: int, form: Questionnaire, given: Iterable[Given], name: str = "รอบ 1", **changes: Any
) -> int:
    """A wave with answers, counted as answers of citizens are."""
    values = {
        "version": form.version, "name": name, "code": name[-8:], "state": CLOSED, "anonymous": form.anonymous,
        "audience": {}, "closes_on": date(2026, 6, 30), "launched_at": BEGAN, "created_at": BEGAN,
        "closed_at": BEGAN + timedelta(days=29),
    }  # fmt: skip
    wave = WaveRow(survey_id=survey_id, **(values | changes))
    db.add(wave)
    db.flush()
    chance = random.Random(name)
    counted = frozenset(one.key for one in form.questions if one.asks in COUNTED)
    keep_responses(
        db, wave.id, list(given), counted, date(2026, 6, 30), lambda: chance.getrandbits(53) + 1,
        anonymous=form.anonymous,
    )  # fmt: skip
    return wave.id


def someone(scores: Mapping[str, int], words: str = "", **groups: int) -> Given:
    """What one person answers."""
    rows: list[tuple[str, int, str | None]] = [(key, code, None) for key, code in (*groups.items(), *scores.items())]
    return Given([*rows, ("free", 0, words)] if words else rows, groups)


def people(counts: tuple[int, int, int], key: str = "i1", **groups: int) -> list[Given]:
    """So many very satisfied, satisfied and dissatisfied people of one group."""
    return [someone({key: 3 - at}, **groups) for at, n in enumerate(counts) for _ in range(n)]
