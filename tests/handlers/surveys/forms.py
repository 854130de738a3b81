"""Questionnaires for tests: both forms as shipped, and a small one with every kind of question."""

import tomllib
from datetime import date
from typing import Any

from handlers.surveys.facts import WaveFacts
from handlers.surveys.questionnaire import Ask, Option, Question, Questionnaire, Section, When, load
from tests.guard.tree import ROOT

CLOSES = date(2026, 12, 20)


def shipped(name: str) -> Questionnaire:
    """A form as it is shipped."""
    return load(tomllib.loads((ROOT / "handlers" / "surveys" / "forms" / f"{name}.toml").read_text("utf-8")))


def question(key: str, asks: Ask, **more: Any) -> Question:
    """A question whose words are its key."""
    return Question(key, asks, {"th": f"คำถาม {key}", "en": f"Question {key}"}, **more)


def options(*words: str) -> tuple[Option, ...]:
    """Options numbered from 1."""
    return tuple(Option(code, {"th": one, "en": one}) for code, one in enumerate(words, 1))


def every_kind(*, anonymous: bool = False) -> Questionnaire:
    """A form with one of each kind; `why` is asked only after a low score."""
    asked = (
        question("mood", Ask.SCALE, points=5, skippable=False),
        question("why", Ask.TEXT, when=When("mood", frozenset({1, 2}))),
        question("ways", Ask.MANY, options=options("เว็บไซต์", "โทรศัพท์", "มาเอง")),
        question("visits", Ask.NUMBER, least=0, most=50),
        question("day", Ask.DATE),
        question("where", Ask.LOCATION),
        *(() if anonymous else (question("proof", Ask.PHOTO),)),
    )
    return Questionnaire("kinds", 1, {"th": "ทุกแบบ", "en": "Every kind"}, (Section("all", {"th": "ทั้งหมด"}, asked),),
                         anonymous=anonymous)  # fmt: skip


def wave(form: Questionnaire, **changes: Any) -> WaveFacts:
    """A wave of a form."""
    return WaveFacts(**{"id": 7, "form": form, "closes_on": CLOSES, **changes})
