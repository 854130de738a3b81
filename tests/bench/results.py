"""The results page over a million answers, on SQLite and PostgreSQL, beside what counting the answers anew would cost.

`python -m tests.bench.results --answers 1000000 --rounds 40`
"""

import argparse
import contextlib
import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from random import Random

from rich.progress import Progress
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.app import create_app
from bot.clock import SetClock
from bot.demo.opinions import answers
from bot.services.staff.accounts import Passwords
from bot.settings import Settings
from handlers.surveys.questionnaire import COUNTED, Questionnaire, dump, load
from storage import schema
from storage.database import Database
from storage.staff import StaffRow
from storage.surveys.responses import keep_responses
from storage.surveys.surveys import CLOSED, SurveyRow, SurveyVersionRow, WaveRow
from tests.postgres import PostgresServer, programs

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
BAR = 1_000.0  # milliseconds, 95th percentile
AT_ONCE = 1_000  # responses
WAVES = (("before", 0.0, 0.1), ("now", 0.15, 1.0))  # name, mood, share of the answers asked for
PASSWORD = "a long enough secret"
# What a page would ask without the tally: each answer is read for the totals and once more for each grouping.
NAIVE = (
    "SELECT question_key, code, count(*) FROM answer WHERE wave_id = :wave GROUP BY question_key, code",
    "SELECT g.question_key, g.code, a.question_key, a.code, count(*) FROM answer a JOIN answer g"
    " ON g.response_id = a.response_id AND g.question_key IN ('sex', 'age', 'education', 'occupation', 'subject')"
    " WHERE a.wave_id = :wave GROUP BY g.question_key, g.code, a.question_key, a.code",
)


def run(wanted: int = 1_000_000, rounds: int = 40) -> None:
    """Print the figures for both databases."""
    print(f"results over {wanted:,} answers in a wave, beside a wave before it (bar: p95 {BAR / 1000:.0f} s)")
    with tempfile.TemporaryDirectory(prefix="siang-bench-") as folder:
        _measure("SQLite", f"sqlite:///{folder}/siang.db", Path(folder), wanted, rounds)
    if programs() is None:
        print("  PostgreSQL's server programs are not installed: left out")
        return
    server = PostgresServer(durable=True)
    try:
        with tempfile.TemporaryDirectory(prefix="siang-bench-") as folder:
            _measure("PostgreSQL", server.create("results"), Path(folder), wanted, rounds)
    finally:
        server.stop()


def _measure(name: str, url: str, folder: Path, wanted: int, rounds: int) -> None:
    database = Database(url)
    schema.upgrade(database)
    began = time.perf_counter()
    wave, kept = fill(database, wanted, name)
    print(f"  {name}: {kept:,} answers kept and counted in {time.perf_counter() - began:.0f} s")
    with _signed_in(url, folder) as get:
        for what, path in (
            ("page of a wave", f"/console/results/waves/{wave}"),
            ("page of a group, by item", f"/console/results/waves/{wave}?group=age:4&by=subject&item=i3_2"),
            ("list of waves", "/console/results"),
            ("free answers by theme", f"/console/results/waves/{wave}/words"),
            ("report as PDF", f"/console/results/waves/{wave}/files/pdf"),
        ):
            few = max(3, rounds // 8) if "PDF" in what else rounds
            _row(what, timed(lambda path=path: get(path), few))  # type: ignore[misc]
    with database.reading() as db:
        _row("counting anew in SQL (naive)", timed(lambda: naive(db, wave), 3))
    database.close()


def naive(db: Session, wave: int) -> None:
    """Count every answer anew, as a page without the tally would have to."""
    for question in NAIVE:
        db.execute(text(question), {"wave": wave}).all()


def timed(act: Callable[[], object], rounds: int) -> tuple[list[float], float, float]:
    """How long an act takes, in milliseconds: each time once it is warm, the first time, and this process' CPU."""
    began = time.perf_counter()
    act()
    first = (time.perf_counter() - began) * 1000
    took, own = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        act()
        took.append((time.perf_counter() - began) * 1000)
        own.append((time.process_time() - worked) * 1000)
    return sorted(took), first, statistics.median(own)


def _row(what: str, measured: tuple[list[float], float, float]) -> None:
    took, first, own = measured
    slow = took[min(len(took) - 1, int(len(took) * 0.95))]
    middle = statistics.median(took)
    print(f"    {what:<30} p50 {middle:6.0f}  p95 {slow:6.0f}  first {first:6.0f}  own CPU {own:6.0f} ms", flush=True)


def fill(database: Database, wanted: int, name: str) -> tuple[int, int]:
    """Put two waves into a database, the newer of so many answers; returns it and how many answers it holds."""
    raw = (files("handlers.surveys") / "forms" / "short.toml").read_text(encoding="utf-8")
    form = replace(load(tomllib.loads(raw) | {"version": 1}), anonymous=False)  # groups are kept, for the naive way
    items = sum(1 for one in form.questions if one.asks == "scale") + len(form.grouping)
    wave, kept = 0, 0
    with Progress(transient=True) as progress:
        task = progress.add_task(f"{name}: answers", total=sum(-(-wanted * share // items) for _, _, share in WAVES))
        with database.begin() as db:
            survey = _survey(db, form)
        for at, (label, mood, share) in enumerate(WAVES):
            people = int(-(-wanted * share // items))
            with database.begin() as db:
                wave = _wave(db, survey, label)
            draw, kept = Random(at), 0
            told = answers(form, people, mood, {}, draw)
            for start in range(0, people, AT_ONCE):
                some = [one for one, _ in zip(told, range(min(AT_ONCE, people - start)), strict=False)]
                kept += sum(len(one.rows) for one in some)
                with database.begin() as db:
                    counted = frozenset(one.key for one in form.questions if one.asks in COUNTED)
                    number = partial(draw.randrange, 1, 2**62)
                    keep_responses(db, wave, some, counted, date(2026, 11, 1), number, anonymous=False)
                progress.advance(task, len(some))
    return wave, kept


def _survey(db: Session, form: Questionnaire) -> int:
    survey = SurveyRow(key="short", draft=dump(form), created_at=NOW, changed_at=NOW)
    db.add(survey)
    db.flush()
    db.add(SurveyVersionRow(survey_id=survey.id, version=1, form=dump(form), published_at=NOW))
    passed = Passwords().hash(PASSWORD)
    db.add(StaffRow(username="head", name="head", role="head", password_hash=passed, session_key="k", created_at=NOW))
    return survey.id


def _wave(db: Session, survey: int, name: str) -> int:
    wave = WaveRow(survey_id=survey, version=1, name=name, code=name, state=CLOSED, anonymous=False, audience={},
                   closes_on=date(2026, 11, 20), launched_at=NOW, created_at=NOW, population=200_000)  # fmt: skip
    db.add(wave)
    db.flush()
    return wave.id


@contextlib.contextmanager
def _signed_in(url: str, folder: Path) -> Iterator[Callable[[str], None]]:
    """The console as the head of the office has opened it; the whole request is measured."""
    quiet = {"LOG_LEVEL": "ERROR", "LOCAL_LINE": "1"}
    settings = Settings.from_env(quiet | {"DATABASE_URL": url, "MEDIA_URL": f"file:{folder}"})
    app = create_app(settings, SetClock(NOW))
    client = app.test_client()
    page = client.get("/console/sign-in").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    client.post("/console/sign-in", data={"csrf_token": token, "username": "head", "password": PASSWORD})

    def get(path: str) -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")

    yield get
    app.extensions["siang"].database.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--answers", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=40)
    chosen = asked.parse_args()
    run(chosen.answers, chosen.rounds)
