"""Surveys of the demonstration: waves of the short form over two years, believable answers, votes at counters."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from random import Random

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from handlers.surveys.questionnaire import COUNTED, Ask, Question, Questionnaire, dump, load
from storage.surveys.counters import CounterVoteRow, ServicePointRow
from storage.surveys.invitations import PUSHED, InvitationRow
from storage.surveys.responses import Given, keep_responses
from storage.surveys.results import keep_served
from storage.surveys.surveys import CLOSED, SENDING, SurveyRow, SurveyVersionRow, WaveRow

FORM = "short"
BATCH = 500
NEVER_SAID = 0.02  # of items that someone leaves out
WRITES = 0.22  # of people who write something at the end
# How people are spread over the groups of the form: question -> weight of each option in turn.
SPREAD: Mapping[str, tuple[int, ...]] = {
    "sex": (44, 56), "age": (6, 38, 27, 29), "education": (63, 32, 5), "occupation": (23, 17, 9, 51),
    "subject": (24, 18, 5, 6, 14, 9, 7, 8, 4, 3, 2),
}  # fmt: skip
# How much better or worse than the rest an item is found, and what a group adds.
ITEMS: Mapping[str, float] = {
    "i1_1": 0.1, "i1_2": -0.35, "i1_3": -0.2, "i2_1": 0.0, "i2_2": 0.35, "i2_3": 0.5, "i2_4": 0.45, "i3_1": 0.15,
    "i3_2": -0.6, "i3_3": -0.3, "i3_4": -0.1, "i4_1": -0.15, "i4_2": 0.1, "i5_1": 0.25, "i5_2": 0.55, "i5_3": -0.25,
    "i5_4": -0.1,
}  # fmt: skip
GROUPS: Mapping[tuple[str, int], float] = {
    ("age", 4): 0.18, ("age", 1): -0.1, ("education", 3): -0.25, ("occupation", 2): 0.15, ("subject", 3): -0.4,
    ("subject", 10): -0.5, ("subject", 8): 0.2,
}  # fmt: skip


@dataclass(frozen=True)
class Past:
    """A wave that was: its name, how many days ago, how many were asked and answered, and how people felt."""

    name: str
    days_ago: int
    served: int
    asked: int
    answered: int
    mood: float
    moved: Mapping[str, float]


_QUEUE = {"i4_1": 0.55, "i2_1": 0.3, "i1_1": 0.15}  # ticket machines came
_DRINKS = {**_QUEUE, "i3_2": 0.65, "i3_1": 0.2}  # then new toilets
WAVES = (
    Past("ปีงบ 2568 รอบ 1", 610, 1420, 420, 268, 0.0, {}),
    Past("ปีงบ 2568 รอบ 2", 430, 1365, 420, 285, 0.03, {}),
    Past("ปีงบ 2569 รอบ 1", 245, 1510, 450, 312, 0.05, _QUEUE),
    Past("ปีงบ 2569 รอบ 2", 62, 1588, 450, 331, 0.1, _DRINKS),
    Past("ปีงบ 2570 รอบ 1", 6, 840, 380, 74, 0.12, {**_DRINKS, "i1_2": 0.3}),
)
SERVED_AGE = {1: 3, 2: 31, 3: 27, 4: 39}  # of a hundred served, by age: older than those who answer
# Name and service in both languages, unit, and how it is found.
COUNTERS = (
    ("งานทะเบียนราษฎร ช่อง 1", "Civil registration, desk 1", "ทะเบียนราษฎร", "Civil registration", "clerk", 0.55),
    ("งานทะเบียนราษฎร ช่อง 2", "Civil registration, desk 2", "ทะเบียนราษฎร", "Civil registration", "clerk", 0.1),
    ("จุดรับชำระภาษี", "Tax counter", "ภาษีที่ดินและป้าย", "Land and sign tax", "finance", 0.2),
    ("งานขออนุญาตก่อสร้าง", "Building permits", "ใบอนุญาตก่อสร้าง", "Building permits", "works", -0.45),
    ("ศูนย์บริการสาธารณสุข", "Health centre", "วัคซีนและตรวจสุขภาพ", "Vaccines and check-ups", "health", 0.6),
)


def fill_surveys(db: Session, now: datetime, today: date) -> None:
    """Put the past waves and votes into a database that has none."""
    if db.scalar(select(func.count()).select_from(WaveRow)):
        return
    draw = Random(2569)  # noqa: S311 - a demonstration wants the same town each time
    form, survey = _published(db, now)
    for past in WAVES:
        _wave(db, survey, form, past, now, today, draw)
    _votes(db, now, today, draw)


def answers(form: Questionnaire, people: int, mood: float, moved: Mapping[str, float], draw: Random) -> Iterator[Given]:
    """Yield what people answer: each is kinder or sterner than others, each item better or worse than the rest."""
    words = (files("bot.demo") / "opinions.txt").read_text(encoding="utf-8").splitlines()
    for _ in range(people):
        told = {one.key: _option(one, draw) for one in form.grouping}
        felt = mood + draw.gauss(0, 0.8) + sum(GROUPS.get(pair, 0.0) for pair in told.items())
        rows: list[tuple[str, int, str | None]] = [(key, code, None) for key, code in told.items()]
        for question in form.questions:
            if question.asks is Ask.SCALE and draw.random() > NEVER_SAID:
                here = felt + ITEMS.get(question.key, 0.0) + moved.get(question.key, 0.0)
                rows.append((question.key, _score(here + draw.gauss(0, 0.75), question.points), None))
        for question in form.questions:
            if question.asks is Ask.TEXT and draw.random() < WRITES:
                rows.append((question.key, 0, draw.choice(words)))
        yield Given(rows, told)


def _option(question: Question, draw: Random) -> int:
    codes = [option.code for option in question.options]
    return draw.choices(codes, SPREAD.get(question.key, (1,) * len(codes))[: len(codes)])[0]


def _score(felt: float, points: int) -> int:
    """A feeling on a scale: of three points nearly half are very satisfied where the feeling is 0.4."""
    edges = (-1.35, 0.45) if points == 3 else (-1.9, -1.2, -0.4, 0.7)
    return 1 + sum(felt > edge for edge in edges)


def _published(db: Session, now: datetime) -> tuple[Questionnaire, SurveyRow]:
    raw = tomllib.loads((files("handlers.surveys") / "forms" / f"{FORM}.toml").read_text(encoding="utf-8"))
    form = load(raw | {"version": 1})
    survey = db.scalar(select(SurveyRow).where(SurveyRow.key == FORM))
    if survey is None:
        survey = SurveyRow(key=FORM, draft=dump(form), created_at=now, changed_at=now)
        db.add(survey)
        db.flush()
    kept = db.get(SurveyVersionRow, (survey.id, 1))
    if kept is None:
        begun = now - timedelta(days=WAVES[0].days_ago + 5)
        db.add(SurveyVersionRow(survey_id=survey.id, version=1, form=dump(form), published_at=begun))
        db.flush()
        return form, survey
    return load(kept.form), survey


def _wave(
    db: Session, survey: SurveyRow, form: Questionnaire, past: Past, now: datetime, today: date, draw: Random
) -> None:
    open_still = past.days_ago < 30
    wave = WaveRow(
        survey_id=survey.id, version=form.version, name=past.name, code=f"{draw.getrandbits(48):012x}"[:10],
        state=SENDING if open_still else CLOSED, anonymous=form.anonymous, audience={}, population=past.served,
        opens_at=now - timedelta(days=past.days_ago), launched_at=now - timedelta(days=past.days_ago),
        closes_on=today + timedelta(days=30 - past.days_ago),
        closed_at=None if open_still else now - timedelta(days=past.days_ago - 30), created_at=now,
    )  # fmt: skip
    db.add(wave)
    db.flush()
    asked = [{"wave_id": wave.id, "state": PUSHED, "answered": at < past.answered, "declined": False,
              "pushed_at": wave.launched_at} for at in range(past.asked)]  # fmt: skip
    db.execute(insert(InvitationRow), asked)  # of people who have been forgotten since: that they were asked stays
    day = today - timedelta(days=max(0, past.days_ago - 20))
    told = list(answers(form, past.answered, past.mood, past.moved, draw))
    counted = frozenset(one.key for one in form.questions if one.asks in COUNTED)
    for start in range(0, len(told), BATCH):
        keep_responses(
            db, wave.id, told[start : start + BATCH], counted, day, lambda: draw.getrandbits(62) + 1,
            anonymous=form.anonymous,
        )  # fmt: skip
    if not open_still:
        keep_served(db, wave.id, "age", {code: past.served * share // 100 for code, share in SERVED_AGE.items()})


def _votes(db: Session, now: datetime, today: date, draw: Random) -> None:
    if db.scalar(select(func.count()).select_from(ServicePointRow)):
        return
    for thai, english, service, served, unit, mood in COUNTERS:
        counter = ServicePointRow(
            code=f"{draw.getrandbits(48):012x}"[:10], names={"th": thai, "en": english}, unit=unit,
            service={"th": service, "en": served}, created_at=now - timedelta(days=400),
        )  # fmt: skip
        db.add(counter)
        db.flush()
        votes = [
            {"id": draw.getrandbits(62) + 1, "counter_id": counter.id, "why": "",
             "voted_on": today - timedelta(days=draw.randrange(360)), "score": _score(mood + draw.gauss(0.4, 1.1), 5)}
            for _ in range(draw.randrange(60, 260))
        ]  # fmt: skip
        db.execute(insert(CounterVoteRow), votes)
